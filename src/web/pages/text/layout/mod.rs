//! A part of a document, laid out in blocks.

use std::collections::BTreeSet;

use super::{
    ApartText, Block, Body, Links, Marked, NoteText, Part, cutter::Cutter, items::What,
    notes::Notes, parts::going_on, piece::Piece,
};
use crate::{
    corpus::{Document, Origin, Paragraph, ParagraphKind, Reason},
    passages::Locator,
    span::Span,
};

mod edits;
mod list;
mod table;

/// A part of a document, ready to be shown.
pub(in crate::web::pages) struct Laid {
    /// Its blocks.
    pub(in crate::web::pages) blocks: Vec<Block>,
    /// The texts of its footnotes.
    pub(in crate::web::pages) notes: Vec<NoteText>,
    /// Whether anything in it was named or divided by this program.
    pub(in crate::web::pages) has_derived: bool,
}

/// Lays out a part of a document, with a quote marked in it.
pub(in crate::web::pages) fn lay_out(
    document: &Document,
    part: Part<'_>,
    marked: &Marked,
    links: Links<'_>,
) -> Laid {
    let notes = Notes::of(document);
    let mut layout = Layout {
        document,
        cutter: Cutter {
            document,
            notes: &notes,
            marked,
            links,
            has_begun: false,
        },
        blocks: Vec::new(),
        taken: BTreeSet::new(),
        has_derived: false,
    };
    for section in going_on(document, part) {
        layout.heading(section, true);
    }
    for (place, item) in part.items.iter().enumerate() {
        match item.what {
            What::Page(index) => layout.page(index),
            What::Gap => layout.blocks.push(Block::Gap),
            What::Apart(index) => layout.apart(index),
            What::Heading(index) => layout.heading(index, false),
            What::Paragraph(index) => layout.paragraph(index, part.span),
            What::Rest(index) if place == 0 => layout.paragraph(index, part.span),
            // It stands with its beginning.
            What::Rest(_) => {}
        }
    }
    let Layout {
        mut cutter,
        blocks,
        has_derived,
        ..
    } = layout;
    Laid {
        blocks,
        notes: notes.in_part(document, part, |span| cutter.pieces(span)),
        has_derived,
    }
}

struct Layout<'a> {
    document: &'a Document,
    cutter: Cutter<'a>,
    blocks: Vec<Block>,
    /// No two things on a page are called the same.
    taken: BTreeSet<String>,
    has_derived: bool,
}

impl Layout<'_> {
    fn name(&mut self, anchor: &str) -> Option<String> {
        self.taken
            .insert(anchor.to_owned())
            .then(|| anchor.to_owned())
    }

    fn page(&mut self, index: usize) {
        // What stands before the first printed number, or behind all pages, is on none.
        let page = self.document.pages.get(index);
        let page = page.filter(|page| !page.label.is_empty());
        self.blocks.extend(page.map(|page| Block::Page {
            label: page.label.clone(),
        }));
    }

    /// Lays out what is not part of the text; what stands together is folded together.
    fn apart(&mut self, index: usize) {
        let Some(apart) = self.document.set_apart.get(index) else {
            return;
        };
        let text = apart.reading(&self.document.text, &self.document.edits);
        let paragraph = ApartText {
            text,
            is_struck: apart.reason == Reason::StruckOut,
        };
        match self.blocks.last_mut() {
            _ if paragraph.text.is_empty() => {}
            Some(Block::Apart { paragraphs }) => paragraphs.push(paragraph),
            _ => self.blocks.push(Block::Apart {
                paragraphs: vec![paragraph],
            }),
        }
    }

    fn heading(&mut self, index: usize, is_going_on: bool) {
        let Some(section) = self.document.sections.get(index) else {
            return;
        };
        let parent = |at: &usize| self.document.sections.get(*at).and_then(|s| s.parent);
        let depth = std::iter::successors(Some(index), parent).count();
        let notes = section.heading.filter(|_| !is_going_on);
        let notes = notes
            .map(|span| self.cutter.pieces(span))
            .unwrap_or_default();
        let is_note = |piece: &Piece| matches!(piece, Piece::Note { .. });
        self.has_derived |= section.is_counted;
        let anchor = section.anchor();
        let id = if is_going_on {
            None
        } else {
            self.name(&anchor)
        };
        self.blocks.push(Block::Heading {
            id,
            rank: u8::try_from(depth + 1).unwrap_or(6).min(6),
            number: section.number(),
            title: section.title.clone(),
            notes: notes.into_iter().filter(is_note).collect(),
        });
    }

    /// A paragraph, as far as it stands in a part.
    fn paragraph(&mut self, index: usize, part: Span) {
        let Some(paragraph) = self.document.paragraphs.get(index) else {
            return;
        };
        let anchor = Locator::of(self.document, Span::at(paragraph.span.start)).anchor();
        let is_derived = paragraph.origin == Origin::Derived;
        self.has_derived |= is_derived;
        let mark = if is_derived { "≈" } else { "" };
        let id = self.name(&anchor);
        let body = self.body(paragraph, &within(self.document, paragraph, part));
        self.blocks.push(Block::Paragraph {
            id,
            number: format!("{mark}{}", paragraph.ordinal),
            anchor,
            body,
        });
    }

    /// The content of a paragraph, as far as it is `shown`.
    fn body(&mut self, paragraph: &Paragraph, shown: &Paragraph) -> Body {
        let span = shown.span;
        match paragraph.kind {
            ParagraphKind::Text | ParagraphKind::Note => Body::Text(self.cutter.pieces(span)),
            ParagraphKind::Quote => Body::Quote(self.cutter.pieces(span)),
            ParagraphKind::Code => Body::Code(self.cutter.pieces(span)),
            ParagraphKind::List => list::list(&mut self.cutter, shown),
            ParagraphKind::Table => table::table(&mut self.cutter, paragraph, shown),
        }
    }
}

/// As much of a paragraph as stands in a part.
fn within(document: &Document, paragraph: &Paragraph, part: Span) -> Paragraph {
    let whole = paragraph.span;
    let span = Span::new(whole.start.max(part.start), whole.end.min(part.end));
    if span == whole {
        return paragraph.clone();
    }
    let sentences = document.sentences_in(span);
    Paragraph {
        span,
        sentences: (sentences.start, sentences.end),
        ..paragraph.clone()
    }
}
