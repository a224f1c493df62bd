//! Telling which language a text or a question is in.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{Language, stop_words::is_stop_word};

/// Below this many words a question is too short to tell its language: the detector is right for
/// 99.5 % of whole German questions but for 95 % of their first three words.
const MIN_QUESTION_WORDS: usize = 4;

/// Words that name places and belong to one language.
const PLACE_WORDS: [(Language, &[&str]); 2] = [
    (
        Language::De,
        &[
            "abschnitt",
            "abschnitte",
            "kapitel",
            "absatz",
            "ziffer",
            "seite",
            "seiten",
            "fußnote",
            "fußnoten",
            "bis",
            "eins",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
        ],
    ),
    (
        Language::En,
        &[
            "section",
            "sections",
            "chapter",
            "chapters",
            "page",
            "pages",
            "footnote",
            "footnotes",
            "to",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ],
    ),
];

/// How much of a document is looked at, in bytes: enough to be sure, little enough to be quick.
const DOCUMENT_SAMPLE_BYTES: usize = 8_000;

/// The language of a document's text. A text without letters is [`Language::Other`].
pub fn of_document(text: &str) -> Language {
    let sample = text.floor_char_boundary(DOCUMENT_SAMPLE_BYTES);
    of_text(text.get(..sample).unwrap_or_default())
}

/// The language of a question, if it is long enough to tell.
pub fn of_question(question: &str) -> Option<Language> {
    let is_long_enough = question.split_whitespace().count() >= MIN_QUESTION_WORDS;
    is_long_enough
        .then(|| of_text(question))
        .filter(|language| *language != Language::Other)
}

/// The language that somebody asks in, also where the question is short: then by the words in it that
/// carry no matter ("Wozu diente SEMATECH?"). Nothing where several languages have as many of them.
pub fn of_asker(question: &str) -> Option<Language> {
    let told = of_question(question);
    let words = question.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let count = |language: Language| {
        let small = words.iter().filter(|word| is_stop_word(word, language));
        small.count()
    };
    let counts: Vec<(Language, usize)> = Language::ALL
        .into_iter()
        .map(|language| (language, count(language)))
        .collect();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut best = counts
        .iter()
        .filter(|(_, count)| *count == most && most > 0);
    match (told, best.next(), best.next()) {
        (Some(told), ..) if count(told) == most => Some(told),
        (_, Some((only, _)), None) => Some(*only),
        (told, ..) => told,
    }
}

/// The one of these languages that a question is in, also where it is short: then by the words in it
/// that carry no matter ("Who chairs CFIUS?") or name a place ("section four").
pub fn of_question_among(question: &str, languages: &BTreeSet<Language>) -> Option<Language> {
    let told = of_asker(question);
    if told.is_some() {
        return told;
    }
    let words = question.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let mut best = (0, None);
    for language in languages {
        let is_of =
            |word: &&String| is_stop_word(word, *language) || is_place_word(word, *language);
        let count = words.iter().filter(is_of).count();
        best = match count.cmp(&best.0) {
            Ordering::Greater => (count, Some(*language)),
            Ordering::Equal => (count, None),
            Ordering::Less => best,
        };
    }
    best.1
}

fn is_place_word(word: &str, language: Language) -> bool {
    let mut words = PLACE_WORDS.iter();
    words.any(|(of, words)| *of == language && words.contains(&word))
}

fn of_text(text: &str) -> Language {
    if !text.chars().any(char::is_alphabetic) {
        return Language::Other;
    }
    match whichlang::detect_language(text) {
        whichlang::Lang::Deu => Language::De,
        whichlang::Lang::Eng => Language::En,
        whichlang::Lang::Fra => Language::Fr,
        whichlang::Lang::Spa => Language::Es,
        whichlang::Lang::Ita => Language::It,
        whichlang::Lang::Nld => Language::Nl,
        whichlang::Lang::Por => Language::Pt,
        _ => Language::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        assert_eq!(
            of_document("Die Sonne scheint auf das Haus am See."),
            Language::De
        );
        assert_eq!(
            of_document("The sun shines on the house by the lake."),
            Language::En
        );
        assert_eq!(of_document("1975 – 1980"), Language::Other);
    }

    #[test]
    fn an_asker_is_known_by_small_words() {
        for (question, language) in [
            ("Wozu diente SEMATECH?", Some(Language::De)),
            ("Who chairs CFIUS?", Some(Language::En)),
            ("Wer leitet das CFIUS?", Some(Language::De)),
            ("Kto kieruje CFIUS?", Some(Language::Pl)),
            ("Super 301", None),
        ] {
            assert_eq!(of_asker(question), language, "{question}");
        }
    }

    #[test]
    fn short_questions_are_told_by_their_small_words() {
        let both = BTreeSet::from([Language::De, Language::En]);
        for (question, language) in [
            ("Who chairs CFIUS?", Some(Language::En)),
            ("Wer leitet CFIUS?", Some(Language::De)),
            ("What was SEMATECH?", Some(Language::En)),
            ("Was war SEMATECH?", Some(Language::De)),
            ("section four", Some(Language::En)),
            ("Abschnitt 4", Some(Language::De)),
            ("§ 2.3", None),
            ("CFIUS?", None),
            ("Super 301", None),
            ("¿Quién preside hoy el comité CFIUS?", Some(Language::Es)),
        ] {
            assert_eq!(of_question_among(question, &both), language, "{question}");
        }
    }

    #[test]
    fn short_questions_are_not_guessed() {
        assert_eq!(of_question("Plaza Accord?"), None);
        assert_eq!(
            of_question("Wer leitet heute das CFIUS?"),
            Some(Language::De)
        );
    }
}
