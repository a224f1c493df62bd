//! The numbers that a source gives to the paragraphs and list items of a section.

use super::draft::{DraftParagraph, NumberedItem};
use crate::{
    corpus::{
        document::Item,
        numbering::{Items, Subdivisions, joined, leading, marker},
    },
    span::Span,
};

/// Numbers further from the beginning of a line than this are none.
const MOST_COLUMNS: usize = 100;

/// The numbers of the section that is read.
#[derive(Default)]
pub(super) struct Labels {
    section: Option<usize>,
    subdivisions: Subdivisions,
}

impl Labels {
    /// The label of a paragraph that begins so. Nothing outside of sections.
    pub(super) fn of_text(&mut self, section: Option<usize>, beginning: &str) -> Option<String> {
        self.enter(section)?;
        let marker = leading(beginning)?;
        let is_number = self.subdivisions.go_on(&marker);
        is_number.then(|| joined(&self.subdivisions.path()))
    }

    /// The items of a list.
    pub(super) fn of_items(&mut self, section: Option<usize>, list: &DraftParagraph) -> Vec<Item> {
        if self.enter(section).is_none() {
            return Vec::new();
        }
        let outer = self.subdivisions.path();
        let mut open = Items::default();
        let items = list.items.iter().map(|item| {
            let mut path = outer.clone();
            path.extend(open.path(item.column, item.marker.clone()));
            let span = Span::new(item.at, item.at);
            Item { span, path }
        });
        let mut items: Vec<Item> = items.collect();
        let mut end = list.sentences.last().map_or(0, |last| last.end);
        for item in items.iter_mut().rev() {
            let next = item.span.start;
            item.span = Span::new(next, end);
            let before = list.sentences.partition_point(|of| of.start < next);
            let before = before.checked_sub(1).and_then(|at| list.sentences.get(at));
            end = before.map_or(next, |before| before.end);
        }
        items
    }

    fn enter(&mut self, section: Option<usize>) -> Option<usize> {
        if self.section != section {
            *self = Self {
                section,
                ..Self::default()
            };
        }
        section
    }
}

/// The number of a list item, which stands before its first sentence or begins it.
pub(super) fn item(text: &str, sentence: Span, read: &str) -> Option<NumberedItem> {
    let before = text.get(..sentence.start)?;
    let near = before.len().saturating_sub(MOST_COLUMNS);
    let near = before.get(before.ceil_char_boundary(near)..)?;
    let line = near.rsplit('\n').next()?;
    let word = line.split_whitespace().next_back();
    let (column, marker) = match word.and_then(|word| Some((word, marker(word)?))) {
        Some((word, marker)) => (line.rfind(word)?, marker),
        None => (line.len(), leading(read)?),
    };
    Some(NumberedItem {
        at: sentence.start,
        column,
        marker,
    })
}
