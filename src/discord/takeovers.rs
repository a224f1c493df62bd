//! Shards that this process took over just now. What Discord sends about them may have been answered by the process
//! that served them before; the store knows. At other times nobody asks it.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// For so long after a takeover a question may be one that has been answered.
const DOUBTFUL: Duration = Duration::from_mins(1);

/// The last time at which a shard was taken over.
#[derive(Default)]
pub(super) struct Takeovers(Mutex<Option<Duration>>);

impl Takeovers {
    /// Notes that a shard is taken over.
    pub(super) fn note(&self, now: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// Whether one was taken over just now.
    pub(super) fn is_recent(&self, now: Duration) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| now.saturating_sub(last) <= DOUBTFUL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_takeover_is_recent_for_a_minute() {
        let takeovers = Takeovers::default();
        let at = Duration::from_secs;
        assert!(!takeovers.is_recent(at(0)));
        takeovers.note(at(100));
        assert!(takeovers.is_recent(at(100)) && takeovers.is_recent(at(160)));
        assert!(!takeovers.is_recent(at(161)));
        takeovers.note(at(200));
        assert!(takeovers.is_recent(at(201)));
    }
}
