//! The passages that answer a question best, each as a citation.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    AnswerOptions, Citation, Confidence, Elsewhere, NEAR_HEADINGS, NearHeading, Quote,
    confidence::Weights,
};
use crate::{
    corpus::{Document, DocumentId},
    index::{Generation, Hit, IndexError, Query},
    span::Span,
};

/// How many passages and sentences are looked at.
const PASSAGES: usize = 50;
const SENTENCES: usize = 100;

/// Weight of the best sentence of a passage beside the passage itself.
const SENTENCE_WEIGHT: f32 = 0.4;

/// Quotes that share this part of their words are the same.
const SAME: f32 = 0.9;

/// Citations before it is decided whether they answer the question.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// Best first.
    pub citations: Vec<Citation>,
    /// How sure it is that the first one answers.
    pub confidence: Confidence,
    /// The headings above the best passages.
    pub near: Vec<NearHeading>,
}

/// A passage, with the sentence in it that answers best.
struct Candidate {
    hit: Hit,
    sentence: usize,
    score: f32,
}

/// What the words of a question meet.
struct Met {
    /// Best first.
    candidates: Vec<Candidate>,
    sentences: BTreeMap<DocumentId, BTreeMap<usize, f32>>,
}

/// Ranks what the corpus says to a question.
pub fn rank(
    generation: &Generation,
    question: &str,
    options: &AnswerOptions,
) -> Result<Ranked, IndexError> {
    let query = Query::new(question, generation.languages());
    let weights = Weights::new(generation, &query)?;
    let met = meet(generation, &query, options.document.as_ref())?;
    let mut ranked = Ranked::default();
    let mut seen: Vec<BTreeSet<String>> = Vec::new();
    let mut quoted = BTreeSet::new();
    for candidate in &met.candidates {
        let Some(document) = generation.document(&candidate.hit.document)? else {
            continue;
        };
        note_heading(&mut ranked.near, &document, candidate);
        if !quoted.insert((document.id.clone(), candidate.sentence)) {
            continue;
        }
        let score = |sentence: usize| met.score(&document.id, sentence);
        let max_chars = options.max_quote_chars;
        let Some(quote) = Quote::around(&document, candidate.sentence, max_chars, score) else {
            continue;
        };
        let words = words(quote.text());
        let citation = Citation::of(&document, quote);
        if let Some(same) = seen.iter().position(|other| says_the_same(other, &words)) {
            if let Some(first) = ranked.citations.get_mut(same) {
                note_elsewhere(first, citation);
            }
            continue;
        }
        if ranked.citations.len() == options.max_citations {
            break;
        }
        if ranked.citations.is_empty() {
            ranked.confidence = weights.covered(&document, passage_span(&document, &candidate.hit));
        }
        seen.push(words);
        ranked.citations.push(citation);
    }
    Ok(ranked)
}

impl Met {
    fn score(&self, document: &DocumentId, sentence: usize) -> f32 {
        let scores = self.sentences.get(document);
        scores
            .and_then(|scores| scores.get(&sentence))
            .copied()
            .unwrap_or(0.0)
    }
}

fn meet(
    generation: &Generation,
    query: &Query,
    document: Option<&DocumentId>,
) -> Result<Met, IndexError> {
    let mut sentences: BTreeMap<DocumentId, BTreeMap<usize, f32>> = BTreeMap::new();
    for hit in generation.search_sentences(query, document, SENTENCES)? {
        sentences
            .entry(hit.document)
            .or_default()
            .insert(hit.sentence, hit.score);
    }
    let mut candidates: Vec<Candidate> = generation
        .search_passages(query, document, PASSAGES)?
        .into_iter()
        .map(|hit| {
            let (first, last) = hit.sentences;
            let scores = sentences.get(&hit.document).into_iter();
            let inside = scores.flat_map(|scores| scores.range(first..last));
            let best = inside.max_by(|a, b| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0)));
            let (sentence, score) = best.map_or((first, 0.0), |(at, score)| (*at, *score));
            Candidate {
                score: hit.score + SENTENCE_WEIGHT * score,
                sentence,
                hit,
            }
        })
        .collect();
    // The sort is stable, and passages come in order of score and place.
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(Met {
        candidates,
        sentences,
    })
}

fn passage_span(document: &Document, hit: &Hit) -> Span {
    let (first, last) = hit.sentences;
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    let start = sentences.first().copied().unwrap_or(Span::at(0));
    sentences
        .iter()
        .fold(start, |cover, sentence| cover.cover(*sentence))
}

fn note_heading(near: &mut Vec<NearHeading>, document: &Arc<Document>, candidate: &Candidate) {
    if near.len() >= NEAR_HEADINGS {
        return;
    }
    let start = document
        .sentences
        .get(candidate.sentence)
        .map_or(0, |sentence| sentence.start);
    let paragraph = document
        .paragraph_at(start)
        .and_then(|index| document.paragraphs.get(index));
    let heading = NearHeading::of(document, paragraph.and_then(|paragraph| paragraph.section));
    if !near.contains(&heading) {
        near.push(heading);
    }
}

fn note_elsewhere(first: &mut Citation, again: Citation) {
    let is_same_place = first.document == again.document && first.locator == again.locator;
    let elsewhere = Elsewhere {
        document: again.document,
        locator: again.locator,
    };
    if !is_same_place && !first.also.contains(&elsewhere) {
        first.also.push(elsewhere);
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether two quotes say the same. Numbers are never near: "40 Euro" is not "55 Euro".
fn says_the_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let has_digit = |word: &&String| word.contains(|c: char| c.is_ascii_digit());
    overlap(a, b) >= SAME && a.iter().filter(has_digit).eq(b.iter().filter(has_digit))
}

/// The share of words that two quotes have in common (Jaccard).
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        1.0
    } else {
        common as f32 / all as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_differ_in_a_number_are_not_the_same() {
        let long = "Der Beitrag der ordentlichen Mitglieder des Vereins beträgt nach Beschluss der \
                    Versammlung im Jahr und ist bis zum Ende des Monats März auf das bekannte \
                    Konto zu zahlen, und zwar genau";
        let quote = |end: &str| words(&format!("{long} {end} Euro."));
        assert!(says_the_same(&quote("40"), &quote("40")));
        assert!(overlap(&quote("40"), &quote("55")) >= SAME);
        assert!(!says_the_same(&quote("40"), &quote("55")));
        assert!(says_the_same(&quote("genau"), &quote("")));
    }
}
