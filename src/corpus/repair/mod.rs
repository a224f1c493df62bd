//! Repair of text that scraping glued together: one long line, no space between sentences,
//! footnote marks as bare digits. The text itself is never changed; what is found are edits to read
//! it with, and places where sentences and paragraphs begin.

mod boilerplate;
mod chain;
mod glue;
mod notes;
mod paragraphs;
mod quotes;
mod seam;
mod vocabulary;

pub(super) use paragraphs::Layout;

use self::{glue::Glue, paragraphs::Unit};
use crate::{
    corpus::{
        edit::{Edit, EditKind},
        reading::Reading,
    },
    language::{
        Language,
        sentences::{self, is_closer, is_mark},
    },
    span::Span,
};

/// A text shorter than this, in bytes, needs no line breaks.
const ONE_LINE: usize = 4_000;

/// A long text with fewer line breaks than one in so many bytes has lost them.
const BYTES_PER_LINE: usize = 2_000;

/// Fewer glued sentences than this are slips of the pen.
const FEWEST_JOINS: usize = 3;

/// So many words at least stand between the ends of two sentences.
const WORDS_OF_A_SENTENCE: usize = 3;

/// The result of repairing a glued text. All spans are bytes of the text given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Footnote marks, lost spaces and lost text, in order, not overlapping. At one position a mark
    /// comes before the space behind it.
    pub edits: Vec<Edit>,
    /// The sentences of the body in order, each with the footnote mark that hangs on its end.
    pub sentences: Vec<Span>,
    /// The paragraphs of the body, which hold all its sentences in order.
    pub paragraphs: Vec<RepairedParagraph>,
    /// The parts before and behind the body: newsletter lines, notices, disclaimers.
    pub boilerplate: Vec<Span>,
    /// Digits that stand where a footnote mark would but do not fit the count of the others.
    pub unresolved: Vec<Span>,
}

/// A paragraph of a repaired text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairedParagraph {
    /// From its first sentence to its last.
    pub span: Span,
    /// Its sentences: a range of indices into [`Repaired::sentences`].
    pub sentences: (usize, usize),
    /// Whether the text itself shows that it begins here; otherwise it is guessed from the words.
    pub hard: bool,
}

/// Whether the text looks as if scraping glued it together: every fifth sentence lacks the space
/// before it, or a long text has next to no line breaks.
pub fn is_glued(text: &str) -> bool {
    has_lost_lines(text) || has_glued_joins(text)
}

/// Whether a long text has next to no line breaks. This says something about a whole document
/// that has nothing but lines to show where paragraphs begin; elsewhere a long line is a
/// paragraph as many editors write it.
pub fn has_lost_lines(text: &str) -> bool {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    text.len() >= ONE_LINE && lines < text.len() / BYTES_PER_LINE
}

/// Whether every fifth sentence lacks the space before it.
pub fn has_glued_joins(text: &str) -> bool {
    Joins::of(text).are_glued()
}

/// Counts of the ways in which sentences follow one another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Joins {
    /// So many times without white space between.
    glued: usize,
    /// So many times with it.
    spaced: usize,
}

impl std::iter::Sum for Joins {
    fn sum<I: Iterator<Item = Self>>(joins: I) -> Self {
        joins.fold(Self::default(), |all, one| Self {
            glued: all.glued + one.glued,
            spaced: all.spaced + one.spaced,
        })
    }
}

impl Joins {
    /// Whether every fifth sentence lacks the space before it.
    pub fn are_glued(self) -> bool {
        self.glued >= FEWEST_JOINS && 5 * self.glued > self.glued + self.spaced
    }

    /// Those of a text. `Math.Max, Math.Min` are names: a sentence has more words.
    pub fn of(text: &str) -> Self {
        let mut joins = Self::default();
        let mut words = 0;
        let mut chars = text.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            words += usize::from(c.is_whitespace() && !before.is_whitespace());
            let ends = is_mark(c) && (before.is_lowercase() || before.is_ascii_digit());
            before = c;
            if !ends {
                continue;
            }
            let mut closers = 0;
            while closers < 2 && chars.next_if(|c| is_closer(*c)).is_some() {
                closers += 1;
            }
            let mut digits = 0;
            while digits < 3 && chars.next_if(char::is_ascii_digit).is_some() {
                digits += 1;
            }
            match chars.peek() {
                Some(next) if next.is_uppercase() => {
                    joins.glued += usize::from(words >= WORDS_OF_A_SENTENCE);
                    words = 0;
                }
                Some(next) if next.is_whitespace() => {
                    joins.spaced += 1;
                    words = 0;
                }
                _ => {}
            }
        }
        joins
    }
}

/// Finds out what a glued text says, without changing it.
pub fn repair(text: &str, language: Language) -> Repaired {
    let marks = notes::marks(text, language);
    let Glue { edits, breaks } = glue::seams(text, language, &marks.found);
    let sentences = sentences_between(text, language, &edits, &breaks);
    let gaps: Vec<usize> = (0..)
        .zip(&sentences)
        .filter(|(_, s)| s.after_gap)
        .map(|(i, _)| i)
        .collect();
    let readings: Vec<String> = sentences
        .iter()
        .map(|s| Reading::of(text, s.span, &edits).text)
        .collect();
    let (first, end) = boilerplate::body(&readings, &gaps);
    let body = sentences.get(first..end).unwrap_or_default();
    let units: Vec<Unit> = (readings.into_iter().skip(first))
        .zip(body)
        .map(|(text, s)| Unit {
            text,
            hard: s.hard,
            kept_space: s.kept_space,
        })
        .collect();
    let paragraphs = lay_out(body, &paragraphs::starts(&units, language));
    // Where nothing is left between head and tail, they meet behind the last sentence of the head.
    let meet = first
        .checked_sub(1)
        .and_then(|last| sentences.get(last))
        .map_or(0, |s| s.span.end);
    let head = Span::new(0, body.first().map_or(meet, |s| s.span.start));
    let tail = Span::new(body.last().map_or(meet, |s| s.span.end), text.len());
    let set_apart = [(first > 0, head), (end < sentences.len(), tail)].into_iter();
    Repaired {
        sentences: body.iter().map(|s| s.span).collect(),
        paragraphs,
        boilerplate: set_apart
            .filter_map(|(is_some, span)| is_some.then_some(span.trimmed(text)))
            .filter(|span| !span.is_empty())
            .collect(),
        unresolved: marks.unresolved,
        edits,
    }
}

/// A sentence and what the text shows about its beginning.
#[derive(Clone, Copy, Debug)]
struct Sentence {
    span: Span,
    hard: bool,
    kept_space: bool,
    after_gap: bool,
}

/// Cuts the text at certain breaks, and what lies between where sentences end in clean text.
fn sentences_between(
    text: &str,
    language: Language,
    edits: &[Edit],
    breaks: &[glue::Break],
) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut from = 0;
    let mut hard = false;
    let end_of_text = glue::Break {
        at: text.len(),
        hard: false,
    };
    for to in breaks.iter().chain([&end_of_text]) {
        let reading = Reading::of(text, Span::new(from, to.at), edits);
        for span in sentences::split(&reading.text, language) {
            let span = with_mark(reading.to_source(span), edits);
            let before = found.last().map_or(0, |last| last.span.end);
            let between = Span::new(before, span.start);
            let after_gap = edits_at(edits, between)
                .iter()
                .any(|edit| edit.kind == EditKind::Gap);
            let kept_space = between.of(text).contains(char::is_whitespace);
            found.push(Sentence {
                span,
                hard,
                kept_space,
                after_gap,
            });
            hard = false;
        }
        from = to.at;
        hard |= to.hard;
    }
    found
}

/// The span together with the footnote marks that hang on its end.
fn with_mark(span: Span, edits: &[Edit]) -> Span {
    let from = edits.partition_point(|edit| edit.span.start < span.end);
    let mut span = span;
    for edit in edits.iter().skip(from) {
        if !matches!(edit.kind, EditKind::Note(_)) || edit.span.start != span.end {
            break;
        }
        span.end = edit.span.end;
    }
    span
}

fn edits_at(edits: &[Edit], span: Span) -> &[Edit] {
    let from = edits.partition_point(|edit| edit.span.start < span.start);
    let to = edits.partition_point(|edit| edit.span.start <= span.end);
    edits.get(from..to.max(from)).unwrap_or_default()
}

fn lay_out(body: &[Sentence], starts: &[usize]) -> Vec<RepairedParagraph> {
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    let paragraphs = starts.iter().zip(ends).filter_map(|(&first, end)| {
        let start = body.get(first)?;
        let last = body.get(end.checked_sub(1)?)?;
        Some(RepairedParagraph {
            span: start.span.cover(last.span),
            sentences: (first, end),
            hard: start.hard,
        })
    });
    paragraphs.collect()
}
