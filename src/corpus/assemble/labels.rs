//! The items of lists, and the numbers that a source gives to them and to the paragraphs of a section.

use super::draft::{DraftItem, DraftParagraph};
use crate::{
    corpus::{
        document::Item,
        edit::{Edit, EditKind},
        extracted::ListItem,
        numbering::{Items, Subdivisions, joined, leading},
    },
    span::Span,
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
    pub(super) fn of_items(
        &mut self,
        section: Option<usize>,
        list: &DraftParagraph,
        edits: &[Edit],
    ) -> Listed {
        let mut listed = Listed::of(list, edits);
        if self.enter(section).is_none() {
            return listed;
        }
        let outer = self.subdivisions.path();
        let paths = list.items.iter().map(|item| {
            let mut path = outer.clone();
            let ListItem {
                depth, begins_list, ..
            } = item.begins;
            path.extend(self.items.path(depth, begins_list, item.number.as_ref()));
            path
        });
        let paths: Vec<Vec<String>> = paths.collect();
        for item in &mut listed.items {
            // The last one that begins there or before.
            let begun = list
                .items
                .partition_point(|of| of.begins.at <= item.span.start);
            let path = begun.checked_sub(1).and_then(|index| paths.get(index));
            item.path = path.cloned().unwrap_or_default();
        }
        listed
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

/// The items of a list or the rows of a table, without the numbers that lead to them. What begins with a
/// list of its own has no words and is left out.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) items: Vec<Item>,
    /// Those of which all words are struck out.
    pub(super) struck: Vec<Item>,
}

impl Listed {
    pub(super) fn of(paragraph: &DraftParagraph, edits: &[Edit]) -> Self {
        let mut listed = Self::default();
        // Where the next one begins that has words, and the next one at all.
        let (mut with_words, mut behind) = (usize::MAX, paragraph.span.end);
        for draft in paragraph.items.iter().rev() {
            let at = draft.begins.at;
            let struck = struck_in(edits, Span::new(at, behind.max(at)));
            behind = at;
            if let Some(span) = words_in(&paragraph.sentences, at, with_words) {
                let shown = struck.map_or(span, |struck| struck.cover(span));
                listed.items.push(item(draft, span, shown));
                with_words = at;
            } else if let Some(struck) = struck {
                listed.struck.push(item(draft, struck, struck));
            }
        }
        listed.items.reverse();
        listed.struck.reverse();
        listed
    }
}

fn item(draft: &DraftItem, span: Span, shown: Span) -> Item {
    let begins = &draft.begins;
    Item {
        span,
        shown,
        depth: begins.depth,
        marker: begins.marker.clone(),
        path: Vec::new(),
        term: begins.term.filter(|end| *end < span.end),
    }
}

/// From the first to the last of the sentences that begin between two places.
fn words_in(sentences: &[Span], start: usize, end: usize) -> Option<Span> {
    let from = sentences.partition_point(|of| of.start < start);
    let to = sentences.partition_point(|of| of.start < end);
    let own = sentences.get(from..to)?;
    Some(own.first()?.cover(*own.last()?))
}

/// From the first to the last of the words that are struck out in a stretch.
fn struck_in(edits: &[Edit], stretch: Span) -> Option<Span> {
    let first = edits.partition_point(|edit| edit.span.start < stretch.start);
    let edits = edits.iter().skip(first);
    let edits = edits.take_while(|edit| edit.span.start < stretch.end);
    let struck = edits.filter(|edit| matches!(edit.kind, EditKind::Struck(_)));
    struck.map(|edit| edit.span).reduce(Span::cover)
}
