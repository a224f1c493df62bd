//! What stands in a document, in the order of reading.

use crate::{
    corpus::{Document, EditKind, ParagraphKind},
    span::Span,
};

/// Something that stands in a document, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) at: usize,
    pub(super) what: What,
}

/// What it is; where several begin at the same place, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// An index into `Document::pages`.
    Page(usize),
    /// The source lost something.
    Gap,
    /// Something that is not part of the text.
    Apart(Span),
    /// An index into `Document::sections`.
    Heading(usize),
    /// An index into `Document::paragraphs`; the texts of footnotes stand apart.
    Paragraph(usize),
}

/// All of it.
pub(super) fn items(document: &Document) -> Vec<Item> {
    let item = |at, what| Item { at, what };
    let inside = |at| is_inside(document, at);
    let pages = document.pages.iter().enumerate();
    let pages = pages
        .filter(|(_, page)| !inside(page.span.start))
        .map(|(index, page)| item(page.span.start, What::Page(index)));
    let gaps = document.edits.iter();
    let gaps = gaps
        .filter(|edit| edit.kind == EditKind::Gap && !inside(edit.span.start))
        .map(|edit| item(edit.span.start, What::Gap));
    let apart = document.boilerplate.iter();
    let apart = apart.map(|span| item(span.start, What::Apart(*span)));
    let headings = document.sections.iter().enumerate();
    let headings = headings.map(|(index, section)| item(section.span.start, What::Heading(index)));
    let paragraphs = document.paragraphs.iter().enumerate();
    let paragraphs = paragraphs
        .filter(|(_, paragraph)| paragraph.kind != ParagraphKind::Note)
        .map(|(index, paragraph)| item(paragraph.span.start, What::Paragraph(index)));
    let mut items: Vec<Item> = pages
        .chain(gaps)
        .chain(apart)
        .chain(headings)
        .chain(paragraphs)
        .collect();
    items.sort_by_key(|item| (item.at, item.what));
    items
}

/// Whether a position is within a paragraph, and not at its beginning.
fn is_inside(document: &Document, at: usize) -> bool {
    let paragraph = document.paragraph_at(at);
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| paragraph.span.start < at)
}
