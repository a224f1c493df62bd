//! Word lists that tell an abbreviation's full stop from a sentence's. They are data files, so that
//! a missing abbreviation is one line and no code.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::language::Language;

/// The meaning that the full stop of an abbreviation may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// It never ends a sentence: `z. B.`, `Dr.`
    Inner,
    /// It may also end a sentence: `usw.`, `Inc.`
    MayEnd,
    /// It is an abbreviation only before a number: `No. 5`.
    BeforeNumber,
}

/// The word lists of one language.
pub(crate) struct WordLists {
    abbreviations: HashMap<&'static str, Abbreviation>,
    endings: Vec<(&'static str, Abbreviation)>,
    openers: HashSet<&'static str>,
}

impl WordLists {
    /// The lists of `language`; empty for languages that have none.
    pub(crate) fn of(language: Language) -> &'static WordLists {
        match language {
            Language::De => &GERMAN,
            Language::En => &ENGLISH,
            Language::Fr => &FRENCH,
            Language::Es => &SPANISH,
            Language::It => &ITALIAN,
            Language::Nl => &DUTCH,
            Language::Pl => &POLISH,
            Language::Pt => &PORTUGUESE,
            Language::Other => &NONE,
        }
    }

    /// The kind of abbreviation that `token` (without its last full stop) is, if it is a known one.
    pub(crate) fn abbreviation(&self, token: &str) -> Option<Abbreviation> {
        let token = token.to_lowercase();
        let listed = self.abbreviations.get(token.as_str()).copied();
        listed.or_else(|| {
            let mut endings = self.endings.iter();
            endings
                .find(|(ending, _)| token.ends_with(ending))
                .map(|(_, kind)| *kind)
        })
    }

    /// Whether `word` is one that typically begins a sentence: an article, a pronoun, `Danach`.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word.to_lowercase().as_str())
    }

    fn read(abbreviations: &'static str, openers: &'static str) -> Self {
        let mut lists = WordLists {
            abbreviations: HashMap::new(),
            endings: Vec::new(),
            openers: entries(openers).collect(),
        };
        for entry in entries(abbreviations) {
            let (word, kind) = match entry.split_once(' ') {
                Some((word, "end")) => (word, Abbreviation::MayEnd),
                Some((word, _)) => (word, Abbreviation::BeforeNumber),
                None => (entry, Abbreviation::Inner),
            };
            match word.strip_prefix('-') {
                Some(ending) => lists.endings.push((ending, kind)),
                None => drop(lists.abbreviations.insert(word, kind)),
            }
        }
        lists
    }
}

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

macro_rules! word_lists {
    ($($name:ident = $code:literal),* $(,)?) => {$(
        static $name: LazyLock<WordLists> = LazyLock::new(|| WordLists::read(
            include_str!(concat!("data/abbreviations.", $code, ".txt")),
            include_str!(concat!("data/openers.", $code, ".txt")),
        ));
    )*};
}

word_lists! {
    GERMAN = "de", ENGLISH = "en", FRENCH = "fr", SPANISH = "es",
    ITALIAN = "it", DUTCH = "nl", POLISH = "pl", PORTUGUESE = "pt",
}

static NONE: LazyLock<WordLists> = LazyLock::new(|| WordLists::read("", ""));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_lower_case_and_stands_once() {
        let lists = [
            include_str!("data/abbreviations.de.txt"),
            include_str!("data/abbreviations.en.txt"),
            include_str!("data/openers.de.txt"),
            include_str!("data/openers.en.txt"),
        ];
        for list in lists {
            let mut seen = HashSet::new();
            for entry in entries(list) {
                let word = entry.split(' ').next().unwrap();
                assert_eq!(word, word.to_lowercase());
                assert!(seen.insert(word), "{word} stands twice");
            }
        }
    }

    #[test]
    fn the_second_column_says_what_a_full_stop_may_mean() {
        let german = WordLists::of(Language::De);
        assert_eq!(german.abbreviation("z.B"), Some(Abbreviation::Inner));
        assert_eq!(german.abbreviation("usw"), Some(Abbreviation::MayEnd));
        assert_eq!(german.abbreviation("Hauptstr"), Some(Abbreviation::MayEnd));
        assert_eq!(german.abbreviation("Haus"), None);
        assert!(german.is_opener("Danach"));
    }
}
