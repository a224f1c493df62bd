//! Statements that are read with the question: the first ones are put in order again by whether they
//! answer, and by what else is shown with them.

use std::collections::BTreeSet;

use super::{
    Quote, ReadingWeights, Sources, Statement,
    candidates::{Contender, Met, Says},
};
use crate::{embedding::Read, index::IndexError, span::Span};

/// The number of statements that are read. Of the questions of documents of many kinds, the quote that answers is
/// among so many for 9 of 10.
const READ: usize = 12;

/// Of two quotes that show the same statements, or hardly any that answers, that one goes first that did before
/// they were read: which sentence stands in bold is seen better by the kind of answer that is asked for.
const BEFORE: f32 = 0.01;

/// A statement that was read.
struct ReadStatement<'a> {
    contender: Contender<'a>,
    read: Read,
    span: Span,
    /// From the first word to the last of the quote that it would be shown in.
    cover: Span,
    /// The probability that it is the one that answers, if any does.
    share: f32,
}

/// Reads the first statements, and puts them in order. Nothing is read where there is no network for
/// it, or words alone speak.
pub(super) fn read(
    sources: Sources<'_>,
    question: &str,
    met: &Met<'_>,
    contenders: &mut Vec<Contender<'_>>,
    max_chars: usize,
) -> Result<(), IndexError> {
    let (Some(weights), Some(embedder), true) = (
        sources.model.reading(),
        sources.model.embedder(),
        met.is_by_meaning(),
    ) else {
        return Ok(());
    };
    let Some(reranker) = embedder.reranker()? else {
        return Ok(());
    };
    let mut seen = BTreeSet::new();
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for contender in contenders.drain(..) {
        let key = (contender.candidate.document.clone(), contender.sentence);
        if first.len() < READ && seen.insert(key) {
            first.push(contender);
        } else {
            rest.push(contender);
        }
    }
    let mut found = Vec::new();
    for contender in &first {
        let document = sources.generation.document(&contender.candidate.document)?;
        let of = |sentence: usize| met.score(contender.candidate, sentence);
        found.push(document.and_then(|document| {
            let span = *document.sentences.get(contender.sentence)?;
            let quote = Quote::around(&document, contender.sentence, max_chars, of)?;
            let statement = Statement::of(&document, contender.sentence)?;
            Some((span, quote.cover(), statement))
        }));
    }
    let texts = found.iter().map(|found| match found {
        Some((_, _, statement)) => (statement.context.as_str(), statement.text.as_str()),
        None => ("", ""),
    });
    let read = reranker.read(question, &texts.collect::<Vec<_>>())?;
    let mut statements = Vec::new();
    let mut unread = Vec::new();
    for ((contender, found), read) in first.into_iter().zip(found).zip(read) {
        match found.zip(read) {
            Some(((span, cover, _), read)) => statements.push(ReadStatement {
                contender,
                read,
                span,
                cover,
                share: 0.0,
            }),
            None => unread.push(contender),
        }
    }
    share(&mut statements, weights);
    contenders.extend(in_order(statements));
    let read = contenders.len();
    contenders.extend(unread.into_iter().chain(rest));
    if read > 0 {
        for behind in contenders.iter_mut().skip(read) {
            behind.score = f32::NEG_INFINITY;
        }
    }
    Ok(())
}

/// Makes of what was ranked and what was read a probability among the statements.
fn share(statements: &mut [ReadStatement<'_>], weights: &ReadingWeights) {
    let score =
        |of: &ReadStatement<'_>| weights.ranked * of.contender.score + weights.read * of.read.rank;
    let most = statements
        .iter()
        .map(score)
        .fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for of in statements.iter_mut() {
        of.share = (score(of) - most).exp();
        sum += of.share;
    }
    for of in statements.iter_mut() {
        of.share /= sum;
    }
}

/// The statements, best first by what their quotes show: every statement within one counts that none before it
/// shows.
fn in_order(statements: Vec<ReadStatement<'_>>) -> Vec<Contender<'_>> {
    let says = || statements.iter().map(|of| of.read.says);
    let most = says().fold(f32::NEG_INFINITY, f32::max);
    let mean = says().sum::<f32>() / statements.len().max(1) as f32;
    let mut new: Vec<f32> = statements.iter().map(|of| of.share).collect();
    let mut rest: Vec<usize> = (0..statements.len()).collect();
    let mut scores = vec![f32::MIN_POSITIVE; statements.len()];
    let mut order = Vec::new();
    while !rest.is_empty() {
        let shown = rest.iter().map(|at| shown(&statements, &new, *at));
        let best = shown
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((place, most)) = best else {
            break;
        };
        let at = rest.remove(place);
        if let (Some(own), Some(score)) = (statements.get(at), scores.get_mut(at)) {
            *score = most.max(f32::MIN_POSITIVE);
            for (other, new) in statements.iter().zip(&mut new) {
                if own.shows(other) {
                    *new = 0.0;
                }
            }
        }
        order.push(at);
    }
    let mut contenders: Vec<Option<Contender<'_>>> = statements
        .into_iter()
        .zip(scores)
        .map(|(of, score)| {
            let own = of.read.says;
            Some(Contender {
                score: score.ln(),
                says: Some(Says { most, own, mean }),
                ..of.contender
            })
        })
        .collect();
    let taken = order
        .into_iter()
        .filter_map(|at| contenders.get_mut(at)?.take());
    taken.collect()
}

/// Sums up what the quote of a statement shows of those that none before it shows.
fn shown(statements: &[ReadStatement<'_>], new: &[f32], at: usize) -> f32 {
    let Some(own) = statements.get(at) else {
        return 0.0;
    };
    let all = statements.iter().zip(new).enumerate();
    let shown = all.filter(|(index, (other, _))| *index == at || own.shows(other));
    let sum: f32 = shown.map(|(_, (_, new))| new).sum();
    sum + BEFORE / (1.0 + at as f32)
}

impl ReadStatement<'_> {
    /// Whether its quote shows another statement.
    fn shows(&self, other: &Self) -> bool {
        self.contender.candidate.document == other.contender.candidate.document
            && self.cover.contains(other.span)
    }
}
