//! What is logged, and how.

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The log, on standard error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogConfig {
    /// The look of a line.
    pub format: LogFormat,
    /// The messages that are logged, as in `info` or `error,fundstelle=debug`; empty for what is usual for the
    /// command. (`RUST_LOG`)
    pub level: String,
    /// Whether questions may stand in the log.
    pub questions: bool,
}

/// The look of a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people; with colours on a terminal.
    #[default]
    Pretty,
    /// For programs: one object a line.
    Json,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[(
    "log.format",
    Allowed::Like("pretty or json", |format| {
        matches!(format, "pretty" | "json")
    }),
)];
