//! How answers are made.

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The making of answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerConfig {
    /// At most this many citations.
    pub max_citations: usize,
    /// A quote has at most this many characters.
    pub max_quote_chars: usize,
    /// Below this confidence in all quotes, from 0 to 1, the answer is "the report does not say this".
    pub min_confidence: f32,
    /// Below this confidence in the first quote, an answer says that it may be near, and not the answer.
    pub sure_confidence: f32,
    /// Whether the first statements are read together with the question, to choose the one that answers.
    pub reranker: bool,
    /// The number of questions that are worked on at once; the rest wait.
    pub at_once: usize,
    /// The number of questions that may wait; more are told to come again.
    pub waiting: usize,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[
    ("answer.max_citations", Allowed::Whole(1..=25)),
    ("answer.max_quote_chars", Allowed::Whole(100..=4_000)),
    ("answer.min_confidence", Allowed::Number(0.0..=1.0)),
    ("answer.sure_confidence", Allowed::Number(0.0..=1.0)),
    ("answer.at_once", Allowed::Whole(1..=100_000)),
    ("answer.waiting", Allowed::Whole(1..=100_000)),
];

impl Default for AnswerConfig {
    fn default() -> Self {
        Self {
            max_citations: 3,
            max_quote_chars: 700,
            min_confidence: 0.4,
            sure_confidence: 0.6,
            reranker: true,
            at_once: 2,
            waiting: 300,
        }
    }
}
