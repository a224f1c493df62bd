//! The edits of the source that the stretches of a list or table take along, or are not cut at.

use crate::{
    corpus::{Document, EditKind},
    span::Span,
};

/// Whether a character of the source is part of something that is read otherwise.
pub(super) fn is_edited(document: &Document, at: usize) -> bool {
    let edits = document.edits_in(Span::new(at, at + 1)).iter();
    let mut edits = edits.filter(|edit| !matches!(edit.kind, EditKind::Space));
    edits.any(|edit| edit.span.start <= at && at < edit.span.end)
}

/// A stretch with the footnotes that hang on its end.
pub(super) fn with_notes(document: &Document, stretch: Span) -> Span {
    let mut cover = stretch;
    for edit in document.edits_in(Span::at(cover.end)) {
        if matches!(edit.kind, EditKind::Note(_)) && edit.span.start == cover.end {
            cover = cover.cover(edit.span);
        }
    }
    cover
}
