//! Whether somebody's quote is in the corpus, word for word.

use std::collections::BTreeSet;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::{Citation, Quote};
use crate::{
    corpus::{Document, DocumentId, Reading},
    index::{Generation, IndexError, Query},
    span::Span,
};

/// How many of the nearest passages are looked at.
const PASSAGES: usize = 60;

/// From this share of common words on, a passage is "nearly" the quote.
const NEARLY: f32 = 0.6;

/// What the corpus says to a quote.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Verification {
    /// It stands there word for word. Typographic variants of quotation marks, dashes and
    /// apostrophes, white space, footnote marks and quotation marks around it make no difference.
    Verbatim {
        /// Where.
        citation: Box<Citation>,
    },
    /// Something like it stands there.
    Nearly {
        /// The passage.
        citation: Box<Citation>,
        /// From the quote as given to the passage as it stands.
        differences: Vec<Difference>,
        /// The share of common words, from 0 to 1.
        similarity: f32,
    },
    /// Nothing like it was found.
    NotFound,
}

/// A run of words, and on which side it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub struct Difference {
    /// Where it stands.
    pub side: Side,
    /// The words, with the white space behind them.
    pub words: String,
}

/// Which of the two texts has some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Both.
    Both,
    /// Only the quote as given.
    Given,
    /// Only the document.
    Document,
}

/// Looks for a quote. An empty one is not found.
pub fn verify(
    generation: &Generation,
    quote: &str,
    wanted: Option<&DocumentId>,
) -> Result<Verification, IndexError> {
    let form = Form::of(quote);
    if form.chars.is_empty() {
        return Ok(Verification::NotFound);
    }
    let unmarked = form.without_enclosing_marks();
    let query = Query::of_all_words(quote, generation.languages());
    let hits = generation.search_passages(&query, wanted, PASSAGES)?;
    let mut seen = BTreeSet::new();
    for hit in &hits {
        if !seen.insert(&hit.document) {
            continue;
        }
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let found = find(&document, &form);
        let citation = found
            .or_else(|| find(&document, unmarked.as_ref()?))
            .and_then(|span| Quote::whole(&document, &[span]))
            .map(|quote| Citation::of(&document, quote));
        if let Some(citation) = citation {
            return Ok(Verification::Verbatim {
                citation: Box::new(citation),
            });
        }
    }
    let mut best: Option<(f32, Citation)> = None;
    for hit in &hits {
        let Some(document) = generation.document(&hit.document)? else {
            continue;
        };
        let (first, last) = hit.sentences;
        for span in windows(&document, first, last, quote) {
            let read = Reading::of(&document.text, span, &document.edits).text;
            let similarity = similarity(quote, &read);
            if best.as_ref().is_none_or(|(most, _)| similarity > *most) {
                let quote = Quote::whole(&document, &[span]);
                best = quote
                    .map(|quote| (similarity, Citation::of(&document, quote)))
                    .or(best);
            }
        }
    }
    Ok(match best {
        Some((similarity, citation)) if similarity >= NEARLY => Verification::Nearly {
            differences: differences(quote, citation.quote.text()),
            citation: Box::new(citation),
            similarity,
        },
        _ => Verification::NotFound,
    })
}

/// A text without what makes no difference: white space, and the shapes of quotation marks,
/// apostrophes and dashes.
struct Form {
    chars: Vec<char>,
    /// Where each character stands in the text.
    at: Vec<usize>,
}

impl Form {
    fn of(text: &str) -> Self {
        let kept = text.char_indices().filter(|(_, c)| !c.is_whitespace());
        let (at, chars) = kept.map(|(at, c)| (at, plain(c))).unzip();
        Self { chars, at }
    }

    /// The same without the quotation marks around it: whoever copies a quote often copies the
    /// marks that it was printed in. Nothing if there are none, or nothing else.
    fn without_enclosing_marks(&self) -> Option<Self> {
        let is_mark = |c: &char| matches!(c, '"' | '\'');
        let inner = 1..self.chars.len().checked_sub(1)?;
        let has_marks =
            self.chars.first().is_some_and(is_mark) && self.chars.last().is_some_and(is_mark);
        let (chars, at) = (self.chars.get(inner.clone())?, self.at.get(inner)?);
        (has_marks && !chars.is_empty()).then(|| Self {
            chars: chars.to_vec(),
            at: at.to_vec(),
        })
    }

    /// The bytes of the text in which `other` stands.
    fn find(&self, other: &Form) -> Option<Span> {
        let own: String = self.chars.iter().collect();
        let wanted: String = other.chars.iter().collect();
        let byte = own.find(&wanted)?;
        let first = own.get(..byte)?.chars().count();
        let last = first + other.chars.len() - 1;
        Some(Span::new(*self.at.get(first)?, *self.at.get(last)? + 1))
    }
}

fn plain(c: char) -> char {
    match c {
        '„' | '“' | '”' | '«' | '»' | '‟' => '"',
        '‚' | '‘' | '’' | '‹' | '›' | '`' | '´' => '\'',
        '–' | '—' | '‑' | '−' | '‐' => '-',
        c => c,
    }
}

/// Where the quote stands in a document: as it is read, or with its footnote marks and markup.
fn find(document: &Document, quote: &Form) -> Option<Span> {
    let all = Span::new(0, document.text.len());
    let reading = Reading::of(&document.text, all, &document.edits);
    let read = Form::of(&reading.text).find(quote).map(|span| {
        let end = ceil_char(&reading.text, span.end);
        reading.to_source(Span::new(span.start, end))
    });
    read.or_else(|| {
        let span = Form::of(&document.text).find(quote)?;
        Some(Span::new(span.start, ceil_char(&document.text, span.end)))
    })
}

fn ceil_char(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at)
}

/// Runs of as many sentences as the quote seems to have, within a passage.
fn windows(document: &Document, first: usize, last: usize, quote: &str) -> Vec<Span> {
    let wanted = quote.chars().filter(|c| !c.is_whitespace()).count();
    let sentences = document.sentences.get(first..last).unwrap_or_default();
    let mut spans = Vec::new();
    for (index, start) in sentences.iter().enumerate() {
        let mut cover = *start;
        for next in sentences.iter().skip(index) {
            let grown = cover.cover(*next);
            spans.push(grown);
            if grown.len() > wanted + wanted / 2 {
                break;
            }
            cover = grown;
        }
    }
    spans
}

fn similarity(given: &str, found: &str) -> f32 {
    TextDiff::from_unicode_words(given, found).ratio()
}

fn differences(given: &str, found: &str) -> Vec<Difference> {
    let diff = TextDiff::from_unicode_words(given, found);
    let mut differences: Vec<Difference> = Vec::new();
    for change in diff.iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => Side::Both,
            ChangeTag::Delete => Side::Given,
            ChangeTag::Insert => Side::Document,
        };
        let words: &str = change.value();
        match differences.last_mut() {
            Some(before) if before.side == side => before.words.push_str(words),
            _ => differences.push(Difference {
                side,
                words: words.to_owned(),
            }),
        }
    }
    differences
}
