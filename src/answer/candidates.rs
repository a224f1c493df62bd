//! The passages that may answer a question, in order, and the sentences in them that may be quoted.
//!
//! They are found by the question's words (`by_words`), and by its meaning where there is a model
//! (`by_meaning`). A ranking score is a weighted sum of scores that are bounded, each in the same
//! scale for every question. (Merging the ranks instead destroys retrieval across languages: there
//! the first by words is first by chance.)

use std::collections::BTreeMap;

use super::{Sources, asked::answer_to, by_meaning, by_words, confidence::Weights};
use crate::{
    corpus::{Document, DocumentId, ParagraphKind, Reading},
    index::{IndexError, Late, Query, Scope},
    language::{answer_type::AnswerType, direct_answer::DirectAnswer},
};

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

/// By how much a sentence that has an answer of the kind that is asked for goes before one that has
/// not, in units of their scores; a number often stands there by chance, an office or a purpose rarely.
fn weight(kind: AnswerType) -> f32 {
    match kind {
        AnswerType::Person => 0.1,
        AnswerType::Purpose => 0.06,
        AnswerType::Time | AnswerType::Quantity | AnswerType::Reason => 0.01,
        AnswerType::Definition => 0.025,
    }
}

/// By how much a passage may rise by that among the others. What something is for stands rarely in a
/// passage by chance; who, when and how many stand everywhere, and only choose the sentence within one.
fn most(kind: AnswerType) -> f32 {
    match kind {
        AnswerType::Purpose => 1.5,
        AnswerType::Person
        | AnswerType::Time
        | AnswerType::Quantity
        | AnswerType::Reason
        | AnswerType::Definition => 0.0,
    }
}

/// The bonus of a sentence for what it has of the kind of answer that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitting {
    /// By how much it goes before those that have none, in units of their scores.
    weight: f32,
    /// By how much its passage may rise by that among the others.
    most: f32,
}

impl Fitting {
    /// The bonus of a sentence that says outright what is asked: such a sentence hardly stands there by
    /// chance.
    const DIRECT: Self = Self {
        weight: 0.1,
        most: 5.0,
    };

    fn of(kind: AnswerType) -> Self {
        Self {
            weight: weight(kind),
            most: most(kind),
        }
    }
}

/// Of two sentences that rise as far as they may, the better one goes first.
const BEYOND: f32 = 0.001;

/// The amount by which a footnote scores less than the text that it hangs on: it mostly says where that is
/// taken from, or what something is called.
const OF_A_NOTE: f32 = 1.5;

/// So many of the first passages are looked at closely: whether they ask or answer, and what they are headed by.
const LOOKED_AT: usize = 24;

/// The passages that a question meets, and how well their sentences answer.
pub(super) struct Met<'a> {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// The number of tokens or words of the question.
    pub(super) length: usize,
    pub(super) sentences: SentenceScores<'a>,
    /// The bonuses of sentences for having an answer of the kind that is asked for.
    pub(super) fitting: BTreeMap<(DocumentId, usize), Fitting>,
    /// The sentences that ask what a later one answers, and that one.
    pub(super) answered: BTreeMap<(DocumentId, usize), usize>,
}

/// The scores of sentences: how well each answers.
pub(super) enum SentenceScores<'a> {
    /// By its words alone.
    Words(by_words::WordScores),
    /// By its meaning.
    Meaning(by_meaning::MeaningScores<'a>),
}

/// Finds what a question meets in the documents of a scope. `weight` is that of all its words.
pub(super) fn meet<'a>(
    sources: Sources<'a>,
    question: &str,
    query: &Query,
    weight: f32,
    scope: &'a Scope,
) -> Result<Met<'a>, IndexError> {
    let words = by_words::meet(sources.generation, query, weight, scope)?;
    let asked = by_meaning::EmbeddedQuestion::new(sources, question)?;
    Ok(match asked {
        Some(asked) => asked.meet(words, scope),
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
        matches!(self.sentences, SentenceScores::Meaning(_))
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

    /// Favours what answers before what asks, sentences that have an answer of the kind that is asked for, and
    /// the text before its footnotes. Words alone are too unsure for that.
    pub(super) fn favour(
        &mut self,
        sources: Sources<'_>,
        question: &str,
        weights: &Weights<'_>,
    ) -> Result<(), IndexError> {
        let generation = sources.generation;
        let is_by_meaning = self.is_by_meaning();
        let kind = AnswerType::of(question).filter(|_| is_by_meaning);
        let direct = DirectAnswer::of(question);
        let fitted = sources.model.meaning();
        let of_heading = match kind {
            // What defines a thing stands anywhere; what is headed by its name says more of it.
            Some(AnswerType::Definition) => 0.0,
            _ => fitted.map_or(0.0, |fitted| fitted.ranking.heading),
        };
        let mut shares: BTreeMap<(DocumentId, String), f32> = BTreeMap::new();
        for candidate in self.candidates.iter_mut().take(LOOKED_AT) {
            let Some(document) = generation.document(&candidate.document)? else {
                continue;
            };
            let (first, last) = candidate.sentences;
            let key = |sentence| (candidate.document.clone(), sentence);
            for index in first..last {
                let answer = answer_to(&document, index);
                self.answered
                    .extend(answer.map(|answer| (key(index), answer)));
                let fitting =
                    kind.and_then(|kind| fitting(&document, index, kind, direct.as_ref()));
                self.fitting
                    .extend(fitting.map(|fitting| (key(index), fitting)));
            }
            if !is_by_meaning {
                continue;
            }
            if is_note(&document, first) {
                candidate.score -= OF_A_NOTE;
            }
            let above = (candidate.document.clone(), above(&document, first));
            let share = match shares.get(&above) {
                Some(share) => *share,
                None => weights.share_of(&above.1, document.language),
            };
            shares.insert(above, share);
            candidate.signs.heading = share;
            candidate.score += of_heading * share;
        }
        if is_by_meaning {
            self.candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        Ok(())
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

/// The bonus of a sentence for what it has of the kind of answer that is asked for.
fn fitting(
    document: &Document,
    sentence: usize,
    kind: AnswerType,
    direct: Option<&DirectAnswer>,
) -> Option<Fitting> {
    let span = *document.sentences.get(sentence)?;
    let read = Reading::of(&document.text, span, &document.edits).text;
    if direct.is_some_and(|direct| direct.is_in(&read, document.language)) {
        return Some(Fitting::DIRECT);
    }
    let has = kind.is_in(&read, document.language);
    has.then(|| Fitting::of(kind))
}

/// The heading above a sentence, and what opens its list, its table or its paragraph.
fn above(document: &Document, sentence: usize) -> String {
    let span = document.sentences.get(sentence).copied();
    let paragraph = span.and_then(|span| document.paragraph_at(span.start));
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    let section = paragraph.and_then(|of| document.sections.get(of.section?));
    let opening = paragraph.and_then(|of| of.opening);
    let opening = opening.map(|of| Reading::of(&document.text, of, &document.edits).text);
    let title = section.map(|section| section.title.as_str());
    let parts = [title, opening.as_deref()];
    parts
        .into_iter()
        .flatten()
        .flat_map(|part| [part, " "])
        .collect()
}

/// Whether a sentence is of the text of a footnote.
fn is_note(document: &Document, sentence: usize) -> bool {
    let start = document.sentences.get(sentence).map(|span| span.start);
    let paragraph = start.and_then(|start| document.paragraph_at(start));
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::Note)
}
