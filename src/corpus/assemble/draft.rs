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
    /// The label of the footnote whose text this is.
    pub(super) note: Option<String>,
}

impl Draft {
    /// Ends paragraphs and sentences where a section begins, so that nothing crosses it.
    pub(super) fn split_at(&mut self, places: &[usize]) {
        for &place in places {
            let Some(index) = self
                .paragraphs
                .iter()
                .position(|paragraph| paragraph.span.start < place && place < paragraph.span.end)
            else {
                continue;
            };
            let mut before = self.paragraphs.remove(index);
            let mut after = before.clone();
            before.span.end = place;
            after.span.start = place;
            after.origin = Origin::Outline;
            before.sentences.retain(|sentence| sentence.start < place);
            after.sentences.retain(|sentence| sentence.end > place);
            if let Some(last) = before.sentences.last_mut() {
                last.end = last.end.min(place);
            }
            if let Some(first) = after.sentences.first_mut() {
                first.start = first.start.max(place);
            }
            self.paragraphs.insert(index, after);
            self.paragraphs.insert(index, before);
        }
        self.paragraphs
            .retain(|paragraph| !paragraph.sentences.is_empty());
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
