//! The font that a glyph is of: its name says whether it is bold or slanted.
//!
//! A device is not told the name of fonts of Type 1, so the fonts that a page may use are built once more
//! and their glyphs are known again.

use std::collections::{BTreeSet, HashMap};

use hayro_font::{FontCache, FontGlyph};
use hayro_interpret::{
    InterpreterSettings,
    font::Glyph,
    hayro_syntax::{
        object::{Dict, Name, ObjectIdentifier, Stream},
        page::Resources,
    },
};

/// The number of forms, one within the other, that are looked into for fonts.
const MAX_DEPTH: usize = 8;

/// A font is bold from this weight on.
const BOLD: u32 = 600;

/// The facts that are known of a font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Font {
    name: String,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
}

impl Font {
    fn of(name: &str, is_bold: bool, is_italic: bool) -> Self {
        // `ABCDEF+Name`: only part of the font is in the file.
        let name = match name.split_once('+') {
            Some((part, name)) if part.len() == 6 => name,
            _ => name,
        };
        let lower = name.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        // `SFBX1000`, `CMBX12` and `CMSSBX10` are the bold fonts of TeX.
        let is_bold = is_bold
            || says(&["bold", "black", "heavy", "-bd", "cmbx", "sfbx", "cmssbx"])
            || (says(&["demi"]) && !says(&["demilight"]))
            || lower.ends_with("-medi")
            || lower.contains("medi-")
            || lower.contains("sfsx");
        let is_italic = is_italic || says(&["italic", "oblique", "-ital", "cmti", "sfti"]);
        Self {
            name: name.to_owned(),
            is_bold,
            is_italic,
        }
    }
}

/// The fonts of a file, as far as they were met.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    settings: InterpreterSettings,
    all: Vec<Font>,
    /// By what identifies a glyph.
    of_glyph: HashMap<u128, usize>,
    seen: BTreeSet<ObjectIdentifier>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: InterpreterSettings) -> Self {
        Self {
            cache: FontCache::new(),
            settings,
            all: vec![Font::default()],
            of_glyph: HashMap::new(),
            seen: BTreeSet::new(),
        }
    }

    pub(super) fn font(&self, index: usize) -> &Font {
        const NONE: &Font = &Font {
            name: String::new(),
            is_bold: false,
            is_italic: false,
        };
        self.all.get(index).unwrap_or(NONE)
    }

    /// Takes note of the fonts that may be used on a page.
    pub(super) fn meet(&mut self, resources: &Resources<'a>) {
        self.meet_within(resources, MAX_DEPTH);
    }

    fn meet_within(&mut self, resources: &Resources<'a>, depth: usize) {
        let names: Vec<Name<'a>> = resources.fonts.keys().collect();
        for name in names {
            if let Some(dict) = resources.get_font(&name) {
                self.meet_font(&dict);
            }
        }
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let forms: Vec<Name<'a>> = resources.x_objects.keys().collect();
        for name in forms {
            let Some(form) = resources.x_objects.get::<Stream<'a>>(&*name) else {
                continue;
            };
            let within = form.dict().get::<Dict<'a>>(b"Resources");
            if let Some(within) = within.filter(|_| self.seen.insert(form.obj_id())) {
                self.meet_within(&Resources::new(within), depth);
            }
        }
    }

    /// A font whose codes are single bytes; the others say their names themselves.
    fn meet_font(&mut self, dict: &Dict<'a>) {
        let is_simple = dict
            .get::<Name<'_>>(b"Subtype")
            .is_some_and(|kind| matches!(&*kind, b"Type1" | b"MMType1" | b"TrueType"));
        let is_new = dict.obj_id().is_none_or(|id| self.seen.insert(id));
        if !is_simple || !is_new {
            return;
        }
        let settings = &self.settings;
        let font = self
            .cache
            .font(dict, &settings.font_resolver, &settings.cmap_resolver);
        let (Some(font), Some(name)) = (font, dict.get::<Name<'_>>(b"BaseFont")) else {
            return;
        };
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor");
        let flags = descriptor.and_then(|of| of.get::<u32>(b"Flags"));
        let flags = flags.unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        let found = Font::of(&name, flags & (1 << 18) != 0, flags & (1 << 6) != 0);
        let index = self.add(found);
        for code in 0..=255 {
            if let FontGlyph::Outline(glyph) = font.glyph(font.map_code(code), code) {
                self.of_glyph
                    .entry(glyph.identifier().cache_key())
                    .or_insert(index);
            }
        }
    }

    /// The font of a glyph, by index.
    pub(super) fn of(&mut self, glyph: &Glyph<'a>) -> usize {
        let Glyph::Outline(glyph) = glyph else {
            return 0;
        };
        let key = glyph.identifier().cache_key();
        if let Some(known) = self.of_glyph.get(&key) {
            return *known;
        }
        let index = glyph.font_data().map_or(0, |data| {
            let is_bold = data.weight.is_some_and(|weight| weight >= BOLD);
            let name = data.postscript_name.unwrap_or_default();
            self.add(Font::of(&name, is_bold, data.is_italic))
        });
        self.of_glyph.insert(key, index);
        index
    }

    fn add(&mut self, font: Font) -> usize {
        if let Some(known) = self.all.iter().position(|known| *known == font) {
            return known;
        }
        self.all.push(font);
        self.all.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_bold_and_what_is_slanted() {
        let of = |name: &str| {
            let font = Font::of(name, false, false);
            (font.is_bold, font.is_italic)
        };
        assert_eq!(of("ABCDEF+SFBX1200"), (true, false));
        assert_eq!(of("Helvetica-BoldOblique"), (true, true));
        assert_eq!(of("CMTI10"), (false, true));
        assert_eq!(of("LiberationSerif"), (false, false));
    }
}
