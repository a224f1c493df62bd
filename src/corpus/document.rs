//! The document that a source becomes: its text, never changed, and everything known about places in it.

use std::{borrow::Cow, ops::Range};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{
        document_id::DocumentId,
        edit::Edit,
        edition,
        metadata::Metadata,
        numbering::{Label, joined},
        set_apart::{Account, SetApart},
        style::Styled,
        title::title,
    },
    language::Language,
    span::Span,
};

/// The one who says that a section or paragraph begins here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The source itself.
    Source,
    /// The operator, in the outline sidecar.
    Outline,
    /// Nobody: it was derived from the text, and is shown with `≈`.
    Derived,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its number: the source's own, or the operator's. Counted only where neither numbers anything;
    /// none for a heading without a number in a document with numbers.
    pub label: Option<Label>,
    /// Whether the number is none but ours, which is shown with `≈`.
    pub is_counted: bool,
    /// The name it goes by where its title is left out: `§ 21a`, `§ ≈2.3`, `Part II › § 3`;
    /// `§ 2 › Austritt` where it has no number.
    pub place: String,
    /// The name it goes by in links and anchors, as no other section of the document does: `21a`, `art3`,
    /// `2-austritt`.
    pub address: String,
    /// The heading as readers see it, without its number; for derived sections key phrases.
    pub title: String,
    /// Depth, from 1.
    pub level: u8,
    /// The section this one stands in: an index into `Document::sections`.
    pub parent: Option<usize>,
    /// The one who says that it begins here.
    pub origin: Origin,
    /// The place of the heading, if it stands in the text.
    pub heading: Option<Span>,
    /// From the heading to the end of the last sub-section.
    pub span: Span,
}

impl Section {
    /// `§ 2.3 Title`, `§ 2 › Austritt`.
    pub fn label(&self) -> String {
        match self.label {
            Some(_) => format!("{} {}", self.place, self.title),
            None => self.place.clone(),
        }
    }

    /// The number that stands before its title where the sections above it are seen: `2.3`, `≈2.3`, `§ 21a`;
    /// nothing for one without a number.
    pub fn number(&self) -> String {
        let mark = if self.is_counted { "≈" } else { "" };
        let printed = self.label.as_ref().map(|label| label.printed.as_str());
        format!("{mark}{}", printed.unwrap_or_default())
    }

    /// The anchor of the section in the address of a page.
    pub fn anchor(&self) -> String {
        format!("s{}", self.address)
    }
}

/// The kind of block that a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// A list; each item ends a sentence.
    List,
    /// A block quotation.
    Quote,
    /// A table; each row ends a sentence.
    Table,
    /// Preformatted text.
    Code,
    /// The text of a footnote. Its sentences are searched and quoted like others.
    Note,
}

/// A block of text in one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The place of the paragraph in the text.
    pub span: Span,
    /// The innermost section it stands in; none before the first heading.
    pub section: Option<usize>,
    /// Position within that section (or before the first heading), from 1; 0 for notes, which are
    /// named by their footnote.
    pub ordinal: u32,
    /// The kind of block that it is.
    pub kind: ParagraphKind,
    /// Whether the source says that it begins here.
    pub origin: Origin,
    /// Its sentences: a range of indices into `Document::sentences`.
    pub sentences: (usize, usize),
    /// The numbers that the source gives it within its section, with those that lead to it: `(2)`,
    /// `(3)(b)`. They stand in the text too.
    pub label: Option<String>,
    /// The items of a list or the rows of a table, in order; empty for other kinds.
    pub items: Vec<Item>,
    /// The items and rows of which the source strikes out all words, in order: readers see them, and nothing
    /// of them is read.
    pub struck: Vec<Item>,
    /// The text that each item or row, the code, or the paragraph is read with: the sentence that opens the list or
    /// introduces the code, the head of the table, or the question that the paragraph answers. For a table it is
    /// its first row, else it stands before the paragraph.
    pub opening: Option<Span>,
}

/// An item of a list, or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// From its first sentence to its last; the items within it come next.
    pub span: Span,
    /// The same with what the source strikes out before it and behind it, as readers see it.
    pub shown: Span,
    /// The number of lists it is in, besides its own.
    pub depth: u8,
    /// Its number as readers see it, where it does not stand in the text: `3.`
    pub marker: Option<String>,
    /// The numbers that lead to it and its own, as printed: `(2)`, `1.`, `a)`; empty for one in a list
    /// without numbers.
    pub path: Vec<String>,
    /// The place where the term that it defines ends and the meaning follows; in a list of definitions only.
    pub term: Option<usize>,
}

/// A footnote: the mark in the text, and its text where the source has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// The number as printed (for named labels: the order of appearance).
    pub number: u32,
    /// The place of the mark.
    pub mark: Span,
    /// The paragraph of kind [`ParagraphKind::Note`] that holds its text, where there is one.
    pub note: Option<usize>,
}

/// The degree to which the text of a page is what the page shows.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It is.
    #[default]
    Sure,
    /// Some of its letters are not those that the page shows.
    Uncertain,
    /// A machine read it from a picture of the page, and may have misread it.
    MachineRead,
}

impl Certainty {
    /// Whether there is no doubt.
    pub fn is_sure(&self) -> bool {
        *self == Self::Sure
    }

    /// The remark behind the number of a page; nothing where there is no doubt.
    pub fn remark(self) -> &'static str {
        match self {
            Self::Sure => "",
            Self::Uncertain => "uncertain",
            Self::MachineRead => "machine-read",
        }
    }
}

/// A page of the source, for formats that have pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The printed page number, else the position in the file. Nothing for a page before the first that
    /// has a number.
    pub label: String,
    /// The degree to which what stands on it can be relied on.
    pub certainty: Certainty,
    /// The part of the text that stands on it.
    pub span: Span,
}

/// A source file, decoded, with everything known about its structure.
///
/// All spans point into `text`. Sections, paragraphs, sentences, footnotes, edits, styles and what is
/// set apart are in order of position, and edits, sentences and paragraphs do not overlap among themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Id within the corpus.
    pub id: DocumentId,
    /// Path within the corpus, with the ending.
    pub path: String,
    /// Title, edition, date and the like.
    pub metadata: Metadata,
    /// The language it is written in, declared or detected.
    pub language: Language,
    /// The encoding of the file, as the Encoding Standard names it.
    pub encoding: String,
    /// The text of the source: for text formats the decoded file (without a byte order mark), for
    /// others what its parser reads. The only thing that is ever quoted.
    pub text: String,
    /// The places where the text as read differs from `text`.
    pub edits: Vec<Edit>,
    /// The stretches of text that the source sets off, and how; each lies within one block.
    pub styles: Vec<Styled>,
    /// Sections in reading order; the tree is in `parent`.
    pub sections: Vec<Section>,
    /// Paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in reading order.
    pub sentences: Vec<Span>,
    /// Footnotes in order of their marks.
    pub footnotes: Vec<Footnote>,
    /// Pages, empty for formats without.
    pub pages: Vec<Page>,
    /// The parts that were set apart, and why: navigation, notices, what is struck out. Kept, never indexed.
    pub set_apart: Vec<SetApart>,
    /// The account of how much of the source is read.
    pub account: Account,
    /// Whether the text was glued together and had to be repaired.
    pub repaired: bool,
}

impl Document {
    /// The title, or the id where the source has none.
    pub fn title(&self) -> Cow<'_, str> {
        title(&self.metadata, &self.id)
    }

    /// The edition, as the source names it, else as the name of the file does.
    pub fn edition(&self) -> Option<&str> {
        edition(&self.metadata, &self.id)
    }

    /// The memory it takes, in bytes, about.
    pub fn memory(&self) -> usize {
        self.text.len()
            + size_of_val(self.edits.as_slice())
            + size_of_val(self.sections.as_slice())
            + size_of_val(self.paragraphs.as_slice())
            + size_of_val(self.sentences.as_slice())
            + size_of_val(self.footnotes.as_slice())
            + size_of_val(self.pages.as_slice())
            + size_of_val(self.set_apart.as_slice())
    }

    /// The edits that touch `span`, in order.
    pub fn edits_in(&self, span: Span) -> &[Edit] {
        let first = self
            .edits
            .partition_point(|edit| edit.span.end < span.start);
        let last = self
            .edits
            .partition_point(|edit| edit.span.start <= span.end);
        self.edits.get(first..last.max(first)).unwrap_or_default()
    }

    /// The pages that have part in `span`, in order; for a place between two bytes the one it is on.
    pub fn pages_of(&self, span: Span) -> &[Page] {
        let first = self
            .pages
            .partition_point(|page| page.span.end <= span.start);
        let end = span.end.max(span.start + 1);
        let next = self.pages.partition_point(|page| page.span.start < end);
        self.pages.get(first..next.max(first)).unwrap_or_default()
    }

    /// The styles that begin in `span`, its end included, in order.
    pub fn styles_in(&self, span: Span) -> &[Styled] {
        let begins = |at: usize| self.styles.partition_point(|styled| styled.span.start < at);
        let (first, end) = (begins(span.start), begins(span.end + 1));
        self.styles.get(first..end).unwrap_or_default()
    }

    /// The paragraph that holds the byte at `position`, by index.
    pub fn paragraph_at(&self, position: usize) -> Option<usize> {
        let next = self
            .paragraphs
            .partition_point(|paragraph| paragraph.span.start <= position);
        let index = next.checked_sub(1)?;
        (self.paragraphs.get(index)?.span.end > position).then_some(index)
    }

    /// The sentences that have part in `span`, by index.
    pub fn sentences_in(&self, span: Span) -> Range<usize> {
        let all = &self.sentences;
        let first = all.partition_point(|sentence| sentence.end <= span.start);
        let end = all.partition_point(|sentence| sentence.start < span.end);
        first..end
    }

    /// The paragraphs of running text that begin in `span`: all but the texts of footnotes.
    pub fn body_in(&self, span: Span) -> Vec<Span> {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .filter(|paragraph| paragraph.kind != ParagraphKind::Note)
            .map(|paragraph| paragraph.span)
            .filter(|paragraph| span.start <= paragraph.start && paragraph.start < span.end)
            .collect()
    }

    /// The number that the source gives a place within its section: that of the list item that `span` is
    /// within, else of its paragraph. Nothing for several items.
    pub fn label_of(paragraph: &Paragraph, span: Span) -> Option<String> {
        let first = paragraph
            .items
            .partition_point(|item| item.span.end <= span.start);
        let items = paragraph.items.get(first..).unwrap_or_default();
        let within = items.iter().take_while(|item| item.span.start < span.end);
        let mut paths = within.map(|item| item.path.as_slice());
        match paths.next() {
            Some([]) => None,
            Some(path) => paths
                .all(|inner| inner.starts_with(path))
                .then(|| joined(path)),
            None => paragraph.label.clone(),
        }
    }

    /// The sentences of a paragraph.
    pub fn sentences_of(&self, paragraph: &Paragraph) -> &[Span] {
        let (first, last) = paragraph.sentences;
        self.sentences.get(first..last).unwrap_or_default()
    }
}
