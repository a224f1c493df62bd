//! The time, and how much of it passed: asked of the machine, or of a test.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::telemetry::now;

/// Tells the time.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
    passed: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Clock {
    /// The clock of the machine. What passed does not change where the clock is set anew.
    pub fn system() -> Self {
        let begun = Instant::now();
        Self {
            now: Arc::new(|| i64::try_from(now().as_secs()).unwrap_or(i64::MAX)),
            passed: Arc::new(move || begun.elapsed()),
        }
    }

    /// Another clock; it gives seconds since 1970.
    pub fn of(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let now = Arc::new(now);
        let seconds = Arc::clone(&now);
        Self {
            passed: Arc::new(move || Duration::from_secs(seconds().unsigned_abs())),
            now,
        }
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        (self.now)()
    }

    /// The time that passed since some moment, which is always the same.
    pub fn passed(&self) -> Duration {
        (self.passed)()
    }
}
