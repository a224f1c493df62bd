//! The build that is under way, for those who are asked how long it takes.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    index::{Ahead, BuildStage, Pace, Progress},
    plural::{counted, spoken},
};

/// Keeps how far a build is, and tells it on.
pub(super) struct ProgressTracker {
    told: Arc<dyn Progress + Send>,
    pace: Mutex<Option<Pace>>,
}

/// The distance that a build has gone, and the rest of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// The stage that it is at.
    pub stage: BuildStage,
    /// Documents or texts that are done in it.
    pub done: usize,
    /// Those that are to be done.
    pub count: usize,
    /// The time that the stage still takes, as far as it can be told yet.
    pub left: Option<Duration>,
}

impl fmt::Display for BuildProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, count) = (self.done, self.count);
        match self.stage {
            BuildStage::Reading => {
                let documents = counted(count, "document is read", "documents are read");
                write!(f, "{done} of {documents}")?;
            }
            BuildStage::Embedding => {
                let texts = counted(count, "text is embedded", "texts are embedded");
                write!(f, "{done} of {texts}")?;
            }
        }
        match self.left {
            Some(left) => write!(f, ", about {} more", spoken(left)),
            None => Ok(()),
        }
    }
}

impl ProgressTracker {
    pub(super) fn telling(told: Arc<dyn Progress + Send>) -> Self {
        Self {
            told,
            pace: Mutex::default(),
        }
    }

    /// The progress of the build, if there is one.
    pub(super) fn progress(&self) -> Option<BuildProgress> {
        let pace = *self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.map(|pace| BuildProgress {
            stage: pace.stage,
            done: pace.done,
            count: pace.count,
            left: pace.left(Instant::now()),
        })
    }

    fn set(&self, change: impl FnOnce(&mut Option<Pace>)) {
        change(&mut self.pace.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for ProgressTracker {
    fn announce(&self, ahead: Ahead) {
        self.told.announce(ahead);
    }

    fn begin(&self, stage: BuildStage, count: usize) {
        let begun = (count > 0).then(|| Pace::new(stage, count, Instant::now()));
        self.set(|pace| *pace = begun);
        self.told.begin(stage, count);
    }

    fn advance(&self) {
        self.set(|pace| pace.iter_mut().for_each(Pace::advance));
        self.told.advance();
    }

    fn finish(&self) {
        self.set(|pace| *pace = None);
        self.told.finish();
    }
}
