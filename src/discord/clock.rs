//! What time it is: asked of the machine, or of a test.

use std::sync::Arc;

use crate::telemetry::now;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self::of(|| i64::try_from(now().as_secs()).unwrap_or(i64::MAX))
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
