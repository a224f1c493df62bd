//! The items of lists, and the numbers that a source gives to them and to the paragraphs of a section.

use super::draft::DraftParagraph;
use crate::corpus::{
    document::Item,
    numbering::{Items, Subdivisions, joined, leading},
};

/// The numbers of the section that is read.
#[derive(Default)]
pub(super) struct Labels {
    section: Option<usize>,
    subdivisions: Subdivisions,
    items: Items,
}

impl Labels {
    /// The label of a paragraph that begins so. Nothing outside of sections.
    pub(super) fn of_text(&mut self, section: Option<usize>, beginning: &str) -> Option<String> {
        self.enter(section)?;
        let marker = leading(beginning)?;
        let is_number = self.subdivisions.go_on(&marker);
        is_number.then(|| joined(&self.subdivisions.path()))
    }

    /// The items of a list; their numbers lead nowhere outside of sections. What stands in a list goes on with the numbers of the one before, if it does
    /// not begin a list.
    pub(super) fn of_items(&mut self, section: Option<usize>, list: &DraftParagraph) -> Vec<Item> {
        if self.enter(section).is_none() {
            return items(list);
        }
        let outer = self.subdivisions.path();
        let paths = list.items.iter().map(|item| {
            let mut path = outer.clone();
            path.extend(self.items.path(&item.begins, item.number.as_ref()));
            path
        });
        let paths: Vec<Vec<String>> = paths.collect();
        let mut items = items(list);
        for item in &mut items {
            // The last one that begins there or before.
            let begun = list
                .items
                .partition_point(|of| of.begins.at <= item.span.start);
            let path = begun.checked_sub(1).and_then(|index| paths.get(index));
            item.path = path.cloned().unwrap_or_default();
        }
        items
    }

    fn enter(&mut self, section: Option<usize>) -> Option<usize> {
        if self.section != section {
            let before = std::mem::take(self);
            *self = Self {
                section,
                subdivisions: before.subdivisions.in_next_section(),
                ..Self::default()
            };
        }
        section
    }
}

/// The items of a list or the rows of a table, without their numbers. What begins with a list of its own
/// has no words and is left out.
pub(super) fn items(paragraph: &DraftParagraph) -> Vec<Item> {
    let sentences = &paragraph.sentences;
    let mut items: Vec<Item> = Vec::new();
    let mut next = usize::MAX;
    for draft in paragraph.items.iter().rev() {
        let from = sentences.partition_point(|of| of.start < draft.begins.at);
        let to = sentences.partition_point(|of| of.start < next);
        let own = sentences.get(from..to).unwrap_or_default();
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            items.push(Item {
                span: first.cover(*last),
                depth: draft.begins.depth,
                marker: draft.begins.marker.clone(),
                path: Vec::new(),
                term: draft.begins.term.filter(|end| *end < last.end),
            });
            next = draft.begins.at;
        }
    }
    items.reverse();
    items
}
