//! The content that a page paints, glyph by glyph, as the interpreter hands it over.

use std::collections::HashMap;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt,
    font::{Glyph as Painted, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{object::Dict, page::Page},
    interpret_page,
    kurbo::{Affine, BezPath, Rect},
};

use super::{fonts::Fonts, marked::Marked};

/// More glyphs of one page are not read: no page of a document has so many.
pub(super) const MOST_GLYPHS: usize = 200_000;

/// The greatest distance beyond the edge of a page at which a glyph may begin, in points.
const EDGE: f64 = 2.0;

/// Two glyphs of one character that are no further apart than this, in their sizes, are one that is painted
/// twice, for a shadow or to look bold. Small letters may come twice, so half of the advance is the most.
const SHADOW: f64 = 0.3;

/// Whither a line of glyphs runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Upright,
    Down,
    Upside,
    Up,
    /// At some other angle.
    Odd,
    /// From top to bottom, glyph by glyph.
    Vertical,
}

/// A glyph on a page. Lengths are in points; a turned page, and turned text, is turned back.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// The text that it stands for; U+FFFD where the file does not say.
    pub(super) text: String,
    /// The place where it begins on its baseline, from the left and from above.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) advance: f64,
    pub(super) size: f64,
    pub(super) turn: Turn,
    /// An index into [`Fonts`].
    pub(super) font: usize,
    /// Its code in that font.
    pub(super) code: u32,
    /// Whether it is there for the machine alone.
    pub(super) is_invisible: bool,
    /// Whether it adorns the page, as the file says.
    pub(super) is_artifact: bool,
    /// The number that ties it to an element of the structure.
    pub(super) tag: Option<u32>,
}

/// The content that a page paints.
#[derive(Debug, Default)]
pub(super) struct Paint {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The share of the page that pictures cover, from 0 to 1.
    pub(super) picture: f64,
    /// Whether glyphs were left out because there are too many.
    pub(super) is_cut: bool,
}

/// Reads what a page paints.
pub(super) fn paint<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    fonts: &mut Fonts<'a>,
) -> Paint {
    fonts.meet(page.resources());
    let (width, height) = page.render_dimensions();
    let mut painter = Painter {
        out: Paint {
            width: f64::from(width),
            height: f64::from(height),
            ..Paint::default()
        },
        fonts,
        marked: Marked::default(),
        places: HashMap::new(),
    };
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        page.xref(),
        settings.clone(),
    );
    interpret_page(page, &mut context, &mut painter);
    painter.out
}

struct Painter<'f, 'a> {
    out: Paint,
    fonts: &'f mut Fonts<'a>,
    marked: Marked,
    /// The places of glyphs, by character and by column and row, in sizes of the glyph.
    places: HashMap<(String, i64, i64), Vec<(f64, f64)>>,
}

impl<'a> Painter<'_, 'a> {
    fn take(&mut self, mut glyph: Glyph) {
        let is_outside = glyph.x < -EDGE
            || glyph.y < -EDGE
            || glyph.x > self.out.width + EDGE
            || glyph.y > self.out.height + EDGE;
        if is_outside || !glyph.x.is_finite() || !glyph.y.is_finite() || glyph.size <= 0.0 {
            return;
        }
        if self.out.glyphs.len() >= MOST_GLYPHS {
            self.out.is_cut = true;
            return;
        }
        if glyph.text.trim().is_empty() || !self.is_painted_again(&glyph) {
            glyph.turn_back();
            self.out.glyphs.push(glyph);
        }
    }

    /// Whether the glyph stands where the same one stands already.
    fn is_painted_again(&mut self, glyph: &Glyph) -> bool {
        let near = (SHADOW * glyph.size).min(glyph.advance.abs() / 2.0);
        let cell = glyph.size.max(1.0);
        let (column, row) = (whole(glyph.x / cell), whole(glyph.y / cell));
        let mut key = (glyph.text.clone(), column, row);
        for (right, down) in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y))) {
            (key.1, key.2) = (column + right, row + down);
            let places = self.places.get(&key).map_or(&[][..], Vec::as_slice);
            let is_near =
                |(x, y): &(f64, f64)| (x - glyph.x).abs() < near && (y - glyph.y).abs() < near;
            if places.iter().any(is_near) {
                return true;
            }
        }
        (key.1, key.2) = (column, row);
        self.places.entry(key).or_default().push((glyph.x, glyph.y));
        false
    }

    fn glyph(
        &mut self,
        painted: &Painted<'a>,
        place: Affine,
        font: usize,
        is_vertical: bool,
    ) -> Glyph {
        let [along, down, across, up, x, y] = place.as_coeffs();
        let turn = Turn::of(along, down);
        let (along, across) = (along.hypot(down) * 1000.0, across.hypot(up) * 1000.0);
        let advance = match painted {
            Painted::Outline(glyph) => glyph.advance_width(),
            Painted::Type3(glyph) => glyph.advance_width(),
        };
        Glyph {
            text: self
                .marked
                .take_text()
                .unwrap_or_else(|| readable(painted.as_unicode())),
            x,
            y,
            advance: f64::from(advance.unwrap_or(500.0)) / 1000.0 * along,
            size: across,
            turn: if is_vertical { Turn::Vertical } else { turn },
            font,
            code: painted.char_code(),
            is_invisible: false,
            is_artifact: self.marked.is_artifact(),
            tag: self.marked.tag(),
        }
    }
}

impl<'a> Device<'a> for Painter<'_, 'a> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else {
            return;
        };
        let font = self.fonts.of(first);
        let is_vertical = run.writing_mode() == WritingMode::Vertical;
        for painted in run.glyphs() {
            let place = props.transform * painted.transform();
            let mut glyph = self.glyph(painted, place, font, is_vertical);
            glyph.is_invisible = matches!(mode, DrawMode::Invisible);
            self.take(glyph);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        let share = (a * d - b * c).abs() / (self.out.width * self.out.height).max(1.0);
        self.out.picture = (self.out.picture + share).min(1.0);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.marked.begin(tag, properties);
    }

    fn end_marked_content(&mut self) {
        self.marked.end();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Turn {
    /// By where the axis of a glyph leads to, down being positive.
    fn of(right: f64, down: f64) -> Self {
        let (wide, high) = (right.abs(), down.abs());
        match (wide > high * 10.0, high > wide * 10.0) {
            (true, _) if right > 0.0 => Self::Upright,
            (true, _) => Self::Upside,
            (_, true) if down > 0.0 => Self::Down,
            (_, true) => Self::Up,
            _ => Self::Odd,
        }
    }
}

impl Glyph {
    /// Turns the place of turned text so that its lines run to the right, one below the other.
    fn turn_back(&mut self) {
        (self.x, self.y) = match self.turn {
            Turn::Upright | Turn::Odd | Turn::Vertical => (self.x, self.y),
            Turn::Down => (self.y, -self.x),
            Turn::Upside => (-self.x, -self.y),
            Turn::Up => (-self.y, self.x),
        };
    }
}

/// The text that a glyph stands for. Control characters stand for nothing that is read.
fn readable(text: Option<BfString>) -> String {
    let text = match text {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => String::new(),
    };
    // Bullets of the fonts Symbol and Wingdings.
    let text = text.replace(['\u{F0B7}', '\u{F0A7}'], "•");
    // What is for private use otherwise looks like nothing in particular.
    let is_unknown = |c: char| (c.is_control() && !c.is_whitespace()) || is_private(c);
    if text.is_empty() || text.contains(is_unknown) {
        return char::REPLACEMENT_CHARACTER.to_string();
    }
    if text.chars().all(char::is_whitespace) {
        return " ".to_owned();
    }
    text.replace(char::is_whitespace, " ")
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float is cut to the range of the integer"
)]
fn whole(x: f64) -> i64 {
    x.floor() as i64
}
