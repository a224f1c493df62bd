//! Names of files as they may be shown on a terminal or in a log. Whoever can put a file into the
//! corpus chooses its name, and a name may hold line breaks and commands for terminals.

use std::borrow::Cow;

/// The text on one line, without characters that act: they are written as in Rust (`\n`, `\u{1b}`).
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if acts(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Control characters, line separators, and what turns the direction of writing.
pub(super) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_written_out_and_everything_else_stays() {
        insta::assert_snapshot!(
            printable("Bericht „ä\" \\ 2\u{202e}dm.\u{1b}]0;PWN\u{7}\n2026 ERROR\u{9b}31m.md"),
            @r#"Bericht „ä" \ 2\u{202e}dm.\u{1b}]0;PWN\u{7}\n2026 ERROR\u{9b}31m.md"#
        );
        assert!(matches!(printable("täglich/a b.md"), Cow::Borrowed(_)));
    }
}
