//! Logs on standard error. What somebody asked stands in none of them unless the operator wants it:
//! libraries that handle it are kept from saying what they handle.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer as _, field::MakeExt as _, filter::filter_fn, fmt::format::debug_fn,
    layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use super::line;
use crate::config::{LogConfig, LogFormat};

/// Ourselves.
const OWN: &str = env!("CARGO_PKG_NAME");

/// The target under which serenity shows what it could not read, which may be a message.
const SHOWS_MESSAGES: &str = "serenity::gateway";

/// The messages that open a connection to Discord hold the token: they are never logged.
const SHOWS_TOKEN: &str = "tungstenite";

/// Starts logging to `lines`, which lead to standard error. `usual` says what is logged where neither
/// settings nor environment do.
pub fn start_logging<W: Write + 'static>(
    config: &LogConfig,
    usual: &str,
    lines: impl Fn() -> W + Send + Sync + 'static,
) {
    let level = config.level.trim();
    let filter = if level.is_empty() { usual } else { level };
    // A filter that cannot be read must not silence failures.
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(usual));
    let is_coloured = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let layer = tracing_subscriber::fmt::layer();
    let layer = match config.format {
        LogFormat::Pretty => layer
            .with_writer(lines)
            .with_ansi(is_coloured)
            .fmt_fields(debug_fn(line::write).delimited(" "))
            .boxed(),
        LogFormat::Json => layer
            .json()
            .flatten_event(true)
            .with_writer(move || Escaped(lines()))
            .boxed(),
    };
    let shows_questions = config.questions;
    let may_be_said = filter_fn(move |what| {
        !what.target().starts_with(SHOWS_TOKEN) && (shows_questions || shows_no_question(what))
    });
    // A second start is one too many, and no harm.
    drop(
        tracing_subscriber::registry()
            .with(layer)
            .with(filter)
            .with(may_be_said)
            .try_init(),
    );
}

/// Takes lines of JSON, which may have control characters of more than one byte in their strings.
struct Escaped<W>(W);

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                    escaped.extend(format!("\\u{:04x}", u32::from(c)).chars());
                }
                c => escaped.push(c),
            }
        }
        self.0.write_all(escaped.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_json_has_no_control_characters_and_says_the_same() {
        let line = "{\"a\":\"b\u{9b}2J\u{2028}ä\u{7f}\"}\n";
        let mut escaped = Escaped(Vec::new());
        escaped.write_all(line.as_bytes()).unwrap();
        let text = String::from_utf8(escaped.0).unwrap();
        assert_eq!(text, "{\"a\":\"b\\u009b2J\\u2028ä\\u007f\"}\n");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["a"], "b\u{9b}2J\u{2028}ä\u{7f}");
    }
}
