//! Verbatim text, shown as evidence. A quote is made here and nowhere else, from spans and never
//! from text, and no quote leaves this file unproved.

mod parts;
mod shown;
mod words;

use serde::Serialize;

pub(super) use parts::opening_of;
pub use shown::{ShownQuote, Stretch};

use self::{
    parts::{Reach, are_items, between, by_items, item_beginning, parts, through_list},
    words::Words,
};
use super::{asked::answers_the_one_before, verbatim::is_verbatim};
use crate::{
    corpus::{Document, EditKind, Reading, numbering::leading},
    language::context::leans_back,
    span::Span,
};

/// The lead in score that the sentence before must have over the one behind, to be quoted rather: a text
/// says first what it is about, and then what there is to say.
const BEHIND_FIRST: f32 = 0.03;

/// Words of a document, as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    text: String,
    /// The place in the text at which each of the spans begins.
    #[serde(skip)]
    starts: Vec<usize>,
    /// The spans of what the words are read with, if anything, and of the words.
    spans: Vec<Span>,
    /// The number of spans that are only what the words are read with.
    #[serde(skip)]
    opening: usize,
    /// The items of lists that begin in the words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<QuotedItem>,
    /// The places of code in `text`, in its lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code: Vec<Span>,
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
    /// The place in the text of the quote at which it begins, in bytes.
    pub at: usize,
    /// The number of lists that it is in, besides its own.
    pub depth: u8,
    /// Its number as readers of the source see it, or a bullet; nothing where the number is one of the words, or
    /// a term with its meaning.
    pub marker: Option<String>,
}

/// The sign before an item without a number.
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
        let length = |span| Words::of(document, span).text.chars().count();
        if length(answer) > max_chars {
            return Self::cut(document, answer, max_chars);
        }
        let reach = Reach::of(document, document.paragraph_at(answer.start)?)?;
        let opening = opening_of(document, answer).into_iter();
        let opening: usize = opening.map(length).sum();
        let max_chars = max_chars.saturating_sub(opening);
        let (mut from, mut to) = (sentence, sentence + 1);
        let (mut is_open_before, mut is_open_behind) = (true, true);
        loop {
            let head = document.sentences.get(from).copied().unwrap_or(answer);
            let leans_back = answers_the_one_before(document, from)
                || leans_back(&Words::of(document, head).text, document.language);
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
            if !has_gap(document, cover) && length(cover) <= max_chars {
                (from, to) = (next_from, next_to);
            } else if is_before {
                is_open_before = false;
            } else {
                is_open_behind = false;
            }
        }
        to = through_list(document, to, max_chars, |to| {
            let parts = parts(document, from, to).into_iter();
            parts.map(length).sum()
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

    /// Quotes the sentences from `from` to before `to`, of which `answer` answers, with what they are read
    /// with.
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
            let words = Words::of(document, span);
            if span.contains(answer) {
                let before = quote.text.len() + between.len();
                quote.answer = Some(words.of_source(document, answer).shifted(before));
            }
            quote.add(document, between, &words);
        }
        quote.proved(document)
    }

    /// Adds words, behind what stands between them and those before.
    fn add(&mut self, document: &Document, between: &str, words: &Words) {
        self.text.push_str(between);
        let item = item_beginning(document, words.span);
        self.items.extend(item.map(|item| QuotedItem {
            at: self.text.len(),
            depth: item.depth,
            marker: item.marker.clone().or_else(|| {
                let stands_out = item.term.is_some() || leading(&words.text).is_some();
                (!stands_out).then(|| BULLET.to_owned())
            }),
        }));
        let start = self.text.len();
        self.text.push_str(&words.text);
        if words.is_code {
            self.code.push(Span::new(start, self.text.len()));
        }
        self.starts.push(start);
        self.spans.push(words.span);
    }

    /// Everything that stands in `spans`, in paragraphs; nothing if nothing is read there.
    pub fn whole(document: &Document, spans: &[Span]) -> Option<Self> {
        let mut quote = Self::empty();
        let pieces = spans.iter().flat_map(|span| without_gaps(document, *span));
        for part in pieces.flat_map(|piece| by_items(document, piece)) {
            let words = Words::of(document, part);
            if !words.text.is_empty() {
                let between = match quote.spans.last() {
                    None => "",
                    Some(last) if are_items(document, *last, part) => "\n",
                    Some(_) => "\n\n",
                };
                quote.add(document, between, &words);
            }
        }
        if quote.spans.is_empty() {
            return None;
        }
        quote.proved(document)
    }

    /// The beginning of a sentence that is too long to be shown whole.
    fn cut(document: &Document, sentence: Span, max_chars: usize) -> Option<Self> {
        let words = Words::of(document, sentence).cut(document, max_chars)?;
        let mut quote = Self::empty();
        quote.add(document, "", &words);
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
            code: Vec::new(),
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
    /// and the rows of a table by the end of a line. Code has its own lines. `[…]` stands where something
    /// between them is left out.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The items of lists that begin in the words, in order.
    pub fn items(&self) -> &[QuotedItem] {
        &self.items
    }

    /// The places of code in the text, in order.
    pub fn code(&self) -> &[Span] {
        &self.code
    }

    /// The spans with the place in the text at which each is read.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Span)> {
        self.starts.iter().copied().zip(self.spans.iter().copied())
    }

    /// The places of the words in `Document::text`, in order.
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
