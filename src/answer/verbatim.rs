//! The proof that a quote is the source's own words. It shares no code with the making of quotes.

use crate::{
    corpus::{Document, Edit, EditKind},
    span::Span,
};

/// Whether `text`, white space aside, is what stands in `spans`, with the declared edits carried
/// out: footnote marks and markup lifted, escapes read. A gap within a span is never verbatim.
pub fn is_verbatim(document: &Document, spans: &[Span], text: &str) -> bool {
    let mut shown = text.chars().filter(|c| !c.is_whitespace());
    let mut previous_end = 0;
    for span in spans {
        let is_in_order = span.start >= previous_end && !span.is_empty();
        if !is_in_order || document.text.get(span.start..span.end).is_none() {
            return false;
        }
        if previous_end > 0 && is_left_out(document, Span::new(previous_end, span.start)) {
            let behind = without_ellipsis(shown.clone());
            shown = behind.unwrap_or(shown);
        }
        previous_end = span.end;
        if !stands_in(document, *span, &mut shown) {
            return false;
        }
    }
    !spans.is_empty() && shown.next().is_none()
}

/// Whether something that is read stands between two spans.
fn is_left_out(document: &Document, between: Span) -> bool {
    let text = document.text.get(between.start..between.end);
    text.is_some_and(|text| text.contains(char::is_alphanumeric))
}

/// The characters that are shown behind `[…]`, if that is what is shown next.
fn without_ellipsis<I: Iterator<Item = char>>(mut shown: I) -> Option<I> {
    let is_next = "[…]".chars().all(|c| shown.next() == Some(c));
    is_next.then_some(shown)
}

/// Whether the characters of `span` are the next ones of `shown`.
fn stands_in(document: &Document, span: Span, shown: &mut impl Iterator<Item = char>) -> bool {
    let mut edits = document
        .edits_in(span)
        .iter()
        .filter(|edit| span.contains(edit.span))
        .peekable();
    let mut position = span.start;
    while position < span.end {
        while let Some(edit) = edits.next_if(|edit| edit.span.start == position) {
            if !carried_out(edit, span, shown) {
                return false;
            }
            position = edit.span.end;
        }
        if position >= span.end {
            break;
        }
        let Some(c) = document
            .text
            .get(position..)
            .and_then(|rest| rest.chars().next())
        else {
            return false;
        };
        if !c.is_whitespace() && shown.next() != Some(c) {
            return false;
        }
        position += c.len_utf8();
        while edits.next_if(|edit| edit.span.start < position).is_some() {}
    }
    true
}

fn carried_out(edit: &Edit, span: Span, shown: &mut impl Iterator<Item = char>) -> bool {
    match &edit.kind {
        EditKind::Note(_) | EditKind::Markup | EditKind::Space | EditKind::Struck(_) => true,
        // A quote may end where a gap begins, but not go on behind it.
        EditKind::Gap => edit.span.end >= span.end || edit.span.start == span.start,
        EditKind::Written(instead) => instead
            .chars()
            .filter(|c| !c.is_whitespace())
            .all(|c| shown.next() == Some(c)),
    }
}
