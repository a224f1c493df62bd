//! Paragraphs and their sentences while a document is being put together.

use crate::{
    corpus::{
        document::{Origin, ParagraphKind},
        edit::{Edit, EditKind},
        extracted::ListItem,
        numbering::Marker,
        reading::Reading,
        set_apart::{Reason, SetApart},
    },
    span::Span,
};

/// The document as far as it has been read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) paragraphs: Vec<DraftParagraph>,
    pub(super) edits: Vec<Edit>,
    pub(super) set_apart: Vec<SetApart>,
    pub(super) repaired: bool,
}

/// A paragraph before its section is known.
#[derive(Clone)]
pub(super) struct DraftParagraph {
    pub(super) span: Span,
    pub(super) kind: ParagraphKind,
    pub(super) origin: Origin,
    pub(super) sentences: Vec<Span>,
    /// The label of the footnote whose text this is.
    pub(super) note: Option<String>,
    /// The items of a list or the rows of a table, in order.
    pub(super) items: Vec<DraftItem>,
}

/// An item of a list, or a row of a table.
#[derive(Clone)]
pub(super) struct DraftItem {
    pub(super) begins: ListItem,
    /// The number that it begins with, in its text or before it.
    pub(super) number: Option<Marker>,
}

impl DraftItem {
    /// The row of a table that begins at a position.
    pub(super) fn row(at: usize) -> Self {
        Self {
            begins: ListItem {
                at,
                depth: 0,
                marker: None,
                begins_list: false,
                term: None,
            },
            number: None,
        }
    }
}

impl DraftParagraph {
    /// Ends the paragraph at `place`, which is in it; what stands behind becomes one of its own.
    fn split_off(&mut self, place: usize) -> Self {
        let first = self
            .sentences
            .partition_point(|sentence| sentence.end <= place);
        let mut behind = self.sentences.split_off(first);
        if let Some(crossing) = behind.first_mut().filter(|sentence| sentence.start < place) {
            self.sentences.push(Span::new(crossing.start, place));
            crossing.start = place;
        }
        let end = self.span.end;
        self.span.end = place;
        let first = self.items.partition_point(|item| item.begins.at < place);
        let items = self.items.split_off(first);
        Self {
            span: Span::new(place, end),
            kind: self.kind,
            origin: Origin::Outline,
            sentences: behind,
            note: self.note.clone(),
            items,
        }
    }
}

impl Draft {
    /// Ends paragraphs and sentences where a section begins, so that nothing crosses it. `places`
    /// are in order.
    pub(super) fn split_at(&mut self, places: &[usize]) {
        let mut split = Vec::with_capacity(self.paragraphs.len());
        for mut paragraph in std::mem::take(&mut self.paragraphs) {
            let Span { start, end } = paragraph.span;
            let first = places.partition_point(|place| *place <= start);
            let next = places.partition_point(|place| *place < end);
            let within = places.get(first..next).unwrap_or_default();
            // From the last one on, so that each sentence is moved once.
            let mut parts: Vec<DraftParagraph> = Vec::with_capacity(within.len() + 1);
            for place in within.iter().rev() {
                if paragraph.span.start < *place && *place < paragraph.span.end {
                    parts.push(paragraph.split_off(*place));
                }
            }
            parts.push(paragraph);
            split.extend(parts.into_iter().rev());
        }
        split.retain(|paragraph| !paragraph.sentences.is_empty());
        self.paragraphs = split;
    }

    /// Sets apart what the source strikes out, in order with the rest.
    pub(super) fn set_struck_apart(&mut self) {
        let struck = self.edits.iter();
        let struck = struck.filter(|edit| matches!(edit.kind, EditKind::Struck(_)));
        self.set_apart.extend(struck.map(|edit| SetApart {
            span: edit.span,
            reason: Reason::StruckOut,
        }));
        self.set_apart
            .sort_by_key(|apart| (apart.span.start, apart.span.end));
    }

    /// The reading of each paragraph of running text.
    pub(super) fn readings(&self, text: &str) -> Vec<String> {
        self.body()
            .map(|draft| Reading::of(text, draft.span, &self.edits).text)
            .collect()
    }

    /// The beginning of each paragraph of running text, as `readings` lists them.
    pub(super) fn paragraph_starts(&self) -> Vec<usize> {
        self.body().map(|draft| draft.span.start).collect()
    }

    fn body(&self) -> impl Iterator<Item = &DraftParagraph> {
        self.paragraphs
            .iter()
            .filter(|draft| draft.kind != ParagraphKind::Note)
    }
}
