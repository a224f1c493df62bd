//! Titles, labels and the like, cut to a length at which they still say what they name: they are
//! repeated in each answer, page and message. The text itself is never cut.

use std::borrow::Cow;

/// `text` if it has at most so many characters, else its beginning with an ellipsis.
pub(super) fn cut(text: &str, max_chars: usize) -> Cow<'_, str> {
    if text.chars().nth(max_chars).is_none() {
        return Cow::Borrowed(text);
    }
    let end = text.char_indices().nth(max_chars.saturating_sub(1));
    let kept = end.and_then(|(end, _)| text.get(..end)).unwrap_or_default();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut() {
        assert_eq!(cut("Übung", 5), "Übung");
        assert_eq!(cut("Übungen", 5), "Übun…");
        assert_eq!(cut("Die Übung", 5), "Die…");
        assert_eq!(cut("", 5), "");
    }
}
