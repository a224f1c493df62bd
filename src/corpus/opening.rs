//! Finding a place in a text by its first words, and saying which places come near.

use std::{collections::BTreeSet, fmt};

use crate::{
    corpus::{document::Edit, reading::Reading},
    span::Span,
};

/// How many words of a place are shown.
const SHOWN_WORDS: usize = 7;

/// A place that was found, with what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// Byte offset in the source.
    pub(super) position: usize,
    /// The line, from 1; none where the whole text is one line.
    line: Option<usize>,
    words: String,
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line} `{}`", self.words),
            None => write!(f, "byte {} `{}`", self.position, self.words),
        }
    }
}

/// A text in which openings are looked for: as it is read.
pub(super) struct Searched<'a> {
    source: &'a str,
    reading: Reading,
    has_lines: bool,
}

impl<'a> Searched<'a> {
    /// `edits` are in order and do not overlap.
    pub(super) fn new(source: &'a str, edits: &[Edit]) -> Self {
        let reading = Reading::of(source, Span::new(0, source.len()), edits);
        Self {
            source,
            reading,
            has_lines: source.trim_end().contains('\n'),
        }
    }

    /// Every place at which these words stand, in order. Places in the middle of a word count
    /// only if there is no other: text that was glued together may have nothing else.
    pub(super) fn find(&self, words: &str) -> Vec<Opening> {
        let wanted = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if wanted.is_empty() {
            return Vec::new();
        }
        let text = &self.reading.text;
        let all: Vec<usize> = text.match_indices(&wanted).map(|(at, _)| at).collect();
        let at_word = |at: &usize| {
            let before = Span::new(0, *at).of(text).chars().next_back();
            !before.is_some_and(char::is_alphanumeric)
        };
        let at_words: Vec<usize> = all.iter().copied().filter(at_word).collect();
        let best = if at_words.is_empty() { all } else { at_words };
        best.into_iter().map(|at| self.opening(at)).collect()
    }

    /// The places that come nearest to these words, best first: those that share the longest run
    /// of first words, then those that share the most words.
    pub(super) fn nearest(&self, words: &str, count: usize) -> Vec<Opening> {
        let wanted: Vec<String> = words.split_whitespace().map(plain).collect();
        let distinct: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let text: Vec<(usize, String)> = words_of(&self.reading.text);
        let mut scored: Vec<(usize, usize)> = Vec::new();
        for (index, (_, word)) in text.iter().enumerate() {
            // A place that shares not even one of the first two words is no opening of this kind.
            if !wanted.iter().take(2).any(|first| first == word) {
                continue;
            }
            let window = || {
                text.iter()
                    .skip(index)
                    .take(wanted.len())
                    .map(|(_, word)| word)
            };
            let prefix = window().zip(&wanted).take_while(|(a, b)| a == b).count();
            let shared: BTreeSet<&str> = window()
                .map(String::as_str)
                .filter(|word| distinct.contains(word))
                .collect();
            scored.push((prefix * 2 + shared.len(), index));
        }
        scored.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
        let mut chosen: Vec<usize> = Vec::new();
        for (score, index) in scored {
            let apart = chosen
                .iter()
                .all(|other| other.abs_diff(index) >= wanted.len().min(3));
            if chosen.len() < count && apart && score >= 3 {
                chosen.push(index);
            }
        }
        chosen
            .iter()
            .filter_map(|&index| text.get(index))
            .map(|(at, _)| self.opening(*at))
            .collect()
    }

    fn opening(&self, at: usize) -> Opening {
        let read = &self.reading.text;
        let position = self.reading.to_source(Span::new(at, read.len())).start;
        let rest = Span::new(at, read.len()).of(read);
        let mut shown: Vec<&str> = rest.split(' ').take(SHOWN_WORDS + 1).collect();
        if shown.len() > SHOWN_WORDS {
            shown.pop();
            shown.push("…");
        }
        let line = Span::new(0, position).of(self.source).matches('\n').count() + 1;
        Opening {
            position,
            line: self.has_lines.then_some(line),
            words: shown.join(" "),
        }
    }
}

/// The words of a text with their places: runs of letters and digits, so that words that were
/// glued together at a full stop count as two.
fn words_of(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut start = None;
    for (position, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')) {
            (None, true) => start = Some(position),
            (Some(from), false) => {
                words.push((from, plain(Span::new(from, position).of(text))));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A word without the punctuation around it and without case.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}
