//! The paragraphs of a document with their places in its sections, and their numbers.

use super::{
    draft::Draft,
    labels::{Labels, Listed},
};
use crate::{
    corpus::{
        document::{Paragraph, ParagraphKind, Section},
        reading::Reading,
    },
    span::Span,
};

/// The number of a paragraph stands within so many bytes.
const MOST_OF_A_LABEL: usize = 40;

impl Draft {
    /// Paragraphs with their places in `sections`, and all sentences in order.
    pub(super) fn paragraphs(
        &self,
        text: &str,
        sections: &[Section],
    ) -> (Vec<Paragraph>, Vec<Span>) {
        let mut sentences = Vec::new();
        let mut labels = Labels::default();
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
            let section = next.checked_sub(1);
            let begin = draft.sentences.first().map(|first| {
                let end = draft.span.end.min(first.start + MOST_OF_A_LABEL);
                let end = text.ceil_char_boundary(end.max(first.start));
                Reading::of(text, Span::new(first.start, end), &self.edits).text
            });
            let (label, Listed { items, struck }) = match draft.kind {
                ParagraphKind::Text | ParagraphKind::Quote => (
                    labels.of_text(section, begin.as_deref().unwrap_or_default()),
                    Listed::default(),
                ),
                ParagraphKind::List => (None, labels.of_items(section, draft, &self.edits)),
                ParagraphKind::Table => (None, Listed::of(draft, &self.edits)),
                ParagraphKind::Code | ParagraphKind::Note => (None, Listed::default()),
            };
            paragraphs.push(Paragraph {
                span: draft.span,
                section,
                ordinal,
                kind: draft.kind,
                origin: draft.origin,
                sentences: (first, sentences.len()),
                label,
                items,
                struck,
                opening: None,
            });
        }
        (paragraphs, sentences)
    }
}
