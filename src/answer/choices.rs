//! The statements that may be quoted for a question, sentence by sentence: a reranker learns from them.

use std::collections::BTreeSet;

use super::{
    AnswerOptions, Citation, Features, Quote, Sources, Statement,
    confidence::Weights,
    editions::scope,
    rank::{passage_span, same_language},
    retrieve::meet,
};
use crate::index::{IndexError, Query};

/// A statement that may be quoted.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The statement itself.
    pub statement: Statement,
    /// The quote that it would be shown in.
    pub citation: Citation,
    /// The features that the confidence would be made from, if it came first.
    pub features: Features,
    /// The score for how well it answers, as it is ranked without having been read; comparable within one question.
    pub score: f32,
}

/// The first statements for a question, best first.
pub fn choices(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
    count: usize,
) -> Result<Vec<Choice>, IndexError> {
    let generation = sources.generation;
    let scope = scope(generation, question, options);
    let query = Query::new(question, &generation.languages_in(&scope));
    let weights = Weights::new(generation, &query, &scope)?;
    let mut met = meet(sources, question, &query, weights.sum(), &scope)?;
    met.favour(sources, question, &weights)?;
    let mut seen = BTreeSet::new();
    let mut choices = Vec::new();
    for contender in met.contenders() {
        let candidate = contender.candidate;
        if choices.len() == count {
            break;
        }
        if !seen.insert((candidate.document.clone(), contender.sentence)) {
            continue;
        }
        let Some(document) = generation.document(&candidate.document)? else {
            continue;
        };
        let of = |sentence: usize| met.score(candidate, sentence);
        let quote = Quote::around(&document, contender.sentence, options.max_quote_chars, of);
        let statement = Statement::of(&document, contender.sentence);
        let Some((quote, statement)) = quote.zip(statement) else {
            continue;
        };
        let covered = weights.covered(&document, passage_span(&document, candidate));
        let same = same_language(query.language, document.language);
        choices.push(Choice {
            statement,
            citation: Citation::of(&document, quote),
            features: Features::of(candidate, &met, covered, same),
            score: contender.score,
        });
    }
    Ok(choices)
}
