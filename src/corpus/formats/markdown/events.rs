//! The parser of Markdown, with the extensions that are read.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use crate::span::Span;

/// The events that the parser finds in a text from `body` on.
pub(super) fn events(text: &str, body: usize) -> impl Iterator<Item = (Event<'_>, Span)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let parser = Parser::new_ext(text.get(body..).unwrap_or_default(), options);
    let events = parser.into_offset_iter();
    events.map(move |(event, range)| (event, shifted(range, body)))
}

fn shifted(range: Range<usize>, by: usize) -> Span {
    Span::new(range.start, range.end).shifted(by)
}
