//! Lists: in each other as the source has them, with its numbers.

use super::with_notes;
use crate::{
    corpus::{Document, Item, Paragraph, numbering::leading},
    span::Span,
    web::pages::text::{Body, ListPart, ListTag, piece::Cutter},
};

/// A list with its items, as far as it is `shown`. What stands in an item behind its first paragraph is
/// running text.
pub(super) fn list(cutter: &mut Cutter<'_>, shown: &Paragraph) -> Body {
    let document = cutter.document;
    let items = shown.items.iter().filter_map(|item| {
        let span = Span::new(
            item.span.start.max(shown.span.start),
            item.span.end.min(shown.span.end),
        );
        (span.start < span.end).then_some((item, span))
    });
    let items: Vec<(&Item, Span)> = items.collect();
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
    for (item, span) in items {
        while let Some((_, tag)) = open.pop_if(|(depth, _)| *depth > item.depth) {
            parts.extend([ListPart::EndItem, ListPart::End(tag)]);
        }
        let number = item.marker.as_deref().and_then(arabic);
        match open.last() {
            Some((depth, _)) if *depth == item.depth => parts.push(ListPart::EndItem),
            _ => {
                let tag = tag(document, item, number);
                open.push((item.depth, tag));
                parts.push(ListPart::Begin(tag));
            }
        }
        let is_ordered = open.last().is_some_and(|(_, tag)| *tag == ListTag::Ordered);
        let (number, marker) = if is_ordered && number.is_some() {
            (number, None)
        } else {
            (None, item.marker.clone())
        };
        parts.push(ListPart::Item { number, marker });
        parts.push(ListPart::Words(cutter.pieces(with_notes(document, span))));
    }
    for (_, tag) in open.into_iter().rev() {
        parts.extend([ListPart::EndItem, ListPart::End(tag)]);
    }
    Body::List(parts)
}

fn tag(document: &Document, first: &Item, number: Option<u32>) -> ListTag {
    if number.is_some() {
        return ListTag::Ordered;
    }
    let has_own = first.marker.is_some() || leading(first.span.of(&document.text)).is_some();
    if has_own {
        ListTag::Own
    } else {
        ListTag::Bullets
    }
}

/// `3.` as a number.
fn arabic(marker: &str) -> Option<u32> {
    marker.strip_suffix('.')?.parse().ok()
}
