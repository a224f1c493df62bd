//! The number of a section as its source prints it, and what it is compared by.

use serde::{Deserialize, Serialize};

use super::roman::roman;

/// The word or sign that announces the number of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LabelKind {
    /// Nothing: `1.4.3`, `IV.`, `A.`
    Bare,
    /// `§ 21a`.
    Sign,
    /// `Article 3`.
    Article,
    /// `Section 5`.
    Section,
    /// `Unterabschnitt 2`.
    Subsection,
    /// `Chapter IV`.
    Chapter,
    /// `Part II`.
    Part,
    /// `Subpart A`.
    Subpart,
    /// `Title I`.
    Title,
    /// `Anhang B`.
    Annex,
    /// `Appendix 2`.
    Appendix,
    /// `Rule 7`.
    Rule,
    /// `Clause 9`.
    Clause,
    /// `Paragraph 4`, as the heading of a section.
    Paragraph,
    /// `Book III`.
    Book,
    /// `Schedule 1`.
    Schedule,
    /// `Step 2`.
    Step,
}

impl LabelKind {
    /// The letters before the number in links and anchors; nothing for the plain ones.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bare | Self::Sign => "",
            Self::Article => "art",
            Self::Section => "sec",
            Self::Subsection => "subsec",
            Self::Chapter => "ch",
            Self::Part => "part",
            Self::Subpart => "subpart",
            Self::Title => "title",
            Self::Annex => "annex",
            Self::Appendix => "app",
            Self::Rule => "rule",
            Self::Clause => "cl",
            Self::Paragraph => "para",
            Self::Book => "book",
            Self::Schedule => "sched",
            Self::Step => "step",
        }
    }

    /// Whether a number of this kind is asked for by the sign or word for any section.
    fn is_any_section(self) -> bool {
        matches!(self, Self::Bare | Self::Sign | Self::Section)
    }
}

/// The number of a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// As the source prints it, without what only ends it: `§ 21a`, `Article 3`, `1.4.3`.
    pub printed: String,
    /// The word or sign that announces it.
    pub kind: LabelKind,
    /// The form it is compared in: the number alone, in small letters: `21a`, `iv`.
    pub key: String,
    /// The key of the last one, where one heading is of several: `§§ 3 bis 5`.
    pub last: Option<String>,
}

/// The degree to which the number of a section is what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// A number that is the same only within what it stands in: `1.` within § 3 for `§ 1`.
    Within,
    /// The same number, announced otherwise, where that may be meant: `Section 5` for `§ 5`.
    Alike,
    /// The same number, announced so.
    Exact,
}

impl Label {
    /// A number that nothing announces.
    pub fn bare(number: &str) -> Self {
        Self::of(LabelKind::Bare, number)
    }

    /// A number that is printed as `number` alone.
    pub fn of(kind: LabelKind, number: &str) -> Self {
        Self {
            printed: number.to_owned(),
            kind,
            key: key(number),
            last: None,
        }
    }

    /// The number as the beginning of a place: `§ 1.4.3`, `§ 21a`, `Article 3`.
    pub fn place(&self) -> String {
        match self.kind {
            LabelKind::Bare => format!("§ {}", self.printed),
            _ => self.printed.clone(),
        }
    }

    /// Whether this section is asked for by `asked`.
    pub fn answers(&self, asked: &Label) -> Option<Match> {
        if !self.has_number(&asked.key) {
            return None;
        }
        let (own, other) = (self.kind, asked.kind);
        let is_plain = |kind| kind <= LabelKind::Sign;
        if own == other || (is_plain(own) && is_plain(other)) {
            return Some(Match::Exact);
        }
        let may_be_meant = other == LabelKind::Bare
            || own == LabelKind::Bare
            || own.is_any_section() && other.is_any_section()
            || matches!(
                (own, other),
                (LabelKind::Annex, LabelKind::Appendix) | (LabelKind::Appendix, LabelKind::Annex)
            );
        may_be_meant.then_some(Match::Alike)
    }

    /// Whether `key` is its number, or one of its numbers.
    fn has_number(&self, key: &str) -> bool {
        if self.key == key || is_same_value(&self.key, key) {
            return true;
        }
        let Some(last) = &self.last else {
            return false;
        };
        let within = || {
            let number = order(key)?;
            Some(order(&self.key)? <= number && number <= order(last)?)
        };
        last == key || within().unwrap_or(false)
    }
}

/// The form in which a number is compared.
pub fn key(number: &str) -> String {
    let kept = number.chars().filter(|c| !c.is_whitespace());
    let key: String = kept.flat_map(char::to_lowercase).collect();
    // `Article 1er` is asked for as `Article 1`.
    match key.strip_suffix("er") {
        Some(first) if first.bytes().all(|b| b.is_ascii_digit()) && !first.is_empty() => {
            first.to_owned()
        }
        _ => key,
    }
}

/// Whether one is the Roman form of the other: `iv` and `4`.
fn is_same_value(a: &str, b: &str) -> bool {
    let is_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let (arabic, other) = match (is_digit(a), is_digit(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return false,
    };
    roman(other).is_some_and(|value| arabic.parse() == Ok(value))
}

/// The parts that a key is ordered by: its leading number, and the letters behind it.
pub fn order(key: &str) -> Option<(u32, &str)> {
    let end = key.find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len());
    let (number, letters) = key.split_at_checked(end)?;
    Some((number.parse().ok()?, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(own: (LabelKind, &str), asked: (LabelKind, &str)) -> Option<Match> {
        Label::of(own.0, own.1).answers(&Label::of(asked.0, asked.1))
    }

    #[test]
    fn a_number_is_asked_for_as_it_is_announced() {
        use LabelKind::{Article, Bare, Chapter, Section, Sign};
        assert_eq!(answers((Sign, "21a"), (Sign, "21A")), Some(Match::Exact));
        assert_eq!(answers((Sign, "5"), (Section, "5")), Some(Match::Alike));
        assert_eq!(answers((Bare, "IV"), (Chapter, "4")), Some(Match::Alike));
        assert_eq!(answers((Article, "3"), (Sign, "3")), None);
        assert_eq!(answers((Article, "3"), (Bare, "3")), Some(Match::Alike));
        assert_eq!(answers((Sign, "21a"), (Sign, "21")), None);
    }

    #[test]
    fn a_heading_of_several_answers_for_each() {
        let label = Label {
            last: Some("5".to_owned()),
            ..Label::of(LabelKind::Sign, "3")
        };
        let asked = |number| label.answers(&Label::of(LabelKind::Sign, number));
        assert_eq!(asked("4"), Some(Match::Exact));
        assert_eq!(asked("6"), None);
    }
}
