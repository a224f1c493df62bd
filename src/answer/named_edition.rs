//! An older edition that a question names: "What was the fee in the 2021 edition?" It is asked in the place of
//! the newest, and the words that name it are no part of what is asked.

use std::borrow::Cow;

use crate::{
    corpus::DocumentId,
    index::{Generation, Scope},
    language::analyser::folded,
};

/// Words for an edition, in eight languages, as they are folded.
const EDITION: [&str; 17] = [
    "edition", "version", "fassung", "ausgabe", "auflage", "edicion", "edizione", "versione",
    "editie", "versie", "uitgave", "wydanie", "wydaniu", "wersja", "wersji", "edicao", "versao",
];

/// Words that may lead up to the name of an edition: "according to the", "in der".
const LEADING: [&str; 32] = [
    "in",
    "im",
    "of",
    "the",
    "der",
    "die",
    "dem",
    "des",
    "nach",
    "laut",
    "von",
    "according",
    "to",
    "under",
    "by",
    "from",
    "dans",
    "la",
    "selon",
    "en",
    "de",
    "del",
    "della",
    "nella",
    "secondo",
    "w",
    "wedlug",
    "na",
    "segundo",
    "volgens",
    "aus",
    "l",
];

/// So far from the word for an edition its name may stand: "Fassung vom Juni 2024".
const REACH: usize = 3;

/// The question without the edition that it names, and its scope with this edition in the place of the newest.
pub(super) fn read<'a>(
    generation: &Generation,
    question: &'a str,
    scope: Scope,
) -> (Cow<'a, str>, Scope) {
    let as_it_is = Cow::Borrowed(question);
    let Scope::Without(mut others) = scope else {
        return (as_it_is, scope);
    };
    let words: Vec<&str> = question.split_whitespace().collect();
    let read: Vec<Vec<String>> = words.iter().map(|word| folded(word)).collect();
    for work in generation.revisions().works() {
        let editions = work.iter();
        let named = editions.filter_map(|id| Some((id, phrase(&read, &name(generation, id))?)));
        // Of several that are named so, the newest.
        let Some((named, (first, last))) = named.into_iter().next() else {
            continue;
        };
        let left = words.get(..first).unwrap_or_default();
        let right = words.get(last + 1..).unwrap_or_default();
        if left.len() + right.len() < 2 {
            continue;
        }
        others.remove(named);
        others.extend(work.iter().filter(|id| *id != named).cloned());
        let end = words.get(last).and_then(|word| word.chars().next_back());
        let mark = end.filter(|end| right.is_empty() && matches!(end, '?' | '.' | '!'));
        let mut rest = [left, right].concat().join(" ");
        rest.extend(mark);
        return (Cow::Owned(rest), Scope::Without(others));
    }
    (as_it_is, Scope::Without(others))
}

/// The words that name an edition in a question: its year; where it has none, all words of its name.
fn name(generation: &Generation, id: &DocumentId) -> Vec<String> {
    let entry = generation.manifest().entry(id);
    let name = entry.and_then(|of| of.edition().or(of.metadata.date.as_deref()));
    let mut name = folded(name.unwrap_or_default());
    let is_year = |word: &String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if let Some(year) = name.iter().find(|word| is_year(word)) {
        return vec![year.clone()];
    }
    name.retain(|word| !EDITION.contains(&word.as_str()));
    name
}

/// The words of a question, from the first to the last, that name an edition.
fn phrase(words: &[Vec<String>], name: &[String]) -> Option<(usize, usize)> {
    let says = |word: &Vec<String>, what: &str| word.iter().any(|part| part == what);
    let edition = words
        .iter()
        .position(|word| EDITION.iter().any(|edition| says(word, edition)))?;
    let said = name.iter().map(|part| {
        let mut words = words.iter().enumerate();
        let near = |at: usize| at.abs_diff(edition) <= REACH;
        words
            .find(|(at, word)| near(*at) && says(word, part))
            .map(|(at, _)| at)
    });
    let said: Vec<usize> = said.collect::<Option<_>>()?;
    let (first, last) = (*said.iter().min()?, *said.iter().max()?);
    let (mut first, last) = (first.min(edition), last.max(edition));
    let leads = |word: &Vec<String>| {
        !word.is_empty() && word.iter().all(|part| LEADING.contains(&part.as_str()))
    };
    while let Some(before) = first.checked_sub(1)
        && words.get(before).is_some_and(leads)
    {
        first = before;
    }
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_name_an_edition_are_found() {
        let found = |question: &str, name: &str| {
            let words: Vec<&str> = question.split_whitespace().collect();
            let read: Vec<Vec<String>> = words.iter().map(|word| folded(word)).collect();
            let (first, last) = phrase(&read, &folded(name))?;
            Some(words[first..=last].join(" "))
        };
        let fee = "How high is the fee in the 2021 edition?";
        assert_eq!(found(fee, "2021").as_deref(), Some("in the 2021 edition?"));
        assert_eq!(found(fee, "2019"), None);
        let german = "Wie hoch ist nach der Fassung vom Juni 2023 der Beitrag?";
        let named = found(german, "2023");
        assert_eq!(named.as_deref(), Some("nach der Fassung vom Juni 2023"));
        let far = "Which version of the rules of the harbour was made in 2021?";
        assert_eq!(found(far, "2021"), None);
    }
}
