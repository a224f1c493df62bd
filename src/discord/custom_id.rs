//! The whole meaning of a button or menu, kept in its id: it works after a restart, and for anybody.
//!
//! `1s.<asker>.<document><stamp>.<section>.<page>`: the version, a letter for the action, then
//! numbers in base 36. A document is named by a hash of its id; the stamp is of its content, so
//! that a button knows when the document has changed since.

use std::{fmt, str::FromStr};

use super::{limits, setting::ServerSetting};
use crate::{
    app::{DocumentRef, QuoteRef, Sentences, as_index, base36, document_key, from_base36},
    corpus::DocumentId,
};

/// A pressed button: who asked, and what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CustomId {
    /// The user whose question the message answers.
    pub(super) asker: u64,
    /// The action that is wanted.
    pub(super) action: Action,
}

/// The action of a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Show a page of a section, with the quote to go back to.
    Section {
        document: DocumentRef,
        /// An index into `Document::sections`; nothing for what stands before the first heading.
        section: Option<usize>,
        /// Nothing for the page on which the quote stands.
        page: Option<usize>,
        back: Option<Sentences>,
    },
    /// Show a quote again.
    Quote(Quotes),
    /// Show a place in another edition, with the quotes to go back to.
    Edition {
        document: DocumentRef,
        /// An index into `Document::paragraphs`.
        paragraph: usize,
        back: Option<Quotes>,
    },
    /// Show the other citations.
    Others(Quotes),
    /// The same, of a message from before the first quote stood in the id.
    OnlyOthers(Vec<QuoteRef>),
    /// Show the page on which a quote stands, as a picture.
    Picture(QuoteRef),
    /// Show a page of a place that was named: the place is the title of the message.
    Place { page: usize },
    /// Ask on, in the light of the question that is the title of the message.
    FollowUp {
        document: DocumentRef,
        /// As above: the section of the answer.
        section: Option<usize>,
    },
    /// Ask the title of the message alone, not in the light of another question.
    Alone {
        document: DocumentRef,
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
    Set(ServerSetting),
    /// Change what the server keeps.
    Library(LibraryChange),
    /// Take the message away.
    Dismiss,
}

/// A change of what a server keeps; files are named by keys of their names. The server is the one where it is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LibraryChange {
    /// Remove a document.
    Remove(String),
    /// Put back what was removed, where nothing has come to stand there.
    PutBack(String),
    /// Put back what was replaced.
    Swap(String),
}

/// The key of the name of a file, where there is room for a few letters only.
pub(super) fn file_key(name: &str) -> String {
    document_key(&DocumentId(name.to_owned()))
}

impl LibraryChange {
    fn fields(&self) -> Vec<String> {
        let (letter, key) = match self {
            Self::Remove(key) => ("r", key),
            Self::PutBack(key) => ("b", key),
            Self::Swap(key) => ("s", key),
        };
        vec![letter.to_owned(), key.clone()]
    }

    fn read(fields: &[&str]) -> Option<Self> {
        let [letter, key] = fields else {
            return None;
        };
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let key = is_key.then(|| (*key).to_owned())?;
        match *letter {
            "r" => Some(Self::Remove(key)),
            "b" => Some(Self::PutBack(key)),
            "s" => Some(Self::Swap(key)),
            _ => None,
        }
    }
}

/// The quotes of an answer: one that is shown, or to be gone back to, and the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotes {
    pub(super) first: QuoteRef,
    pub(super) others: Vec<QuoteRef>,
}

impl Quotes {
    /// The same quotes, of which another one comes first.
    pub(super) fn from(&self, first: QuoteRef) -> Self {
        let all = std::iter::once(&self.first).chain(&self.others);
        let others = all.filter(|quote| **quote != first).cloned().collect();
        Self { first, others }
    }
}

const VERSION: char = '1';

impl CustomId {
    /// The id of the button, if it fits.
    pub(super) fn id(&self) -> Option<String> {
        Some(self.to_string()).filter(|id| limits::len(id) <= limits::CUSTOM_ID)
    }
}

/// The custom id of a button as this program would write it; none if the id is no such button.
pub fn written_again(id: &str) -> Option<String> {
    let custom_id: CustomId = id.parse().ok()?;
    Some(custom_id.to_string())
}

impl fmt::Display for CustomId {
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
    pub(super) fn documents(&self) -> Vec<&DocumentRef> {
        match self {
            Self::Section { document, .. }
            | Self::Edition { document, .. }
            | Self::FollowUp { document, .. }
            | Self::Alone { document, .. } => vec![document],
            Self::Quote(quotes) => vec![&quotes.first.document],
            Self::Picture(quote) => vec![&quote.document],
            Self::Others(Quotes { others, .. }) | Self::OnlyOthers(others) => {
                others.iter().map(|quote| &quote.document).collect()
            }
            Self::Place { .. }
            | Self::Share
            | Self::Choose
            | Self::Vote { .. }
            | Self::Report
            | Self::Gaps { .. }
            | Self::Set(_)
            | Self::Library(_)
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
                let page = page.map_or_else(|| WHERE_IT_STANDS.to_owned(), number);
                let mut fields = vec![document.to_string(), of_section(*section), page];
                fields.extend(back.map(|back| back.to_string()));
                ('s', fields)
            }
            Action::Quote(quotes) => ('q', of_quotes(quotes)),
            Action::Edition {
                document,
                paragraph,
                back,
            } => {
                let mut fields = vec![document.to_string(), number(*paragraph)];
                fields.extend(back.iter().flat_map(of_quotes));
                ('e', fields)
            }
            Action::Others(quotes) => ('b', of_quotes(quotes)),
            Action::OnlyOthers(quotes) => ('o', quotes.iter().map(QuoteRef::to_string).collect()),
            Action::Picture(quote) => ('i', vec![quote.to_string()]),
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
            Action::Library(change) => ('l', change.fields()),
            Action::Dismiss => ('x', Vec::new()),
        }
    }

    fn read(letter: char, fields: &[&str]) -> Option<Self> {
        let first = fields.first().copied();
        let page = |index: usize| from_base36(fields.get(index)?).map(as_index);
        Some(match letter {
            's' => Action::Section {
                document: first?.parse().ok()?,
                section: to_section(fields.get(1)?)?,
                page: match *fields.get(2)? {
                    WHERE_IT_STANDS => None,
                    _ => Some(page(2)?),
                },
                back: fields.get(3).and_then(|field| field.parse().ok()),
            },
            'q' => Action::Quote(to_quotes(fields)?),
            'e' => Action::Edition {
                document: first?.parse().ok()?,
                paragraph: page(1)?,
                back: fields.get(2..).and_then(to_quotes),
            },
            // Nobody is offered others where there are none.
            'b' => Action::Others(to_quotes(fields).filter(|of| !of.others.is_empty())?),
            'o' => {
                let quotes: Option<_> = fields.iter().map(|field| field.parse().ok()).collect();
                Action::OnlyOthers(quotes?)
            }
            'i' => Action::Picture(first?.parse().ok()?),
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
            'c' => Action::Set(ServerSetting::of_code(first?)?),
            'l' => Action::Library(LibraryChange::read(fields)?),
            'x' => Action::Dismiss,
            _ => return None,
        })
    }
}

/// Not the id of a button of this program, or of a version that it no longer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownCustomId;

impl FromStr for CustomId {
    type Err = UnknownCustomId;

    fn from_str(id: &str) -> Result<Self, UnknownCustomId> {
        let mut fields = id.split('.');
        let mut head = fields.next().unwrap_or_default().chars();
        let (version, letter) = (head.next(), head.next().ok_or(UnknownCustomId)?);
        let asker = fields.next().and_then(from_base36).ok_or(UnknownCustomId)?;
        let fields: Vec<&str> = fields.collect();
        let action = Action::read(letter, &fields).ok_or(UnknownCustomId)?;
        let is_known = version == Some(VERSION) && head.next().is_none();
        is_known
            .then_some(CustomId { asker, action })
            .ok_or(UnknownCustomId)
    }
}

/// In place of the number of a page: the one with the quote.
const WHERE_IT_STANDS: &str = "-";

/// Quotes, each with its document only where that is another one than before.
fn of_quotes(quotes: &Quotes) -> Vec<String> {
    let mut fields = vec![quotes.first.to_string()];
    let mut document = &quotes.first.document;
    for quote in &quotes.others {
        fields.push(if quote.document == *document {
            format!("_{}", quote.sentences)
        } else {
            quote.to_string()
        });
        document = &quote.document;
    }
    fields
}

fn to_quotes(fields: &[&str]) -> Option<Quotes> {
    let (first, fields) = fields.split_first()?;
    let first: QuoteRef = first.parse().ok()?;
    let mut others: Vec<QuoteRef> = Vec::with_capacity(fields.len());
    for field in fields {
        let before = others.last().unwrap_or(&first);
        others.push(match field.strip_prefix('_') {
            Some(sentences) => QuoteRef {
                document: before.document.clone(),
                sentences: sentences.parse().ok()?,
            },
            None => field.parse().ok()?,
        });
    }
    Some(Quotes { first, others })
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

    fn stamped(key: &str) -> DocumentRef {
        format!("{key}0000").parse().unwrap()
    }

    #[test]
    #[allow(clippy::too_many_lines, reason = "there are many actions")]
    fn what_is_written_is_read_back_and_fits() {
        let quote = |from| QuoteRef {
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
                page: Some(9_999),
                back: Some(quote(999_999).sentences),
            },
            Action::Section {
                document: stamped("zzzzzz"),
                section: None,
                page: None,
                back: None,
            },
            Action::Quote(Quotes {
                first: quote(0),
                others: Vec::new(),
            }),
            Action::Edition {
                document: stamped("zzzzzz"),
                paragraph: 99_999,
                back: Some(Quotes {
                    first: quote(999_999),
                    others: vec![quote(1)],
                }),
            },
            Action::Edition {
                document: stamped("zzzzzz"),
                paragraph: 0,
                back: None,
            },
            Action::Quote(Quotes {
                first: quote(12_345),
                others: vec![quote(54_321), quote(23_456), quote(1)],
            }),
            Action::Others(Quotes {
                first: QuoteRef {
                    document: stamped("zzzzzz"),
                    ..quote(12_345)
                },
                others: vec![quote(54_321), quote(23_456)],
            }),
            Action::OnlyOthers(vec![quote(12_345), quote(54_321)]),
            Action::Picture(quote(12_345)),
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
            Action::Set(ServerSetting::Private(true)),
            Action::Library(LibraryChange::Remove("zzzzzz".to_owned())),
            Action::Library(LibraryChange::PutBack("zzzzzz".to_owned())),
            Action::Library(LibraryChange::Swap("zzzzzz".to_owned())),
            Action::Dismiss,
        ];
        for action in actions {
            let asker = u64::MAX;
            let custom_id = CustomId { asker, action };
            let id = custom_id.id().unwrap();
            assert_eq!(id.parse(), Ok(custom_id), "{id}");
        }
    }

    #[test]
    fn the_ids_of_old_messages_are_read() {
        let read = |id: &str| id.parse::<CustomId>().unwrap().action;
        let quote = "abcdef0000_1_4_2";
        let quotes = Quotes {
            first: quote.parse().unwrap(),
            others: Vec::new(),
        };
        assert_eq!(read(&format!("1q.b.{quote}")), Action::Quote(quotes));
        let others = Action::OnlyOthers(vec![quote.parse().unwrap(); 2]);
        assert_eq!(read(&format!("1o.b.{quote}.{quote}")), others);
        let Action::Section { page, back, .. } = read("1s.b.abcdef0000.3.0.1_4_2") else {
            panic!("not a section");
        };
        assert_eq!((page, back.map(|back| back.answer)), (Some(0), Some(2)));
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
            assert_eq!(id.parse::<CustomId>(), Err(UnknownCustomId), "{id}");
        }
    }
}
