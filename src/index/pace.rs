//! The pace at which a stage of a build gets on, and the time that it still takes.

use std::time::{Duration, Instant};

use super::BuildStage;

/// A stage is measured for this long before it is said how long it takes.
const MEASURED_FOR: Duration = Duration::from_secs(2);

/// A stage of a build that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The stage.
    pub stage: BuildStage,
    /// Documents or texts that are to be done in it.
    pub count: usize,
    /// Those that are done.
    pub done: usize,
    begun: Instant,
}

impl Pace {
    /// A stage that begins now.
    pub fn new(stage: BuildStage, count: usize, now: Instant) -> Self {
        Self {
            stage,
            count,
            done: 0,
            begun: now,
        }
    }

    /// Counts one more.
    pub fn advance(&mut self) {
        self.done += 1;
    }

    /// The time left at the pace so far; nothing at the beginning, when nobody knows.
    pub fn left(&self, now: Instant) -> Option<Duration> {
        let so_far = now.duration_since(self.begun);
        let is_measured = so_far >= MEASURED_FOR && self.done > 0;
        let each = so_far.as_secs_f64() / self.done.max(1) as f64;
        let left = self.count.saturating_sub(self.done) as f64;
        is_measured.then(|| Duration::from_secs_f64(each * left))
    }
}
