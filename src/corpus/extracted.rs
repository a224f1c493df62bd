//! The result of a format's parser: blocks of text in reading order, before sections are numbered,
//! sentences found and footnotes tied to their text. Adding a format means writing one function that
//! returns this.

use crate::{
    corpus::{
        document::{Page, ParagraphKind},
        edit::{Edit, EditKind},
        metadata::Metadata,
        set_apart::{Reason, SetApart},
        style::Styled,
        warning::Warning,
    },
    span::Span,
};

/// The blocks of one source. All spans point into `text`.
#[derive(Clone, Debug, Default)]
pub struct Extracted {
    /// The text that will be quoted, byte for byte.
    pub text: String,
    /// Whether that is the file itself, so that its lines are those of the file.
    pub is_file: bool,
    /// The metadata that the format itself gives for the document.
    pub metadata: Metadata,
    /// Blocks in reading order, not overlapping.
    pub blocks: Vec<Block>,
    /// Markup and escapes within blocks, in order, not overlapping. Footnote marks are not here
    /// but in `marks`.
    pub edits: Vec<Edit>,
    /// The stretches within blocks that are set off, and how; each lies within one block and cuts no edit.
    pub styles: Vec<Styled>,
    /// Footnote marks in reading order.
    pub marks: Vec<Mark>,
    /// Pages in order, each from where the one before ends; empty for formats without.
    pub pages: Vec<Page>,
    /// Whether nothing but lines shows where a block begins, so that a text that lost them is one
    /// block.
    pub has_only_lines: bool,
    /// The parts that are set apart besides whole blocks, in order.
    pub set_apart: Vec<SetApart>,
    /// The number of letters and digits that the source shows, or would show.
    pub visible: usize,
    /// The warnings for the reader of the source.
    pub warnings: Vec<Warning>,
}

impl Extracted {
    /// The edits within a block, with its footnote marks among them.
    pub(super) fn edits_and_marks_in(&self, block: Span) -> Vec<Edit> {
        let within = |other: Span| block.contains(other);
        let first = self
            .edits
            .partition_point(|edit| edit.span.end < block.start);
        let edits = self.edits.iter().skip(first);
        let edits = edits.take_while(|edit| edit.span.start <= block.end);
        let mut all: Vec<Edit> = edits.filter(|edit| within(edit.span)).cloned().collect();
        let first = self
            .marks
            .partition_point(|mark| mark.span.end < block.start);
        let marks = self.marks.iter().skip(first);
        let marks = marks.take_while(|mark| mark.span.start <= block.end);
        all.extend(marks.filter(|mark| within(mark.span)).map(|mark| Edit {
            span: mark.span,
            kind: EditKind::Note(0),
        }));
        all.sort_by_key(|edit| (edit.span.start, edit.span.end));
        all
    }
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The place of the block, without the marks that open and close it (`## `, `> `).
    pub span: Span,
    /// The kind of block that it is.
    pub kind: BlockKind,
    /// Positions inside the block at which a sentence must end: list items, table rows.
    pub breaks: Vec<usize>,
    /// The items of a list that begin in the block, in order.
    pub items: Vec<ListItem>,
}

impl Block {
    /// A block in which no sentence has to end, and no item begins.
    pub fn new(span: Span, kind: BlockKind) -> Self {
        Self {
            span,
            kind,
            breaks: Vec::new(),
            items: Vec::new(),
        }
    }
}

/// The beginning of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Its first byte, behind its marker. An item that begins with a list of its own begins where that one
    /// does.
    pub at: usize,
    /// The number of lists it is in, besides its own.
    pub depth: u8,
    /// Its number as readers see it, where it does not stand in the text: `3.`, `(a)`.
    pub marker: Option<String>,
    /// Whether it is the first of its list.
    pub begins_list: bool,
    /// The place where the term that it defines ends and the meaning follows; in a list of definitions only.
    pub term: Option<usize>,
}

/// The kind of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// Text of some kind. Notes come as [`BlockKind::Note`].
    Paragraph(ParagraphKind),
    /// The text of the footnote with this label.
    Note(String),
    /// Something that is not part of the text, and why.
    Apart(Reason),
}

/// A footnote mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The place of the mark, all of it (`[^3]`).
    pub span: Span,
    /// The label, which ties it to a [`BlockKind::Note`].
    pub label: String,
}
