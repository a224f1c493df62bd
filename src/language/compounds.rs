//! German compounds in their parts, so that "Exportkontrolle" meets "Kontrolle des Exports".
//!
//! The parts come from charabia's German dictionary. It was measured against tantivy's
//! `SplitCompoundWords` with a free word list (see `docs/decisions.md`).

use std::sync::LazyLock;

use charabia::{Language, Tokenizer as Segmenter, TokenizerBuilder};
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Shorter words (in characters) are not taken apart.
const MIN_COMPOUND_CHARS: usize = 8;

/// Shorter parts are endings, and stay with the part before them.
const MIN_PART_CHARS: usize = 4;

static SEGMENTER: LazyLock<Segmenter<'static>> = LazyLock::new(|| {
    static GERMAN: [Language; 1] = [Language::Deu];
    let mut builder = TokenizerBuilder::default();
    builder.allow_list(&GERMAN);
    builder.into_tokenizer()
});

/// The parts of a word in lower case; none if it is not a compound.
pub fn parts(word: &str) -> Vec<String> {
    if word.chars().count() < MIN_COMPOUND_CHARS || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    for part in SEGMENTER.segment_str(word) {
        match parts.last_mut() {
            Some(before) if part.chars().count() < MIN_PART_CHARS => before.push_str(part),
            Some(before) if before.chars().count() < MIN_PART_CHARS => before.push_str(part),
            _ => parts.push(part.to_owned()),
        }
    }
    if parts.len() < 2 { Vec::new() } else { parts }
}

/// A tantivy filter that puts the parts of a compound in the place of the word.
#[derive(Clone)]
pub struct PartsFilter;

impl TokenFilter for PartsFilter {
    type Tokenizer<T: Tokenizer> = PartsTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> PartsTokenizer<T> {
        PartsTokenizer { inner }
    }
}

/// See [`PartsFilter`].
#[derive(Clone)]
pub struct PartsTokenizer<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for PartsTokenizer<T> {
    type TokenStream<'a> = PartsStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        PartsStream {
            inner: self.inner.token_stream(text),
            waiting: Vec::new(),
        }
    }
}

/// See [`PartsFilter`].
pub struct PartsStream<T> {
    inner: T,
    /// Parts of the word at hand that are yet to come, last first.
    waiting: Vec<String>,
}

impl<T: TokenStream> TokenStream for PartsStream<T> {
    fn advance(&mut self) -> bool {
        if self.waiting.is_empty() {
            if !self.inner.advance() {
                return false;
            }
            self.waiting = parts(&self.inner.token().text);
            self.waiting.reverse();
        }
        if let Some(part) = self.waiting.pop() {
            self.inner.token_mut().text = part;
        }
        true
    }

    fn token(&self) -> &Token {
        self.inner.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.inner.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        assert_eq!(parts(word).join("+"), expected, "{word}");
    }

    #[test]
    fn compounds_come_apart() {
        check("exportkontrolle", "export+kontrolle");
        check("exportkontrollen", "export+kontrollen");
        check("wirtschaftsspionage", "wirtschafts+spionage");
        check("finanzminister", "finanz+minister");
    }

    #[test]
    fn simple_words_stay_whole() {
        for word in ["regierung", "technologie", "haus", "cfius", "2018"] {
            check(word, "");
        }
    }
}
