//! Where the commands write: standard output in one piece, standard error at once.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

/// What a command has to say.
#[derive(Default)]
pub(super) struct Output {
    text: String,
}

impl Output {
    /// A line of the answer.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Text that has its line breaks already.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The answer as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.line(&serde_json::to_string_pretty(value)?);
        Ok(())
    }

    /// Writes the answer. A reader that has gone away (`| head`) is no failure.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match out
            .write_all(self.text.as_bytes())
            .and_then(|()| out.flush())
        {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

/// Says something that the operator should know, on standard error.
pub(super) fn complain(message: &str) {
    // If standard error is closed there is nobody left to tell.
    drop(writeln!(io::stderr(), "{message}"));
}

/// How text is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Columns.
    pub(super) width: usize,
    /// Whether bold is an escape sequence; otherwise it is `**bold**`.
    pub(super) is_terminal: bool,
}

impl Style {
    /// The style for standard output.
    pub(super) fn of_stdout() -> Self {
        let is_terminal = io::stdout().is_terminal();
        let columns = if is_terminal {
            textwrap::termwidth()
        } else {
            100
        };
        Self {
            width: columns.clamp(40, 100),
            is_terminal,
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        if self.is_terminal {
            format!("\x1b[1m{text}\x1b[0m")
        } else {
            format!("**{text}**")
        }
    }
}
