//! What stands within each element of a page, found in one pass: asked of each element by itself,
//! nested elements would be looked through once for each that is around them.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::element::{heading_level, is_hidden, name};

/// Elements that make a list more than one block.
const LIST_BLOCKS: [&str; 5] = ["pre", "table", "blockquote", "figure", "section"];

/// Elements that make a table one of layout.
const TABLE_BLOCKS: [&str; 6] = ["table", "ul", "ol", "pre", "blockquote", "section"];

/// A node in reading order.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    /// The node.
    pub(super) node: NodeRef<'a>,
    /// The node around it: an index into [`Shape::nodes`].
    pub(super) parent: Option<usize>,
}

/// What is among the descendants of an element.
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
    }
}

/// A node's own part.
#[derive(Clone, Copy, Default)]
struct Own {
    /// Children that are paragraphs.
    paragraphs: u32,
    is_hidden: bool,
}

/// All nodes of a page, and what stands within them.
pub(super) struct Shape<'a> {
    /// In reading order.
    pub(super) nodes: Vec<Node<'a>>,
    within: Vec<Within>,
    places: HashMap<NodeId, usize>,
}

impl<'a> Shape<'a> {
    /// Looks through a page.
    pub(super) fn of(page: &'a Document) -> Self {
        let mut nodes: Vec<Node<'a>> = vec![Node {
            node: page.root(),
            parent: None,
        }];
        let mut places = HashMap::from([(page.root().id, 0)]);
        for node in page.root().descendants_it() {
            let parent = node.parent().and_then(|parent| places.get(&parent.id));
            let parent = parent.copied();
            if node.is_element() {
                places.insert(node.id, nodes.len());
            }
            nodes.push(Node { node, parent });
        }
        let within = within(&nodes);
        Self {
            nodes,
            within,
            places,
        }
    }

    /// What stands within an element.
    pub(super) fn within(&self, node: &NodeRef<'_>) -> Within {
        let place = self.places.get(&node.id);
        let within = place.and_then(|place| self.within.get(*place));
        within.copied().unwrap_or_default()
    }
}

/// What stands within each of the nodes.
fn within(nodes: &[Node<'_>]) -> Vec<Within> {
    let mut own = vec![Own::default(); nodes.len()];
    for (index, Node { node, parent }) in nodes.iter().enumerate() {
        if !node.is_element() {
            continue;
        }
        let is_paragraph = node.has_name("p");
        if let Some(around) = parent.and_then(|parent| own.get_mut(parent)) {
            around.paragraphs += u32::from(is_paragraph);
        }
        if let Some(own) = own.get_mut(index) {
            own.is_hidden = is_hidden(node, &name(node));
        }
    }
    let mut within = vec![Within::default(); nodes.len()];
    for (index, Node { node, parent }) in nodes.iter().enumerate().rev() {
        let Some(parent) = *parent else { continue };
        let own_of = |at: usize| own.get(at).copied().unwrap_or_default();
        let mut all = within.get(index).copied().unwrap_or_default();
        if node.is_element() {
            all.add(as_descendant(node, own_of(index).paragraphs));
        } else if node.is_text() {
            let above = nodes.get(parent).and_then(|node| node.parent);
            let is_shown =
                !own_of(parent).is_hidden && above.is_none_or(|at| !own_of(at).is_hidden);
            let text = node.text();
            let words = text.split_whitespace().filter(|_| is_shown);
            all.words = words.map(|word| word.len() + 1).sum();
        }
        if let Some(around) = within.get_mut(parent) {
            around.add(all);
        }
    }
    within
}

/// What an element is to those around it.
fn as_descendant(node: &NodeRef<'_>, paragraphs: u32) -> Within {
    let name = name(node);
    let heading = heading_level(&name).is_some();
    let is_block = heading || paragraphs > 1;
    Within {
        words: 0,
        heading,
        list_block: is_block || LIST_BLOCKS.contains(&name.as_str()),
        table_block: is_block || TABLE_BLOCKS.contains(&name.as_str()),
        cells: u32::from(matches!(name.as_str(), "td" | "th")),
        links: u32::from(name == "a"),
    }
}
