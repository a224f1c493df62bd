//! The numbers of list items, as a reader of the page sees them: `3.` of `<ol start=3>`, `b)`, `iv.`

use crate::corpus::{extracted::ListItem, numbering::to_roman};

/// Lists within each other beyond this are told apart no more.
const MAX_DEPTH: usize = 50;

/// In which figures the items of a list are counted, as `type` of `<ol>` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    Arabic,
    SmallLetters,
    CapitalLetters,
    SmallRoman,
    CapitalRoman,
}

impl Figures {
    /// The figures that `<ol type=…>` asks for; Arabic if it is nothing known.
    pub(super) fn of_type(name: &str) -> Self {
        match name {
            "a" => Self::SmallLetters,
            "A" => Self::CapitalLetters,
            "i" => Self::SmallRoman,
            "I" => Self::CapitalRoman,
            _ => Self::Arabic,
        }
    }

    /// A number in these figures; what cannot be written in them is written in Arabic ones.
    fn write(self, number: i64) -> String {
        match self {
            Self::SmallLetters if number > 0 => letters(number),
            Self::CapitalLetters if number > 0 => letters(number).to_uppercase(),
            Self::SmallRoman => roman(number),
            Self::CapitalRoman => roman(number).to_uppercase(),
            _ => number.to_string(),
        }
    }
}

/// `xiv`; in Arabic figures what nobody writes in Roman ones.
fn roman(number: i64) -> String {
    match u32::try_from(number) {
        Ok(roman @ 1..4000) => to_roman(roman),
        _ => number.to_string(),
    }
}

/// `a` to `z`, `aa`, `ab` …
fn letters(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        let letter = u8::try_from(number % 26).unwrap_or(0) + b'a';
        letters.push(char::from(letter));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// `a` to `z`, then `aa`, `bb` …, counted from 0: how the labels of pages and word processors go on behind `z`. Cut to
/// `most` letters.
pub(super) fn doubled_letters(at: u32, most: usize) -> String {
    let letter = u8::try_from(at % 26).map_or('a', |at| char::from(b'a' + at));
    let count = usize::try_from(at / 26).unwrap_or(usize::MAX);
    std::iter::repeat_n(letter, count.saturating_add(1).min(most)).collect()
}

/// A list that is being read.
#[derive(Clone, Copy, Debug)]
pub(super) enum ListKind {
    /// Its items have no numbers of their own.
    Bullets,
    /// Its items are counted from `next` on, upwards or downwards.
    Numbers {
        figures: Figures,
        next: i64,
        is_reversed: bool,
    },
}

/// The lists that are being read, the innermost last.
#[derive(Debug, Default)]
pub(super) struct ListNumbers {
    open: Vec<(ListKind, bool)>,
}

impl ListNumbers {
    /// A list begins.
    pub(super) fn open(&mut self, list: ListKind) {
        self.open.push((list, false));
    }

    /// The innermost list ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// The next item of the innermost list: with the number that it gives itself, if it does, and what
    /// stands behind its number. Nothing outside of lists.
    pub(super) fn item(&mut self, value: Option<i64>, end: char) -> Option<ListItem> {
        let depth = self.open.len().min(MAX_DEPTH).checked_sub(1)?;
        let (list, has_item) = self.open.last_mut()?;
        let begins_list = !std::mem::replace(has_item, true);
        let marker = match list {
            ListKind::Bullets => None,
            ListKind::Numbers {
                figures,
                next,
                is_reversed,
            } => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(if *is_reversed { -1 } else { 1 });
                Some(format!("{}{end}", figures.write(number)))
            }
        };
        Some(ListItem {
            at: 0,
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            marker,
            begins_list,
            term: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(figures: Figures, next: i64, is_reversed: bool, expected: &[&str]) {
        let mut numbers = ListNumbers::default();
        numbers.open(ListKind::Numbers {
            figures,
            next,
            is_reversed,
        });
        let markers: Vec<_> = expected
            .iter()
            .map(|_| numbers.item(None, '.').unwrap().marker.unwrap())
            .collect();
        assert_eq!(markers, expected);
    }

    #[test]
    fn items_are_counted_as_browsers_count_them() {
        check(Figures::Arabic, 7, false, &["7.", "8.", "9."]);
        check(Figures::Arabic, 2, true, &["2.", "1.", "0."]);
        check(
            Figures::SmallLetters,
            25,
            false,
            &["y.", "z.", "aa.", "ab."],
        );
        check(Figures::CapitalRoman, 3, false, &["III.", "IV.", "V."]);
        check(Figures::SmallRoman, 0, false, &["0.", "i."]);
    }
}
