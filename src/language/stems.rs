//! Stems of single words: the form under which the inflections of a word meet.

use tantivy::tokenizer::{LowerCaser, RawTokenizer, Stemmer, TextAnalyzer, TokenStream as _};

use super::{Language, analyser::snowball};

/// Brings words of a language to their stems.
pub struct Stems(TextAnalyzer);

impl Stems {
    /// The stems of `language`; the words themselves, in lower case, where it has no stemmer.
    pub fn of(language: Language) -> Self {
        let words = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser);
        Self(match snowball(language) {
            Some(language) => words.filter(Stemmer::new(language)).build(),
            None => words.build(),
        })
    }

    /// The stem of `word`, in lower case.
    pub fn stem(&mut self, word: &str) -> String {
        let mut stream = self.0.token_stream(word);
        let token = stream.next().map(|token| token.text.clone());
        token.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_meet_where_there_is_a_stemmer() {
        let stem = |language, word| Stems::of(language).stem(word);
        assert_eq!(stem(Language::De, "Häusern"), stem(Language::De, "Häuser"));
        assert_eq!(stem(Language::En, "Ships"), "ship");
        assert_eq!(stem(Language::Pl, "Statki"), "statki");
    }
}
