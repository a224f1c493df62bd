//! Footnotes: what their marks and their texts are called on a page, so that each leads to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Part, piece::Piece};
use crate::{
    corpus::{Document, ParagraphKind},
    span::Span,
};

/// The names of marks and texts in a document.
pub(super) struct Notes {
    marks: Vec<MarkName>,
    /// The ids of the texts, by paragraph.
    texts: BTreeMap<usize, String>,
}

struct MarkName {
    span: Span,
    number: u32,
    id: String,
    /// The paragraph with the text.
    note: Option<usize>,
}

/// The text of a footnote on a page.
pub(in crate::web::pages) struct NoteText {
    /// Its id.
    pub(in crate::web::pages) id: String,
    /// Its number; none if nobody mentions it.
    pub(in crate::web::pages) number: Option<u32>,
    /// The ids of its marks.
    pub(in crate::web::pages) marks: Vec<String>,
    /// The text.
    pub(in crate::web::pages) pieces: Vec<Piece>,
}

impl Notes {
    /// Names all footnotes.
    pub(super) fn of(document: &Document) -> Self {
        let mut texts = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        let mut marks = Vec::new();
        for footnote in &document.footnotes {
            let number = footnote.number;
            let count = seen.entry(number).or_default();
            *count += 1;
            let id = match *count {
                1 => format!("fnref{number}"),
                count => format!("fnref{number}-{count}"),
            };
            marks.push(MarkName {
                span: footnote.mark,
                number,
                id,
                note: footnote.note,
            });
            if let Some(note) = footnote.note {
                let id = format!("fn{number}");
                let is_new = !texts.contains_key(&note);
                if is_new && taken.insert(id.clone()) {
                    texts.insert(note, id);
                }
            }
        }
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if paragraph.kind == ParagraphKind::Note {
                texts.entry(index).or_insert_with(|| format!("fn-{index}"));
            }
        }
        Self { marks, texts }
    }

    /// The mark of a footnote.
    pub(super) fn mark(&self, number: u32, span: Span) -> Piece {
        let at = self
            .marks
            .partition_point(|mark| mark.span.start < span.start);
        let mark = self
            .marks
            .get(at)
            .filter(|mark| mark.span.start == span.start);
        Piece::Note {
            number,
            id: mark.map(|mark| mark.id.clone()),
            text: mark
                .and_then(|mark| mark.note)
                .and_then(|note| self.texts.get(&note).cloned()),
        }
    }

    /// The texts that belong to a part: those that are mentioned in it, in the order of their
    /// numbers, and at the end of a document those that nobody mentions.
    pub(super) fn in_part(
        &self,
        document: &Document,
        part: Part<'_>,
        mut pieces: impl FnMut(Span) -> Vec<Piece>,
    ) -> Vec<NoteText> {
        let mut mentioned: BTreeMap<usize, (u32, Vec<String>)> = BTreeMap::new();
        let is_note = |at: usize| {
            let index = document.paragraph_at(at)?;
            let paragraph = document.paragraphs.get(index)?;
            (paragraph.kind == ParagraphKind::Note).then_some(index)
        };
        // Marks within notes come last: they are on the page if their note is.
        let (inner, outer): (Vec<_>, Vec<_>) = self
            .marks
            .iter()
            .partition(|mark| is_note(mark.span.start).is_some());
        for mark in outer.iter().chain(&inner) {
            let is_here = match is_note(mark.span.start) {
                Some(within) => mentioned.contains_key(&within),
                None => part.has(mark.span.start),
            };
            if let Some(note) = mark.note.filter(|_| is_here) {
                let entry = mentioned.entry(note).or_insert((mark.number, Vec::new()));
                entry.1.push(mark.id.clone());
            }
        }
        let all: BTreeSet<usize> = self.marks.iter().filter_map(|mark| mark.note).collect();
        let alone = self
            .texts
            .keys()
            .filter(|note| part.is_last && !all.contains(note));
        let mut notes: Vec<(Option<u32>, usize, Vec<String>)> = mentioned
            .into_iter()
            .map(|(note, (number, marks))| (Some(number), note, marks))
            .collect();
        notes.sort();
        notes.extend(alone.map(|note| (None, *note, Vec::new())));
        let text = notes.into_iter().filter_map(|(number, note, marks)| {
            Some(NoteText {
                id: self.texts.get(&note)?.clone(),
                number,
                marks,
                pieces: pieces(document.paragraphs.get(note)?.span),
            })
        });
        text.collect()
    }
}
