//! The passages that may answer a question, in order, and the sentences in them that may be quoted.
//!
//! They are found by the question's words (`by_words`), and by its meaning where there is a model
//! (`by_meaning`). A ranking score is a weighted sum of scores that are bounded, each in the same
//! scale for every question. (Merging the ranks instead destroys retrieval across languages: there
//! the first by words is first by chance.)

use super::{Sources, by_meaning, by_words};
use crate::{
    corpus::DocumentId,
    index::{IndexError, Late, Query},
};

/// How much a passage loses for each point that a sentence in it is worse than its best one.
const AMONG_SENTENCES: f32 = 60.0;

/// A passage, with the sentence in it that answers best.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) document: DocumentId,
    /// A range of indices into `Document::sentences`.
    pub(super) sentences: (usize, usize),
    pub(super) sentence: usize,
    /// Comparable within one question.
    pub(super) score: f32,
    pub(super) signs: Signs,
}

/// What speaks for a passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signs {
    /// BM25, as a share of the best possible score.
    pub words: f32,
    /// The same for its best sentence.
    pub sentence_words: f32,
    /// The cosine of the passage.
    pub passage: f32,
    /// The cosine of its nearest sentence.
    pub sentence: f32,
    /// Late interaction.
    pub late: Late,
}

/// What a question meets.
pub(super) struct Met<'a> {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// How many tokens or words the question has.
    pub(super) length: usize,
    pub(super) sentences: SentenceScores<'a>,
}

/// How well each sentence answers.
pub(super) enum SentenceScores<'a> {
    /// By its words alone.
    Words(by_words::WordScores),
    /// By its meaning.
    Meaning(by_meaning::MeaningScores<'a>),
}

/// Finds what a question meets, in one document or in all. `weight` is that of all its words.
pub(super) fn meet<'a>(
    sources: Sources<'a>,
    question: &str,
    query: &Query,
    weight: f32,
    document: Option<&DocumentId>,
) -> Result<Met<'a>, IndexError> {
    let words = by_words::meet(sources.generation, query, weight, document)?;
    let asked = by_meaning::Asked::new(sources, question)?;
    Ok(match asked {
        Some(asked) => asked.meet(words, document),
        None => words,
    })
}

impl Candidate {
    /// Whether another candidate shares a sentence with this one: windows of a long paragraph do.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.document == other.document
            && self.sentences.0 < other.sentences.1
            && other.sentences.0 < self.sentences.1
    }
}

/// A sentence that may be quoted.
pub(super) struct Contender<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) sentence: usize,
    score: f32,
}

impl Met<'_> {
    /// Whether meaning spoke, or words alone.
    pub(super) fn is_by_meaning(&self) -> bool {
        matches!(self.sentences, SentenceScores::Meaning(_))
    }

    /// The sentences that may be quoted, best first. By words it is one a passage. By meaning a
    /// good passage may be quoted twice, if it is long and says two things.
    pub(super) fn contenders(&self) -> Vec<Contender<'_>> {
        let of = |candidate| self.contenders_in(candidate);
        let mut all: Vec<Contender<'_>> = self.candidates.iter().flat_map(of).collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score));
        all
    }

    fn contenders_in<'b>(&'b self, candidate: &'b Candidate) -> Vec<Contender<'b>> {
        let (first, last) = if self.is_by_meaning() {
            candidate.sentences
        } else {
            (candidate.sentence, candidate.sentence + 1)
        };
        let best = self.score(candidate, candidate.sentence);
        let contender = |sentence| Contender {
            candidate,
            sentence,
            score: candidate.score + AMONG_SENTENCES * (self.score(candidate, sentence) - best),
        };
        (first..last).map(contender).collect()
    }

    /// How well a sentence in or near a candidate answers; comparable within one question.
    pub(super) fn score(&self, candidate: &Candidate, sentence: usize) -> f32 {
        match &self.sentences {
            SentenceScores::Words(scores) => by_words::score(scores, &candidate.document, sentence),
            SentenceScores::Meaning(scores) => {
                let Candidate {
                    document,
                    sentences,
                    signs,
                    ..
                } = candidate;
                scores.of(document, *sentences, &signs.late, sentence)
            }
        }
    }
}
