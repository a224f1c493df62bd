//! The clock of the machine. The core knows none: who needs the time is given it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock of the program; nothing that is answered depends on it"
)]
pub fn now() -> Duration {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default()
}
