//! What a button or menu means, kept whole in its id: it works after a restart, and for anybody.
//!
//! `1s.<asker>.<document><stamp>.<section>.<page>`: the version, a letter for the action, then
//! numbers in base 36. A document is named by a hash of its id; the stamp is of its content, so
//! that a button knows when the document has changed since.

use std::{fmt, str::FromStr};

use crate::{corpus::DocumentId, index::DocumentEntry};

use super::{limits, panel::Setting};

/// A pressed button: who asked, and what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Press {
    /// The user whose question the message answers.
    pub(super) asker: u64,
    /// What is wanted.
    pub(super) action: Action,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Show a page of a section, with the quote to go back to.
    Section {
        document: Stamped,
        /// An index into `Document::sections`; nothing for what stands before the first heading.
        section: Option<usize>,
        page: usize,
        back: Option<Sentences>,
    },
    /// Show a quote again.
    Quote(QuoteAt),
    /// Show the other citations.
    Others(Vec<QuoteAt>),
    /// Show a page of a place that was named: the place is the title of the message.
    Place { page: usize },
    /// Ask on, in the light of the question that is the title of the message.
    FollowUp {
        document: Stamped,
        /// As above: the section of the answer.
        section: Option<usize>,
    },
    /// Ask the title of the message alone, not in the light of another question.
    Alone,
    /// Show a private answer to all.
    Share,
    /// Choose from a menu: what was chosen says the rest.
    Choose,
    /// Say whether the answer helped.
    Vote { is_up: bool },
    /// Say that an answer is missing.
    Report,
    /// Show a page of the questions without an answer.
    Gaps { page: usize },
    /// Change a setting of the server.
    Set(Setting),
    /// Take the message away.
    Dismiss,
}

/// A document, and a few digits of what was in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stamped {
    key: String,
    stamp: String,
}

/// A quote: a range of sentences, and the one that answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct QuoteAt {
    pub(super) document: Stamped,
    pub(super) sentences: Sentences,
}

/// Indices into `Document::sentences`; `from == to` is a sentence too long to be quoted whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sentences {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) answer: usize,
}

const VERSION: char = '1';
const KEY_DIGITS: usize = 6;
const STAMP_DIGITS: usize = 4;

impl Stamped {
    /// A document as it is now.
    pub(super) fn of(entry: &DocumentEntry) -> Self {
        Self {
            key: document_key(&entry.id),
            stamp: digits(entry.hash.as_bytes(), STAMP_DIGITS),
        }
    }

    /// What names the document, whatever is in it.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}

/// What a document is called in the id of a button.
pub(super) fn document_key(id: &DocumentId) -> String {
    digits(id.as_str().as_bytes(), KEY_DIGITS)
}

/// The beginning of a hash, in base 36.
fn digits(bytes: &[u8], count: usize) -> String {
    let hash = blake3::hash(bytes);
    let mut number = u64::from_le_bytes(hash.as_bytes().first_chunk().copied().unwrap_or_default());
    let mut text = String::new();
    for _ in 0..count {
        text.extend(char::from_digit(
            u32::try_from(number % 36).unwrap_or(0),
            36,
        ));
        number /= 36;
    }
    text
}

impl Press {
    /// The id of the button, if it fits.
    pub(super) fn id(&self) -> Option<String> {
        Some(self.to_string()).filter(|id| limits::len(id) <= limits::CUSTOM_ID)
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, fields) = self.action.fields();
        write!(f, "{VERSION}{letter}.{}", base36(self.asker))?;
        for field in fields {
            write!(f, ".{field}")?;
        }
        Ok(())
    }
}

impl Action {
    fn fields(&self) -> (char, Vec<String>) {
        let number = |number: usize| base36(number as u64);
        match self {
            Action::Section {
                document,
                section,
                page,
                back,
            } => {
                let mut fields = vec![document.to_string(), of_section(*section), number(*page)];
                fields.extend(back.map(|back| back.to_string()));
                ('s', fields)
            }
            Action::Quote(quote) => ('q', vec![quote.to_string()]),
            Action::Others(quotes) => ('o', quotes.iter().map(QuoteAt::to_string).collect()),
            Action::Place { page } => ('p', vec![number(*page)]),
            Action::FollowUp { document, section } => {
                ('f', vec![document.to_string(), of_section(*section)])
            }
            Action::Alone => ('a', Vec::new()),
            Action::Share => ('h', Vec::new()),
            Action::Choose => ('m', Vec::new()),
            Action::Vote { is_up } => ('v', vec![number(usize::from(*is_up))]),
            Action::Report => ('r', Vec::new()),
            Action::Gaps { page } => ('g', vec![number(*page)]),
            Action::Set(setting) => ('c', vec![setting.to_string()]),
            Action::Dismiss => ('x', Vec::new()),
        }
    }

    fn read(letter: char, fields: &[&str]) -> Option<Self> {
        let first = fields.first().copied();
        let page = |index: usize| from_base36(fields.get(index)?).map(as_index);
        let quotes =
            || -> Option<Vec<QuoteAt>> { fields.iter().map(|field| field.parse().ok()).collect() };
        Some(match letter {
            's' => Action::Section {
                document: first?.parse().ok()?,
                section: to_section(fields.get(1)?)?,
                page: page(2)?,
                back: fields.get(3).and_then(|field| field.parse().ok()),
            },
            'q' => Action::Quote(first?.parse().ok()?),
            'o' => Action::Others(quotes()?),
            'p' => Action::Place { page: page(0)? },
            'f' => Action::FollowUp {
                document: first?.parse().ok()?,
                section: to_section(fields.get(1)?)?,
            },
            'a' => Action::Alone,
            'h' => Action::Share,
            'm' => Action::Choose,
            'v' => Action::Vote {
                is_up: page(0)? == 1,
            },
            'r' => Action::Report,
            'g' => Action::Gaps { page: page(0)? },
            'c' => Action::Set(first?.parse().ok()?),
            'x' => Action::Dismiss,
            _ => return None,
        })
    }
}

/// Not the id of a button of this program, or of a version that it no longer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoPress;

impl FromStr for Press {
    type Err = NoPress;

    fn from_str(id: &str) -> Result<Self, NoPress> {
        let mut fields = id.split('.');
        let mut head = fields.next().unwrap_or_default().chars();
        let (version, letter) = (head.next(), head.next().ok_or(NoPress)?);
        let asker = fields.next().and_then(from_base36).ok_or(NoPress)?;
        let fields: Vec<&str> = fields.collect();
        let action = Action::read(letter, &fields).ok_or(NoPress)?;
        let is_known = version == Some(VERSION) && head.next().is_none();
        is_known.then_some(Press { asker, action }).ok_or(NoPress)
    }
}

impl fmt::Display for Stamped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.key, self.stamp)
    }
}

impl FromStr for Stamped {
    type Err = NoPress;

    fn from_str(text: &str) -> Result<Self, NoPress> {
        let is_sound = text.len() == KEY_DIGITS + STAMP_DIGITS
            && text.chars().all(|c| c.is_ascii_alphanumeric());
        let (key, stamp) = text.split_at_checked(KEY_DIGITS).ok_or(NoPress)?;
        let (key, stamp) = (key.to_owned(), stamp.to_owned());
        is_sound.then_some(Stamped { key, stamp }).ok_or(NoPress)
    }
}

impl fmt::Display for QuoteAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.document, self.sentences)
    }
}

impl FromStr for QuoteAt {
    type Err = NoPress;

    fn from_str(text: &str) -> Result<Self, NoPress> {
        let (document, sentences) = text.split_once('_').ok_or(NoPress)?;
        Ok(QuoteAt {
            document: document.parse()?,
            sentences: sentences.parse()?,
        })
    }
}

impl fmt::Display for Sentences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [from, to, answer] = [self.from, self.to, self.answer].map(|n| base36(n as u64));
        write!(f, "{from}_{to}_{answer}")
    }
}

impl FromStr for Sentences {
    type Err = NoPress;

    fn from_str(text: &str) -> Result<Self, NoPress> {
        let numbers: Option<Vec<u64>> = text.split('_').map(from_base36).collect();
        match numbers.as_deref() {
            Some([from, to, answer]) if from <= to && to - from < 1_000 => Ok(Sentences {
                from: as_index(*from),
                to: as_index(*to),
                answer: as_index(*answer),
            }),
            _ => Err(NoPress),
        }
    }
}

/// 0 for what stands before the first heading.
fn of_section(section: Option<usize>) -> String {
    base36(section.map_or(0, |index| index as u64 + 1))
}

#[allow(
    clippy::option_option,
    reason = "no section is not the same as no number"
)]
fn to_section(field: &str) -> Option<Option<usize>> {
    let number = from_base36(field)?;
    Some(number.checked_sub(1).map(as_index))
}

fn as_index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A number in base 36.
pub(super) fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(
            u32::try_from(number % 36).unwrap_or(0),
            36,
        ));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

fn from_base36(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 36).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamped(key: &str) -> Stamped {
        format!("{key}0000").parse().unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_and_fits() {
        let quote = |from| QuoteAt {
            document: stamped("abcdef"),
            sentences: Sentences {
                from,
                to: from + 6,
                answer: from + 3,
            },
        };
        let actions = [
            Action::Section {
                document: stamped("zzzzzz"),
                section: Some(99_999),
                page: 9_999,
                back: Some(quote(999_999).sentences),
            },
            Action::Section {
                document: stamped("zzzzzz"),
                section: None,
                page: 0,
                back: None,
            },
            Action::Quote(quote(0)),
            Action::Others(vec![quote(12_345), quote(54_321)]),
            Action::Place { page: 3 },
            Action::FollowUp {
                document: stamped("zzzzzz"),
                section: Some(99_999),
            },
            Action::Alone,
            Action::Choose,
            Action::Share,
            Action::Vote { is_up: true },
            Action::Vote { is_up: false },
            Action::Report,
            Action::Gaps { page: 7 },
            Action::Set(Setting::Private(true)),
            Action::Dismiss,
        ];
        for action in actions {
            let asker = u64::MAX;
            let press = Press { asker, action };
            let id = press.id().unwrap();
            assert_eq!(id.parse(), Ok(press), "{id}");
        }
    }

    #[test]
    fn an_id_that_is_none_of_ours_is_refused() {
        for id in [
            "",
            "1",
            "2x.1",
            "1x",
            "1x.ä",
            "1xx.1",
            "1s.1.short.1.1",
            "1?.1",
            "hello",
        ] {
            assert_eq!(id.parse::<Press>(), Err(NoPress), "{id}");
        }
    }
}
