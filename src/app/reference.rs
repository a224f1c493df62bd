//! Short names for documents and quotes, for buttons and links: a hash where there is room for a few
//! letters only, and numbers in base 36. A stamp of the content tells when the document has changed.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::{corpus::DocumentId, index::DocumentEntry};

/// Not the address of a document or a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the address of a document or a quote")]
pub struct NoAddress;

const KEY_DIGITS: usize = 6;
const STAMP_DIGITS: usize = 4;

/// A document, and a few digits of what was in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentRef {
    key: String,
    stamp: String,
}

/// A quote: a range of sentences, and the one that answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuoteRef {
    /// The document that is quoted.
    pub document: DocumentRef,
    /// The sentences that are quoted of it.
    pub sentences: Sentences,
}

/// Indices into `Document::sentences`; `from == to` is a sentence too long to be quoted whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentences {
    /// The first sentence.
    pub from: usize,
    /// Behind the last one.
    pub to: usize,
    /// The sentence that answers.
    pub answer: usize,
}

impl DocumentRef {
    /// A document as it is now.
    pub fn of(entry: &DocumentEntry) -> Self {
        Self {
            key: document_key(&entry.id),
            stamp: digits(entry.hash.as_bytes(), STAMP_DIGITS),
        }
    }

    /// Whether this is in a document, whatever that is called.
    pub(super) fn is_of_content(&self, entry: &DocumentEntry) -> bool {
        self.stamp == Self::of(entry).stamp
    }

    /// The key that names the document, whatever is in it.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The name of a document where there is room for a few letters only: six digits of the hash of its id.
pub fn document_key(id: &DocumentId) -> String {
    digits(id.as_str().as_bytes(), KEY_DIGITS)
}

/// So many digits of the hash of some bytes, in base 36; at most twelve say something.
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

impl fmt::Display for DocumentRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.key, self.stamp)
    }
}

impl FromStr for DocumentRef {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let is_sound = text.len() == KEY_DIGITS + STAMP_DIGITS
            && text.chars().all(|c| c.is_ascii_alphanumeric());
        let (key, stamp) = text.split_at_checked(KEY_DIGITS).ok_or(NoAddress)?;
        let (key, stamp) = (key.to_owned(), stamp.to_owned());
        is_sound
            .then_some(DocumentRef { key, stamp })
            .ok_or(NoAddress)
    }
}

impl fmt::Display for QuoteRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.document, self.sentences)
    }
}

impl FromStr for QuoteRef {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (document, sentences) = text.split_once('_').ok_or(NoAddress)?;
        Ok(QuoteRef {
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
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let numbers: Option<Vec<u64>> = text.split('_').map(from_base36).collect();
        match numbers.as_deref() {
            Some([from, to, answer]) if from <= to && to - from < 1_000 => Ok(Sentences {
                from: as_index(*from),
                to: as_index(*to),
                answer: as_index(*answer),
            }),
            _ => Err(NoAddress),
        }
    }
}

/// A number as an index; one that is too large is behind everything.
pub fn as_index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A number in base 36.
pub fn base36(mut number: u64) -> String {
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

/// The number that is written in base 36.
pub fn from_base36(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 36).ok()
}
