//! Paragraphs that look like headings: set larger, bolder or in capitals, and short.

use super::{
    glyphs::Turn,
    paragraphs::{Kind, Part, Usual},
};

/// A heading is so much larger than the text, if it is not bold.
const LARGER: f64 = 1.08;

/// The title is so much larger than the text.
pub(super) const TITLE: f64 = 1.2;

/// A heading has at most so many characters and lines.
pub(super) const MAX_CHARS: usize = 180;
pub(super) const MAX_LINES: usize = 4;

/// More headings in a row that look the same are no headings, but a list of names or an address.
const MOST_IN_A_ROW: usize = 4;

/// The look of a heading, from the most prominent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HeadingLook {
    /// Negative, so that the largest comes first; in halves of points.
    size: i64,
    is_plain: bool,
    is_small: bool,
    is_italic: bool,
}

/// The paragraphs that look like headings.
pub(super) fn by_look(
    parts: &[Part],
    usual: Usual,
    is_bold_text: bool,
) -> Vec<Option<HeadingLook>> {
    let mut looks: Vec<Option<HeadingLook>> = parts
        .iter()
        .map(|part| look(part, usual, is_bold_text))
        .collect();
    // What is set bold right before a table is its caption.
    for (at, pair) in parts.windows(2).enumerate() {
        if let [one, next] = pair
            && next.kind == Kind::Row
            && one.size() < usual.size * TITLE
            && depth(&one.text()).is_none()
            && let Some(look) = looks.get_mut(at)
        {
            *look = None;
        }
    }
    let mut at = 0;
    while at < looks.len() {
        let first = looks.get(at).copied().flatten();
        let same = looks
            .iter()
            .skip(at)
            .take_while(|look| look.is_some() && **look == first);
        let count = same.count().max(1);
        let is_numbered = |at: usize| {
            parts
                .get(at)
                .is_some_and(|part| depth(&part.text()).is_some())
        };
        let numbered = (at..at + count).filter(|at| is_numbered(*at)).count();
        if count > MOST_IN_A_ROW && numbered * 2 < count {
            for look in looks.iter_mut().skip(at).take(count) {
                *look = None;
            }
        }
        at += count;
    }
    looks
}

fn look(part: &Part, usual: Usual, is_bold_text: bool) -> Option<HeadingLook> {
    let is_text = matches!(part.kind, Kind::Text | Kind::Item(0));
    let first = &part.lines.first()?.line;
    let text = part.text();
    let text = text.trim();
    let size = part.size();
    let is_bold = part.lines.iter().all(|placed| placed.line.is_bold) && !is_bold_text;
    let is_italic = part.lines.iter().all(|placed| placed.line.is_italic);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let is_capitals = letters().all(|c| !c.is_lowercase()) && letters().count() >= 4;
    let is_numbered = depth(text).is_some() || has_marker(text);
    let is_prominent = size >= usual.size * LARGER
        || (is_bold && size >= usual.size * 0.94)
        || (is_capitals && size >= usual.size * 0.94 && part.lines.len() == 1)
        || (is_italic && is_numbered && size >= usual.size * 0.94);
    let is_apart = part.kind == Kind::Text || is_bold || size >= usual.size * LARGER;
    let count = text.chars().count();
    let begins = text.chars().find(|c| c.is_alphanumeric())?;
    let is_shaped = count <= MAX_CHARS
        && part.lines.len() <= MAX_LINES
        && (has_word(text) || is_numbered)
        && letters().count() * 2 >= text.chars().filter(|c| !c.is_whitespace()).count()
        && !text.ends_with(['.', ',', ';', ':', '-', '…'])
        && !text.ends_with("Continued")
        && !begins.is_lowercase()
        && !text.contains(char::REPLACEMENT_CHARACTER)
        && first.turn == Turn::Upright;
    (is_text && is_prominent && is_shaped && is_apart).then(|| HeadingLook {
        size: -halves(size),
        is_plain: !is_bold,
        is_small: !is_capitals,
        is_italic,
    })
}

/// Whether several letters stand together.
fn has_word(text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphabetic() || matches!(c, 'ˆ'..='˟');
    text.split(is_sign).any(|word| word.chars().count() >= 3)
}

#[expect(clippy::cast_possible_truncation, reason = "sizes are small")]
fn halves(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// Whether a heading begins with a number or letter of its own: `A. Background`, `IV. Aims`.
pub(super) fn has_marker(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let Some(marker) = first.strip_suffix(['.', ')']) else {
        return false;
    };
    let is_roman = marker.chars().all(|c| "IVXLC".contains(c));
    !marker.is_empty() && (marker.chars().count() == 1 || is_roman)
}

/// The depth of a heading by its own number: `2.1 Terms` is 2.
pub(super) fn depth(text: &str) -> Option<u8> {
    let first = text.split_whitespace().next()?;
    let number = first.strip_suffix('.').unwrap_or(first);
    let mut count = 0_u8;
    for part in number.split('.') {
        let is_number = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            return None;
        }
        count = count.saturating_add(1);
    }
    (count <= 6).then_some(count)
}
