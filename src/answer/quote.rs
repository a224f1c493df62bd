//! Verbatim text, shown as evidence. A quote is made here and nowhere else, from spans and never
//! from text, and no quote leaves this file unproved.

use serde::Serialize;

use super::verbatim::is_verbatim;
use crate::{
    corpus::{Document, EditKind, Item, Origin, ParagraphKind, Reading, numbering::leading},
    language::context::leans_back,
    span::Span,
};

/// A longer item, in bytes, is not quoted only because another stands in it.
const LONGEST_AROUND: usize = 300;

/// How much better the sentence before must answer than the one behind, to be quoted rather: a text
/// says first what it is about, and then what there is to say.
const BEHIND_FIRST: f32 = 0.03;

/// Words of a document, as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    text: String,
    /// Where each of the spans begins in it.
    #[serde(skip)]
    starts: Vec<usize>,
    /// What the words are read with, if anything, and the words.
    spans: Vec<Span>,
    /// How many of the spans are only what the words are read with.
    #[serde(skip)]
    opening: usize,
    /// The items of lists that begin in the words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<QuotedItem>,
    /// The sentence that answers, within `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Span>,
    /// Whether the sentence goes on behind the quote.
    is_cut: bool,
    /// Whether the quote begins inside a paragraph.
    begins_inside: bool,
    /// Whether it ends inside one.
    ends_inside: bool,
}

/// An item of a list that begins in a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotedItem {
    /// Where it begins in the text of the quote, in bytes.
    pub at: usize,
    /// How many lists it is in, besides its own.
    pub depth: u8,
    /// Its number as readers of the source see it, or a bullet; nothing where the number is one of the words.
    pub marker: Option<String>,
}

/// What stands before an item for each list that its own is in.
const INDENT: &str = "\u{2003}";

/// What stands before an item without a number.
const BULLET: &str = "•";

impl Quote {
    /// The sentence with this index and as many of its neighbours in its paragraph as
    /// `max_chars` allow, those first that answer best by `score`. A longer sentence is cut
    /// between words, and says so. Nothing if the quote could not be proved.
    pub fn around(
        document: &Document,
        sentence: usize,
        max_chars: usize,
        score: impl Fn(usize) -> f32,
    ) -> Option<Self> {
        let answer = *document.sentences.get(sentence)?;
        let read = |span| Reading::of(&document.text, span, &document.edits);
        if read(answer).text.chars().count() > max_chars {
            return Self::cut(document, answer, max_chars);
        }
        let reach = Reach::of(document, document.paragraph_at(answer.start)?)?;
        let opening = opening_of(document, answer).into_iter();
        let opening: usize = opening.map(|span| read(span).text.chars().count()).sum();
        let max_chars = max_chars.saturating_sub(opening);
        let (mut from, mut to) = (sentence, sentence + 1);
        let (mut is_open_before, mut is_open_behind) = (true, true);
        loop {
            let head = document.sentences.get(from).copied().unwrap_or(answer);
            let leans_back = leans_back(&read(head).text, document.language);
            let first = if leans_back {
                reach.before
            } else {
                reach.first
            };
            let before = from
                .checked_sub(1)
                .filter(|at| is_open_before && *at >= first);
            let behind = Some(to).filter(|at| is_open_behind && *at < reach.last);
            let is_before = match (before, behind) {
                (None, None) => break,
                (Some(before), Some(behind)) => {
                    leans_back || score(before) > score(behind) + BEHIND_FIRST
                }
                (before, _) => before.is_some(),
            };
            let (next_from, next_to) = if is_before {
                (from - 1, to)
            } else {
                (from, to + 1)
            };
            let cover = cover(document, next_from, next_to)?;
            if !has_gap(document, cover) && read(cover).text.chars().count() <= max_chars {
                (from, to) = (next_from, next_to);
            } else if is_before {
                is_open_before = false;
            } else {
                is_open_behind = false;
            }
        }
        to = through_list(document, to, max_chars, |to| {
            let parts = parts(document, from, to).into_iter();
            parts.map(|part| read(part).text.chars().count()).sum()
        });
        Self::answering(document, from, to, answer)
    }

    /// The sentences from `from` to before `to`, of which `answer` answers: a quote that was made
    /// by [`Quote::around`], made again. Nothing if there is no such run of sentences.
    pub fn again(document: &Document, from: usize, to: usize, answer: usize) -> Option<Self> {
        let span = cover(document, from, to)?;
        let answer = *document.sentences.get(answer)?;
        if !span.contains(answer) || has_gap(document, span) {
            return None;
        }
        Self::answering(document, from, to, answer)
    }

    /// What is read in the sentences from `from` to before `to`, of which `answer` answers, with what
    /// they are read with.
    fn answering(document: &Document, from: usize, to: usize, answer: Span) -> Option<Self> {
        let own = parts(document, from, to);
        let first = *own.first()?;
        let mut opening = opening_of(document, first);
        opening.retain(|opening| !opening.contains(answer));
        let mut quote = Self::empty();
        quote.opening = opening.len();
        for span in opening.into_iter().chain(own) {
            let last = quote.spans.last().copied();
            let between = last.map_or("", |last| between(document, last, span));
            let reading = Reading::of(&document.text, span, &document.edits);
            if span.contains(answer) {
                let answer = reading.from_source(answer);
                let before = quote.text.len() + between.len();
                quote.answer = Some(answer.shifted(before));
            }
            quote.add(document, span, between, &reading.text);
        }
        quote.proved(document)
    }

    /// Adds what is read in a span, behind what stands between it and the one before.
    fn add(&mut self, document: &Document, span: Span, between: &str, read: &str) {
        self.text.push_str(between);
        let item = item_beginning(document, span);
        self.items.extend(item.map(|item| QuotedItem {
            at: self.text.len(),
            depth: item.depth,
            marker: item.marker.clone().or_else(|| {
                let has_number = leading(read).is_some();
                (!has_number).then(|| BULLET.to_owned())
            }),
        }));
        self.starts.push(self.text.len());
        self.text.push_str(read);
        self.spans.push(span);
    }

    /// Everything that stands in `spans`, in paragraphs; nothing if nothing is read there.
    pub fn whole(document: &Document, spans: &[Span]) -> Option<Self> {
        let mut quote = Self::empty();
        let pieces = spans.iter().flat_map(|span| without_gaps(document, *span));
        for part in pieces.flat_map(|piece| by_items(document, piece)) {
            let read = Reading::of(&document.text, part, &document.edits).text;
            if !read.is_empty() {
                let between = match quote.spans.last() {
                    None => "",
                    Some(last) if are_items(document, *last, part) => "\n",
                    Some(_) => "\n\n",
                };
                quote.add(document, part, between, &read);
            }
        }
        if quote.spans.is_empty() {
            return None;
        }
        quote.proved(document)
    }

    /// The beginning of a sentence that is too long to be shown whole.
    fn cut(document: &Document, sentence: Span, max_chars: usize) -> Option<Self> {
        let reading = Reading::of(&document.text, sentence, &document.edits);
        let limit = reading
            .text
            .char_indices()
            .nth(max_chars)
            .map(|(at, _)| at)?;
        let head = reading.text.get(..limit)?;
        let end = head.rfind(' ').filter(|end| *end > 0).unwrap_or(limit);
        let span = reading.to_source(Span::new(0, end));
        let text = Reading::of(&document.text, span, &document.edits).text;
        let mut quote = Self::empty();
        quote.add(document, span, "", &text);
        quote.answer = Some(Span::new(0, quote.text.len()));
        quote.is_cut = true;
        quote.proved(document)
    }

    fn empty() -> Self {
        Self {
            text: String::new(),
            starts: Vec::new(),
            spans: Vec::new(),
            opening: 0,
            items: Vec::new(),
            answer: None,
            is_cut: false,
            begins_inside: false,
            ends_inside: false,
        }
    }

    /// The same, of something that goes on behind it.
    pub(super) fn going_on(self) -> Self {
        Self {
            is_cut: true,
            ..self
        }
    }

    /// The quote, if it is the source's own words.
    fn proved(mut self, document: &Document) -> Option<Self> {
        if is_verbatim(document, &self.spans, &self.text) {
            let begin = self.spans.first().map_or(0, |span| span.start);
            self.begins_inside = is_read(document, begin, Edge::Begin);
            self.ends_inside = is_read(document, self.cover().end, Edge::End);
            return Some(self);
        }
        tracing::error!(document = document.id.as_str(), spans = ?self.spans, "a quote is not verbatim");
        None
    }

    /// The words, with single spaces; paragraphs are set apart by an empty line, and the items of a list
    /// and the rows of a table by the end of a line. `[…]` stands where something between them is left out.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words with the numbers and bullets of list items before them, as readers of the source see them,
    /// and the sentence that answers, within that.
    pub fn shown(&self) -> (String, Option<Span>) {
        self.shown_with(self.answer)
    }

    /// The same with a stretch of [`Quote::text`] as it is found in that.
    pub fn shown_with(&self, stretch: Option<Span>) -> (String, Option<Span>) {
        let mut shown = String::with_capacity(self.text.len());
        let mut found = stretch;
        let mut from = 0;
        for item in &self.items {
            shown.push_str(self.text.get(from..item.at).unwrap_or_default());
            from = item.at;
            let Some(marker) = &item.marker else { continue };
            let before = format!("{}{marker} ", INDENT.repeat(usize::from(item.depth)));
            if let (Some(found), Some(stretch)) = (&mut found, stretch) {
                // A number stands outside of what it numbers.
                found.start += if item.at <= stretch.start {
                    before.len()
                } else {
                    0
                };
                found.end += if item.at < stretch.end {
                    before.len()
                } else {
                    0
                };
            }
            shown.push_str(&before);
        }
        shown.push_str(self.text.get(from..).unwrap_or_default());
        (shown, found)
    }

    /// The items of lists that begin in the words, in order.
    pub fn items(&self) -> &[QuotedItem] {
        &self.items
    }

    /// The spans with the place in the text at which each is read.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Span)> {
        self.starts.iter().copied().zip(self.spans.iter().copied())
    }

    /// Where the words stand in `Document::text`, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// From the first word to the last, without what they are read with.
    pub fn cover(&self) -> Span {
        let own = self.spans.get(self.opening..).unwrap_or_default();
        let first = own.first().copied().unwrap_or(Span::at(0));
        own.iter().fold(first, |cover, span| cover.cover(*span))
    }

    /// The sentence that answers, within [`Quote::text`].
    pub fn answer(&self) -> Option<Span> {
        self.answer
    }

    /// `text`, which is that of the quote in some markup, with `[…]` where the quote begins or ends
    /// inside a paragraph.
    pub fn with_ellipses(&self, text: &str) -> String {
        let before = if self.begins_inside { "[…] " } else { "" };
        let behind = if self.is_open() { " […]" } else { "" };
        format!("{before}{text}{behind}")
    }

    /// Whether the quote begins inside a paragraph.
    pub fn begins_inside(&self) -> bool {
        self.begins_inside
    }

    /// Whether the quote ends inside a paragraph, by whole sentences.
    pub fn ends_inside(&self) -> bool {
        self.ends_inside
    }

    /// Whether the paragraph goes on behind the quote.
    pub fn is_open(&self) -> bool {
        self.ends_inside || self.is_cut
    }

    /// Whether the sentence was too long to be quoted whole, and goes on behind the quote.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }
}

/// The sentences from `from` to before `to`: a span for each item of a list, row of a table, or paragraph.
fn parts(document: &Document, from: usize, to: usize) -> Vec<Span> {
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
fn by_items(document: &Document, span: Span) -> Vec<Span> {
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
fn are_items(document: &Document, first: Span, second: Span) -> bool {
    let paragraph = |at: Span| document.paragraph_at(at.start);
    let own = paragraph(first).filter(|own| Some(*own) == paragraph(second));
    own.and_then(|own| document.paragraphs.get(own))
        .is_some_and(|paragraph| !paragraph.items.is_empty())
}

/// The item of a list that begins where a span does.
fn item_beginning(document: &Document, span: Span) -> Option<&Item> {
    let paragraph = document
        .paragraphs
        .get(document.paragraph_at(span.start)?)?;
    let items = (paragraph.kind == ParagraphKind::List).then_some(&paragraph.items)?;
    let index = items.binary_search_by_key(&span.start, |item| item.span.start);
    items.get(index.ok()?)
}

/// What the sentence at the beginning of a quote is read with: what opens its list or table, and the items
/// that its own stands in.
pub(super) fn opening_of(document: &Document, first: Span) -> Vec<Span> {
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

/// The end of a quote that ends with the opening of a list: behind as many of its items as there is room
/// for.
fn through_list(
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

/// What is set between two parts of a quote.
fn between(document: &Document, first: Span, second: Span) -> &'static str {
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
struct Reach {
    /// The first one of the paragraph before, if nobody but us says that a new one begins; else as
    /// `first`. Only for a sentence that leans on the one before it.
    before: usize,
    /// The first one of the paragraph.
    first: usize,
    /// One past the last one of the paragraph.
    last: usize,
}

impl Reach {
    fn of(document: &Document, paragraph: usize) -> Option<Self> {
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

/// An end of a quote.
#[derive(Clone, Copy)]
enum Edge {
    Begin,
    End,
}

/// Whether something of its paragraph is read before the beginning of a quote, or behind its end.
fn is_read(document: &Document, at: usize, edge: Edge) -> bool {
    let inside = match edge {
        Edge::Begin => at,
        Edge::End => at.saturating_sub(1),
    };
    let paragraph = document
        .paragraph_at(inside)
        .and_then(|index| document.paragraphs.get(index));
    paragraph.is_some_and(|paragraph| {
        let rest = match edge {
            Edge::Begin => Span::new(paragraph.span.start, at),
            Edge::End => Span::new(at, paragraph.span.end),
        };
        let read = Reading::of(&document.text, rest, &document.edits).text;
        // The mark of a footnote, or a full stop that no sentence has, is nothing.
        read.chars().any(char::is_alphanumeric)
    })
}

/// From the first byte of a sentence to the last byte of the one before `to`.
fn cover(document: &Document, from: usize, to: usize) -> Option<Span> {
    let sentences = document.sentences.get(from..to)?;
    Some(sentences.first()?.cover(*sentences.last()?))
}

/// Whether the source lost something between the first and the last byte of `span`.
fn has_gap(document: &Document, span: Span) -> bool {
    let is_inside = |gap: Span| span.start < gap.start && gap.end < span.end;
    document
        .edits_in(span)
        .iter()
        .any(|edit| edit.kind == EditKind::Gap && is_inside(edit.span))
}

/// The stretches of `span` between its gaps.
fn without_gaps(document: &Document, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for edit in document
        .edits_in(span)
        .iter()
        .filter(|edit| edit.kind == EditKind::Gap)
    {
        if edit.span.start > start && edit.span.start < span.end {
            parts.push(Span::new(start, edit.span.start));
        }
        start = start.max(edit.span.end.min(span.end));
    }
    parts.push(Span::new(start, span.end));
    parts
        .iter()
        .map(|part| part.trimmed(&document.text))
        .filter(|part| !part.is_empty())
        .collect()
}
