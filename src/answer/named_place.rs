//! Messages that name a place: what stands there, or what the documents have instead.

use super::{
    Answer, AnswerOptions, Citation, Extent, NearHeading, mention::found, types::NEAR_HEADINGS,
};
use crate::{
    corpus::{Document, numbering::Match},
    index::{DocumentEntry, Generation, IndexError},
    language::analyser::folded,
    passages::Place,
};

/// The answer to a message that names a place, and perhaps its document: `Art. 13 GDPR`.
pub(super) fn place(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let Ok((place, behind)) = Place::read(message) else {
        return Ok(None);
    };
    let documents: Vec<&DocumentEntry> = options.documents(generation).collect();
    if behind.is_empty() {
        let answer = show_place(generation, &place, &documents, options)?;
        let is_place =
            place.is_explicit || is_numbering(message) || matches!(answer, Answer::Place { .. });
        return Ok(is_place.then_some(answer));
    }
    let words = folded(&behind);
    let mut named = documents;
    named.retain(|entry| {
        let name = folded(&format!("{} {}", entry.title(), entry.id));
        let essential = words.iter().filter(|word| !OF.contains(&word.as_str()));
        let mut essential = essential.peekable();
        essential.peek().is_some() && essential.all(|word| name.contains(word))
    });
    if named.is_empty() || !place.is_explicit {
        return Ok(None);
    }
    show_place(generation, &place, &named, options).map(Some)
}

/// The same for words within a message, if a word or sign says that they are a place. A place that no document has
/// may be one of another text that they speak of: "What is Article 5?"
pub(super) fn within_message(
    generation: &Generation,
    message: &str,
    words: &str,
    options: &AnswerOptions,
) -> Result<Option<Answer>, IndexError> {
    let is_place = |words: &&str| Place::read(words).is_ok_and(|(place, _)| place.is_explicit);
    let with_unit = with_word_before(message, words);
    let Some(words) = [Some(words), with_unit]
        .into_iter()
        .flatten()
        .find(is_place)
    else {
        return Ok(None);
    };
    let answer = place(generation, words, options)?;
    let is_missing = matches!(answer, Some(Answer::NoSuchPlace { .. }));
    if is_missing && !found(generation, words, options)?.is_empty() {
        return Ok(None);
    }
    Ok(answer)
}

/// Words of a message with the word before them, which may be the unit that they count, as in "article 2".
fn with_word_before<'a>(message: &'a str, words: &str) -> Option<&'a str> {
    let at = message.find(words)?;
    let before = message.get(..at)?.trim_end();
    let unit = before.rfind(|c: char| !c.is_alphabetic() && c != '.');
    let begin = unit.map_or(0, |unit| before.ceil_char_boundary(unit + 1));
    message.get(begin..at + words.len())
}

/// Whether a message is nothing but numbers of sections: one with parts, or several that are no years. `2.5`,
/// `20.1–20.3`, `13, 14`. A whole number alone may be something else.
fn is_numbering(message: &str) -> bool {
    let is_of_it = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,;-–—".contains(c);
    let numbers = message.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let numbers = numbers.map(|number| number.trim_end_matches('.'));
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let has_parts = |number: &&str| number.contains('.');
    let is_short = |number: &&str| number.len() < DIGITS_OF_A_YEAR;
    message.chars().all(is_of_it)
        && (numbers.iter().any(has_parts) || (numbers.len() > 1 && numbers.iter().all(is_short)))
}

const DIGITS_OF_A_YEAR: usize = 4;

/// Whether a document prints the number that a message names before a section: `Rule 7`.
pub(super) fn is_number_of_section(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    let Ok((place, _)) = Place::read(message) else {
        return Ok(false);
    };
    for entry in options.documents(generation) {
        let document = generation.document(&entry.id)?;
        if document.and_then(|document| place.likeness(&document)) == Some(Match::Exact) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Words between a place and the name of its document.
pub(super) const OF: [&str; 24] = [
    "of", "the", "in", "der", "des", "dem", "im", "aus", "de", "du", "la", "le", "del", "della",
    "dello", "el", "van", "het", "da", "do", "z", "w", "von", "from",
];

fn show_place(
    generation: &Generation,
    place: &Place,
    asked: &[&DocumentEntry],
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let mut likeness = None;
    for entry in asked {
        if let Some(document) = generation.document(&entry.id)? {
            likeness = likeness.max(place.likeness(&document));
        }
    }
    let mut citations = Vec::new();
    let (mut documents, mut more) = (0, 0);
    let mut missing: Option<Vec<String>> = None;
    let mut extents = Vec::new();
    let mut near = Vec::new();
    for entry in asked {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        // Where one document has a § 5 that is printed so, a fifth section of another is not meant.
        if place.likeness(&document) < likeness {
            continue;
        }
        let found = Citation::beginning_of_place(&document, &place.find(&document));
        if found.is_empty() {
            if extents.len() < NEAR_HEADINGS {
                extents.push(Extent::of(&document, place));
                near.extend(beside(&document, place));
            }
            continue;
        }
        if documents < options.max_citations {
            documents += 1;
            citations.extend(found);
            let own = place.missing(&document);
            // What another document has is not missing.
            missing = Some(match missing {
                Some(known) => known
                    .into_iter()
                    .filter(|part| own.contains(part))
                    .collect(),
                None => own,
            });
        } else {
            more += 1;
        }
    }
    if citations.is_empty() {
        near.truncate(NEAR_HEADINGS);
        return Ok(Answer::NoSuchPlace { near, extents });
    }
    Ok(Answer::Place {
        citations,
        more,
        missing: missing.unwrap_or_default(),
    })
}

/// The sections that stand beside one that was named and is not there.
fn beside(document: &Document, place: &Place) -> Vec<NearHeading> {
    let sections = place.sections_beside(document);
    let headings = sections.into_iter().take(NEAR_HEADINGS);
    headings
        .map(|index| NearHeading::of(document, Some(index)))
        .collect()
}
