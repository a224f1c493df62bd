//! The output of the commands: standard output in one piece, standard error at once.

use std::{
    borrow::Cow,
    io::{self, ErrorKind, IsTerminal, Write},
};

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

/// The answer of a command.
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
        let text = if out.is_terminal() {
            Cow::Owned(tamed(&self.text))
        } else {
            Cow::Borrowed(self.text.as_str())
        };
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

/// Says something that the operator should know, on standard error.
pub(super) fn complain(message: &str) {
    // If standard error is closed there is nobody left to tell.
    drop(writeln!(io::stderr(), "{}", tamed(message)));
}

const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// The text as a terminal may have it: what is bold stays so, but no character of a document acts.
fn tamed(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let is_ours =
            matches!(c, '\n' | '\t') || [BOLD, PLAIN].iter().any(|of| rest.starts_with(of));
        let acts = c.is_control() && !is_ours;
        tamed.push(if acts { char::REPLACEMENT_CHARACTER } else { c });
    }
    tamed
}

/// The way in which text is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Columns.
    pub(super) width: usize,
    /// Whether bold is an escape sequence; otherwise it is `**bold**`.
    pub(super) has_escapes: bool,
}

impl Style {
    /// The style for standard output; `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE` are honoured.
    pub(super) fn of_stdout() -> Self {
        let columns = if io::stdout().is_terminal() {
            textwrap::termwidth()
        } else {
            100
        };
        Self {
            width: columns.clamp(40, 100),
            has_escapes: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        if self.has_escapes {
            format!("{BOLD}{text}{PLAIN}")
        } else {
            format!("**{text}**")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_cannot_act_in_a_terminal() {
        let style = Style {
            width: 80,
            has_escapes: true,
        };
        let bold = style.bold("fett");
        let hostile = "\x1b]0;Titel\x07\x1b[2Jweg\r\u{9b}31m";
        insta::assert_snapshot!(
            tamed(&format!("{bold}\tund\n{hostile}")).escape_debug(),
            @r"\u{1b}[1mfett\u{1b}[0m\tund\n�]0;Titel��[2Jweg��31m"
        );
    }
}
