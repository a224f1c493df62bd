//! A summary of what stands within each element of a page, made in one pass: in a pass for each element,
//! nested elements would be looked through once for each that is around them.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::element::{heading_level, is_control, is_never_text, name};
use crate::corpus::set_apart::letters;

/// Elements that make a list more than one block.
const LIST_BLOCKS: [&str; 5] = ["pre", "table", "blockquote", "figure", "section"];

/// Elements that make a table one of layout.
const TABLE_BLOCKS: [&str; 6] = ["table", "ul", "ol", "pre", "blockquote", "section"];

/// A node in reading order.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The node.
    pub(super) node: NodeRef<'a>,
    /// The node around it: an index into [`Shape::nodes`].
    pub(super) parent: Option<usize>,
    /// One past the last node within it.
    end: usize,
    /// Whether what stands in it is never text.
    pub(super) is_never_text: bool,
}

/// A summary of the descendants of an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Within {
    /// Length of the words that are shown, with one space behind each.
    words: usize,
    /// Whether there is a heading.
    pub(super) heading: bool,
    list_block: bool,
    table_block: bool,
    cells: u32,
    links: u32,
    /// Length of the words in links.
    linked: usize,
    /// The number of things to press or to fill in.
    controls: u32,
}

impl Within {
    /// Length of the text that is shown, white space folded.
    pub(super) fn length(&self) -> usize {
        self.words.saturating_sub(1)
    }

    /// Whether the items of a list hold nothing but text and lists.
    pub(super) fn is_simple_list(&self) -> bool {
        !self.list_block
    }

    /// Whether a table holds data: layout tables hold blocks.
    pub(super) fn is_data(&self) -> bool {
        !self.table_block && self.cells > 1
    }

    /// Length of the words that stand in no link.
    pub(super) fn prose(&self) -> usize {
        self.words.saturating_sub(self.linked)
    }

    /// Whether most of it is links.
    pub(super) fn is_mostly_links(&self) -> bool {
        self.linked * 2 > self.words
    }

    /// Whether there is something to press or to fill in.
    pub(super) fn has_control(&self) -> bool {
        self.controls > 0
    }

    /// Whether there is any link.
    pub(super) fn has_links(&self) -> bool {
        self.links > 0
    }

    /// Whether there is a single link.
    pub(super) fn is_one_link(&self) -> bool {
        self.links == 1
    }

    fn add(&mut self, other: Within) {
        self.words = self.words.saturating_add(other.words);
        self.heading |= other.heading;
        self.list_block |= other.list_block;
        self.table_block |= other.table_block;
        self.cells = self.cells.saturating_add(other.cells);
        self.links = self.links.saturating_add(other.links);
        self.linked = self.linked.saturating_add(other.linked);
        self.controls = self.controls.saturating_add(other.controls);
    }
}

/// Whether the words of an element stand in a line with those around it.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "code"
            | "del"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "wbr"
    )
}

/// A node's own part.
#[derive(Clone, Copy, Default)]
struct Own {
    /// Children that are paragraphs.
    paragraphs: u32,
}

/// All nodes of a page, and what stands within them.
pub(super) struct Shape<'a> {
    /// In reading order.
    pub(super) nodes: Vec<Entry<'a>>,
    root: NodeRef<'a>,
    within: Vec<Within>,
    places: HashMap<NodeId, usize>,
}

impl<'a> Shape<'a> {
    /// Looks through a page.
    pub(super) fn of(page: &'a Document) -> Self {
        let mut nodes: Vec<Entry<'a>> = vec![Entry {
            node: page.root(),
            parent: None,
            end: 0,
            is_never_text: false,
        }];
        let mut places = HashMap::from([(page.root().id, 0)]);
        for node in page.root().descendants_it() {
            let parent = node.parent().and_then(|parent| places.get(&parent.id));
            let parent = parent.copied();
            let mut is_never = parent
                .and_then(|parent| nodes.get(parent))
                .is_some_and(|parent| parent.is_never_text);
            if node.is_element() {
                places.insert(node.id, nodes.len());
                is_never |= is_never_text(&name(&node));
            }
            nodes.push(Entry {
                node,
                parent,
                end: 0,
                is_never_text: is_never,
            });
        }
        set_ends(&mut nodes);
        let within = within(&nodes);
        Self {
            nodes,
            root: page.root(),
            within,
            places,
        }
    }

    /// The node around all others.
    pub(super) fn root(&self) -> NodeRef<'a> {
        self.root
    }

    /// The number of letters and digits that the page has to show.
    pub(super) fn letters(&self) -> usize {
        let texts = self.nodes.iter();
        let texts = texts.filter(|node| node.node.is_text() && !node.is_never_text);
        texts.map(|node| letters(&node.node.text())).sum()
    }

    /// The nodes within an element, in reading order, without those in elements that `is_left_out`
    /// names.
    pub(super) fn texts_within(
        &self,
        node: &NodeRef<'_>,
        is_left_out: impl Fn(&NodeRef<'a>) -> bool,
    ) -> String {
        let Some(place) = self.places.get(&node.id) else {
            return String::new();
        };
        let end = self.nodes.get(*place).map_or(0, |node| node.end);
        let mut words = String::new();
        let mut at = place + 1;
        while let Some(inner) = self.nodes.get(at).filter(|_| at < end) {
            at += 1;
            if inner.node.is_text() && !inner.is_never_text {
                words.push_str(&inner.node.text());
            } else if inner.node.is_element() {
                if is_left_out(&inner.node) {
                    at = inner.end.max(at);
                }
                if !is_inline(&name(&inner.node)) {
                    words.push(' ');
                }
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The summary of what stands within an element.
    pub(super) fn within(&self, node: &NodeRef<'_>) -> Within {
        let place = self.places.get(&node.id);
        let within = place.and_then(|place| self.within.get(*place));
        within.copied().unwrap_or_default()
    }
}

/// Finds where each node ends: a node comes before those within it.
fn set_ends(nodes: &mut [Entry<'_>]) {
    for index in (0..nodes.len()).rev() {
        let Some(node) = nodes.get_mut(index) else {
            continue;
        };
        node.end = node.end.max(index + 1);
        let (end, parent) = (node.end, node.parent);
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.end = parent.end.max(end);
        }
    }
}

/// Sums up what stands within each of the nodes.
fn within(nodes: &[Entry<'_>]) -> Vec<Within> {
    let mut own = vec![Own::default(); nodes.len()];
    for Entry { node, parent, .. } in nodes {
        if !node.is_element() {
            continue;
        }
        let is_paragraph = node.has_name("p");
        if let Some(around) = parent.and_then(|parent| own.get_mut(parent)) {
            around.paragraphs += u32::from(is_paragraph);
        }
    }
    let mut within = vec![Within::default(); nodes.len()];
    for (index, place) in nodes.iter().enumerate().rev() {
        let Entry { node, parent, .. } = place;
        let Some(parent) = *parent else { continue };
        let own_of = |at: usize| own.get(at).copied().unwrap_or_default();
        let mut all = within.get(index).copied().unwrap_or_default();
        if node.is_element() {
            all.add(as_descendant(node, own_of(index).paragraphs, all.words));
        } else if node.is_text() {
            let text = node.text();
            let words = text.split_whitespace().filter(|_| !place.is_never_text);
            all.words = words.map(|word| word.len() + 1).sum();
        }
        if let Some(around) = within.get_mut(parent) {
            around.add(all);
        }
    }
    within
}

/// The share of an element in the summaries of those around it.
fn as_descendant(node: &NodeRef<'_>, paragraphs: u32, words: usize) -> Within {
    let name = name(node);
    let heading = heading_level(&name).is_some();
    let is_block = heading || paragraphs > 1;
    // `<a id=top>` is a place. Where a page of XML closes it at once, a parser of HTML lets it stand around
    // all that follows.
    let is_link = name == "a" && node.has_attr("href");
    Within {
        words: 0,
        heading,
        list_block: is_block || LIST_BLOCKS.contains(&name.as_str()),
        table_block: is_block || TABLE_BLOCKS.contains(&name.as_str()),
        cells: u32::from(matches!(name.as_str(), "td" | "th")),
        links: u32::from(is_link),
        linked: if is_link { words } else { 0 },
        controls: u32::from(is_control(&name)),
    }
}
