//! Passages: the stretches of text that the index scores.

use crate::{
    corpus::{Document, Paragraph},
    span::Span,
};

/// A paragraph of up to this many words is one passage. Measured paragraphs of reports have 60 to
/// 160 words.
const MAX_WORDS: usize = 220;

/// Longer paragraphs are cut into windows of about this many words, which overlap by half.
const WINDOW_WORDS: usize = 110;

/// Consecutive sentences of one paragraph, and so of one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// From the first sentence to the last.
    pub span: Span,
    /// The sentences: a range of indices into `Document::sentences`.
    pub sentences: (usize, usize),
    /// The paragraph: an index into `Document::paragraphs`.
    pub paragraph: usize,
}

/// The passages of a document in reading order. Every sentence is in at least one.
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::with_capacity(document.paragraphs.len());
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        for (first, last) in windows(document, paragraph) {
            let sentences = document.sentences.get(first..last).unwrap_or_default();
            if let (Some(head), Some(tail)) = (sentences.first(), sentences.last()) {
                passages.push(Passage {
                    span: head.cover(*tail),
                    sentences: (first, last),
                    paragraph: index,
                });
            }
        }
    }
    passages
}

/// Ranges of sentences of about [`WINDOW_WORDS`] words; a short paragraph is a single range.
fn windows(document: &Document, paragraph: &Paragraph) -> Vec<(usize, usize)> {
    let (first, last) = paragraph.sentences;
    let words: Vec<usize> = document
        .sentences_of(paragraph)
        .iter()
        .map(|sentence| sentence.of(&document.text).split_whitespace().count())
        .collect();
    if words.iter().sum::<usize>() <= MAX_WORDS {
        return vec![(first, last)];
    }
    let take = |from: usize, wanted: usize| {
        let mut sum = 0;
        let rest = words.iter().skip(from - first);
        from + rest
            .take_while(|count| {
                let goes_on = sum < wanted;
                sum += **count;
                goes_on
            })
            .count()
    };
    let mut windows = Vec::new();
    let mut start = first;
    loop {
        let end = take(start, WINDOW_WORDS);
        windows.push((start, end));
        if end >= last {
            return windows;
        }
        start = take(start, WINDOW_WORDS / 2).min(end);
    }
}
