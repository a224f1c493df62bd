//! The numbers that a source gives within a section: `(1)`, `(2a)`, `a)`, `iv.` at the beginning of paragraphs
//! and list items, and the way of numbers that leads to each.

use super::{label::order, roman::roman};

/// A number at the beginning of a paragraph or list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// As it is printed: `(2a)`.
    pub printed: String,
    shape: Shape,
    values: Vec<Value>,
}

/// The signs around the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `(1)`
    Parentheses,
    /// `1)`
    Parenthesis,
    /// `1.`
    Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Arabic,
    SmallRoman,
    CapitalRoman,
    SmallLetter,
    CapitalLetter,
}

/// A number in one of the writings that it may be of; `2a` comes behind `2`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Value {
    writing: Writing,
    number: u32,
    letters: String,
}

impl Marker {
    /// Whether it may be the same number in a list as another one, however it is written: `(c)` is the third.
    pub fn counts_as(&self, other: &Self) -> bool {
        let is_same = |own: &Value| other.values.iter().any(|other| own.number == other.number);
        self.values.iter().any(is_same)
    }
}

/// The marker that a word is.
pub fn marker(word: &str) -> Option<Marker> {
    let (number, shape) = if let Some(inner) = word.strip_prefix('(') {
        (inner.strip_suffix(')')?, Shape::Parentheses)
    } else if let Some(number) = word.strip_suffix(')') {
        (number, Shape::Parenthesis)
    } else {
        (word.strip_suffix('.')?, Shape::Stop)
    };
    let values = values(number);
    (!values.is_empty()).then(|| Marker {
        printed: word.to_owned(),
        shape,
        values,
    })
}

/// The marker that a text begins with, if anything stands behind it.
pub fn leading(text: &str) -> Option<Marker> {
    let (word, behind) = text.trim_start().split_once(char::is_whitespace)?;
    (!behind.trim().is_empty()).then(|| marker(word))?
}

fn values(number: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut add = |writing, number, letters: &str| {
        values.push(Value {
            writing,
            number,
            letters: letters.to_owned(),
        });
    };
    if let Some((value, letters)) = order(number) {
        let fits =
            value < 1000 && letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_lowercase());
        if fits {
            add(Writing::Arabic, value, letters);
        }
        return values;
    }
    let is_small = number.bytes().all(|b| b.is_ascii_lowercase());
    let is_capital = number.bytes().all(|b| b.is_ascii_uppercase());
    if let Some(value) = roman(number).filter(|_| number.len() <= 6) {
        if is_small {
            add(Writing::SmallRoman, value, "");
        } else if is_capital {
            add(Writing::CapitalRoman, value, "");
        }
    }
    // `aa)` is what `a)` is divided into, and is counted on.
    if let Some(letter) = number.bytes().next()
        && number.len() <= 2
        && number.bytes().all(|b| b == letter)
    {
        let second = number.get(1..).unwrap_or_default();
        if is_small {
            add(Writing::SmallLetter, u32::from(letter - b'a') + 1, second);
        } else if is_capital {
            add(Writing::CapitalLetter, u32::from(letter - b'A') + 1, "");
        }
    }
    values
}

/// Nothing is divided deeper than this.
const DEEPEST: usize = 8;

/// The numbers that lead to the paragraph that is read, within its section.
#[derive(Clone, Debug, Default)]
pub struct Subdivisions {
    open: Vec<Open>,
    /// The last outermost number of the sections before: rules may be counted on over them.
    before: Option<Open>,
}

#[derive(Clone, Debug)]
struct Open {
    shape: Shape,
    value: Value,
    printed: String,
}

impl Subdivisions {
    /// Goes on to a paragraph with this marker; whether the marker is a number there. A date or an
    /// initial looks like one, but counts nothing on.
    pub fn go_on(&mut self, marker: &Marker) -> bool {
        for depth in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(depth) else {
                continue;
            };
            let next = marker
                .values
                .iter()
                .find(|value| open.is_followed_by(marker, value));
            if let Some(value) = next.cloned() {
                self.open.truncate(depth);
                self.push(marker, value);
                return true;
            }
        }
        let mut values = marker.values.iter();
        let begins = |value: &&Value| {
            let before = self.before.as_ref().filter(|_| self.open.is_empty());
            let goes_on = before.is_some_and(|before| before.is_followed_by(marker, value));
            goes_on || marker.shape == Shape::Parentheses
        };
        let first = values.clone().find(|value| value.number == 1);
        let Some(value) = first.or_else(|| values.find(begins)).cloned() else {
            return false;
        };
        // `(1)` behind `(2)` begins anew, in a section whose heading was not read; behind `(A)` it is deeper.
        let is_anew = |open: &Open| {
            let is_double = |value: &Value| !value.letters.is_empty();
            open.shape == marker.shape
                && open.value.writing == value.writing
                && is_double(&open.value) == is_double(&value)
        };
        let is_at_end = self.open.last().is_some_and(is_anew) || self.open.len() >= DEEPEST;
        if is_at_end {
            self.open.pop();
        }
        self.push(marker, value);
        true
    }

    /// The same at the beginning of another section.
    #[must_use]
    pub fn in_next_section(self) -> Self {
        Self {
            before: self.open.into_iter().next().or(self.before),
            open: Vec::new(),
        }
    }

    fn push(&mut self, marker: &Marker, value: Value) {
        self.open.push(Open {
            shape: marker.shape,
            value,
            printed: marker.printed.clone(),
        });
    }

    /// The numbers that lead here, as they are printed.
    pub fn path(&self) -> Vec<String> {
        self.open.iter().map(|open| open.printed.clone()).collect()
    }
}

impl Open {
    fn is_followed_by(&self, marker: &Marker, value: &Value) -> bool {
        let own = &self.value;
        let is_double =
            |value: &Value| value.writing == Writing::SmallLetter && !value.letters.is_empty();
        if self.shape != marker.shape
            || own.writing != value.writing
            || is_double(own) != is_double(value)
        {
            return false;
        }
        let is_behind = (value.number, &value.letters) > (own.number, &own.letters);
        let is_next = value.number <= own.number + 1;
        // Paragraphs of a law are struck, and their numbers with them; letters go on without a gap.
        let may_skip = self.shape == Shape::Parentheses && own.writing == Writing::Arabic;
        is_behind && (is_next || may_skip)
    }
}

/// The numbers of the lists that are being read, the innermost last.
#[derive(Debug, Default)]
pub struct Items {
    open: Vec<(u8, Option<String>)>,
}

impl Items {
    /// The numbers that lead to an item, which begins with its own. It is in `depth` lists besides its own,
    /// and may be the first of that.
    pub fn path(&mut self, depth: u8, begins_list: bool, number: Option<&Marker>) -> Vec<String> {
        let is_over = |open: u8| open > depth || (begins_list && open == depth);
        while self.open.pop_if(|(open, _)| is_over(*open)).is_some() {}
        self.open.pop_if(|(open, _)| *open == depth);
        let printed = number.map(|marker| marker.printed.clone());
        self.open.push((depth, printed));
        let open = self.open.iter();
        open.filter_map(|(_, printed)| printed.clone()).collect()
    }
}

/// The numbers that lead to a place, as one: `(2) 1. a)`, `(3)(b)`.
pub fn joined(path: &[String]) -> String {
    let mut joined = String::new();
    for printed in path {
        if !(joined.is_empty() || joined.ends_with(')') && printed.starts_with('(')) {
            joined.push(' ');
        }
        joined.push_str(printed);
    }
    joined
}

/// The keys that the numbers of a joined path are compared by: `2`, `1`, `a`.
pub fn keys(joined: &str) -> Vec<String> {
    let numbers = joined.split(|c: char| !c.is_alphanumeric());
    let numbers = numbers.filter(|number| !number.is_empty());
    numbers.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let mut subdivisions = Subdivisions::default();
        let found = texts.iter().map(|text| {
            let marker = leading(text);
            let is_number = marker.is_some_and(|marker| subdivisions.go_on(&marker));
            if is_number {
                joined(&subdivisions.path())
            } else {
                String::new()
            }
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_begins_anew_is_not_deeper() {
        check(
            &["(1) a", "(2) b", "(1) c", "(2) d", "(1) e"],
            &["(1)", "(2)", "(1)", "(2)", "(1)"],
        );
        // The fifth level of American regulations looks like the second.
        check(
            &[
                "(a) a", "(1) b", "(i) c", "(A) d", "(1) e", "(2) f", "(B) g",
            ],
            &[
                "(a)",
                "(a)(1)",
                "(a)(1)(i)",
                "(a)(1)(i)(A)",
                "(a)(1)(i)(A)(1)",
                "(a)(1)(i)(A)(2)",
                "(a)(1)(i)(B)",
            ],
        );
        let mut subdivisions = Subdivisions::default();
        for text in ["(1) a", "(a) b"].into_iter().cycle().take(100) {
            subdivisions.go_on(&leading(text).unwrap());
            assert!(subdivisions.path().len() <= DEEPEST);
        }
    }

    #[test]
    fn paragraphs_of_a_law_lead_to_each_other() {
        check(
            &[
                "(1) a", "(2) b", "1. c", "2. d", "a) e", "b) f", "aa) g", "3. h", "(2a) i",
                "1. j", "(3) k",
            ],
            &[
                "(1)",
                "(2)",
                "(2) 1.",
                "(2) 2.",
                "(2) 2. a)",
                "(2) 2. b)",
                "(2) 2. b) aa)",
                "(2) 3.",
                "(2a)",
                "(2a) 1.",
                "(3)",
            ],
        );
        check(
            &[
                "(1) x", "(a) x", "(b) x", "(i) x", "(ii) x", "(c) x", "(2) x",
            ],
            &[
                "(1)",
                "(1)(a)",
                "(1)(b)",
                "(1)(b)(i)",
                "(1)(b)(ii)",
                "(1)(c)",
                "(2)",
            ],
        );
        check(
            &["(g) x", "(h) x", "(i) x", "(j) x"],
            &["(g)", "(h)", "(i)", "(j)"],
        );
    }

    #[test]
    fn rules_are_counted_on_over_sections() {
        let mut subdivisions = Subdivisions::default();
        let is_number = |subdivisions: &mut Subdivisions, text: &str| {
            leading(text).is_some_and(|marker| subdivisions.go_on(&marker))
        };
        assert!(is_number(&mut subdivisions, "1. a"));
        assert!(is_number(&mut subdivisions, "2. b"));
        let mut next = subdivisions.in_next_section();
        assert!(!is_number(&mut next, "5. Mai 1990"));
        assert!(is_number(&mut next, "3. c"));
        assert_eq!(next.path(), ["3."]);
    }

    #[test]
    fn a_date_or_an_initial_is_no_number() {
        check(
            &["3. Oktober 1990", "C. Weber", "1994. Then", "(1)", "plain"],
            &["", "", "", "", ""],
        );
    }

    #[test]
    fn items_stand_in_what_is_further_out() {
        let mut items = Items::default();
        let mut path = |depth, begins_list, word: &str| {
            joined(&items.path(depth, begins_list, marker(word).as_ref()))
        };
        assert_eq!(path(0, true, "1."), "1.");
        assert_eq!(path(1, true, "a)"), "1. a)");
        assert_eq!(path(1, false, "b)"), "1. b)");
        assert_eq!(path(2, true, "•"), "1. b)");
        assert_eq!(path(0, false, "7."), "7.");
        assert_eq!(path(0, true, "•"), "");
    }
}
