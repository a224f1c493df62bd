//! Finding a place in a text by its first words, and saying which places come near.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeSet, HashMap},
    fmt,
};

use aho_corasick::AhoCorasick;

use crate::{
    corpus::{edit::Edit, line_numbers::LineNumbers, reading::Reading},
    label::cut,
    span::Span,
};

/// The number of words of a place that are shown, and of characters of each word.
const SHOWN_WORDS: usize = 7;
const SHOWN_CHARS: usize = 40;

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

/// So many places are shown of words that stand at several.
const SHOWN_PLACES: usize = 3;

/// So many words of an opening are compared with the text when places near it are looked for.
const COMPARED_WORDS: usize = 50;

/// The places at which an opening stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The number of places.
    pub(super) count: usize,
    /// The first of them.
    pub(super) first: Vec<Opening>,
}

/// The places of some words, as offsets into the text as it is read.
#[derive(Clone, Debug, Default)]
struct Places {
    count: usize,
    first: Vec<usize>,
}

impl Places {
    fn add(&mut self, at: usize) {
        self.count += 1;
        if self.first.len() < SHOWN_PLACES {
            self.first.push(at);
        }
    }
}

/// A text in which openings are looked for: as it is read.
pub(super) struct Searched<'a> {
    reading: Reading,
    has_lines: bool,
    lines: RefCell<LineNumbers<'a>>,
    words: OnceCell<Words>,
}

/// The words of a text with their places, and where each of them stands among the others.
struct Words {
    in_order: Vec<(usize, String)>,
    places: HashMap<String, Vec<usize>>,
}

impl<'a> Searched<'a> {
    /// `edits` are in order and do not overlap.
    pub(super) fn new(source: &'a str, edits: &[Edit]) -> Self {
        let reading = Reading::of(source, Span::new(0, source.len()), edits);
        Self {
            reading,
            has_lines: source.trim_end().contains('\n'),
            lines: RefCell::new(LineNumbers::of(source)),
            words: OnceCell::new(),
        }
    }

    /// Every place at which each of these openings stands, in order. Places in the middle of a
    /// word count only if there is no other: text that was glued together may have nothing else.
    /// All are looked for in one pass over the text.
    pub(super) fn find(&self, openings: &[&str]) -> Vec<Found> {
        let wanted: Vec<String> = openings
            .iter()
            .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let mut distinct: Vec<&str> = wanted.iter().map(String::as_str).collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.retain(|words| !words.is_empty());
        let mut at_words = vec![Places::default(); distinct.len()];
        let mut anywhere = at_words.clone();
        let text = &self.reading.text;
        if let Ok(automaton) = AhoCorasick::new(&distinct) {
            for found in automaton.find_overlapping_iter(text) {
                let before = Span::new(0, found.start()).of(text).chars().next_back();
                let in_word = before.is_some_and(char::is_alphanumeric);
                let places = if in_word {
                    &mut anywhere
                } else {
                    &mut at_words
                };
                if let Some(places) = places.get_mut(found.pattern().as_usize()) {
                    places.add(found.start());
                }
            }
        }
        let found = |words: &String| {
            let index = distinct.binary_search(&words.as_str()).ok();
            let places = index.and_then(|index| {
                let at_words = at_words.get(index).filter(|places| places.count > 0);
                at_words.or_else(|| anywhere.get(index))
            });
            places.map_or_else(Found::default, |places| Found {
                count: places.count,
                first: places.first.iter().map(|at| self.opening(*at)).collect(),
            })
        };
        wanted.iter().map(found).collect()
    }

    /// The places that come nearest to these words, best first: those that share the longest run
    /// of first words, then those that share the most words.
    pub(super) fn nearest(&self, words: &str, count: usize) -> Vec<Opening> {
        let wanted: Vec<String> = words
            .split_whitespace()
            .take(COMPARED_WORDS)
            .map(plain)
            .collect();
        let distinct: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let words = self.words.get_or_init(|| Words::of(&self.reading.text));
        let text = &words.in_order;
        // A place that shares not even one of the first two words is no opening of this kind.
        let begins: BTreeSet<usize> = wanted
            .iter()
            .take(2)
            .filter_map(|first| words.places.get(first))
            .flatten()
            .copied()
            .collect();
        let mut scored: Vec<(usize, usize)> = Vec::new();
        for index in begins {
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
        let mut shown: Vec<String> = rest
            .split(' ')
            .take(SHOWN_WORDS + 1)
            .map(|word| cut(word, SHOWN_CHARS))
            .collect();
        if shown.len() > SHOWN_WORDS {
            shown.pop();
            shown.push("…".to_owned());
        }
        let line = self.lines.borrow_mut().line_of(position);
        Opening {
            position,
            line: self.has_lines.then_some(line),
            words: shown.join(" "),
        }
    }
}

impl Words {
    fn of(text: &str) -> Self {
        let in_order = words_of(text);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, (_, word)) in in_order.iter().enumerate() {
            places.entry(word.clone()).or_default().push(index);
        }
        Self { in_order, places }
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
