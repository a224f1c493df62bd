//! A whole section as it is shown: with its sub-sections, and the sections beside it.

use super::{DocumentRef, OtherEdition, Snapshot, reader_url, with_newer};
use crate::{
    answer::{Citation, Quote},
    corpus::{Document, DocumentId, Reading},
    index::IndexError,
    span::Span,
};

/// A section with its sub-sections, and the sections beside it.
pub struct SectionView {
    /// The document, as it is now.
    pub document: DocumentRef,
    /// An index into `Document::sections`; nothing for what stands before the first heading.
    pub section: Option<usize>,
    /// One for each sub-section.
    pub citations: Vec<Citation>,
    /// The sentence that was asked for: which of them has it, and where in its text.
    pub marked: Option<(usize, Span)>,
    /// The sections before and behind it.
    pub beside: Neighbours,
    /// The link that opens it in the reader, where there is one.
    pub link: Option<String>,
    /// The section in other languages.
    pub editions: Vec<OtherEdition>,
    /// The section in the newest edition, if this is an older one.
    pub newer: Option<OtherEdition>,
}

/// The sections beside a section: indices into `Document::sections`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// The section that ends before it.
    pub previous: Option<usize>,
    /// The section that begins behind it.
    pub next: Option<usize>,
}

impl Neighbours {
    /// The neighbours of a section, or of what stands before the first heading.
    pub fn of(document: &Document, section: Option<usize>) -> Self {
        let sections = &document.sections;
        let Some(span) = span_of(document, section) else {
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
    /// A section as it stands now, with the sentence of this number marked if it stands there; nothing
    /// if the document has no such section.
    pub fn of(
        snapshot: &Snapshot,
        id: &DocumentId,
        section: Option<usize>,
        marked: Option<usize>,
    ) -> Result<Option<Self>, IndexError> {
        let (Some(entry), Some(document)) = (snapshot.entry(id), snapshot.document(id)?) else {
            return Ok(None);
        };
        let span = span_of(&document, section);
        let citations = span.map(|span| Citation::of_place(&document, &document.body_in(span)));
        let Some(mut citations) = citations else {
            return Ok(None);
        };
        let mut newer = None;
        if let Some(first) = citations.first_mut() {
            *first = with_newer(snapshot, first.clone())?;
            newer = OtherEdition::newer(snapshot, first)?;
        }
        let first = citations.first();
        let anchor = first.map(Citation::anchor);
        let link = anchor
            .map(|anchor| reader_url::place_path(&document, None, &anchor))
            .and_then(|path| snapshot.link_to(&document.id, &path));
        let editions =
            section.map(|section| OtherEdition::of_section(snapshot, &document, section));
        Ok(Some(Self {
            editions: editions.transpose()?.unwrap_or_default(),
            newer,
            document: DocumentRef::of(entry),
            section,
            marked: marked.and_then(|sentence| find(&document, &citations, sentence)),
            citations,
            beside: Neighbours::of(&document, section),
            link,
        }))
    }
}

/// Whether a quote is all that stands in a section, or before the first heading.
pub(super) fn is_all_of(document: &Document, section: Option<usize>, quote: &Quote) -> bool {
    let paragraphs = span_of(document, section).map(|span| document.body_in(span));
    let cover = quote.cover();
    let is_shown = |paragraph: &Span| {
        let sentences = document.sentences_in(*paragraph);
        let mut sentences = document.sentences.get(sentences).into_iter().flatten();
        sentences.all(|sentence| cover.contains(*sentence))
    };
    paragraphs.is_some_and(|paragraphs| paragraphs.iter().all(is_shown))
}

/// Finds the place of a sentence in the text of the citations.
fn find(document: &Document, citations: &[Citation], sentence: usize) -> Option<(usize, Span)> {
    let sentence = *document.sentences.get(sentence)?;
    citations.iter().enumerate().find_map(|(index, citation)| {
        let mut parts = citation.quote.parts();
        let (before, span) = parts.find(|(_, span)| span.contains(sentence))?;
        let reading = Reading::of(&document.text, span, &document.edits);
        Some((index, reading.from_source(sentence).shifted(before)))
    })
}

fn span_of(document: &Document, section: Option<usize>) -> Option<Span> {
    match section {
        Some(index) => document.sections.get(index).map(|section| section.span),
        None => Some(front(document)),
    }
}

/// The span before the first heading; all of a document without headings.
fn front(document: &Document) -> Span {
    let first = document.sections.first();
    Span::new(
        0,
        first.map_or(document.text.len(), |section| section.span.start),
    )
}
