//! The beginning of a line: a bullet, or the number of an item.

use super::lines::{Level, Line};
use crate::corpus::numbering;

/// The marker that opens an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet of so many bytes, which is lifted out.
    Bullet(usize),
    /// A number, which stays in the text: what looks like an item may be a date.
    Number(Number),
}

/// The number of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    style: Style,
    value: u32,
    /// Its value as a Roman number: `i)` may be the first or the ninth.
    roman: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Whether it opens with a bracket, and what stands behind it: `(1)`, `1)`, `1.`
    Digit(bool, char),
    Letter(bool, char),
    /// `3.a.ii.`
    Path,
}

impl Number {
    /// Whether it is the first of a list.
    pub(super) fn is_first(self) -> bool {
        self.value == 1 || self.roman == Some(1) || self.style == Style::Path
    }

    /// Whether it counts on from another one.
    pub(super) fn follows(self, before: Number) -> bool {
        let counts =
            |one: Option<u32>, of: Option<u32>| one.zip(of).is_some_and(|(one, of)| one == of + 1);
        let is_next = self.style == Style::Path
            || (self.value == before.value + 1 && self.value > 0)
            || counts(self.roman, before.roman);
        self.style == before.style && is_next
    }
}

/// The marker that a line begins with.
pub(super) fn marker(line: &Line) -> Option<Marker> {
    let text = line.text();
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    if is_bullet(first) && !rest.trim().is_empty() {
        return Some(Marker::Bullet(first.len_utf8()));
    }
    let is_set_off = rest.starts_with(' ') && !rest.trim().is_empty();
    if matches!(first, '-' | '–' | '—' | '*' | '·') && is_set_off {
        return Some(Marker::Bullet(first.len_utf8()));
    }
    // The bullet of word processors for the second level.
    if first == 'o' && is_set_off && line.lead > line.size * 0.7 {
        return Some(Marker::Bullet(1));
    }
    let is_raised = line
        .bits()
        .next()
        .is_some_and(|bit| bit.level == Level::Raised);
    number(&text).filter(|_| !is_raised).map(Marker::Number)
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '‣'
            | '⁃'
            | '∙'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '❖'
            | '◆'
            | '◊'
            | '►'
            | '▶'
            | '\u{FFFD}'
    )
}

/// The number of `3. …`, `3) …`, `(a) …`.
fn number(text: &str) -> Option<Number> {
    let (is_open, text) = match text.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    if is_path(text) {
        return Some(Number {
            style: Style::Path,
            value: 0,
            roman: None,
        });
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (value, behind) = text.split_at_checked(end)?;
    let mut behind = behind.chars();
    let close = behind.next().filter(|close| matches!(close, '.' | ')'))?;
    if (is_open && close != ')') || !behind.next().is_some_and(char::is_whitespace) {
        return None;
    }
    if value.len() <= 3 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Number {
            style: Style::Digit(is_open, close),
            value: value.parse().ok()?,
            roman: None,
        });
    }
    let roman = roman(value);
    let value = match value.as_bytes() {
        [letter @ b'a'..=b'z'] => u32::from(letter - b'a') + 1,
        _ => 0,
    };
    (value > 0 || roman.is_some()).then_some(Number {
        style: Style::Letter(is_open, close),
        value,
        roman,
    })
}

/// `3.a.ii.`: a number of three parts or more, of which one is a letter.
fn is_path(text: &str) -> bool {
    let Some(path) = text
        .split_whitespace()
        .next()
        .and_then(|path| path.strip_suffix('.'))
    else {
        return false;
    };
    let parts: Vec<&str> = path.split('.').collect();
    let is_part = |part: &&str| {
        (1..=4).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    };
    parts.len() > 2
        && parts.iter().all(is_part)
        && path.starts_with(|c: char| c.is_ascii_digit())
        && path.contains(char::is_alphabetic)
}

/// A small Roman number, as items have them.
fn roman(text: &str) -> Option<u32> {
    let is_small = text.bytes().all(|b| b.is_ascii_lowercase());
    numbering::roman(text).filter(|value| is_small && *value <= 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_count_on() {
        let of = |text| number(text).unwrap();
        assert!(of("2. b").follows(of("1. a")));
        assert!(of("(b) x").follows(of("(a) x")));
        assert!(!of("b) x").follows(of("(a) x")));
        assert!(of("iv. x").follows(of("iii. x")));
        assert!(of("j) x").follows(of("i) x")));
        assert!(of("i. x").is_first());
        assert!(of("3.a.iii.1. x").is_first());
        assert_eq!(number("2020. In"), None);
        assert_eq!(number("3.1 Title"), None);
    }
}
