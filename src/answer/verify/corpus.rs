//! The documents in which a quote is looked for, and the places where it stands.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    form::{Case, Searched},
    marks,
    verification::{QuotePart, Verification},
};
use crate::{
    answer::{Citation, Quote},
    corpus::{Document, DocumentId},
    index::{Generation, IndexError, Query, Scope},
    span::Span,
};

/// The number of nearest passages that are looked at.
pub(super) const PASSAGES: usize = 60;

/// In a corpus of more documents, quotes are looked for only in those that have the words.
pub(super) const DOCUMENTS: usize = 50;

/// The places of some words.
pub(super) struct Found {
    pub(super) document: Arc<Document>,
    pub(super) spans: Vec<Span>,
    /// In how many places of all documents.
    pub(super) times: usize,
    pub(super) case: Case,
}

/// The documents in which a quote is looked for.
pub(super) struct Corpus {
    pub(super) documents: Vec<(Arc<Document>, Searched)>,
}

impl Corpus {
    pub(super) fn open(
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
    pub(super) fn find(&self, words: &str) -> Option<Found> {
        [Case::Kept, Case::Folded].into_iter().find_map(|case| {
            let mut first: Option<(Arc<Document>, Vec<Span>)> = None;
            let mut times = 0;
            for (document, searched) in &self.documents {
                let mut spans = marks::find(searched, document, words, case);
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
    pub(super) fn citation(&self) -> Option<Box<Citation>> {
        let quote = Quote::whole(&self.document, &[*self.spans.first()?])?;
        Some(Box::new(Citation::of(&self.document, quote)))
    }

    pub(super) fn verbatim(&self, parts: Vec<QuotePart>) -> Option<Verification> {
        Some(Verification::Verbatim {
            citation: self.citation()?,
            times: self.times,
            differs_in_case: self.case == Case::Folded,
            parts,
        })
    }
}
