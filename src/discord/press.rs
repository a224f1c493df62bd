//! What a button or menu means, kept whole in its id: it works after a restart, and for anybody.
//!
//! `1s.<asker>.<document><stamp>.<section>.<page>`: the version, a letter for the action, then
//! numbers in base 36. A document is named by a hash of its id; the stamp is of its content, so
//! that a button knows when the document has changed since.

use std::{fmt, str::FromStr};

use super::{limits, panel::Setting};
use crate::app::{QuoteAt, Sentences, Stamped, as_index, base36, from_base36};

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
    Alone {
        document: Stamped,
        /// As above: the section of the answer before.
        section: Option<usize>,
    },
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

const VERSION: char = '1';

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
    /// The documents of which it speaks.
    pub(super) fn documents(&self) -> Vec<&Stamped> {
        match self {
            Self::Section { document, .. }
            | Self::FollowUp { document, .. }
            | Self::Alone { document, .. } => vec![document],
            Self::Quote(quote) => vec![&quote.document],
            Self::Others(quotes) => quotes.iter().map(|quote| &quote.document).collect(),
            Self::Place { .. }
            | Self::Share
            | Self::Choose
            | Self::Vote { .. }
            | Self::Report
            | Self::Gaps { .. }
            | Self::Set(_)
            | Self::Dismiss => Vec::new(),
        }
    }

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
            Action::Alone { document, section } => {
                ('a', vec![document.to_string(), of_section(*section)])
            }
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
            'a' => Action::Alone {
                document: first?.parse().ok()?,
                section: to_section(fields.get(1)?)?,
            },
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
            Action::Alone {
                document: stamped("zzzzzz"),
                section: Some(99_999),
            },
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
