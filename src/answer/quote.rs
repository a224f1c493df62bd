//! Verbatim text, shown as evidence. A quote is made here and nowhere else, from spans and never
//! from text, and no quote leaves this file unproved.

use serde::Serialize;

use super::verbatim::is_verbatim;
use crate::{
    corpus::{Document, EditKind, Origin, Reading},
    language::context::leans_back,
    span::Span,
};

/// How much better the sentence before must answer than the one behind, to be quoted rather: a text
/// says first what it is about, and then what there is to say.
const BEHIND_FIRST: f32 = 0.03;

/// Words of a document, as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    text: String,
    spans: Vec<Span>,
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
        let (mut from, mut to) = (sentence, sentence + 1);
        let mut span = answer;
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
                (from, to, span) = (next_from, next_to, cover);
            } else if is_before {
                is_open_before = false;
            } else {
                is_open_behind = false;
            }
        }
        Self::answering(document, span, answer)
    }

    /// The sentences from `from` to before `to`, of which `answer` answers: a quote that was made
    /// by [`Quote::around`], made again. Nothing if there is no such run of sentences.
    pub fn again(document: &Document, from: usize, to: usize, answer: usize) -> Option<Self> {
        let span = cover(document, from, to)?;
        let answer = *document.sentences.get(answer)?;
        if !span.contains(answer) || has_gap(document, span) {
            return None;
        }
        Self::answering(document, span, answer)
    }

    /// What is read in `span`, of which the sentence `answer` answers.
    fn answering(document: &Document, span: Span, answer: Span) -> Option<Self> {
        let reading = Reading::of(&document.text, span, &document.edits);
        let answer = reading.from_source(answer);
        Self {
            text: reading.text,
            spans: vec![span],
            answer: Some(answer),
            ..Self::empty()
        }
        .proved(document)
    }

    /// Everything that stands in `spans`, in paragraphs; nothing if nothing is read there.
    pub fn whole(document: &Document, spans: &[Span]) -> Option<Self> {
        let mut parts = Vec::new();
        let mut text = String::new();
        for part in spans.iter().flat_map(|span| without_gaps(document, *span)) {
            let read = Reading::of(&document.text, part, &document.edits).text;
            if !read.is_empty() {
                text.push_str(if text.is_empty() { "" } else { "\n\n" });
                text.push_str(&read);
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return None;
        }
        Self {
            text,
            spans: parts,
            ..Self::empty()
        }
        .proved(document)
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
        let answer = Some(Span::new(0, text.len()));
        Self {
            text,
            spans: vec![span],
            answer,
            is_cut: true,
            ..Self::empty()
        }
        .proved(document)
    }

    fn empty() -> Self {
        Self {
            text: String::new(),
            spans: Vec::new(),
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
            let cover = self.cover();
            self.begins_inside = is_read(document, cover.start, Edge::Begin);
            self.ends_inside = is_read(document, cover.end, Edge::End);
            return Some(self);
        }
        tracing::error!(document = document.id.as_str(), spans = ?self.spans, "a quote is not verbatim");
        None
    }

    /// The words, with single spaces; paragraphs are set apart by an empty line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the words stand in `Document::text`, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// From the first word to the last.
    pub fn cover(&self) -> Span {
        let first = self.spans.first().copied().unwrap_or(Span::at(0));
        self.spans
            .iter()
            .fold(first, |cover, span| cover.cover(*span))
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
