//! (5) Questions to answers: citations, or the word that the corpus does not say it.

mod by_meaning;
mod by_words;
mod calibration;
mod candidates;
mod citation;
mod confidence;
mod features;
mod follow_up;
mod model;
mod observer;
mod quote;
mod rank;
pub mod verbatim;
pub mod verify;

use serde::Serialize;

pub use calibration::{Calibration, ConfidenceWeights, RankingWeights};
pub use candidates::Signs;
pub use citation::{Citation, Elsewhere};
pub use confidence::{Confidence, Thresholds, Verdict};
pub use features::Features;
pub use follow_up::{Before, follow_up};
pub use model::Model;
pub use observer::{Observer, Unobserved};
pub use quote::Quote;
pub use rank::{Ranked, rank};

use crate::{
    corpus::{Document, DocumentId, Origin},
    index::{DocumentEntry, Generation, IndexError},
    label::label,
    language::Language,
    passages::Place,
};

/// What a question is asked of.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The index.
    pub generation: &'a Generation,
    /// What understands the question.
    pub model: &'a Model,
    /// Who is told how far it is.
    pub observer: &'a dyn Observer,
}

/// How answers are made.
#[derive(Clone, Debug)]
pub struct AnswerOptions {
    /// At most this many citations.
    pub max_citations: usize,
    /// A quote has at most this many characters.
    pub max_quote_chars: usize,
    /// How sure an answer must be.
    pub thresholds: Thresholds,
    /// Only this document is asked.
    pub document: Option<DocumentId>,
}

/// What the corpus says to a question.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The corpus says this, best first.
    Found {
        /// Never empty.
        citations: Vec<Citation>,
        /// How sure it is that the first citation answers the question.
        confidence: Confidence,
        /// Whether it may be near only, and not the answer.
        is_near: bool,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// A place was named, and this is what stands there.
    Place {
        /// Of each document that has the place, a citation for each section; never empty.
        citations: Vec<Citation>,
        /// How many more documents have such a place.
        more: usize,
    },
    /// The corpus does not say it.
    NotFound {
        /// The nearest headings.
        near: Vec<NearHeading>,
        /// How sure it would have been of its best citation.
        confidence: Confidence,
    },
    /// A place was named that no document has.
    NoSuchPlace {
        /// The sections that there are, or the first of them.
        near: Vec<NearHeading>,
    },
}

/// A heading where the asker may look on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearHeading {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The section: its number, nothing for a document without sections.
    pub number: Option<String>,
    /// The heading.
    pub heading: Option<String>,
    /// Whether the section is derived.
    pub is_derived: bool,
}

impl NearHeading {
    /// A section of a document, or the document as a whole.
    pub fn of(document: &Document, section: Option<usize>) -> Self {
        let section = section.and_then(|index| document.sections.get(index));
        NearHeading {
            document: document.id.clone(),
            title: label(document.title()),
            number: section.map(|section| section.number.clone()),
            heading: section.map(|section| label(&section.title)),
            is_derived: section.is_some_and(|section| section.origin == Origin::Derived),
        }
    }
}

/// How many headings a refusal names.
const NEAR_HEADINGS: usize = 3;

/// Answers a question, or shows a place.
pub fn ask(
    sources: Sources<'_>,
    question: &str,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let generation = sources.generation;
    if let Ok(place) = question.parse::<Place>() {
        let answer = show_place(generation, &place, options)?;
        if place.is_explicit || matches!(answer, Answer::Place { .. }) {
            return Ok(answer);
        }
    }
    let ranked = rank(sources, question, options)?;
    decided(generation, ranked, options)
}

/// The citations, if it is sure enough that they answer.
fn decided(
    generation: &Generation,
    ranked: Ranked,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let confidence = ranked.confidence;
    Ok(match confidence.verdict(options.thresholds) {
        verdict @ (Verdict::Answer | Verdict::Near) if !ranked.citations.is_empty() => {
            Answer::Found {
                citations: ranked.citations,
                confidence,
                is_near: verdict == Verdict::Near,
                asked_in: ranked.asked_in,
            }
        }
        _ => Answer::NotFound {
            near: near_headings(generation, ranked.near, options)?,
            confidence,
        },
    })
}

fn show_place(
    generation: &Generation,
    place: &Place,
    options: &AnswerOptions,
) -> Result<Answer, IndexError> {
    let mut citations = Vec::new();
    let (mut documents, mut more) = (0, 0);
    for entry in asked(generation, options) {
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        let found = Citation::of_place(&document, &place.find(&document));
        match found.is_empty() {
            true => {}
            false if documents < options.max_citations => {
                documents += 1;
                citations.extend(found);
            }
            false => more += 1,
        }
    }
    if citations.is_empty() {
        return Ok(Answer::NoSuchPlace {
            near: near_headings(generation, Vec::new(), options)?,
        });
    }
    Ok(Answer::Place { citations, more })
}

/// At least a few headings: those that are near, then the first ones of the corpus.
fn near_headings(
    generation: &Generation,
    mut near: Vec<NearHeading>,
    options: &AnswerOptions,
) -> Result<Vec<NearHeading>, IndexError> {
    for entry in asked(generation, options) {
        if near.len() >= NEAR_HEADINGS {
            break;
        }
        let Some(document) = generation.document(&entry.id)? else {
            continue;
        };
        let top = document
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| section.level == 1);
        let sections: Vec<_> = top.map(|(index, _)| Some(index)).collect();
        let sections = if sections.is_empty() {
            vec![None]
        } else {
            sections
        };
        for section in sections {
            let heading = NearHeading::of(&document, section);
            if near.len() < NEAR_HEADINGS && !near.contains(&heading) {
                near.push(heading);
            }
        }
    }
    near.truncate(NEAR_HEADINGS);
    Ok(near)
}

/// The documents that are asked.
fn asked<'a>(
    generation: &'a Generation,
    options: &'a AnswerOptions,
) -> impl Iterator<Item = &'a DocumentEntry> {
    let wanted = options.document.as_ref();
    let documents = generation.manifest().documents.iter();
    documents.filter(move |entry| wanted.is_none_or(|wanted| *wanted == entry.id))
}
