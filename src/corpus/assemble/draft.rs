//! Paragraphs and their sentences while a document is being put together.

use crate::{
    corpus::{
        document::{Edit, Origin, Paragraph, ParagraphKind, Section},
        reading::Reading,
    },
    span::Span,
};

/// What has been read so far.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) paragraphs: Vec<DraftParagraph>,
    pub(super) edits: Vec<Edit>,
    pub(super) boilerplate: Vec<Span>,
    pub(super) repaired: bool,
}

/// A paragraph before its section is known.
#[derive(Clone)]
pub(super) struct DraftParagraph {
    pub(super) span: Span,
    pub(super) kind: ParagraphKind,
    pub(super) origin: Origin,
    pub(super) sentences: Vec<Span>,
    pub(super) items: Vec<Span>,
    /// The label of the footnote whose text this is.
    pub(super) note: Option<String>,
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
        let first = self.items.partition_point(|item| item.end <= place);
        let mut items = self.items.split_off(first);
        if let Some(crossing) = items.first_mut().filter(|item| item.start < place) {
            self.items.push(Span::new(crossing.start, place));
            crossing.start = place;
        }
        let end = self.span.end;
        self.span.end = place;
        Self {
            span: Span::new(place, end),
            kind: self.kind,
            origin: Origin::Outline,
            sentences: behind,
            items,
            note: self.note.clone(),
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

    /// Paragraphs with their places in `sections`, and all sentences in order.
    pub(super) fn paragraphs(&self, sections: &[Section]) -> (Vec<Paragraph>, Vec<Span>) {
        let mut sentences = Vec::new();
        let mut ordinals = vec![0; sections.len() + 1];
        let mut paragraphs = Vec::with_capacity(self.paragraphs.len());
        for draft in &self.paragraphs {
            let next = sections.partition_point(|section| section.span.start <= draft.span.start);
            let ordinal = if draft.kind == ParagraphKind::Note {
                0
            } else {
                ordinals.get_mut(next).map_or(0, |count| {
                    *count += 1;
                    *count
                })
            };
            let first = sentences.len();
            sentences.extend_from_slice(&draft.sentences);
            paragraphs.push(Paragraph {
                span: draft.span,
                section: next.checked_sub(1),
                ordinal,
                kind: draft.kind,
                origin: draft.origin,
                sentences: (first, sentences.len()),
                items: draft.items.clone(),
                opening: None,
            });
        }
        (paragraphs, sentences)
    }

    /// What each paragraph of running text reads like.
    pub(super) fn readings(&self, text: &str) -> Vec<String> {
        self.body()
            .map(|draft| Reading::of(text, draft.span, &self.edits).text)
            .collect()
    }

    /// Where each paragraph of running text begins, as `readings` lists them.
    pub(super) fn paragraph_starts(&self) -> Vec<usize> {
        self.body().map(|draft| draft.span.start).collect()
    }

    fn body(&self) -> impl Iterator<Item = &DraftParagraph> {
        self.paragraphs
            .iter()
            .filter(|draft| draft.kind != ParagraphKind::Note)
    }
}
