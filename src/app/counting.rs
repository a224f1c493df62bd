//! The cost of questions and what becomes of them, counted and timed.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::AskError;
use crate::{
    answer::{Answer, Observer},
    telemetry::{Metrics, QuestionOutcome, QuestionStage},
};

/// The outcome of a question.
pub(super) fn outcome(answer: Result<&Answer, &AskError>) -> QuestionOutcome {
    match answer {
        Ok(Answer::Found { is_near: true, .. }) => QuestionOutcome::Near,
        Ok(Answer::Found { .. } | Answer::About { .. } | Answer::Mentions { .. }) => {
            QuestionOutcome::Answered
        }
        Ok(Answer::Own { .. }) => QuestionOutcome::Own,
        Ok(Answer::Place { .. }) => QuestionOutcome::Place,
        Ok(Answer::NotFound { .. } | Answer::NoSuchPlace { .. }) => QuestionOutcome::Refused,
        Err(AskError::Busy) => QuestionOutcome::Busy,
        Err(AskError::NotServing(_)) => QuestionOutcome::Unavailable,
        Err(AskError::Index(_) | AskError::BrokenOff(_)) => QuestionOutcome::Failed,
    }
}

/// Times one question.
pub(super) struct Stopwatch {
    begun: Instant,
    embedding: Mutex<Embedding>,
}

#[derive(Default)]
struct Embedding {
    since: Option<Instant>,
    took: Duration,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self {
            begun: Instant::now(),
            embedding: Mutex::default(),
        }
    }

    /// Notes what the question took: embedding, if it was embedded, and the rest.
    pub(super) fn stop(&self, metrics: &Metrics) {
        let all = self.begun.elapsed();
        let embedding = self.lock().took;
        if !embedding.is_zero() {
            metrics.stage(QuestionStage::Embedding, embedding);
        }
        metrics.stage(QuestionStage::Answering, all.saturating_sub(embedding));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Embedding> {
        let lock = self.embedding.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Stopwatch {
    fn embeds(&self) {
        self.lock().since = Some(Instant::now());
    }

    fn has_embedded(&self) {
        let mut embedding = self.lock();
        if let Some(since) = embedding.since.take() {
            embedding.took += since.elapsed();
        }
    }
}
