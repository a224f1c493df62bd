//! The places that a document has, to be told where one was named that it has not.

use serde::Serialize;

use crate::{
    corpus::{Document, DocumentId, ParagraphKind},
    label::label,
    passages::{Place, PlacePart, RangeWithin},
};

/// The places that a document has, by their first and last names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The first and the last section of the first level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<(String, String)>,
    /// The places there are beside the one that was named, where it has what would hold that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<RangeWithin>,
    /// The number of its paragraphs of running text.
    pub paragraphs: usize,
    /// Whether a paragraph of the whole document was named.
    #[serde(skip)]
    pub counts_paragraphs: bool,
    /// The first and the last footnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnotes: Option<(u32, u32)>,
    /// Whether a page was named, and it has none.
    pub lacks_pages: bool,
    /// The first and the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<(String, String)>,
}

impl Extent {
    /// The places of a document, for somebody who named one that it has not.
    pub fn of(document: &Document, named: &Place) -> Self {
        let mut top = document.sections.iter().filter(|of| of.level == 1);
        let sections = top.next().map(|first| {
            let last = top.next_back().unwrap_or(first);
            (first.place.clone(), last.place.clone())
        });
        let notes = || document.footnotes.iter().map(|footnote| footnote.number);
        let mut pages = document.pages.iter().filter(|page| !page.label.is_empty());
        let first = pages.next();
        let pages = first.zip(pages.next_back().or(first));
        let body = document.paragraphs.iter();
        Self {
            document: document.id.clone(),
            title: label(&document.title()),
            sections,
            beside: named.beside(document),
            paragraphs: body.filter(|of| of.kind != ParagraphKind::Note).count(),
            counts_paragraphs: names(named, |part| {
                matches!(part, PlacePart::Paragraphs(None, ..))
            }),
            lacks_pages: pages.is_none()
                && names(named, |part| matches!(part, PlacePart::Pages(..))),
            footnotes: notes().min().zip(notes().max()),
            pages: pages.map(|(first, last)| (first.label.clone(), last.label.clone())),
        }
    }
}

fn names(place: &Place, is_meant: impl Fn(&PlacePart) -> bool) -> bool {
    place.parts.iter().any(is_meant)
}
