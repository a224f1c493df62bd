//! Lines to paragraphs: by gaps, indents and short lines, within a column and over its end.

use super::{
    lines::Line,
    markers::{Marker, Number, marker},
    rows,
    tags::{Role, Tagged, Tags},
};
use crate::corpus::set_apart::Reason;

/// A wider gap than this, in usual distances of lines, ends a paragraph.
const GAP: f64 = 1.28;

/// The same behind the end of a sentence.
const GAP_BEHIND_SENTENCE: f64 = 1.13;

/// The same for lines that are not of the size of the text, in their sizes.
const GAP_IN_SIZES: f64 = 1.6;

/// The indent beyond which a line begins a paragraph, in sizes.
const INDENT: f64 = 0.7;

/// The room that a line that ends a paragraph leaves behind the word that would have fitted, in sizes.
const ROOM: f64 = 1.0;

/// Lines of a paragraph differ in size by less than this.
const OTHER_SIZE: f64 = 0.07;

/// A line, and the position of the page that it stands on.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) page: usize,
    pub(super) line: Line,
}

/// The kind of block that lines are together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Heading(u8),
    /// An item of a list, with its bullet in bytes, if it has one.
    Item(usize),
    Row,
    Note(String),
    Apart(Reason),
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) lines: Vec<Placed>,
    /// The element of the structure that it is.
    pub(super) tagged: Option<Tagged>,
}

impl Part {
    pub(super) fn new(kind: Kind, placed: Placed) -> Self {
        Self {
            kind,
            lines: vec![placed],
            tagged: None,
        }
    }

    pub(super) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|placed| placed.line.text()).collect();
        lines.join(" ")
    }

    pub(super) fn size(&self) -> f64 {
        let sizes = self.lines.iter().map(|placed| placed.line.size);
        sizes.fold(0.0, f64::max)
    }

    fn last(&self) -> Option<&Line> {
        self.lines.last().map(|placed| &placed.line)
    }
}

/// The properties that the lines of a document have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    /// The size of the text.
    pub(super) size: f64,
    /// The distance from one of its lines to the next.
    pub(super) pitch: f64,
}

impl Usual {
    /// Of all lines: the size of most letters, and the distance of most lines of that size.
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a [Line]> + Clone) -> Self {
        let mut sizes: Vec<(f64, usize)> = Vec::new();
        for line in pages.clone().flatten() {
            let letters: usize = line.bits().map(|bit| bit.text.len()).sum();
            let same = sizes
                .iter_mut()
                .find(|(size, _)| (*size - line.size).abs() < 0.25);
            match same {
                Some((_, count)) => *count += letters,
                None => sizes.push((line.size, letters)),
            }
        }
        let most = sizes.iter().max_by_key(|(_, count)| *count);
        let size = most.map_or(10.0, |(size, _)| *size);
        let of_text = |line: &Line| (line.size - size).abs() < size * OTHER_SIZE;
        let mut pitches: Vec<f64> = pages
            .flat_map(|lines| lines.windows(2))
            .filter_map(|pair| match pair {
                [one, next] if of_text(one) && of_text(next) => Some(next.y - one.y),
                _ => None,
            })
            .filter(|pitch| (size * 0.8..size * 3.0).contains(pitch))
            .collect();
        pitches.sort_by(f64::total_cmp);
        let pitch = pitches.get(pitches.len() / 3).copied();
        Self {
            size,
            pitch: pitch.unwrap_or(size * 1.2),
        }
    }
}

/// A stretch of a page in which lines stand below each other.
struct Column {
    left: f64,
    right: f64,
}

/// The paragraphs of all pages; `pages` has the lines of each in order.
pub(super) fn paragraphs(pages: Vec<Vec<Line>>, tags: &Tags, usual: Usual) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (page, lines) in pages.into_iter().enumerate() {
        for run in runs(lines) {
            let column = Column {
                left: left(&run),
                right: run.iter().map(|line| line.x1).fold(f64::MIN, f64::max),
            };
            let rows = rows::rows(&run);
            let next_starts: Vec<Option<Start>> = run
                .iter()
                .skip(1)
                .map(|line| Some(Start::of(line)))
                .chain([None])
                .collect();
            let mut is_first = true;
            for (((line, row), next), at) in run.into_iter().zip(rows).zip(next_starts).zip(0..) {
                let tagged = tags.of(page, line.tag);
                let placed = Placed { page, line };
                let adder = Adder {
                    usual,
                    column: &column,
                    next,
                    is_first: std::mem::take(&mut is_first),
                    at,
                };
                adder.add(&mut parts, placed, row, tagged);
            }
        }
    }
    parts
}

/// Cuts the lines of a page where they jump up or aside.
fn runs(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut runs: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let goes_on = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let is_below = line.y > last.y - line.size * 0.3;
            let is_beside =
                line.overlap(last) < -1.0 && (line.x0 - last.x1).abs() > line.size * 12.0;
            last.turn == line.turn && is_below && !is_beside
        });
        match runs.last_mut() {
            Some(run) if goes_on => run.push(line),
            _ => runs.push(vec![line]),
        }
    }
    runs
}

/// The place where most lines of a column begin; the leftmost one, if there are several.
fn left(run: &[Line]) -> f64 {
    let mut starts: Vec<f64> = run.iter().map(|line| line.x0).collect();
    starts.sort_by(f64::total_cmp);
    let (mut most, mut left) = (0, 0.0);
    for (at, start) in starts.iter().enumerate() {
        let end = starts.partition_point(|other| *other < start + 1.5);
        if end - at > most {
            (most, left) = (end - at, *start);
        }
    }
    left
}

/// The beginning of a line.
#[derive(Clone, Copy)]
struct Start {
    x: f64,
    y: f64,
    number: Option<Number>,
}

impl Start {
    fn of(line: &Line) -> Self {
        let number = match marker(line) {
            Some(Marker::Number(number)) => Some(number),
            _ => None,
        };
        Self {
            x: line.x0,
            y: line.y,
            number,
        }
    }
}

/// So many parts back an item is looked for that another one counts on from.
const MOST_BACK: usize = 40;

/// Adds one line after the other.
struct Adder<'a> {
    usual: Usual,
    column: &'a Column,
    /// The beginning of the line behind.
    next: Option<Start>,
    /// Whether the line is the first of its column.
    is_first: bool,
    at: usize,
}

impl Adder<'_> {
    fn add(
        &self,
        parts: &mut Vec<Part>,
        placed: Placed,
        row: Option<rows::Row>,
        tagged: Option<Tagged>,
    ) {
        let line = &placed.line;
        let last = parts.last();
        let same_element = last.is_some_and(|last| {
            tagged.is_some_and(|of| last.tagged.is_some_and(|own| own.element == of.element))
        });
        let is_tagged = |role: Role| tagged.is_some_and(|of| of.role == role);
        if is_tagged(Role::Row) || row.is_some() {
            let goes_on = same_element || (row == Some(rows::Row::GoesOn) && !is_tagged(Role::Row));
            let goes_on = goes_on && last.is_some_and(|last| last.kind == Kind::Row);
            return put(parts, placed, goes_on, Kind::Row, tagged);
        }
        let found = marker(line);
        let is_item = match found {
            Some(Marker::Bullet(_)) => true,
            Some(Marker::Number(number)) => self.is_item(number, line, parts),
            None => false,
        };
        let goes_on = last.is_some_and(|last| {
            let is_within = same_element && self.is_near(last, line);
            // Word processors begin an element where a note hangs on a word.
            let is_other = !same_element && tagged.is_some() && !is_tagged(Role::Paragraph);
            !is_item && (is_within || (!is_other && self.goes_on(last, line)))
        });
        let kind = match found.filter(|_| is_item) {
            Some(Marker::Bullet(length)) => Kind::Item(length),
            Some(Marker::Number(_)) => Kind::Item(0),
            None if is_tagged(Role::ListItem) && !same_element => Kind::Item(0),
            None => Kind::Text,
        };
        put(parts, placed, goes_on, kind, tagged);
    }

    /// Whether a line of the same element stands near the last one and looks like it.
    fn is_near(&self, part: &Part, line: &Line) -> bool {
        let is_near = |last: &Line| {
            let is_close = (line.y - last.y).abs() < self.usual.pitch * 2.0 || self.is_first;
            is_close && last.is_sized_like(line)
        };
        part.kind != Kind::Row && part.last().is_some_and(is_near)
    }

    /// Whether a line that begins with a number is an item of a list: it counts on from another one, or the
    /// lines behind hang or count on from it.
    fn is_item(&self, number: Number, line: &Line, before: &[Part]) -> bool {
        let near = |x: f64| (line.x0 - x).abs() < line.size * 1.2;
        for part in before.iter().rev().take(MOST_BACK) {
            if matches!(part.kind, Kind::Heading(_)) {
                break;
            }
            let Some(first) = part.lines.first().map(|placed| &placed.line) else {
                continue;
            };
            let of = Start::of(first)
                .number
                .filter(|_| matches!(part.kind, Kind::Item(_)));
            if of.is_some_and(|of| number.follows(of)) && near(first.x0) {
                return true;
            }
        }
        let counts_on = self.next.is_some_and(|next| {
            next.number.is_some_and(|next| next.follows(number)) && near(next.x)
        });
        let hangs = self.next.is_some_and(|next| {
            let indent = next.x - line.x0;
            next.number.is_none()
                && next.y - line.y < self.usual.pitch * GAP
                && (line.size * INDENT..line.size * 5.0).contains(&indent)
        });
        let is_led_in = before
            .last()
            .and_then(Part::last)
            .is_some_and(|last| last.text().ends_with(':'));
        let is_set_off = line.lead > line.size * 0.8;
        let begins = number.is_first() && (hangs || is_led_in || counts_on || is_set_off);
        (begins || (is_set_off && hangs)) && !line.is_bold
    }

    /// Whether a line goes on with a paragraph.
    fn goes_on(&self, part: &Part, line: &Line) -> bool {
        let Some(last) = part.last() else {
            return false;
        };
        let size = line.size.max(last.size);
        let is_other = !line.is_sized_like(last)
            || line.is_bold != last.is_bold
            || line.turn != last.turn
            || matches!(part.kind, Kind::Row | Kind::Apart(_) | Kind::Note(_));
        if is_other {
            return false;
        }
        let text = last.text();
        let starts_small = line.text().starts_with(char::is_lowercase);
        if self.is_first {
            return self.goes_on_over_end(&text, line, starts_small);
        }
        let gap = line.y - last.y;
        let is_text = (line.size - self.usual.size).abs() < self.usual.size * OTHER_SIZE;
        let widest = if is_text {
            self.usual.pitch * GAP
        } else {
            size * GAP_IN_SIZES
        };
        let ends_sentence = text.ends_with(['.', '!', '?', ':', '”']) && !starts_small;
        if gap > widest
            || (ends_sentence && is_text && gap > self.usual.pitch * GAP_BEHIND_SENTENCE)
        {
            return false;
        }
        let indent = line.x0 - last.x0;
        let is_item = matches!(part.kind, Kind::Item(_));
        // A word goes on behind its hyphen, however short its line is.
        if text.ends_with(['-', '\u{AD}']) && indent.abs() < INDENT * size {
            return true;
        }
        let is_short = last.x1 + line.first_word + ROOM * size < self.column.right;
        if indent > INDENT * size && !is_item {
            // A paragraph of which all lines but the first hang goes on so.
            let hangs = part.lines.len() == 1
                && !is_short
                && self.next.is_some_and(|next| (next.x - line.x0).abs() < 2.0);
            return hangs;
        }
        if indent < -INDENT * size && part.lines.len() > 1 && !is_centred(last, line) {
            return false;
        }
        if is_short && !starts_small {
            let ends = text.ends_with(['.', '!', '?', ':', ';', '”', '"', '“', ')']);
            let is_very_short = last.width() < (self.column.right - self.column.left) * 0.6;
            return !(ends || is_very_short) || is_centred(last, line);
        }
        true
    }

    /// Whether the first line of a column goes on with what ended the one before.
    fn goes_on_over_end(&self, before: &str, line: &Line, starts_small: bool) -> bool {
        let ends = before.ends_with(['.', '!', '?', ':', '”', '"', '“']);
        let is_indented = line.x0 - self.column.left > INDENT * line.size;
        let is_cut = before.ends_with(['-', '\u{AD}', ',']);
        self.at == 0 && !ends && (starts_small || is_cut || !is_indented) && !line.is_bold
    }
}

/// Adds a line to the last part, or as a part of its own.
fn put(parts: &mut Vec<Part>, placed: Placed, goes_on: bool, kind: Kind, tagged: Option<Tagged>) {
    match parts.last_mut().filter(|_| goes_on) {
        Some(last) => last.lines.push(placed),
        None => parts.push(Part {
            tagged,
            ..Part::new(kind, placed)
        }),
    }
}

/// Whether two lines stand around one middle, and do not fill their column.
fn is_centred(one: &Line, other: &Line) -> bool {
    let middle = |line: &Line| f64::midpoint(line.x0, line.x1);
    (middle(one) - middle(other)).abs() < 2.0 && (one.x0 - other.x0).abs() > 2.0
}
