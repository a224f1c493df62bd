//! Lists: in each other as the source has them, with its numbers.

use super::edits::with_notes;
use crate::{
    corpus::{Document, Item, Paragraph, numbering::leading},
    span::Span,
    web::pages::text::{Body, ListPart, ListTag, cutter::Cutter},
};

/// A list with its items, as far as it is `shown`. What stands in an item behind its first paragraph is
/// running text.
pub(super) fn list(cutter: &mut Cutter<'_>, shown: &Paragraph) -> Body {
    let document = cutter.document;
    let items = items(shown);
    let Some((_, first)) = items.first() else {
        return Body::Text(cutter.pieces(shown.span));
    };
    let mut parts = Vec::new();
    let before = Span::new(shown.span.start, first.start).trimmed(&document.text);
    let leads_in = document.sentences_of(shown).first();
    if leads_in.is_some_and(|sentence| sentence.start < first.start) {
        parts.push(ListPart::Words(cutter.pieces(before)));
    }
    let mut open: Vec<(u8, ListTag)> = Vec::new();
    for (index, (item, span)) in items.iter().enumerate() {
        while let Some((_, tag)) = open.pop_if(|(depth, _)| *depth > item.depth) {
            parts.extend([end_of_item(tag), ListPart::End(tag)]);
        }
        let tag = match open.last() {
            Some((depth, tag)) if *depth == item.depth => {
                parts.push(end_of_item(*tag));
                *tag
            }
            _ => {
                let list = items.get(index..).unwrap_or_default().iter();
                let tag = tag(document, list.map(|(item, _)| *item));
                open.push((item.depth, tag));
                parts.push(ListPart::Begin(tag));
                tag
            }
        };
        let words = if tag == ListTag::Terms {
            let defined = Defined::of(document, item, *span);
            let (pieces, has_colon) = (cutter.pieces(defined.term), defined.has_colon);
            parts.extend([ListPart::Term { pieces, has_colon }, ListPart::Meaning]);
            defined.meaning
        } else {
            parts.push(beginning(item, tag));
            *span
        };
        parts.push(ListPart::Words(cutter.pieces(with_notes(document, words))));
    }
    for (_, tag) in open.into_iter().rev() {
        parts.extend([end_of_item(tag), ListPart::End(tag)]);
    }
    Body::List(parts)
}

/// The items, as far as they are shown, with those that are struck out.
fn items(shown: &Paragraph) -> Vec<(&Item, Span)> {
    let Span { start, end } = shown.span;
    let all = shown.items.iter().chain(&shown.struck);
    let all = all.map(|item| {
        let Span {
            start: from,
            end: to,
        } = item.shown;
        (item, Span::new(from.max(start), to.min(end).max(start)))
    });
    let mut items: Vec<_> = all.filter(|(_, span)| span.start < span.end).collect();
    items.sort_by_key(|(_, span)| span.start);
    items
}

/// An item with its number.
fn beginning(item: &Item, tag: ListTag) -> ListPart {
    let number = number(item).filter(|_| tag == ListTag::Ordered);
    let marker = item.marker.clone().filter(|_| number.is_none());
    ListPart::Item { number, marker }
}

fn end_of_item(tag: ListTag) -> ListPart {
    if tag == ListTag::Terms {
        ListPart::EndMeaning
    } else {
        ListPart::EndItem
    }
}

/// An item that is a term.
struct Defined {
    term: Span,
    /// Whether a colon is read between the two, which was written by us, beside the source or into it.
    has_colon: bool,
    /// Its meaning; empty where that is not said.
    meaning: Span,
}

impl Defined {
    fn of(document: &Document, item: &Item, span: Span) -> Self {
        let Some(end) = item.term.filter(|end| span.start < *end && *end < span.end) else {
            return Self {
                term: span,
                has_colon: false,
                meaning: Span::at(span.end),
            };
        };
        let edits = document.edits_in(Span::at(end)).iter();
        let mut written = edits.filter(|edit| edit.span.start == end && edit.kind.read() == ": ");
        let behind = written.next().map_or(end, |edit| edit.span.end);
        let rest = Span::new(behind.min(span.end), span.end).of(&document.text);
        let meaning = rest.strip_prefix(": ").unwrap_or(rest);
        let meaning = Span::new(span.end - meaning.len(), span.end);
        Self {
            term: Span::new(span.start, end).trimmed(&document.text),
            has_colon: meaning.start > end,
            meaning,
        }
    }
}

/// The marker that stands before the items of a list; `items` are its first one and all that follow.
fn tag<'a>(document: &Document, items: impl Iterator<Item = &'a Item>) -> ListTag {
    let mut items = items.peekable();
    let Some(first) = items.peek().copied() else {
        return ListTag::Bullets;
    };
    if number(first).is_some() {
        return ListTag::Ordered;
    }
    let mut own = items.take_while(|item| item.depth >= first.depth);
    if own.any(|item| item.depth == first.depth && item.term.is_some()) {
        return ListTag::Terms;
    }
    let has_own = first.marker.is_some() || leading(first.span.of(&document.text)).is_some();
    if has_own {
        ListTag::Own
    } else {
        ListTag::Bullets
    }
}

/// The number of an item that is counted in Arabic figures: 3 of `3.`
fn number(item: &Item) -> Option<u32> {
    item.marker.as_deref()?.strip_suffix('.')?.parse().ok()
}
