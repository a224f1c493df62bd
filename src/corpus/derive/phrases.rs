//! The words of a text that are nouns and names, told without a dictionary by how the text itself
//! writes them.

use std::collections::HashMap;

use crate::language::{Language, abbreviations::WordLists, sentences::is_mark};

/// Shorter words say too little, unless they are written in capitals.
const SHORTEST_NOUN: usize = 5;

/// The longest name that is taken as one phrase, in words.
const LONGEST_NAME: usize = 4;

/// English and Romance endings of words that are no nouns.
const NO_NOUN_ENDINGS: &[&str] = &[
    "ing", "ed", "ly", "ous", "ive", "al", "ic", "able", "ible", "ful", "less", "ary", "ent",
    "ant", "er", "est", "ish", "ate",
];

/// Stems of nouns that fit any text and tell none from another.
const GENERIC: &[&str] = &[
    "schritt",
    "prozent",
    "jahr",
    "jahrzehnt",
    "beispiel",
    "problem",
    "frag",
    "moglich",
    "bereich",
    "form",
    "zahl",
    "reih",
    "weis",
    "teil",
    "grund",
    "fall",
    "land",
    "lehr",
    "anderung",
    "ander",
    "herausforder",
    "vorteil",
    "nachteil",
    "untersuch",
    "zeit",
    "ziel",
    "mass",
    "massnahm",
    "bezug",
    "rahm",
    "vielzahl",
    "niveau",
    "stell",
    "bedeut",
    "entwickl",
    "person",
    "mensch",
    "dollar",
    "euro",
    "million",
    "milliard",
    "meter",
    "year",
    "percent",
    "exampl",
    "problem",
    "question",
    "number",
    "peopl",
    "thing",
    "result",
    "billion",
    "mile",
    "hundred",
    "thousand",
    "month",
];

/// Whether a phrase is one word that says nothing about its text.
pub(super) fn is_generic(key: &[String]) -> bool {
    matches!(key, [stem] if GENERIC.contains(&stem.as_str()))
}

/// Facts that a text shows about its words.
pub(super) struct Nouns {
    /// For each word as written: how often it stands within a sentence by itself, and how often
    /// next to another capitalised word.
    alone: HashMap<String, (usize, usize)>,
    /// The number of times each word is written in lower case.
    lower: HashMap<String, usize>,
    language: Language,
}

/// A word and the place it has in its sentence.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    /// Whether it is the first of its sentence or quotation.
    first: bool,
    /// Whether nothing but a space stands between it and the next word.
    joins_next: bool,
}

impl Nouns {
    /// Reads how `text` writes its words.
    pub(super) fn of(text: &[String], language: Language) -> Self {
        let mut nouns = Nouns {
            alone: HashMap::new(),
            lower: HashMap::new(),
            language,
        };
        for paragraph in text {
            let words = words(paragraph);
            for (index, word) in words.iter().enumerate() {
                if is_capitalised(word.text) {
                    if word.first {
                        continue;
                    }
                    let before = index.checked_sub(1).and_then(|before| words.get(before));
                    let joined = before.is_some_and(|b| b.joins_next && is_capitalised(b.text))
                        || word.joins_next
                            && words
                                .get(index + 1)
                                .is_some_and(|next| is_capitalised(next.text));
                    let (alone, within) = nouns.alone.entry(word.text.to_owned()).or_default();
                    *(if joined { within } else { alone }) += 1;
                } else {
                    *nouns.lower.entry(word.text.to_owned()).or_default() += 1;
                }
            }
        }
        nouns
    }

    /// The nouns and names in `paragraph`, as written, in order.
    pub(super) fn phrases(&self, paragraph: &str) -> Vec<String> {
        let lists = WordLists::of(self.language);
        let words = words(paragraph);
        let mut phrases = Vec::new();
        let mut index = 0;
        while let Some(word) = words.get(index) {
            let run = self.name_at(&words, index, lists);
            let name: Vec<&str> = run.iter().map(|word| word.text).collect();
            if (2..=LONGEST_NAME).contains(&name.len()) {
                phrases.push(name.join(" "));
            } else if name.len() < 2 && self.is_noun(*word, lists) {
                phrases.push(word.text.to_owned());
            }
            index += name.len().max(1);
        }
        phrases
    }

    /// The capitalised words from `index` on that stand side by side.
    fn name_at<'w, 't>(
        &self,
        words: &'w [Word<'t>],
        index: usize,
        lists: &WordLists,
    ) -> &'w [Word<'t>] {
        let rest = words.get(index..).unwrap_or_default();
        let mut length = 0;
        for word in rest {
            let begins = word.first && !self.alone.contains_key(word.text);
            if !is_capitalised(word.text) || begins || lists.is_opener(word.text) {
                break;
            }
            length += 1;
            if !word.joins_next {
                break;
            }
        }
        let run = rest.get(..length).unwrap_or_default();
        let is_genitive = |word: &Word<'_>| {
            self.language == Language::De
                && word
                    .text
                    .strip_suffix('s')
                    .is_some_and(|name| self.alone.contains_key(name))
        };
        let is_name = !run
            .iter()
            .any(|word| self.is_inflected_adjective(word.text))
            && !run.iter().any(is_genitive);
        if is_name {
            run
        } else {
            rest.get(..1).unwrap_or_default()
        }
    }

    /// Whether a single word is a noun or a name that can stand alone.
    fn is_noun(&self, word: Word<'_>, lists: &WordLists) -> bool {
        let text = word.text;
        let letters = text.chars().count();
        if lists.is_opener(text) || text.ends_with('-') || text.starts_with('-') {
            return false;
        }
        if letters >= 3 && text.chars().all(char::is_uppercase) {
            return true;
        }
        if letters < SHORTEST_NOUN || text.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        if is_capitalised(text) {
            let (alone, within) = self.alone.get(text).copied().unwrap_or_default();
            return alone > 0 && alone >= within && !self.is_inflected_adjective(text);
        }
        self.language != Language::De
            && !NO_NOUN_ENDINGS.iter().any(|end| text.ends_with(end))
            && text.chars().all(char::is_alphabetic)
            && letters > SHORTEST_NOUN
    }

    /// `Vereinigten`, `Jüngste`: capitalised, but an adjective; the text also writes it in lower
    /// case, or it has the ending and form of one.
    fn is_inflected_adjective(&self, word: &str) -> bool {
        if self.language != Language::De {
            return false;
        }
        let lower = word.to_lowercase();
        let endings = [
            "ischen", "ische", "ischer", "isches", "lichen", "liche", "ligen", "igten", "iellen",
            "ielle", "rangigen", "samen", "same", "baren", "bare", "ierten", "ierte", "ndeten",
            "ndete",
        ];
        self.lower.contains_key(&lower) || endings.iter().any(|end| lower.ends_with(end))
    }
}

/// The words of a paragraph. A compound with hyphens is one word.
fn words(paragraph: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut first = true;
    for token in paragraph.split(' ') {
        let text = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
        let opens = token.starts_with(|c: char| !c.is_alphanumeric());
        if opens && let Some(last) = words.last_mut() {
            last.joins_next = false;
        }
        if text.chars().any(char::is_alphabetic) {
            let whole = token.ends_with(text);
            words.push(Word {
                text,
                first: first || opens,
                joins_next: whole,
            });
        } else if let Some(last) = words.last_mut() {
            last.joins_next = false;
        }
        let ends = token.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
        first = ends.ends_with(is_mark) || token.ends_with(':');
    }
    words
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
