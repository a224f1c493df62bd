//! A whole section as it is shown: with its sub-sections, and the sections beside it.

use super::{Shelf, Stamped, link};
use crate::{
    answer::Citation,
    corpus::{Document, DocumentId},
    index::IndexError,
    span::Span,
};

/// A section with its sub-sections, and the sections beside it.
pub struct SectionView {
    /// The document, as it is now.
    pub document: Stamped,
    /// An index into `Document::sections`; nothing for what stands before the first heading.
    pub section: Option<usize>,
    /// One for each sub-section.
    pub citations: Vec<Citation>,
    /// The sections before and behind it.
    pub beside: Beside,
    /// What opens it in the reader, where there is one.
    pub link: Option<String>,
}

/// The sections beside a section: indices into `Document::sections`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The section that ends before it.
    pub previous: Option<usize>,
    /// The section that begins behind it.
    pub next: Option<usize>,
}

impl Beside {
    /// The neighbours of a section, or of what stands before the first heading.
    pub fn of(document: &Document, section: Option<usize>) -> Self {
        let sections = &document.sections;
        let span = match section {
            Some(index) => sections.get(index).map(|section| section.span),
            None => Some(front(document)),
        };
        let Some(span) = span else {
            return Self {
                previous: None,
                next: None,
            };
        };
        let mut before = sections.iter();
        Self {
            previous: before.rposition(|other| other.span.end <= span.start),
            next: sections
                .iter()
                .position(|other| other.span.start >= span.end),
        }
    }
}

impl SectionView {
    /// A section as it stands now; nothing if the document has no such section.
    pub fn of(
        shelf: &Shelf,
        id: &DocumentId,
        section: Option<usize>,
    ) -> Result<Option<Self>, IndexError> {
        let (Some(entry), Some(document)) = (shelf.entry(id), shelf.document(id)?) else {
            return Ok(None);
        };
        let span = match section {
            Some(index) => document.sections.get(index).map(|section| section.span),
            None => Some(front(&document)),
        };
        let citations = span.map(|span| Citation::of_place(&document, &document.body_in(span)));
        let Some(citations) = citations else {
            return Ok(None);
        };
        let first = citations.first();
        let anchor = first.map(Citation::anchor);
        let link =
            anchor.and_then(|anchor| shelf.link(&link::place_path(&document, None, &anchor)));
        Ok(Some(Self {
            document: Stamped::of(entry),
            section,
            citations,
            beside: Beside::of(&document, section),
            link,
        }))
    }
}

/// What stands before the first heading; all of a document without headings.
fn front(document: &Document) -> Span {
    let first = document.sections.first();
    Span::new(
        0,
        first.map_or(document.text.len(), |section| section.span.start),
    )
}
