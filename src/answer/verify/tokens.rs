//! Words, marks and white space: what is compared when two texts are laid beside each other.

use crate::span::Span;

/// A text in words, runs of white space and single marks.
pub(in crate::answer) fn tokens(text: &str) -> Vec<Span> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let goes_on = before.is_some_and(|before| {
            (before.is_alphanumeric() && c.is_alphanumeric())
                || (before.is_whitespace() && c.is_whitespace())
        });
        if !goes_on && at > start {
            tokens.push(Span::new(start, at));
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        tokens.push(Span::new(start, text.len()));
    }
    tokens
}

pub(in crate::answer) fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}
