//! Logs on standard error. What somebody asked stands in none of them unless the operator wants it:
//! libraries that handle it are kept from saying what they handle.

use std::io::{self, IsTerminal as _};

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer as _,
    field::MakeExt as _,
    filter::filter_fn,
    fmt::{self, format},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use super::line;
use crate::config::{LogConfig, LogFormat};

/// Ourselves.
const OWN: &str = env!("CARGO_PKG_NAME");

/// Where serenity shows what it could not read, which may be a message.
const SHOWS_MESSAGES: &str = "serenity::gateway";

/// The messages that open a connection to Discord hold the token: they are never logged.
const SHOWS_TOKEN: &str = "tungstenite";

/// Starts logging. `usual` says what is logged where neither settings nor environment do.
pub fn start_logging(config: &LogConfig, usual: &str) {
    let level = config.level.trim();
    let filter = if level.is_empty() { usual } else { level };
    // A filter that cannot be read must not silence failures.
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = fmt::layer().with_writer(io::stderr);
    let lines = match config.format {
        LogFormat::Pretty => lines
            .with_ansi(io::stderr().is_terminal())
            .fmt_fields(format::debug_fn(line::write).delimited(" "))
            .boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let shows_questions = config.questions;
    let may_be_said = filter_fn(move |what| {
        !what.target().starts_with(SHOWS_TOKEN) && (shows_questions || shows_no_question(what))
    });
    // A second start is one too many, and no harm.
    drop(
        tracing_subscriber::registry()
            .with(lines)
            .with(filter)
            .with(may_be_said)
            .try_init(),
    );
}

/// Whether something cannot hold what was asked: we say it nowhere, and libraries only where they
/// tell every detail.
fn shows_no_question(what: &Metadata<'_>) -> bool {
    let (target, level) = (what.target(), *what.level());
    let is_own = target
        .strip_prefix(OWN)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    is_own || level == Level::ERROR || (level <= Level::INFO && !target.starts_with(SHOWS_MESSAGES))
}
