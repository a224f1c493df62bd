//! A sentence, an item or a row by itself, with what it is understood by.

use super::{asked::answers_the_one_before, quote::opening_of};
use crate::{
    corpus::{Document, Reading},
    language::context::leans_back,
    span::Span,
};

/// A heading or a title is cut to this many characters, what opens a list or a table to more.
const HEADING: usize = 70;
const OPENING: usize = 160;

/// The sign between the parts of a context.
const BETWEEN: &str = " · ";

/// The words that are read with the question, to see whether they answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The words that it is understood by: title, heading, what opens its list or table, the sentence that
    /// it leans on.
    pub context: String,
    /// Its own words.
    pub text: String,
}

impl Statement {
    /// The sentence with this index.
    pub fn of(document: &Document, sentence: usize) -> Option<Self> {
        let span = *document.sentences.get(sentence)?;
        let read = |span: Span| Reading::of(&document.text, span, &document.edits).text;
        let text = read(span);
        let paragraph = document.paragraph_at(span.start);
        let paragraph = paragraph.and_then(|index| document.paragraphs.get(index));
        let section = paragraph.and_then(|paragraph| paragraph.section);
        let heading = section.and_then(|index| document.sections.get(index));
        let mut context = vec![cut(&document.title(), HEADING)];
        context.extend(heading.map(|heading| cut(&heading.title, HEADING)));
        let opening = opening_of(document, span).into_iter();
        let opening = opening.filter(|opening| !opening.contains(span));
        context.extend(opening.map(|opening| cut(&read(opening), OPENING)));
        let is_inside = paragraph.is_some_and(|of| of.sentences.0 < sentence);
        let leans =
            answers_the_one_before(document, sentence) || leans_back(&text, document.language);
        if is_inside && leans {
            let before = sentence.checked_sub(1);
            let before = before.and_then(|at| document.sentences.get(at));
            context.extend(before.map(|span| cut(&read(*span), OPENING)));
        }
        context.dedup();
        context.retain(|part| !part.is_empty());
        let context = context.join(BETWEEN);
        Some(Self { context, text })
    }
}

/// The beginning of a text, of so many characters at most.
fn cut(text: &str, most: usize) -> String {
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).trim().to_owned()
}
