//! The passages that may answer a question, in order, and the sentences in them that may be quoted.
//!
//! They are found in `retrieve`. A ranking score is a weighted sum of scores that are bounded, each in the same
//! scale for every question. (Merging the ranks instead destroys retrieval across languages: there
//! the first by words is first by chance.)

use std::collections::BTreeMap;

use crate::{corpus::DocumentId, index::Late};

/// The loss of a passage for each point that a sentence in it is worse than its best one.
const AMONG_SENTENCES: f32 = 60.0;

/// The most that a citation may be behind the first one to be shown beside it. Of the questions about the
/// bundled report whose answer comes second or third, eight of nine are within; of the others that
/// come second or third, six of ten are not.
const CLOSE: f32 = 3.2;

/// The same where statements were read: a sixth of the probability of the first one.
const CLOSE_AS_READ: f32 = 1.8;

/// From this late interaction on, the heading above a passage is near a question without an answer; by
/// words alone, from this share of the best possible score on.
const NEAR: f32 = 0.5;
const NEAR_BY_WORDS: f32 = 0.2;

/// The same by words: its share of the score of the first one.
const CLOSE_BY_WORDS: f32 = 0.6;

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

/// Signs that speak for a passage.
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
    /// The share of the question's words, by their weight, that the heading above it has, with what opens it.
    pub heading: f32,
}

/// The bonus of a sentence for what it has of the kind of answer that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitting {
    /// By how much it goes before those that have none, in units of their scores.
    pub(super) weight: f32,
    /// By how much its passage may rise by that among the others.
    pub(super) most: f32,
}

/// Of two sentences that rise as far as they may, the better one goes first.
const BEYOND: f32 = 0.001;

/// The scores of sentences: how well each answers.
pub(super) trait SentenceScores {
    /// Whether the meaning of the question made them, or its words alone.
    fn is_by_meaning(&self) -> bool;

    /// Scores a sentence in or near a candidate; comparable within one question.
    fn score(&self, candidate: &Candidate, sentence: usize) -> f32;
}

/// The passages that a question meets, and how well their sentences answer.
pub(super) struct Met<'a> {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// The number of tokens or words of the question.
    pub(super) length: usize,
    pub(super) sentences: Box<dyn SentenceScores + 'a>,
    /// The bonuses of sentences for having an answer of the kind that is asked for.
    pub(super) fitting: BTreeMap<(DocumentId, usize), Fitting>,
    /// The sentences that ask what a later one answers, and that one.
    pub(super) answered: BTreeMap<(DocumentId, usize), usize>,
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
    pub(super) score: f32,
    /// The readings of statements, if this one was read too.
    pub(super) says: Option<Says>,
}

/// The readings of statements: logarithms of the odds that they answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says {
    /// The most in any statement.
    pub(super) most: f32,
    /// In this one.
    pub(super) own: f32,
    /// In the mean of all.
    pub(super) mean: f32,
}

impl Met<'_> {
    /// Whether meaning spoke, or words alone.
    pub(super) fn is_by_meaning(&self) -> bool {
        self.sentences.is_by_meaning()
    }

    /// Whether a passage comes near what was asked, so that its heading is worth a look.
    pub(super) fn is_near(&self, candidate: &Candidate) -> bool {
        if self.is_by_meaning() {
            candidate.signs.late.mean >= NEAR
        } else {
            candidate.signs.words >= NEAR_BY_WORDS
        }
    }

    /// Counts how many of the first ones, by their scores, come near the first of all.
    pub(super) fn close(&self, scores: &[f32], is_read: bool) -> usize {
        let first = scores.first().copied().unwrap_or(0.0);
        let least = if is_read {
            first - CLOSE_AS_READ
        } else if self.is_by_meaning() {
            first - CLOSE
        } else {
            first * CLOSE_BY_WORDS
        };
        scores.iter().take_while(|score| **score >= least).count()
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
        let unfitted = (first..last).map(|sentence| self.unfitted(candidate, sentence));
        let best = unfitted.fold(f32::NEG_INFINITY, f32::max);
        let contender = |asking| {
            let sentence = self.answer_to(candidate, asking);
            let rise = AMONG_SENTENCES * (self.score(candidate, asking) - best);
            let most = self.fitting(candidate, asking).map_or(0.0, |of| of.most);
            Contender {
                candidate,
                sentence,
                score: candidate.score + rise.min(most + BEYOND * rise),
                says: None,
            }
        };
        (first..last).map(contender).collect()
    }

    /// The sentence that answers one that asks, or the same.
    fn answer_to(&self, candidate: &Candidate, sentence: usize) -> usize {
        let key = (candidate.document.clone(), sentence);
        self.answered.get(&key).copied().unwrap_or(sentence)
    }

    /// Scores how well a sentence in or near a candidate answers; comparable within one question.
    pub(super) fn score(&self, candidate: &Candidate, sentence: usize) -> f32 {
        let fitting = self.fitting(candidate, sentence);
        self.unfitted(candidate, sentence) + fitting.map_or(0.0, |of| of.weight)
    }

    fn fitting(&self, candidate: &Candidate, sentence: usize) -> Option<Fitting> {
        let key = (candidate.document.clone(), sentence);
        self.fitting.get(&key).copied()
    }

    /// The same, whatever is asked for.
    fn unfitted(&self, candidate: &Candidate, sentence: usize) -> f32 {
        self.sentences.score(candidate, sentence)
    }
}
