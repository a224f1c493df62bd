//! The words of one text, against which a join like `werdenZwei` is checked.

use std::collections::HashMap;

use crate::language::abbreviations::WordLists;

/// The number of times each word occurs, in lower case.
pub(super) struct Vocabulary<'a> {
    counts: HashMap<String, u32>,
    lists: &'a WordLists,
}

impl<'a> Vocabulary<'a> {
    /// Counts the words of `text`: its longest runs of letters.
    pub(super) fn of(text: &str, lists: &'a WordLists) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for word in text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        Self { counts, lists }
    }

    /// Whether `joined` is two words of this text, `left` and `right`, that lost their space.
    /// Names such as `YouTube` are kept whole.
    pub(super) fn is_join(&self, left: &str, right: &str, joined: &str) -> bool {
        let long_enough = left.chars().count() >= 2 && right.chars().count() >= 2;
        let is_name = self
            .counts
            .get(&joined.to_lowercase())
            .is_some_and(|count| *count > 1);
        long_enough && !is_name && self.knows(left) && self.knows(right)
    }

    fn knows(&self, word: &str) -> bool {
        self.lists.is_opener(word) || self.counts.contains_key(&word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn only_words_of_the_text_are_taken_apart() {
        let text = "Teil zu werdenZwei Komitees werden von zwei Leuten geleitet. YouTube, YouTube";
        let vocabulary = Vocabulary::of(text, WordLists::of(Language::De));
        assert!(vocabulary.is_join("werden", "Zwei", "werdenZwei"));
        assert!(!vocabulary.is_join("You", "Tube", "YouTube"));
        assert!(!vocabulary.is_join("Gmb", "H", "GmbH"));
    }
}
