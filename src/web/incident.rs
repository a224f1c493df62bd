//! Failures in the reader: each is logged once, under an id that the one who asked is told.

use std::fmt::Display;

use crate::{app::base36, telemetry::now};

/// Logs a failure, and says under which id.
pub(super) fn log(error: &dyn Display) -> String {
    // Microseconds: two failures at the same one may share an id.
    let micros = u64::try_from(now().as_micros());
    let incident = base36(micros.unwrap_or_default());
    tracing::error!(incident, %error, "something failed");
    incident
}
