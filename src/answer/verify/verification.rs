//! The answer to a quote that is to be verified.

use serde::Serialize;

use super::Difference;
use crate::answer::Citation;

/// The answer of the corpus to a quote.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Verification {
    /// It stands there word for word. Typographic variants of quotation marks, dashes and
    /// apostrophes, white space, footnote marks, quotation marks around it, and the form of the number before
    /// an item make no difference.
    Verbatim {
        /// The place; of a quote in parts, that of the first one.
        citation: Box<Citation>,
        /// The number of occurrences; of a quote in parts, of those of the first one.
        times: usize,
        /// Whether only small and capital letters differ.
        differs_in_case: bool,
        /// The parts of a quote that does not stand in one place.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        parts: Vec<QuotePart>,
    },
    /// Something like it stands there.
    Nearly {
        /// The passage.
        citation: Box<Citation>,
        /// From the quote as given to the passage as it stands.
        differences: Vec<Difference>,
        /// The share of common words, from 0 to 1.
        similarity: f32,
        /// The parts of a quote that does not stand in one place: those with a citation stand there
        /// word for word.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        parts: Vec<QuotePart>,
    },
    /// Nothing like it was found.
    NotFound,
}

/// A part of a quote.
#[derive(Clone, Debug, Serialize)]
pub struct QuotePart {
    /// The words as given.
    pub words: String,
    /// The place where they stand word for word, if they do.
    pub citation: Option<Box<Citation>>,
    /// The number of occurrences.
    pub times: usize,
}
