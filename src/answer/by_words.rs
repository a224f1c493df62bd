//! Candidates by the words of a question: BM25 of passages, and of the sentences in them.

use std::collections::BTreeMap;

use super::candidates::{Candidate, Met, SentenceScores, Signs};
use crate::{
    corpus::DocumentId,
    index::{Generation, IndexError, Query, Scope},
};

/// The numbers of passages and of sentences that are looked at.
const PASSAGES: usize = 50;
const SENTENCES: usize = 100;

/// Weight of the best sentence of a passage beside the passage itself.
const SENTENCE_WEIGHT: f32 = 0.4;

/// The most that BM25 gives for a word, in units of its inverse document frequency: k1 + 1.
const MOST_OF_A_WORD: f32 = 2.2;

/// The scores of sentences, by document and index.
type WordScores = BTreeMap<DocumentId, BTreeMap<usize, f32>>;

/// Finds what the words of a question meet. `weight` is that of all its words.
pub(super) fn meet<'a>(
    generation: &Generation,
    query: &Query,
    weight: f32,
    scope: &Scope,
) -> Result<Met<'a>, IndexError> {
    let bound = (MOST_OF_A_WORD * weight).max(f32::MIN_POSITIVE);
    let mut sentences = WordScores::new();
    for hit in generation.search_sentences(query, scope, SENTENCES)? {
        let scores = sentences.entry(hit.document).or_default();
        scores.insert(hit.sentence, hit.score / bound);
    }
    let hits = generation.search_passages(query, scope, PASSAGES)?;
    let mut candidates: Vec<Candidate> = hits
        .into_iter()
        .map(|hit| {
            let (first, last) = hit.sentences;
            let scores = sentences.get(&hit.document).into_iter();
            let inside = scores.flat_map(|scores| scores.range(first..last));
            let best = inside.max_by(|a, b| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0)));
            let (sentence, score) = best.map_or((first, 0.0), |(at, score)| (*at, *score));
            let signs = Signs {
                words: hit.score / bound,
                sentence_words: score,
                ..Signs::default()
            };
            Candidate {
                document: hit.document,
                sentences: hit.sentences,
                sentence,
                score: signs.words + SENTENCE_WEIGHT * signs.sentence_words,
                signs,
            }
        })
        .collect();
    // The sort is stable, and passages come in order of score and place.
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(Met {
        candidates,
        length: query.terms.len(),
        sentences: Box::new(sentences),
        fitting: BTreeMap::new(),
        answered: BTreeMap::new(),
    })
}

impl SentenceScores for WordScores {
    fn is_by_meaning(&self) -> bool {
        false
    }

    /// The score of a sentence; 0 if it has no word of the question.
    fn score(&self, candidate: &Candidate, sentence: usize) -> f32 {
        let scores = self.get(&candidate.document);
        let score = scores.and_then(|scores| scores.get(&sentence));
        score.copied().unwrap_or(0.0)
    }
}
