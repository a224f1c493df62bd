//! Whether somebody's quote is in the corpus, word for word: as a whole, or in parts between which
//! something was left out.

mod align;
mod form;
mod marks;
mod parts;
mod tokens;

use std::{collections::BTreeSet, sync::Arc};

use serde::Serialize;

pub use align::{Difference, Side};
pub(super) use form::{Case, plain};
pub(super) use tokens::{is_word, tokens};

use self::{
    align::aligned,
    form::{Form, Searched},
};
use super::{Citation, Quote, newer};
use crate::{
    corpus::{Document, DocumentId, Reading},
    index::{Generation, IndexError, Query, Scope},
    span::Span,
};

/// The number of nearest passages that are looked at.
const PASSAGES: usize = 60;

/// In a corpus of more documents, quotes are looked for only in those that have the words.
const DOCUMENTS: usize = 50;

/// From this share of common words on, a passage is "nearly" the quote.
const NEARLY: f32 = 0.6;

/// The answer of the corpus to a quote.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Verification {
    /// It stands there word for word. Typographic variants of quotation marks, dashes and
    /// apostrophes, white space, footnote marks, quotation marks around it, and the form of the number before
    /// an item make no difference.
    Verbatim {
        /// The place; of a quote in parts, that of the first one.
        citation: Box<Citation>,
        /// The number of occurrences; of a quote in parts, of those of the first one.
        times: usize,
        /// Whether only small and capital letters differ.
        differs_in_case: bool,
        /// The parts of a quote that does not stand in one place.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        parts: Vec<Part>,
    },
    /// Something like it stands there.
    Nearly {
        /// The passage.
        citation: Box<Citation>,
        /// From the quote as given to the passage as it stands.
        differences: Vec<Difference>,
        /// The share of common words, from 0 to 1.
        similarity: f32,
        /// The parts of a quote that does not stand in one place: those with a citation stand there
        /// word for word.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        parts: Vec<Part>,
    },
    /// Nothing like it was found.
    NotFound,
}

/// A part of a quote.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The words as given.
    pub words: String,
    /// The place where they stand word for word, if they do.
    pub citation: Option<Box<Citation>>,
    /// The number of occurrences.
    pub times: usize,
}

/// The places of some words.
struct Found {
    document: Arc<Document>,
    spans: Vec<Span>,
    /// In how many places of all documents.
    times: usize,
    case: Case,
}

/// The documents in which a quote is looked for.
struct Corpus {
    documents: Vec<(Arc<Document>, Searched)>,
}

/// Looks for a quote. An empty one is not found.
pub fn verify(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
) -> Result<Verification, IndexError> {
    if Form::of(quote, Case::Kept).is_empty() {
        return Ok(Verification::NotFound);
    }
    let mut found = looked_for(generation, quote, wanted)?;
    if let Verification::Verbatim { citation, .. } | Verification::Nearly { citation, .. } =
        &mut found
    {
        citation.newer = newer(generation, citation)?.map(Box::new);
    }
    Ok(found)
}

fn looked_for(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
) -> Result<Verification, IndexError> {
    let corpus = Corpus::open(generation, quote, wanted)?;
    let whole = corpus.find(quote);
    if let Some(verbatim) = whole.and_then(|found| found.verbatim(Vec::new())) {
        return Ok(verbatim);
    }
    let parts = match parts::verify(&corpus, quote) {
        parts::Verdict::Verbatim(verbatim) => return Ok(verbatim),
        parts::Verdict::Nearly(nearly) => return Ok(nearly),
        parts::Verdict::Some(parts) => parts,
    };
    nearest(generation, quote, wanted, parts)
}

impl Corpus {
    fn open(
        generation: &Generation,
        quote: &str,
        wanted: Option<&DocumentId>,
    ) -> Result<Self, IndexError> {
        let query = Query::of_all_words(quote, generation.languages());
        let hits = generation.search_passages(&query, &Scope::of(wanted), PASSAGES)?;
        let mut ids: Vec<DocumentId> = Vec::new();
        let mut seen = BTreeSet::new();
        let all = &generation.manifest().documents;
        let others = all.iter().map(|entry| entry.id.clone());
        let others = others.filter(|id| all.len() <= DOCUMENTS && wanted.is_none_or(|w| w == id));
        for id in hits.into_iter().map(|hit| hit.document).chain(others) {
            if seen.insert(id.clone()) {
                ids.push(id);
            }
        }
        // What holds now is named first.
        ids.sort_by_key(|id| generation.revisions().newer(id).is_some());
        let mut documents = Vec::new();
        for id in ids {
            if let Some(document) = generation.document(&id)? {
                let searched = Searched::new(&document);
                documents.push((document, searched));
            }
        }
        Ok(Self { documents })
    }

    /// Finds some words: as they are, else in other capitals.
    fn find(&self, words: &str) -> Option<Found> {
        [Case::Kept, Case::Folded].into_iter().find_map(|case| {
            let mut first: Option<(Arc<Document>, Vec<Span>)> = None;
            let mut times = 0;
            for (document, searched) in &self.documents {
                let mut spans = searched.find(document, words, case);
                spans.retain(|span| is_of_body(document, *span));
                times += spans.len();
                if first.is_none() && !spans.is_empty() {
                    first = Some((Arc::clone(document), spans));
                }
            }
            let (document, spans) = first?;
            Some(Found {
                document,
                spans,
                times,
                case,
            })
        })
    }
}

/// Whether words are the document's own, and not said about it in its front matter; its title is.
fn is_of_body(document: &Document, span: Span) -> bool {
    let headings = document
        .sections
        .iter()
        .filter_map(|section| section.heading);
    let paragraphs = document.paragraphs.iter().map(|paragraph| paragraph.span);
    let first = headings.chain(paragraphs).map(|span| span.start).min();
    let is_title = || document.title().contains(span.of(&document.text));
    first.is_none_or(|first| first <= span.start) || is_title()
}

impl Found {
    fn citation(&self) -> Option<Box<Citation>> {
        let quote = Quote::whole(&self.document, &[*self.spans.first()?])?;
        Some(Box::new(Citation::of(&self.document, quote)))
    }

    fn verbatim(&self, parts: Vec<Part>) -> Option<Verification> {
        Some(Verification::Verbatim {
            citation: self.citation()?,
            times: self.times,
            differs_in_case: self.case == Case::Folded,
            parts,
        })
    }
}

/// The passage that is most like a quote.
fn nearest(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
    parts: Vec<Part>,
) -> Result<Verification, IndexError> {
    let query = Query::of_all_words(quote, generation.languages());
    let mut best: Option<(f32, Vec<Difference>, Citation)> = None;
    let mut hits = generation.search_passages(&query, &Scope::of(wanted), PASSAGES)?;
    hits.sort_by_key(|hit| generation.revisions().newer(&hit.document).is_some());
    for hit in hits {
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let (first, last) = hit.sentences;
        for span in windows(&document, first, last, quote) {
            let (given, stands) = marks::behind_marks(&document, quote, span);
            let read = Reading::of(&document.text, stands, &document.edits).text;
            let alignment = aligned(given, &read);
            let is_better = |(most, ..): &(f32, _, _)| alignment.similarity > *most;
            if best.as_ref().is_none_or(is_better)
                && let Some(quote) = Quote::whole(&document, &[span])
            {
                let citation = Citation::of(&document, quote);
                best = Some((alignment.similarity, alignment.differences, citation));
            }
        }
    }
    Ok(match best {
        Some((similarity, differences, citation)) if similarity >= NEARLY => Verification::Nearly {
            differences,
            citation: Box::new(citation),
            similarity,
            parts,
        },
        _ => Verification::NotFound,
    })
}

/// Runs of as many sentences as the quote seems to have, within a passage.
fn windows(document: &Document, first: usize, last: usize, quote: &str) -> Vec<Span> {
    let wanted = quote.chars().filter(|c| !c.is_whitespace()).count();
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    let mut spans = Vec::new();
    for (index, start) in sentences.iter().enumerate() {
        let mut cover = *start;
        for next in sentences.iter().skip(index) {
            let grown = cover.cover(*next);
            spans.push(grown);
            if grown.len() > wanted + wanted / 2 {
                break;
            }
            cover = grown;
        }
    }
    spans
}
