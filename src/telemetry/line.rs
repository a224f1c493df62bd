//! The text of a line of the log, on one line and no longer than anybody reads: names of files and words of documents
//! stand in it, and none of them may write another line, or act in a terminal.

use std::fmt::{self, Debug};

use tracing::field::Field;
use tracing_subscriber::fmt::format::Writer;

use crate::{corpus::printable, label};

/// A value is shown with so many characters.
const CHARS: usize = 1_000;

/// The prefix of fields that are added by libraries that log in another way.
const OF_LIBRARIES: &str = "log.";

/// Writes a field of an event.
pub(super) fn write(writer: &mut Writer<'_>, field: &Field, value: &dyn Debug) -> fmt::Result {
    match field.name() {
        name if name.starts_with(OF_LIBRARIES) => Ok(()),
        "message" => writer.write_str(&shown(value)),
        name => write!(writer, "{name}={}", shown(value)),
    }
}

fn shown(value: &dyn Debug) -> String {
    let value = label::cut(&format!("{value:?}"), CHARS);
    printable(&value).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_writes_no_line_and_acts_nowhere() {
        let name = format_args!("n\n2026-01-01 ERROR forged \x1b]0;PWN\x07").to_string();
        let said = shown(&tracing::field::display(name));
        assert_eq!(said, r"n\n2026-01-01 ERROR forged \u{1b}]0;PWN\u{7}");
        assert_eq!(shown(&"zwei\nZeilen"), r#""zwei\nZeilen""#);
        assert!(shown(&"x".repeat(5_000)).chars().count() <= CHARS);
    }
}
