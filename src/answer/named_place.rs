//! Messages that name a place: what stands there, or what the documents have instead.

use super::{Answer, AnswerOptions, Citation, Extent, NEAR_HEADINGS, NearHeading, asked};
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
    let documents: Vec<&DocumentEntry> = asked(generation, options).collect();
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

/// Whether a message is nothing but numbers of sections with parts: `2.5`, `20.1–20.3`. A number alone may be
/// something else.
fn is_numbering(message: &str) -> bool {
    let is_of_it = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,;-–—".contains(c);
    let has_parts = |part: &str| {
        part.split_once('.')
            .is_some_and(|(_, rest)| !rest.is_empty())
    };
    let mut parts = message.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    message.chars().all(is_of_it) && parts.any(has_parts)
}

/// Whether a document prints the number that a message names before a section: `Rule 7`.
pub(super) fn is_number_of_section(
    generation: &Generation,
    message: &str,
    options: &AnswerOptions,
) -> Result<bool, IndexError> {
    let Ok((place, _)) = Place::read(message) else {
        return Ok(false);
    };
    for entry in asked(generation, options) {
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
