//! Lists: the source's lines tell the items apart.

use std::path::Path;

use super::{cover, line_from, lines};
use crate::{
    corpus::{Document, Format, Paragraph},
    span::Span,
    web::pages::text::{Body, List, piece::Cutter},
};

/// A list with its items.
pub(super) fn list(cutter: &mut Cutter<'_>, paragraph: &Paragraph) -> Body {
    let document = cutter.document;
    let mut items: Vec<Span> = Vec::new();
    for line in lines(document, paragraph) {
        let span = cover(document, &line);
        match items.last_mut() {
            Some(last) if !begins_item(document, span.start) => *last = last.cover(span),
            _ => items.push(span),
        }
    }
    Body::List {
        list: kind(document, items.first().copied().unwrap_or(paragraph.span)),
        items: items.into_iter().map(|item| cutter.pieces(item)).collect(),
    }
}

/// What a line begins with, behind the marks of a quotation around it.
fn opening(document: &Document, at: usize) -> &str {
    let line = line_from(document, at);
    line.trim_start_matches(['>', ' ', '\t'])
}

/// Whether a new line is a new item, and not one that was wrapped.
fn begins_item(document: &Document, at: usize) -> bool {
    // The text of a web page has a line for each item.
    let is_extracted = Format::from_path(Path::new(&document.path)) == Some(Format::Html);
    let opening = opening(document, at);
    is_extracted
        || opening.starts_with(['-', '*', '+', '•', '‣', '–', '—', '◦'])
        || number(opening).is_some()
}

/// The number that a line begins with: `3.` or `3)`.
fn number(opening: &str) -> Option<u32> {
    let digits = opening.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = opening.strip_suffix(digits)?.parse().ok()?;
    digits.starts_with(['.', ')']).then_some(number)
}

fn kind(document: &Document, first: Span) -> List {
    if number(first.of(&document.text)).is_some() {
        return List::Own;
    }
    number(opening(document, first.start)).map_or(List::Bullets, List::Numbers)
}
