//! What time it is: asked of the machine, or of a test.

use std::{sync::Arc, time::UNIX_EPOCH};

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self::of(|| {
            #[allow(
                clippy::disallowed_methods,
                reason = "this is the clock that others take"
            )]
            let now = std::time::SystemTime::now();
            let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
        })
    }

    /// Another clock; it gives seconds since 1970.
    pub fn of(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}
