//! Whether a report mentions a name: counted word by word, in every inflection and as a part of a
//! compound. Meaning has no say here: what is like a name is another one.

use std::collections::BTreeSet;

use super::{Answer, AnswerOptions, Citation, Elsewhere, Quote, Sources, editions::scope, rank};
use crate::{
    corpus::{Document, DocumentId, Reading},
    index::{Generation, IndexError, Query, QueryTerm},
    language::{Language, analyser, capitals, detect, polish, requests::essential},
    passages::Locator,
    span::Span,
};

/// The number of sentences that are looked at.
const SENTENCES: usize = 2_000;

/// The number of places that are named.
const PLACES: usize = 50;

/// In so many documents a name in a script without spaces is looked for letter by letter.
pub(super) const DOCUMENTS: usize = 50;

/// From this late interaction on, a word and a passage mean the same. Measured on common nouns in
/// another language than the report: of 15 that it has 11 are above, of 12 that it has not none is.
const SAME_MEANING: f32 = 0.6;

/// From here on letters are of scripts that set no spaces between words.
pub(super) const WITHOUT_SPACES: char = '\u{2e80}';

/// A sentence in which a name stands.
pub(super) struct Found {
    document: DocumentId,
    sentence: usize,
    /// The number of times it stands in this sentence.
    times: usize,
}

/// Answers whether something is mentioned. Nothing if that cannot be told by its words: it does not
/// stand there, and it may be a common noun in another language than the documents.
pub(super) fn mentioned(
    sources: Sources<'_>,
    name: &str,
    question: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let generation = sources.generation;
    let (name, found) = found_in_any_case(generation, name, question, options)?;
    let name = name.as_str();
    if found.is_empty() {
        // A brand is the same in every language, and a country is not: "le Japon". Words alone cannot tell that.
        let is_told = capitals::stand_within(name)
            || is_asked_in_their_language(generation, question, options)
            || (sources.model.embedder().is_some()
                && !is_there_in_other_words(sources, name, options)?);
        return Ok(is_told.then(|| Answer::refused(Some(name.to_owned()))));
    }
    let count = found.iter().map(|found| found.times).sum();
    let mut places: Vec<Elsewhere> = Vec::new();
    let mut citations: Vec<Citation> = Vec::new();
    for found in &found {
        let Some(document) = generation.document(&found.document)? else {
            continue;
        };
        let Some(span) = document.sentences.get(found.sentence) else {
            continue;
        };
        // Two sentences of one paragraph are one place, whatever footnotes hang on them.
        let locator = Locator::of(&document, *span);
        let place = Elsewhere {
            document: document.id.clone(),
            locator: locator.without_hanging_footnotes(),
        };
        if places.contains(&place) {
            continue;
        }
        places.push(place);
        if citations.len() < options.max_citations {
            let quote = Quote::around(&document, found.sentence, options.max_quote_chars, |_| 0.0);
            citations.extend(quote.map(|quote| Citation::of(&document, quote)));
        }
    }
    let in_places = places.len();
    places.truncate(PLACES);
    Ok(Some(Answer::Mentions {
        name: name.to_owned(),
        count,
        in_places,
        places,
        citations,
        asked_in: detect::of_asker(question),
    }))
}

/// Whether a passage has something that means the same, as "Halbleiter" for "semiconductors".
pub(super) fn is_there_in_other_words(
    sources: Sources<'_>,
    name: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    let options = AnswerOptions {
        max_citations: 1,
        ..options.clone()
    };
    let ranked = rank(sources, name, &options)?;
    let best = ranked.signs.first();
    Ok(best.is_some_and(|signs| signs.late.mean >= SAME_MEANING))
}

/// Whether a question is in the language of documents, so that what it names would stand there in the
/// same words.
pub(super) fn is_asked_in_their_language(
    generation: &Generation,
    question: &str,
    options: &AnswerOptions,
) -> bool {
    let asked = detect::of_asker(question);
    let languages = generation.languages_in(&scope(generation, question, options));
    asked.is_some_and(|asked| languages.contains(&asked))
}

/// The sentences in which a name stands, and how it is called there: who asks in Polish says "Toshibie" for what
/// other languages call "Toshiba".
fn found_in_any_case(
    generation: &Generation,
    name: &str,
    question: &str,
    options: &AnswerOptions,
) -> Result<(String, Vec<Found>), IndexError> {
    let as_asked = found(generation, name, options)?;
    if !as_asked.is_empty() || detect::of_asker(question) != Some(Language::Pl) {
        return Ok((name.to_owned(), as_asked));
    }
    let mut called = Vec::new();
    for word in name.split_whitespace() {
        let mut form = word.to_owned();
        for base in polish::base_forms(word) {
            if !found(generation, &base, options)?.is_empty() {
                form = base;
                break;
            }
        }
        called.push(form);
    }
    let called = called.join(" ");
    let found = found(generation, &called, options)?;
    let name = if found.is_empty() { name } else { &called };
    Ok((name.to_owned(), found))
}

/// The sentences in which a name stands, in the order of the documents.
pub(super) fn found(
    generation: &Generation,
    name: &str,
    options: &AnswerOptions,
) -> Result<Vec<Found>, IndexError> {
    if name.contains(|c: char| c >= WITHOUT_SPACES) {
        return letter_by_letter(generation, name, options);
    }
    let words = essential(name);
    let words = if words.is_empty() { name } else { &words };
    let query = Query::of_all_words(words, generation.languages());
    let hits = generation.search_sentences(&query, &scope(generation, name, options), SENTENCES)?;
    let mut found = Vec::new();
    for hit in hits {
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let span = document.sentences.get(hit.sentence).copied();
        let times = span.map_or(0, |span| times(&document, span, &query.terms));
        if times > 0 {
            found.push(Found {
                document: hit.document,
                sentence: hit.sentence,
                times,
            });
        }
    }
    found.sort_by(|a, b| (&a.document, a.sentence).cmp(&(&b.document, b.sentence)));
    Ok(found)
}

/// Counts how often all words of a name stand in a sentence: by the one that stands there least.
fn times(document: &Document, span: Span, terms: &[QueryTerm]) -> usize {
    let read = Reading::of(&document.text, span, &document.edits).text;
    let read = analyser::composed(&read);
    let language = document.language;
    let stems = analyser::tokens(&read, &mut analyser::text_analyser(language));
    let parts = analyser::parts_analyser(language)
        .map(|mut parts| analyser::tokens(&read, &mut parts))
        .unwrap_or_default();
    let of = |term: &QueryTerm| {
        let own = term.stems.iter().find(|(of, _)| *of == language);
        let own: Vec<&String> = own.iter().flat_map(|(_, stems)| stems).collect();
        let part = term.parts.iter().find(|(of, _)| *of == language);
        // A word that is itself a compound must stand there whole.
        let part = part.map(|(_, parts)| parts.as_slice());
        let mut places: BTreeSet<usize> = BTreeSet::new();
        let whole = stems.iter().filter(|token| own.contains(&&token.stem));
        places.extend(whole.map(|token| token.span.start));
        if let Some([part]) = part {
            let inside = parts.iter().filter(|token| token.stem == *part);
            places.extend(inside.map(|token| token.span.start));
        }
        places.len()
    };
    terms.iter().map(of).min().unwrap_or(0)
}

/// The same in scripts that set no spaces between words.
fn letter_by_letter(
    generation: &Generation,
    name: &str,
    options: &AnswerOptions,
) -> Result<Vec<Found>, IndexError> {
    let mut found = Vec::new();
    for entry in options.documents(generation).take(DOCUMENTS) {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        for (sentence, span) in document.sentences.iter().enumerate() {
            let read = Reading::of(&document.text, *span, &document.edits).text;
            let times = read.matches(name).count();
            if times > 0 {
                found.push(Found {
                    document: document.id.clone(),
                    sentence,
                    times,
                });
            }
        }
    }
    Ok(found)
}
