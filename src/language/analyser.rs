//! Bringing words to one form, so that "Exportkontrollen" in a question meets "Exportkontrolle" in
//! a document: lower case, Snowball stem, umlauts and accents folded.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language as Snowball, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer,
    TokenStream,
};
use unicode_normalization::UnicodeNormalization;

use super::{Language, compounds, word_tokenizer::WordTokenizer};
use crate::span::Span;

/// Words longer than this (in bytes) are no words.
const MAX_WORD_BYTES: usize = 80;

/// A word of a text and its form in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The form under which the index knows the word.
    pub stem: String,
    /// The place of the word in the analysed text.
    pub span: Span,
}

/// The tantivy analyser for texts in `language`.
pub fn text_analyser(language: Language) -> TextAnalyzer {
    let words = TextAnalyzer::builder(WordTokenizer)
        .filter(RemoveLongFilter::limit(MAX_WORD_BYTES))
        .filter(LowerCaser);
    match snowball(language) {
        Some(snowball) => words
            .filter(Stemmer::new(snowball))
            .filter(AsciiFoldingFilter)
            .build(),
        None => words.filter(AsciiFoldingFilter).build(),
    }
}

/// The tantivy analyser for the parts of compounds; only German has one.
pub fn parts_analyser(language: Language) -> Option<TextAnalyzer> {
    (language == Language::De).then(|| {
        TextAnalyzer::builder(WordTokenizer)
            .filter(RemoveLongFilter::limit(MAX_WORD_BYTES))
            .filter(LowerCaser)
            .filter(compounds::PartsFilter)
            .filter(Stemmer::new(Snowball::German))
            .filter(AsciiFoldingFilter)
            .build()
    })
}

/// The words of `text` as they are compared whatever their case and accents: "Über" is "uber".
pub fn folded(text: &str) -> Vec<String> {
    let words = TextAnalyzer::builder(WordTokenizer).filter(LowerCaser);
    let mut words = words.filter(AsciiFoldingFilter).build();
    tokens(&composed(text), &mut words)
        .into_iter()
        .map(|token| token.stem)
        .collect()
}

/// The words of `text` in lower case, cut as the index cuts them.
pub fn words(text: &str) -> Vec<String> {
    let words = TextAnalyzer::builder(WordTokenizer).filter(LowerCaser);
    let tokens = tokens(text, &mut words.build()).into_iter();
    tokens.map(|token| token.stem).collect()
}

/// The words of `text` in the order in which they stand.
pub fn tokens(text: &str, analyser: &mut TextAnalyzer) -> Vec<Token> {
    let mut stream = analyser.token_stream(text);
    let mut tokens = Vec::new();
    while let Some(token) = stream.next() {
        let span = Span::new(token.offset_from, token.offset_to);
        tokens.push(Token {
            stem: token.text.clone(),
            span,
        });
    }
    tokens
}

/// `text` in the Unicode form that the index is kept in (NFC), so that letters composed otherwise
/// are the same letters.
///
/// A raised number is a word of its own, so that `10⁶` meets `10^6` and not `106`.
pub fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for c in text.nfc() {
        let is_raised = matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁻');
        if is_raised && composed.ends_with(|before: char| before.is_ascii_digit()) {
            composed.push('^');
        }
        composed.push(c);
    }
    composed
}

/// The Snowball project's name for a language, where it has a stemmer and a stop word list.
pub(super) fn snowball(language: Language) -> Option<Snowball> {
    match language {
        Language::De => Some(Snowball::German),
        Language::En => Some(Snowball::English),
        Language::Fr => Some(Snowball::French),
        Language::Es => Some(Snowball::Spanish),
        Language::It => Some(Snowball::Italian),
        Language::Nl => Some(Snowball::Dutch),
        Language::Pt => Some(Snowball::Portuguese),
        Language::Pl | Language::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, stems: &str) {
        let found = tokens(text, &mut text_analyser(language));
        let found: Vec<_> = found.iter().map(|token| token.stem.as_str()).collect();
        assert_eq!(found.join(" "), stems);
    }

    #[test]
    fn words_come_to_one_form() {
        check(Language::De, "Maßnahmen Massnahme", "massnahm massnahm");
        check(Language::De, "Häuser, haus", "haus haus");
        check(
            Language::De,
            "Exportkontrollen Exportkontrolle",
            "exportkontroll exportkontroll",
        );
        check(Language::De, "Super-301-Klausel", "sup 301 klausel");
        check(
            Language::En,
            "The committees' reviews",
            "the committe review",
        );
        check(Language::Other, "Ústí nad Labem", "usti nad labem");
        let words = composed("10⁶ CO₂ m²");
        check(Language::En, &words, "10 6 co2 m2");
    }
}
