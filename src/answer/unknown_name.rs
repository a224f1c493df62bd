//! Names that stand nowhere in the documents. What is like a name is another one, and a question about it is not
//! answered with that.

use std::collections::BTreeSet;

use super::{
    AnswerOptions, Sources,
    mention::{
        DOCUMENTS, WITHOUT_SPACES, found, is_asked_in_their_language, is_there_in_other_words,
    },
};
use crate::{
    index::{Generation, IndexError},
    language::{Language, capitals, detect},
};

/// So many letters at least must be those of a word for another one to be of its family.
const MIN_CHARS_OF_A_BEGINNING: usize = 5;

/// A name has at most so many words.
const WORDS_OF_A_NAME: usize = 3;

/// Whether a name that is asked about stands nowhere.
pub(super) fn is_absent(
    sources: Sources<'_>,
    name: &str,
    question: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    // What is said about a matter may be said in other words; about a name it is not.
    let is_meant = || is_there_in_other_words(sources, name, options);
    Ok(is_name(name, question)
        && found(sources.generation, name, options)?.is_empty()
        && !is_meant()?)
}

/// The name in a question that stands nowhere, where the question turns on one: the message is nothing but a name,
/// or names it within a sentence of a language in which only names have a capital. Abbreviations may be spelt
/// out in the documents, and are left out.
pub(super) fn unknown_name(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Option<String>, IndexError> {
    let generation = sources.generation;
    if let Some(name) = bare_name(question) {
        // It may be a noun, or be called otherwise in the language of the documents.
        let is_unknown = has_unknown_word(generation, name, options)?
            && !has_relatives(generation, name, options)?
            && !is_there_in_other_words(sources, name, options)?;
        return Ok(is_unknown.then(|| name.to_owned()));
    }
    if is_asked_in_their_language(generation, question, options) {
        for name in names_within(question) {
            if has_unknown_word(generation, &name, options)? {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

fn has_unknown_word(
    generation: &Generation,
    name: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    for word in name.split_whitespace() {
        if found(generation, word, options)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether words of the documents begin as each word of a name does: "Protektionisten" for
/// "Protektionismus". A word that is no longer than a beginning has none: "intelligence" for "Intel".
fn has_relatives(
    generation: &Generation,
    name: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    let beginning = |word: &str| {
        let count = word.chars().count();
        let kept = (count * 2 / 3).max(MIN_CHARS_OF_A_BEGINNING);
        word.to_lowercase().chars().take(kept).collect::<String>()
    };
    let is_short = |word: &str| word.chars().count() <= MIN_CHARS_OF_A_BEGINNING;
    if name.split_whitespace().any(is_short) {
        return Ok(false);
    }
    let mut missing: BTreeSet<String> = name.split_whitespace().map(beginning).collect();
    for entry in options.documents(generation).take(DOCUMENTS) {
        if let Some(document) = generation.document(&entry.id)? {
            let text = document.text.to_lowercase();
            missing.retain(|beginning| !text.contains(beginning.as_str()));
        }
    }
    Ok(missing.is_empty())
}

/// A message that is nothing but a name, of few words with a capital each.
fn bare_name(message: &str) -> Option<&str> {
    let name = message.trim_matches(|c: char| !c.is_alphanumeric());
    let words = name.split_whitespace();
    let is_plain = |word: &str| {
        word.chars()
            .all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    let is_name = words
        .clone()
        .all(|word| capitals::begins(word) && is_plain(word));
    (is_name && (1..=WORDS_OF_A_NAME).contains(&words.count())).then_some(name)
}

/// The runs of words with a capital within a sentence of a language in which only names have one.
fn names_within(question: &str) -> Vec<String> {
    if detect::of_asker(question).is_none_or(|language| language == Language::De) {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let mut is_beside = false;
    // The first word of a sentence has a capital whatever it is.
    let mut begins = true;
    for word in question.split_whitespace() {
        let is_first = std::mem::replace(&mut begins, word.ends_with(['.', '?', '!', ':', ';']));
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.split(['\'', '’']).max_by_key(|part| part.len());
        let bare = bare.unwrap_or_default();
        let is_abbreviation = bare.chars().all(|c| !c.is_lowercase());
        let is_word = bare.chars().all(char::is_alphabetic) && !is_abbreviation;
        let is_part = capitals::begins(bare) && is_word && !is_first;
        match names.last_mut().filter(|_| is_beside && is_part) {
            Some(name) => *name = format!("{name} {bare}"),
            None if is_part => names.push(bare.to_owned()),
            None => {}
        }
        is_beside = is_part && word.ends_with(char::is_alphanumeric);
    }
    names
}

/// Whether something is a proper name rather than a common noun: it has a capital within, as in
/// "SEMATECH", or at its beginning in a language in which nouns have none. In German two words with a capital
/// side by side are one: "Angela Merkel".
fn is_name(name: &str, question: &str) -> bool {
    let is_german = detect::of_asker(question) == Some(Language::De);
    let mut words = name.split_whitespace();
    let is_written_so = if is_german {
        name.contains(' ') && words.all(capitals::begins)
    } else {
        words.any(capitals::begins)
    };
    is_written_so || capitals::stand_within(name) || name.contains(|c: char| c >= WITHOUT_SPACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_words() {
        assert_eq!(bare_name("Huawei?"), Some("Huawei"));
        assert_eq!(bare_name("Angela Merkel"), Some("Angela Merkel"));
        assert_eq!(bare_name("semiconductors"), None);
        assert_eq!(bare_name("Who chairs CFIUS?"), None);
        assert_eq!(bare_name("?"), None);
        assert_eq!(names_within("When was Huawei founded?"), ["Huawei"]);
        assert_eq!(
            names_within("Did Johnson & Johnson, Samsung or the Bank of Japan's chair ask?"),
            ["Johnson", "Johnson", "Samsung", "Bank", "Japan"]
        );
        assert_eq!(
            names_within("What does the VAT cost me? Thanks! Bye"),
            [""; 0]
        );
        assert_eq!(names_within("Wann wurde die Firma gegründet?"), [""; 0]);
        assert!(is_name(
            "Angela Merkel",
            "Was sagt der Bericht über Angela Merkel?"
        ));
        assert!(!is_name(
            "Halbleiter",
            "Was sagt der Bericht über Halbleiter?"
        ));
    }
}
