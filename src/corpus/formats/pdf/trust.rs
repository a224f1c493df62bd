//! The trust that the text of a page deserves: whether it has any, and whether it is what the page shows.

use std::collections::{BTreeMap, HashMap};

use super::glyphs::{Paint, Turn};
use crate::{corpus::document::Certainty, plural::plural};

/// A page with fewer glyphs has no text to speak of.
const FEW_GLYPHS: usize = 10;

/// A picture that covers more of a page than this is the page.
const WHOLE_PAGE: f64 = 0.5;

/// From this share of unknown characters on, in percent, a page cannot be read.
const UNKNOWN_PERCENT: usize = 20;

/// From this share of letters that no language has so many of, in percent, a page cannot be read.
const FOREIGN_PERCENT: usize = 40;

/// From this share of letters on, in percent, a page is written from right to left.
const RIGHT_TO_LEFT_PERCENT: usize = 30;

/// Two codes of one letter in one font that are so much wider than each other are not the same letter.
const OTHER_WIDTH: f64 = 1.25;

/// The way in which a page can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// As it is.
    Sure,
    /// Text that a machine read from a picture of the page; it may be wrong.
    MachineRead,
    /// Some of its words are not what the page shows.
    Uncertain,
    /// There is a picture, and no text.
    Scan,
    /// There is nothing.
    Empty,
    /// Its characters have no meaning that can be known.
    Unreadable,
    /// It is written from right to left.
    RightToLeft,
    /// It is written from top to bottom.
    Vertical,
}

impl Trust {
    /// Looks at all that a page paints.
    pub(super) fn of(paint: &Paint) -> Self {
        let shown = paint.glyphs.iter().filter(|glyph| glyph.text != " ");
        let count = shown.clone().count();
        if count < FEW_GLYPHS && paint.picture > WHOLE_PAGE {
            return Self::Scan;
        }
        if count == 0 {
            return if paint.picture > 0.0 {
                Self::Scan
            } else {
                Self::Empty
            };
        }
        let chars = || shown.clone().flat_map(|glyph| glyph.text.chars());
        let letters = chars().filter(|c| c.is_alphabetic()).count().max(1);
        let unknown = chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count();
        let foreign = chars().filter(|c| ('\u{A1}'..='\u{FF}').contains(c) && *c != '\u{AD}');
        let is_right = |c: &char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
        let right = chars().filter(is_right).count();
        if unknown * 100 >= chars().count() * UNKNOWN_PERCENT && unknown > 5
            || foreign.count() * 100 > letters * FOREIGN_PERCENT && letters > FEW_GLYPHS
        {
            return Self::Unreadable;
        }
        if right * 100 > letters * RIGHT_TO_LEFT_PERCENT {
            return Self::RightToLeft;
        }
        let vertical = shown.clone().filter(|glyph| glyph.turn == Turn::Vertical);
        if vertical.count() * 2 > count {
            return Self::Vertical;
        }
        let invisible = shown.filter(|glyph| glyph.is_invisible).count();
        let is_all = invisible * 10 >= count * 9;
        if is_all || (invisible * 2 > count && paint.picture > WHOLE_PAGE) {
            return Self::MachineRead;
        }
        Self::Sure
    }

    /// The certainty that is stated for quotes from it.
    pub(super) fn certainty(self) -> Certainty {
        match self {
            Self::MachineRead => Certainty::MachineRead,
            Self::Uncertain => Certainty::Uncertain,
            _ => Certainty::Sure,
        }
    }

    /// Whether its text is read.
    pub(super) fn is_read(self) -> bool {
        matches!(self, Self::Sure | Self::MachineRead | Self::Uncertain)
    }
}

/// Letters that one font has under several codes: a ligature that the file calls by one of its letters.
#[derive(Default)]
pub(super) struct Twins {
    /// The codes and widths of a letter of a font.
    codes: HashMap<(usize, char), BTreeMap<u32, f64>>,
    /// The pages that a code of a font stands on, and how often.
    pages: HashMap<(usize, u32), BTreeMap<usize, usize>>,
}

impl Twins {
    pub(super) fn look(&mut self, page: usize, paint: &Paint) {
        for glyph in &paint.glyphs {
            let mut chars = glyph.text.chars();
            let (Some(letter), None) = (chars.next(), chars.next()) else {
                continue;
            };
            if !letter.is_ascii_alphabetic() || glyph.font == 0 {
                continue;
            }
            let codes = self.codes.entry((glyph.font, letter)).or_default();
            codes
                .entry(glyph.code)
                .or_insert(glyph.advance / glyph.size);
            let pages = self.pages.entry((glyph.font, glyph.code)).or_default();
            *pages.entry(page).or_default() += 1;
        }
    }

    /// The number of letters on each page that are not what the file says.
    pub(super) fn wrong(&self) -> BTreeMap<usize, usize> {
        let mut wrong = BTreeMap::new();
        let mut several: Vec<_> = self
            .codes
            .iter()
            .filter(|(_, codes)| codes.len() > 1)
            .collect();
        several.sort_by_key(|(of, _)| **of);
        for ((font, _), codes) in several {
            let narrowest = codes.values().copied().fold(f64::MAX, f64::min);
            for (code, width) in codes {
                if *width > narrowest * OTHER_WIDTH {
                    for (page, count) in self.pages.get(&(*font, *code)).into_iter().flatten() {
                        *wrong.entry(*page).or_default() += count;
                    }
                }
            }
        }
        wrong
    }
}

/// `page 3`, `pages 1–4 and 9`: pages by what they are called. `pages` are positions in order.
pub(super) fn listed(pages: &[usize], labels: &[String]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => ranges.push((*page, *page)),
        }
    }
    let name = |page: usize| {
        let label = labels.get(page).filter(|label| !label.is_empty());
        label.map_or_else(|| format!("({})", page + 1), Clone::clone)
    };
    let mut listed = String::from(plural(pages.len(), "page ", "pages "));
    for (at, (first, last)) in ranges.iter().enumerate() {
        let before = match at {
            0 => "",
            _ if at + 1 == ranges.len() => " and ",
            _ => ", ",
        };
        listed.push_str(before);
        listed.push_str(&name(*first));
        if first != last {
            listed.push('–');
            listed.push_str(&name(*last));
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_by_what_they_are_called() {
        let labels: Vec<String> = ["", "i", "ii", "1", "2", "3"].map(str::to_owned).to_vec();
        assert_eq!(listed(&[0], &labels), "page (1)");
        assert_eq!(listed(&[1, 3, 4, 5], &labels), "pages i and 1–3");
        assert_eq!(listed(&[0, 2, 5], &labels), "pages (1), ii and 3");
    }
}
