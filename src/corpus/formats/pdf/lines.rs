//! Glyphs to lines: what stands on one baseline and is painted one after the other.

use super::{
    areas::area_of,
    fonts::Fonts,
    glyphs::{Glyph, Turn},
};
use crate::corpus::picture::Area;

/// A gap of more than this, in sizes, is a space. (Without it `pdfTeX` has no spaces.)
const SPACE: f64 = 0.13;

/// A wider gap parts what may be the cells of a table; justified lines stretch their spaces.
const CELL: f64 = 1.3;
const CELL_WITH_SPACE: f64 = 1.9;

/// A gap behind dots that lead to the next cell.
const LEADER: f64 = 0.3;

/// A raised or lowered glyph is smaller than this, in sizes of its line.
const SMALL: f64 = 0.86;

/// The greatest difference in height between glyphs on one baseline, in sizes.
const BASELINE: f64 = 0.12;

/// The greatest step back within a line, in sizes, for an accent or a tight pair.
const BACK: f64 = 0.7;

/// Lines of a paragraph differ in size by less than this.
const OTHER_SIZE: f64 = 0.07;

/// The position of a stretch of a line relative to its baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    #[default]
    Base,
    Raised,
    Lowered,
}

/// A stretch of a line that looks the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bit {
    pub(super) text: String,
    pub(super) level: Level,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// The areas of the characters that are no white space; those at the beginning may be of some that
    /// were taken off.
    pub(super) areas: Vec<Area>,
}

impl Bit {
    /// The characters, and where they are painted, where that is known.
    pub(super) fn painted(&self) -> impl Iterator<Item = (char, Option<Area>)> {
        let count = self.text.chars().filter(|c| !c.is_whitespace()).count();
        let taken = self.areas.len().saturating_sub(count);
        let mut areas = self.areas.iter().copied().skip(taken);
        self.text.chars().map(move |c| {
            let area = (!c.is_whitespace()).then(|| areas.next()).flatten();
            (c, area)
        })
    }
}

/// A stretch of a line without a wide gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) bits: Vec<Bit>,
    pub(super) x0: f64,
    pub(super) x1: f64,
}

impl Cell {
    pub(super) fn text(&self) -> String {
        self.bits.iter().map(|bit| bit.text.as_str()).collect()
    }
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of how it is set"
)]
pub(super) struct Line {
    pub(super) cells: Vec<Cell>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Its baseline, from above.
    pub(super) y: f64,
    /// The size of most of its letters.
    pub(super) size: f64,
    pub(super) turn: Turn,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// Whether it adorns the page, as the file says.
    pub(super) is_artifact: bool,
    pub(super) is_invisible: bool,
    /// The number that ties its first glyph to an element of the structure.
    pub(super) tag: Option<u32>,
    /// The width of its first word.
    pub(super) first_word: f64,
    /// The gap between its first word and the second one, in points.
    pub(super) lead: f64,
    /// The largest size that several of its letters have: small capitals are smaller.
    pub(super) top: f64,
}

impl Line {
    pub(super) fn text(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(Cell::text).collect();
        cells.join(" ").trim().to_owned()
    }

    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Whether letters of both lines have the same size.
    pub(super) fn is_sized_like(&self, other: &Line) -> bool {
        let is_near = |one: f64, of: f64| (one - of).abs() <= one.max(of) * OTHER_SIZE;
        is_near(self.size, other.size)
            || is_near(self.top, other.top)
            || is_near(self.top, other.size)
            || is_near(self.size, other.top)
    }

    /// The share of the narrower of two lines that stands above or below the other, from 0 to 1.
    pub(super) fn overlap(&self, other: &Line) -> f64 {
        let shared = self.x1.min(other.x1) - self.x0.max(other.x0);
        shared / self.width().min(other.width()).max(1.0)
    }

    pub(super) fn bits(&self) -> impl Iterator<Item = &Bit> {
        self.cells.iter().flat_map(|cell| &cell.bits)
    }
}

/// The lines of a page, in the order in which they are painted.
pub(super) fn lines(glyphs: &[Glyph], fonts: &Fonts<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<&Glyph> = Vec::new();
    let mut row = Row::default();
    for glyph in glyphs {
        let is_space = glyph.text == " ";
        if is_space && open.is_empty() {
            continue;
        }
        if !is_space && !open.is_empty() && !row.takes(glyph) {
            lines.extend(row.line(std::mem::take(&mut open), fonts));
            row = Row::default();
        }
        if !is_space {
            row.add(glyph);
        }
        open.push(glyph);
    }
    lines.extend(row.line(open, fonts));
    lines
}

/// The place of the line that is being read.
#[derive(Default)]
struct Row {
    y: f64,
    size: f64,
    end: f64,
    start: f64,
    last: Option<Kind>,
    /// Whether glyphs of it are painted late.
    has_late: bool,
}

/// The properties that the glyphs of one line have in common.
type Kind = (Turn, bool, bool);

fn kind(glyph: &Glyph) -> Kind {
    (glyph.turn, glyph.is_artifact, glyph.is_invisible)
}

impl Row {
    fn line(&self, mut glyphs: Vec<&Glyph>, fonts: &Fonts<'_>) -> Option<Line> {
        if self.has_late {
            glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        line(&glyphs, fonts)
    }

    fn takes(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size);
        let down = glyph.y - self.y;
        let is_raised_or_lowered = glyph.size < self.size * SMALL && down.abs() < self.size * 0.65;
        // A line that begins with a raised number.
        let is_below_raised = self.size < glyph.size * SMALL
            && (0.0..glyph.size * 0.65).contains(&down)
            && self.end - self.start < glyph.size * 2.0;
        let is_level = down.abs() <= BASELINE * size || is_raised_or_lowered || is_below_raised;
        let gap = glyph.x - self.end;
        self.last == Some(kind(glyph)) && is_level && (gap > -BACK * size || self.is_late(glyph))
    }

    /// Whether a glyph is a raised number in the line that is painted behind it.
    fn is_late(&self, glyph: &Glyph) -> bool {
        let up = self.y - glyph.y;
        glyph.size < self.size * SMALL
            && (self.size * 0.15..self.size * 0.65).contains(&up)
            && (self.start..self.end + self.size).contains(&glyph.x)
            && glyph
                .text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | ','))
    }

    fn add(&mut self, glyph: &Glyph) {
        if self.last.is_some() && glyph.x < self.end - BACK * self.size {
            self.has_late = true;
            return;
        }
        if self.last.is_none() {
            self.start = glyph.x;
        }
        if self.last.is_none() || glyph.size > self.size * 1.02 {
            self.y = glyph.y;
        }
        self.size = self.size.max(glyph.size);
        self.end = glyph.x + glyph.advance;
        self.last = Some(kind(glyph));
    }
}

fn line(glyphs: &[&Glyph], fonts: &Fonts<'_>) -> Option<Line> {
    let shown: Vec<&Glyph> = glyphs
        .iter()
        .copied()
        .filter(|glyph| glyph.text != " ")
        .collect();
    let first = *shown.first()?;
    let size = usual_size(&shown);
    let on_baseline = shown.iter().find(|glyph| glyph.size >= size * 0.95);
    let baseline = on_baseline.map_or(first.y, |glyph| glyph.y);
    let mut setter = Setter {
        fonts,
        size,
        baseline,
        tracking: tracking(&shown),
        start: first.x,
        end: first.x,
        is_spaced: false,
        last: ' ',
        first_word: None,
        cells: vec![Cell {
            x0: first.x,
            x1: first.x,
            ..Cell::default()
        }],
    };
    for glyph in glyphs {
        setter.set(glyph);
    }
    let (first_word, lead) = setter.first_word.unwrap_or((setter.end - first.x, 0.0));
    let cells = setter.cells;
    Some(Line {
        x0: first.x,
        x1: cells.iter().map(|cell| cell.x1).fold(first.x, f64::max),
        y: baseline,
        size,
        turn: first.turn,
        is_bold: is_all(&cells, |bit| bit.is_bold),
        is_italic: is_all(&cells, |bit| bit.is_italic),
        is_artifact: first.is_artifact,
        is_invisible: first.is_invisible,
        tag: shown.iter().find_map(|glyph| glyph.tag),
        first_word,
        lead,
        top: top_size(&shown),
        cells,
    })
}

/// Whether nearly all of a line looks so.
fn is_all(cells: &[Cell], is: impl Fn(&Bit) -> bool) -> bool {
    let bits = cells.iter().flat_map(|cell| &cell.bits);
    let all: usize = bits.clone().map(|bit| bit.text.trim().len()).sum();
    let such = bits.filter(|bit| is(bit));
    let such: usize = such.map(|bit| bit.text.trim().len()).sum();
    such * 10 >= all * 9
}

/// Sets the glyphs of a line one behind the other.
struct Setter<'f, 'a> {
    fonts: &'f Fonts<'a>,
    size: f64,
    baseline: f64,
    /// The distance between the letters of words.
    tracking: f64,
    start: f64,
    /// The end of the last glyph.
    end: f64,
    /// Whether a space stands behind it.
    is_spaced: bool,
    last: char,
    /// The width of the first word, and the gap behind it.
    first_word: Option<(f64, f64)>,
    cells: Vec<Cell>,
}

impl Setter<'_, '_> {
    fn set(&mut self, glyph: &Glyph) {
        if glyph.text == " " {
            self.is_spaced = true;
            return;
        }
        let gap = glyph.x - self.end;
        let widest = if self.is_spaced {
            CELL_WITH_SPACE
        } else {
            CELL
        };
        let next = glyph.text.chars().next().unwrap_or(' ');
        let size = self.size.min(glyph.size.max(self.size * 0.8));
        let is_gap =
            gap > (SPACE + self.tracking) * size && !(is_unspaced(self.last) && is_unspaced(next));
        let is_behind_dots = gap > LEADER * self.size && next != '.' && self.ends_with_dots();
        if gap > (widest + self.tracking) * self.size || is_behind_dots {
            self.end_word(gap);
            self.cells.push(Cell {
                x0: glyph.x,
                ..Cell::default()
            });
        } else if (self.is_spaced || is_gap) && self.last != ' ' {
            self.end_word(gap);
            push(&mut self.cells, " ", None);
        }
        let font = self.fonts.font(glyph.font);
        let count = glyph.text.chars().filter(|c| !c.is_whitespace()).count();
        let level = level(glyph, self.baseline, self.size);
        // A mark goes straight over raised digits; a name in the margin may stand a little higher.
        let (baseline, size) = match level {
            Level::Base => (glyph.y, glyph.size),
            Level::Raised | Level::Lowered => (self.baseline, self.size),
        };
        let look = Bit {
            text: String::new(),
            areas: vec![area_of(glyph, baseline, size); count],
            level,
            is_bold: font.is_bold,
            is_italic: font.is_italic,
        };
        push(&mut self.cells, &glyph.text, Some(look));
        self.end = glyph.x + glyph.advance;
        if let Some(cell) = self.cells.last_mut() {
            cell.x1 = cell.x1.max(self.end);
        }
        self.last = glyph.text.chars().next_back().unwrap_or(self.last);
        self.is_spaced = false;
    }

    /// Whether the last cell ends with dots that lead to the next one.
    fn ends_with_dots(&self) -> bool {
        let text = self.cells.last().map(Cell::text).unwrap_or_default();
        [" ..", "....", ". . ."]
            .iter()
            .any(|dots| text.ends_with(dots))
    }

    fn end_word(&mut self, gap: f64) {
        self.first_word.get_or_insert((self.end - self.start, gap));
    }
}

/// Adds text to the last cell, as a stretch that looks like `look`, or like what stands before it.
fn push(cells: &mut [Cell], text: &str, look: Option<Bit>) {
    let Some(cell) = cells.last_mut() else {
        return;
    };
    match (cell.bits.last_mut(), look) {
        (Some(last), None) => last.text.push_str(text),
        (Some(last), Some(look))
            if (last.level, last.is_bold, last.is_italic)
                == (look.level, look.is_bold, look.is_italic) =>
        {
            last.text.push_str(text);
            last.areas.extend(look.areas);
        }
        (_, Some(mut look)) => {
            look.text.push_str(text);
            cell.bits.push(look);
        }
        (None, None) => {}
    }
}

fn level(glyph: &Glyph, baseline: f64, size: f64) -> Level {
    let up = baseline - glyph.y;
    match glyph.size < size * SMALL {
        true if up > size * 0.15 => Level::Raised,
        true if up < -size * 0.05 => Level::Lowered,
        _ => Level::Base,
    }
}

/// The size of most glyphs.
fn usual_size(glyphs: &[&Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

/// The size that a sixth of the glyphs has, or a larger one.
fn top_size(glyphs: &[&Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let at = sizes.len() - 1 - sizes.len() / 6;
    sizes.get(at).copied().unwrap_or(1.0)
}

/// The distance between the letters of a word that is set wide, in sizes; 0 for others.
fn tracking(glyphs: &[&Glyph]) -> f64 {
    let mut gaps: Vec<f64> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some((next.x - one.x - one.advance) / one.size.max(1.0)),
            _ => None,
        })
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    gaps.sort_by(f64::total_cmp);
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    if (SPACE * 0.6..0.6).contains(&median) {
        median
    } else {
        0.0
    }
}

/// Whether a character is of a script that is written without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}
