//! The parts of a quote: the items, rows and paragraphs that its sentences stand in, and what they are
//! read with.

use crate::{
    corpus::{Document, Item, Origin, ParagraphKind},
    span::Span,
};

/// A longer item, in bytes, is not quoted only because another stands in it.
const LONGEST_AROUND: usize = 300;

/// The sentences from `from` to before `to`: a span for each item of a list, row of a table, or paragraph.
pub(super) fn parts(document: &Document, from: usize, to: usize) -> Vec<Span> {
    let sentences = document.sentences.get(from..to).unwrap_or_default();
    let mut parts: Vec<Span> = Vec::new();
    let mut known: Option<Span> = None;
    for sentence in sentences {
        let is_same =
            known.is_some_and(|known| known.contains(*sentence)) || is_derived(document, *sentence);
        match parts.last_mut() {
            Some(part) if is_same => *part = part.cover(*sentence),
            _ => {
                known = unit(document, *sentence);
                parts.push(*sentence);
            }
        }
    }
    parts
}

/// Whether nobody but us says that the paragraph of a sentence begins where it does.
fn is_derived(document: &Document, sentence: Span) -> bool {
    let index = document.paragraph_at(sentence.start);
    let paragraph = index.and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| paragraph.origin == Origin::Derived)
}

/// The item, row or paragraph that a sentence stands in.
fn unit(document: &Document, sentence: Span) -> Option<Span> {
    let index = document.paragraph_at(sentence.start)?;
    let paragraph = document.paragraphs.get(index)?;
    let item = paragraph
        .items
        .partition_point(|item| item.span.end <= sentence.start);
    match paragraph.items.get(item) {
        Some(item) => Some(item.span),
        None => Some(paragraph.span),
    }
}

/// The parts of `span` that are items of a list or rows of a table, and what stands around them.
pub(super) fn by_items(document: &Document, span: Span) -> Vec<Span> {
    let paragraph = document.paragraph_at(span.start);
    let items = paragraph.and_then(|index| document.paragraphs.get(index));
    let items = items.map_or(&[][..], |paragraph| &paragraph.items);
    let starts = items.iter().map(|item| item.span.start);
    let starts = starts.filter(|start| span.start < *start && *start < span.end);
    let mut parts = Vec::new();
    let mut from = span.start;
    for start in starts.chain([span.end]) {
        let part = Span::new(from, start).trimmed(&document.text);
        if !part.is_empty() {
            parts.push(part);
        }
        from = start;
    }
    parts
}

/// Whether two parts are items of the same list, or rows of the same table.
pub(super) fn are_items(document: &Document, first: Span, second: Span) -> bool {
    let paragraph = |at: Span| document.paragraph_at(at.start);
    let own = paragraph(first).filter(|own| Some(*own) == paragraph(second));
    own.and_then(|own| document.paragraphs.get(own))
        .is_some_and(|paragraph| !paragraph.items.is_empty())
}

/// The item of a list that begins where a span does.
pub(super) fn item_beginning(document: &Document, span: Span) -> Option<&Item> {
    let paragraph = document
        .paragraphs
        .get(document.paragraph_at(span.start)?)?;
    let items = (paragraph.kind == ParagraphKind::List).then_some(&paragraph.items)?;
    let index = items.binary_search_by_key(&span.start, |item| item.span.start);
    items.get(index.ok()?)
}

/// The spans that the sentence at the beginning of a quote is read with: what opens its list or table, and the
/// items that its own stands in.
pub(in crate::answer) fn opening_of(document: &Document, first: Span) -> Vec<Span> {
    let paragraph = document.paragraph_at(first.start);
    let Some(paragraph) = paragraph.and_then(|index| document.paragraphs.get(index)) else {
        return Vec::new();
    };
    let items = &paragraph.items;
    let begun = items.partition_point(|item| item.span.start <= first.start);
    let mut around: Vec<Span> = Vec::new();
    if let Some(own) = begun.checked_sub(1).and_then(|index| items.get(index)) {
        let mut depth = own.depth;
        for item in items.get(..begun).unwrap_or_default().iter().rev() {
            // Nothing stands around the outermost ones, and a table may have very many.
            if depth == 0 {
                break;
            }
            if item.depth < depth {
                depth = item.depth;
                around.push(item.span);
            }
        }
    }
    around.retain(|span| span.len() <= LONGEST_AROUND);
    let opening = paragraph.opening;
    around.extend(opening.filter(|opening| opening.end <= first.start));
    around.reverse();
    around
}

/// The end of a quote that ends with what opens a list or code: behind as much of it as there is room for.
pub(super) fn through_list(
    document: &Document,
    to: usize,
    max_chars: usize,
    length: impl Fn(usize) -> usize,
) -> usize {
    let last = to
        .checked_sub(1)
        .and_then(|last| document.sentences.get(last));
    let next = document.sentences.get(to);
    let list = next.and_then(|next| document.paragraphs.get(document.paragraph_at(next.start)?));
    let Some(list) = list.filter(|list| list.sentences.0 == to && list.opening.as_ref() == last)
    else {
        return to;
    };
    let ends = to + 1..=list.sentences.1;
    ends.take_while(|end| length(*end) <= max_chars)
        .last()
        .unwrap_or(to)
}

/// The text that is set between two parts of a quote.
pub(super) fn between(document: &Document, first: Span, second: Span) -> &'static str {
    let paragraph = |at: Span| document.paragraph_at(at.start);
    // The number of an item stands between it and the one before, and is no sentence.
    let rest = Span::new(first.end, second.start);
    let is_left_out = !document.sentences_in(rest).is_empty();
    match (is_left_out, paragraph(first) == paragraph(second)) {
        (true, true) => "\n[…]\n",
        (true, false) => "\n\n[…]\n",
        (false, true) => "\n",
        (false, false) => "\n\n",
    }
}

/// The sentences that may be quoted with one in a paragraph.
pub(super) struct Reach {
    /// The first one of the paragraph before, if nobody but us says that a new one begins; else as
    /// `first`. Only for a sentence that leans on the one before it.
    pub(super) before: usize,
    /// The first one of the paragraph.
    pub(super) first: usize,
    /// One past the last one of the paragraph.
    pub(super) last: usize,
}

impl Reach {
    pub(super) fn of(document: &Document, paragraph: usize) -> Option<Self> {
        let own = document.paragraphs.get(paragraph)?;
        let (first, last) = own.sentences;
        let before = paragraph
            .checked_sub(1)
            .and_then(|index| document.paragraphs.get(index));
        let before = before
            .filter(|before| own.origin == Origin::Derived && before.section == own.section)
            .map_or(first, |before| before.sentences.0);
        Some(Self {
            before,
            first,
            last,
        })
    }
}
