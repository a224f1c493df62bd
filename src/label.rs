//! Words of a document where they name something: a title over a quote, a heading in a list. What a
//! document calls a title may be a megabyte; beside other things as much of it is shown as names it,
//! and the whole stands where it stands.

/// A title, a heading, an edition has at most this many characters.
pub const CHARS: usize = 300;

/// An entry in a list of many, such as the contents of a document, at most this many.
pub const LISTED: usize = 160;

/// An address that is longer than this is shown as nothing: half of one leads elsewhere.
const ADDRESS: usize = 2_000;

/// A name, or its beginning and an ellipsis.
pub fn label(text: &str) -> String {
    cut(text, CHARS)
}

/// An address, if it is none that could only be shown in part.
pub fn address(text: &str) -> Option<String> {
    (text.len() <= ADDRESS).then(|| text.to_owned())
}

/// A text, or as much of its beginning as `most` characters have room for, cut between words where
/// there are any, and an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    // What is shorter in bytes is in characters.
    if text.len() <= most || text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let end = text.char_indices().nth(most.saturating_sub(1));
    let head = end.and_then(|(at, _)| text.get(..at)).unwrap_or_default();
    let words = head
        .rfind(char::is_whitespace)
        .filter(|at| at * 2 > head.len());
    let head = words.and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_is_left_alone() {
        assert_eq!(label("Zur Lage"), "Zur Lage");
        let whole = "ü".repeat(CHARS);
        assert_eq!(label(&whole), whole);
    }

    #[test]
    fn what_is_long_ends_between_words_and_says_so() {
        assert_eq!(cut("ein ganzer Satz", 12), "ein ganzer…");
        assert_eq!(cut("Donaudampfschiff", 6), "Donau…");
        assert_eq!(cut("𝄞𝄞𝄞", 2), "𝄞…");
        let long = label(&"Überschrift lang ".repeat(60_000));
        assert!(
            long.chars().count() <= CHARS && long.ends_with("lang…"),
            "{long}"
        );
        assert_eq!(address(&"x".repeat(ADDRESS + 1)), None);
    }
}
