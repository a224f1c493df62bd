//! A question in the form in which the index is asked.

use std::collections::BTreeSet;

use crate::language::{Language, analyser, compounds, decades, detect, stop_words};

/// The analysed form of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The language of the question, where it is long enough to tell.
    pub language: Option<Language>,
    /// The words that say what the question is about; all words if it has no others.
    pub terms: Vec<QueryTerm>,
}

/// A word of a question, in every form in which a document may have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryTerm {
    /// The word as asked, in lower case.
    pub word: String,
    /// Its forms in the index, for each language that was asked for: its own stem first, then
    /// others that say the same.
    pub stems: Vec<(Language, Vec<String>)>,
    /// The stems of its parts, if it is a compound, or itself if it may be a part of one.
    pub parts: Vec<(Language, Vec<String>)>,
}

impl Query {
    /// Analyses a question for an index that holds documents in `languages`.
    pub fn new(question: &str, languages: &[Language]) -> Self {
        let question = analyser::composed(question);
        let language = detect::of_question(&question);
        let words = analyser::words(&question);
        let mut content: Vec<String> = words
            .iter()
            .filter(|word| !is_stop_word(word, language, languages))
            .cloned()
            .collect();
        if content.is_empty() {
            content = words;
        }
        Query {
            language,
            terms: terms(content, languages),
        }
    }

    /// Analyses a text of which every word counts, such as a quote.
    pub fn of_all_words(text: &str, languages: &[Language]) -> Self {
        let text = analyser::composed(text);
        Query {
            language: detect::of_question(&text),
            terms: terms(analyser::words(&text), languages),
        }
    }
}

fn terms(words: Vec<String>, languages: &[Language]) -> Vec<QueryTerm> {
    let mut seen = BTreeSet::new();
    let distinct = words.into_iter().filter(|word| seen.insert(word.clone()));
    distinct
        .map(|word| QueryTerm::new(word, languages))
        .collect()
}

impl QueryTerm {
    fn new(word: String, languages: &[Language]) -> Self {
        let stem = |word: &str, language: Language| {
            analyser::tokens(word, &mut analyser::text_analyser(language))
                .into_iter()
                .next()
                .map_or_else(|| word.to_owned(), |token| token.stem)
        };
        let others = decades::other_forms(&word);
        let stems = languages
            .iter()
            .map(|language| {
                let forms = [&word].into_iter().chain(&others);
                (*language, forms.map(|form| stem(form, *language)).collect())
            })
            .collect();
        let parts = languages
            .iter()
            .filter(|language| analyser::parts_analyser(**language).is_some())
            .map(|language| {
                let found = compounds::parts(&word);
                let parts = if found.is_empty() {
                    vec![word.clone()]
                } else {
                    found
                };
                (
                    *language,
                    parts.iter().map(|part| stem(part, *language)).collect(),
                )
            })
            .collect();
        QueryTerm { word, stems, parts }
    }
}

/// Whether a word carries nothing in the question's language; when that is unsure, in any
/// language that is asked for. (German articles are English nouns: "die" must not be dropped from
/// an English question.)
fn is_stop_word(word: &str, language: Option<Language>, languages: &[Language]) -> bool {
    match language {
        Some(language) => stop_words::is_stop_word(word, language),
        None => [Language::De, Language::En]
            .iter()
            .chain(languages)
            .any(|language| stop_words::is_stop_word(word, *language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: &str) {
        let query = Query::new(question, &[Language::De]);
        let stems: Vec<_> = query
            .terms
            .iter()
            .map(|term| term.stems[0].1[0].as_str())
            .collect();
        assert_eq!(stems.join(" "), expected);
    }

    #[test]
    fn questions_are_reduced_to_what_they_are_about() {
        check("Wer leitet das CFIUS?", "leit cfius");
        check(
            "Was steht im Bericht über die indische Raumfahrt?",
            "indisch raumfahrt",
        );
        check(
            "Wie viele Spionageanklagen gab es seit 2018?",
            "spionageanklag 2018",
        );
        check("Wer ist wer?", "wer ist");
        check(
            "When did SEMATECH admit foreign members?",
            "sematech admit foreign memb",
        );
    }
}
