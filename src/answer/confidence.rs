//! The one place where it is decided whether the corpus answers a question.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    corpus::{Document, Reading},
    index::{Generation, IndexError, Query, QueryTerm, Scope},
    language::{Language, analyser},
    span::Span,
};

/// The probability that what is shown, or the first quote of it, answers the question; fitted to questions with known
/// answers (see [`Calibration`](super::Calibration)). Where statements are read with the question, 0.4 for an answer
/// is where one of three citations answers in 3 of 10 cases, and 0.6 where the first one does in 6 of 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Confidence(pub f32);

/// The decision that follows from a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Show the citations.
    Answer,
    /// Show them, and say that they may be near without being the answer.
    Near,
    /// Say that the corpus does not say it.
    Refuse,
}

/// The confidences from which answers begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Below this the corpus does not say it.
    pub near: f32,
    /// From here on the first quote is an answer.
    pub answer: f32,
}

impl Thresholds {
    /// Decides whether to answer, by the confidence in what is shown and that in the first quote.
    pub fn verdict(self, confidence: Confidence, first: Confidence) -> Verdict {
        if first.0 >= self.answer {
            Verdict::Answer
        } else if confidence.0 >= self.near {
            Verdict::Near
        } else {
            Verdict::Refuse
        }
    }
}

/// The words of a question with their weights: each content word weighs as much as it is rare in
/// the corpus (its inverse document frequency), and a word that the corpus does not have weighs
/// most.
pub(super) struct Weights<'a> {
    terms: Vec<(&'a QueryTerm, f32)>,
}

impl<'a> Weights<'a> {
    /// Weighs each word of a question.
    pub(super) fn new(
        generation: &Generation,
        query: &'a Query,
        scope: &Scope,
    ) -> Result<Self, IndexError> {
        let total = generation.passages_in(scope);
        let mut terms = Vec::with_capacity(query.terms.len());
        for term in &query.terms {
            terms.push((
                term,
                inverse_frequency(total, generation.passages_with(term)?),
            ));
        }
        Ok(Self { terms })
    }

    /// The weight of all words.
    pub(super) fn sum(&self) -> f32 {
        self.terms.iter().map(|(_, weight)| weight).sum()
    }

    /// The share of the weight that `span` of a document has.
    pub(super) fn covered(&self, document: &Document, span: Span) -> f32 {
        let read = Reading::of(&document.text, span, &document.edits).text;
        self.share_of(&read, document.language)
    }

    /// The share of the weight that the words of a text in a language have.
    pub(super) fn share_of(&self, text: &str, language: Language) -> f32 {
        let all = self.sum();
        if all <= 0.0 {
            return 0.0;
        }
        let read = analyser::composed(text);
        let stems = |analyser: Option<tantivy::tokenizer::TextAnalyzer>| -> BTreeSet<String> {
            let tokens = analyser.map(|mut words| analyser::tokens(&read, &mut words));
            tokens
                .unwrap_or_default()
                .into_iter()
                .map(|token| token.stem)
                .collect()
        };
        let words = stems(Some(analyser::text_analyser(language)));
        let parts = stems(analyser::parts_analyser(language));
        let share = |term: &QueryTerm| {
            let of = |forms: &[String]| {
                forms.iter().filter(|form| parts.contains(*form)).count() as f32
                    / forms.len().max(1) as f32
            };
            let stem = term.stems.iter().find(|(of, _)| *of == language);
            if stem.is_some_and(|(_, stems)| stems.iter().any(|stem| words.contains(stem))) {
                return 1.0;
            }
            let found = term.parts.iter().find(|(of, _)| *of == language);
            found.map_or(0.0, |(_, forms)| of(forms))
        };
        let covered: f32 = self
            .terms
            .iter()
            .map(|(term, weight)| weight * share(term))
            .sum();
        covered / all
    }
}

/// BM25's inverse document frequency: ln(1 + (N - n + 0.5) / (n + 0.5)), Robertson & Zaragoza,
/// "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
fn inverse_frequency(total: u64, with: u64) -> f32 {
    let (total, with) = (total as f32, with as f32);
    (1.0 + (total - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_quote_makes_an_answer_sure() {
        let thresholds = Thresholds {
            near: 0.4,
            answer: 0.6,
        };
        let verdict = |any, first| thresholds.verdict(Confidence(any), Confidence(first));
        assert_eq!(verdict(0.9, 0.6), Verdict::Answer);
        assert_eq!(verdict(0.9, 0.59), Verdict::Near);
        assert_eq!(verdict(0.4, 0.1), Verdict::Near);
        assert_eq!(verdict(0.39, 0.39), Verdict::Refuse);
    }
}
