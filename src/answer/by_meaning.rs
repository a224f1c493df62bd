//! Candidates by the meaning of a question: the passages whose sentences are nearest to it, and the
//! first ones by words, looked at closely by late interaction.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Sources,
    calibration::RankingWeights,
    candidates::{Candidate, Met, SentenceScores, Signs},
};
use crate::{
    corpus::DocumentId,
    embedding::{Probe, TokenProbes},
    index::{Cosines, IndexError, Late, Near, Scope, Vectors},
};

/// The numbers of passages that are looked at closely because of the meaning of a sentence in them,
/// because of that of the whole passage, and because of their words.
const NEAR_SENTENCES: usize = 50;
const NEAR_PASSAGES: usize = 20;
const BY_WORDS: usize = 20;

/// Weight of late interaction beside the cosine, where the sentences of a passage are compared.
const LATE_IN_SENTENCE: f32 = 0.5;

/// A question, embedded, and the vectors that it is compared with.
pub(super) struct EmbeddedQuestion<'a> {
    vectors: &'a Vectors,
    question: Probe,
    tokens: TokenProbes,
    ranking: RankingWeights,
}

/// The nearness of sentences to a question.
struct MeaningScores<'a>(Cosines<'a>);

impl<'a> EmbeddedQuestion<'a> {
    /// Embeds a question. Nothing if there is no model, if the vectors of the index are of another
    /// one, or if it does not understand the question.
    pub(super) fn new(sources: Sources<'a>, question: &str) -> Result<Option<Self>, IndexError> {
        let both = sources.model.embedder().zip(sources.generation.vectors());
        let Some((embedder, vectors)) = both.filter(|(e, v)| e.id() == v.model()) else {
            return Ok(None);
        };
        sources.observer.embeds();
        let asked = embedder.question(question);
        sources.observer.has_embedded();
        let asked = asked?;
        if !asked.is_understood() {
            return Ok(None);
        }
        let fitted = sources.model.meaning().map(|fitted| fitted.ranking);
        Ok(Some(Self {
            vectors,
            question: Probe::new(&asked.vector),
            tokens: TokenProbes::new(&asked.tokens),
            ranking: fitted.unwrap_or_else(RankingWeights::of_any_model),
        }))
    }

    /// Finds what it meets, in the light of what its words meet.
    pub(super) fn meet(self, words: Met<'_>, scope: &'a Scope) -> Met<'a> {
        let scan = self.vectors.scan(&self.question, scope);
        let near = scan.passages();
        let mut rows = BTreeSet::new();
        rows.extend(first_by(&near, NEAR_SENTENCES, |near| near.sentence_cosine));
        rows.extend(first_by(&near, NEAR_PASSAGES, |near| near.passage_cosine));
        let row = |known: &Candidate| self.vectors.row(&known.document, known.sentences);
        rows.extend(words.candidates.iter().take(BY_WORDS).filter_map(row));
        let by_row = |known: Candidate| Some((row(&known)?, known.signs));
        let mut known: BTreeMap<usize, Signs> =
            words.candidates.into_iter().filter_map(by_row).collect();
        let scores = MeaningScores(scan);
        let looked_at = near.iter().filter(|near| rows.contains(&near.row));
        let mut candidates: Vec<Candidate> = looked_at
            .filter_map(|near| {
                let signs = known.remove(&near.row).unwrap_or_default();
                self.candidate(near, &signs, &scores)
            })
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        Met {
            candidates,
            length: self.tokens.len(),
            sentences: Box::new(scores),
            fitting: BTreeMap::new(),
            answered: BTreeMap::new(),
        }
    }

    /// Looks closely at a passage.
    fn candidate(
        &self,
        near: &Near,
        words: &Signs,
        scores: &MeaningScores<'_>,
    ) -> Option<Candidate> {
        let (document, sentences) = self.vectors.passage(near.row)?;
        let signs = Signs {
            passage: near.passage_cosine,
            sentence: near.sentence_cosine,
            late: self.vectors.late(&self.tokens, near.row),
            words: words.words,
            sentence_words: words.sentence_words,
            heading: 0.0,
        };
        let score = |index: &usize| scores.of(document, sentences, &signs.late, *index);
        let best =
            (sentences.0..sentences.1).max_by(|a, b| score(a).total_cmp(&score(b)).then(b.cmp(a)));
        Some(Candidate {
            document: document.clone(),
            sentences,
            sentence: best.unwrap_or(near.sentence),
            score: self.ranking.score(&signs),
            signs,
        })
    }
}

impl MeaningScores<'_> {
    /// Scores how well a sentence in or near a passage answers: `sentences` are those of the passage, and
    /// `late` is how it is met.
    fn of(
        &self,
        document: &DocumentId,
        sentences: (usize, usize),
        late: &Late,
        index: usize,
    ) -> f32 {
        let cosine = self.0.sentence(document, index);
        let inside = index.checked_sub(sentences.0);
        let late = inside.and_then(|at| late.sentences.get(at));
        cosine.unwrap_or(0.0) + LATE_IN_SENTENCE * late.copied().unwrap_or(0.0)
    }
}

impl SentenceScores for MeaningScores<'_> {
    fn is_by_meaning(&self) -> bool {
        true
    }

    fn score(&self, candidate: &Candidate, sentence: usize) -> f32 {
        let Candidate {
            document,
            sentences,
            signs,
            ..
        } = candidate;
        self.of(document, *sentences, &signs.late, sentence)
    }
}

/// The rows of the first passages by a score.
fn first_by(near: &[Near], limit: usize, score: fn(&Near) -> f32) -> Vec<usize> {
    let mut order: Vec<&Near> = near.iter().collect();
    if order.len() > limit {
        order.select_nth_unstable_by(limit, |a, b| {
            score(b).total_cmp(&score(a)).then(a.row.cmp(&b.row))
        });
        order.truncate(limit);
    }
    order.into_iter().map(|near| near.row).collect()
}
