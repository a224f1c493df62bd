//! Statements that are read with the question: the first ones are put in order again by whether they
//! answer.

use std::collections::BTreeSet;

use super::{
    Sources,
    candidates::{Contender, Met},
};
use crate::index::IndexError;

/// How many statements are read. Of the questions of documents of many kinds, the quote that answers is
/// among so many for 19 of 20; chosen on the tune part.
pub(super) const READ: usize = 24;

/// What was read in all statements of a question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Impression {
    /// The most that any of them says.
    pub(super) best: f32,
}

/// Reads the first statements, and puts them in order. Nothing is read where there is no network for
/// it, or words alone speak.
pub(super) fn read(
    sources: Sources<'_>,
    met: &Met<'_>,
    contenders: &mut Vec<Contender<'_>>,
) -> Result<Option<Impression>, IndexError> {
    let weight = sources.model.reading().map(|reading| reading.weight);
    let reranker = sources.model.embedder().and_then(|of| of.reranker());
    let (Some(weight), Some(reranker), Some(vectors), true) = (
        weight,
        reranker,
        sources.generation.vectors(),
        met.is_by_meaning(),
    ) else {
        return Ok(None);
    };
    let mut seen = BTreeSet::new();
    let mut rest = Vec::new();
    let mut first = Vec::new();
    let mut tokens = Vec::new();
    for contender in contenders.drain(..) {
        let candidate = contender.candidate;
        let key = (&candidate.document, contender.sentence);
        if first.len() < READ && seen.insert(key) {
            tokens.push(contender.tokens(vectors));
            first.push(contender);
        } else {
            rest.push(contender);
        }
    }
    let read = reranker.read(&met.asked, &tokens)?;
    let known = || read.iter().flatten();
    let best = known()
        .map(|read| read.says)
        .fold(f32::NEG_INFINITY, f32::max);
    let least = known().map(|read| read.rank).fold(f32::INFINITY, f32::min);
    if best.is_finite() {
        for (contender, read) in first.iter_mut().zip(&read) {
            contender.read = *read;
            contender.score += weight * read.map_or(least, |read| read.rank);
        }
        first.sort_by(|a, b| b.score.total_cmp(&a.score));
        for contender in &mut rest {
            contender.score = f32::NEG_INFINITY;
        }
    }
    first.append(&mut rest);
    *contenders = first;
    Ok(best.is_finite().then_some(Impression { best }))
}
