//! Lists of phrases: a line is a kind, a language and phrases, some with `*` for any words. What a
//! message has in common with one of them is compared word by word, in lower case.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::Language;
use crate::span::Span;

/// A word of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, in Unicode's composed form.
    pub(super) text: String,
    /// The place in the message, in bytes.
    pub(super) span: Span,
}

/// The words of a message.
pub(super) fn words(message: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in message.char_indices().chain([(message.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        match (start, is_inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let span = Span::new(from, at);
                let text: String = span.of(message).nfc().collect::<String>().to_lowercase();
                words.push(Word { text, span });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A phrase: what it begins with, and what it ends with if any words may stand between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) head: Vec<String>,
    pub(super) tail: Option<Vec<String>>,
}

/// Phrases of one kind in one language.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) language: Language,
    pub(super) phrases: Vec<Phrase>,
}

/// Reads a list. `dropped` are words that do not count.
pub(super) fn read(list: &'static str, dropped: &Dropped) -> Vec<Entry> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (head, phrases) = line.split_once(": ")?;
            let (kind, language) = head.split_once(' ')?;
            let phrases = phrases.split('|').filter_map(|phrase| {
                let of = |part: &str| dropped.kept(&words(part)).into_iter().map(|w| w.text);
                let (head, tail) = match phrase.split_once('*') {
                    Some((head, tail)) => (head, Some(of(tail).collect::<Vec<_>>())),
                    None => (phrase, None),
                };
                let head: Vec<String> = of(head).collect();
                let is_empty = head.is_empty() && tail.as_ref().is_none_or(Vec::is_empty);
                (!is_empty).then_some(Phrase { head, tail })
            });
            Some(Entry {
                kind,
                language: language.parse().ok()?,
                phrases: phrases.collect(),
            })
        })
        .collect()
}

impl Entry {
    /// Whether the message is one of the phrases.
    pub(super) fn matches(&self, message: &[Word]) -> bool {
        self.phrases
            .iter()
            .any(|phrase| phrase.matched(message).is_some())
    }
}

impl Phrase {
    /// The number of its words.
    pub(super) fn len(&self) -> usize {
        self.head.len() + self.tail.as_ref().map_or(0, Vec::len)
    }

    /// The words that stand for `*`, if the message is this phrase; none for a phrase without `*`.
    pub(super) fn matched<'a>(&self, message: &'a [Word]) -> Option<&'a [Word]> {
        let is = |words: &[Word], phrase: &[String]| words.iter().map(|w| &w.text).eq(phrase);
        let Some(tail) = &self.tail else {
            return is(message, &self.head).then_some(&[]);
        };
        let slot_end = message.len().checked_sub(tail.len())?;
        let slot = message.get(self.head.len()..slot_end)?;
        let head = message.get(..self.head.len())?;
        (is(head, &self.head) && is(message.get(slot_end..)?, tail)).then_some(slot)
    }
}

/// Words and phrases that do not count.
#[derive(Default)]
pub(super) struct Dropped {
    words: HashSet<String>,
    /// Of several words, longest first.
    phrases: Vec<Vec<String>>,
}

impl Dropped {
    /// The phrases of these kinds in a list, of all languages.
    pub(super) fn of(list: &'static str, kinds: &[&str]) -> Self {
        let mut dropped = Self::default();
        for entry in read(list, &Self::default()) {
            if !kinds.contains(&entry.kind) {
                continue;
            }
            for phrase in entry.phrases {
                match phrase.head.as_slice() {
                    [word] => drop(dropped.words.insert(word.clone())),
                    _ => dropped.phrases.push(phrase.head),
                }
            }
        }
        dropped
            .phrases
            .sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        dropped
    }

    /// The words that count.
    pub(super) fn kept(&self, words: &[Word]) -> Vec<Word> {
        let mut kept = Vec::with_capacity(words.len());
        let mut rest = words;
        while let Some((first, behind)) = rest.split_first() {
            let begins = |phrase: &&Vec<String>| {
                let head = rest.get(..phrase.len());
                head.is_some_and(|head| head.iter().map(|w| &w.text).eq(phrase.iter()))
            };
            if let Some(phrase) = self.phrases.iter().find(begins) {
                rest = rest.get(phrase.len()..).unwrap_or_default();
                continue;
            }
            if !self.words.contains(&first.text) {
                kept.push(first.clone());
            }
            rest = behind;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_places() {
        let words = words("Qu’est-ce que c'est, Ämter?");
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["qu", "est", "ce", "que", "c", "est", "ämter"]);
        assert_eq!(words[6].span.of("Qu’est-ce que c'est, Ämter?"), "Ämter");
    }

    #[test]
    fn a_star_stands_for_any_words() {
        let phrase = Phrase {
            head: vec!["wird".to_owned()],
            tail: Some(vec!["erwähnt".to_owned()]),
        };
        let words = words("Wird Carl Zeiss erwähnt?");
        let slot = phrase.matched(&words).unwrap();
        assert_eq!(slot.len(), 2);
        assert!(phrase.matched(&words[..3]).is_none());
    }
}
