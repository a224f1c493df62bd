//! The items of a document, in the order of reading.

use crate::{
    corpus::{Document, EditKind, Paragraph, ParagraphKind},
    span::Span,
};

/// Something that stands in a document, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) at: usize,
    pub(super) what: What,
    /// The size of its markup, in bytes, where that is large.
    pub(super) markup: usize,
}

/// The kind of an item; where several begin at the same place, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// An index into `Document::pages`.
    Page(usize),
    /// The source lost something.
    Gap,
    /// An index into `Document::set_apart`.
    Apart(usize),
    /// An index into `Document::sections`.
    Heading(usize),
    /// An index into `Document::paragraphs`; the texts of footnotes stand apart.
    Paragraph(usize),
    /// The continuation of the same paragraph, where it is long.
    Rest(usize),
}

/// Of a paragraph, so many bytes with their markup stand together; then a part may end.
const CHUNK: usize = 20_000;

/// The number of bytes of markup that a cell of a table has.
const CELL: usize = 45;

/// All of it.
pub(super) fn items(document: &Document) -> Vec<Item> {
    let item = |at, what| Item {
        at,
        what,
        markup: 0,
    };
    let inside = |at| is_inside(document, at);
    let pages = document.pages.iter().enumerate();
    let pages = pages
        .filter(|(_, page)| !inside(page.span.start))
        .map(|(index, page)| item(page.span.start, What::Page(index)));
    let gaps = document.edits.iter();
    let gaps = gaps
        .filter(|edit| edit.kind == EditKind::Gap && !inside(edit.span.start))
        .map(|edit| item(edit.span.start, What::Gap));
    // What stands within a paragraph is shown with it.
    let apart = document.set_apart.iter().enumerate();
    let apart = apart
        .filter(|(_, apart)| document.paragraph_at(apart.span.start).is_none())
        .map(|(index, apart)| item(apart.span.start, What::Apart(index)));
    let headings = document.sections.iter().enumerate();
    let headings = headings.map(|(index, section)| item(section.span.start, What::Heading(index)));
    let paragraphs = document.paragraphs.iter().enumerate();
    let paragraphs = paragraphs
        .filter(|(_, paragraph)| paragraph.kind != ParagraphKind::Note)
        .flat_map(|(index, paragraph)| chunks(document, index, paragraph));
    let mut items: Vec<Item> = pages
        .chain(gaps)
        .chain(apart)
        .chain(headings)
        .chain(paragraphs)
        .collect();
    items.sort_by_key(|item| (item.at, item.what));
    items
}

/// A paragraph, whole or in chunks that begin with sentences; of a table, a list or code with lines.
fn chunks(document: &Document, index: usize, paragraph: &Paragraph) -> Vec<Item> {
    let is_table = paragraph.kind == ParagraphKind::Table;
    let is_running = matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Quote);
    let text = |start, end| Span::new(start, end).of(&document.text);
    let bars = |start, end| text(start, end).matches('|').count();
    let markup = |start, end| if is_table { CELL * bars(start, end) } else { 0 };
    let mut chunks = vec![Item {
        at: paragraph.span.start,
        what: What::Paragraph(index),
        markup: 0,
    }];
    let mut before = paragraph.span.start;
    for sentence in document.sentences_of(paragraph) {
        let may_begin = is_running || text(before, sentence.start).contains('\n');
        let (at, size) = chunks
            .last()
            .map_or((0, 0), |last| (last.at, before - last.at + last.markup));
        if may_begin && size >= CHUNK && sentence.start > at {
            chunks.push(Item {
                at: sentence.start,
                what: What::Rest(index),
                markup: 0,
            });
        }
        if let Some(last) = chunks.last_mut() {
            last.markup += markup(before.max(last.at), sentence.end);
        }
        before = sentence.end;
    }
    chunks
}

/// Whether a position is within a paragraph, and not at its beginning.
fn is_inside(document: &Document, at: usize) -> bool {
    let paragraph = document.paragraph_at(at);
    let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| paragraph.span.start < at)
}
