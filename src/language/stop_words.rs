//! Words that say how a question is asked rather than what it is about.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use tantivy::tokenizer::{SimpleTokenizer, StopWordFilter, TextAnalyzer, TokenStream};

use super::{Language, analyser};

/// Question words and verbs of asking, a line a language: `de: wer was …`. They come on top of the
/// function words that tantivy brings (Snowball's lists).
const QUESTION_WORDS: &str = include_str!("data/question_words.txt");

static BY_LANGUAGE: LazyLock<HashMap<Language, HashSet<&'static str>>> = LazyLock::new(|| {
    QUESTION_WORDS
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(code, words)| Some((code.parse().ok()?, words.split(' ').collect())))
        .collect()
});

/// Whether `word` (in lower case) carries no matter of its own in a question in `language`.
pub fn is_stop_word(word: &str, language: Language) -> bool {
    BY_LANGUAGE
        .get(&language)
        .is_some_and(|words| words.contains(word))
        || is_function_word(word, language)
}

/// For each language, an analyser that leaves nothing of a function word. Built once: each takes a
/// whole list of words into a set.
static FUNCTION_WORDS: LazyLock<HashMap<Language, TextAnalyzer>> = LazyLock::new(|| {
    let analyser = |language| {
        let filter = StopWordFilter::new(analyser::snowball(language)?)?;
        let words = TextAnalyzer::builder(SimpleTokenizer::default());
        Some((language, words.filter(filter).build()))
    };
    Language::ALL.into_iter().filter_map(analyser).collect()
});

fn is_function_word(word: &str, language: Language) -> bool {
    // A clone shares the set of words.
    FUNCTION_WORDS
        .get(&language)
        .cloned()
        .is_some_and(|mut analyser| !analyser.token_stream(word).advance())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_and_question_words_are_told_from_others() {
        for word in ["der", "wer", "welche", "wozu"] {
            assert!(is_stop_word(word, Language::De), "{word}");
        }
        assert!(!is_stop_word("ausschuss", Language::De));
        assert!(is_stop_word("which", Language::En));
        assert!(
            !is_stop_word("die", Language::En),
            "German articles are not English ones"
        );
    }
}
