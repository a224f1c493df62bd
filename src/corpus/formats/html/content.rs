//! Choosing the part of a page that holds its content.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

use super::shape::Shape;

/// The attribute by which a node is found again after Readability has rebuilt the page.
const TAG: &str = "data-node-index";

/// Readability looks at the text of each element for each that is around it, several times: pages
/// of more than so many elements, and with more text in this sense, are read whole.
const MAX_ELEMENTS: usize = 100_000;
const MAX_TEXT: usize = 30_000_000;

/// The node that holds the content.
///
/// Readability is asked only where the content stands; what it returns is rewritten (headings lose
/// their level, notes are dropped), so the original page is read from there on.
pub(super) fn choose<'a>(page: &'a Document, shape: &Shape<'a>) -> NodeRef<'a> {
    let body = page.body().unwrap_or_else(|| page.root());
    match readable(page, shape).and_then(|nodes| common_ancestor(&nodes)) {
        Some(node) => widened(node),
        None => declared(page).unwrap_or(body),
    }
}

/// The nodes whose own text Readability keeps.
fn readable<'a>(page: &Document, shape: &Shape<'a>) -> Option<Vec<NodeRef<'a>>> {
    let nodes = shape.nodes.iter().map(|node| node.node);
    let elements: Vec<NodeRef<'a>> = nodes.filter(NodeRef::is_element).collect();
    let lengths = elements.iter().map(|node| shape.within(node).length());
    if elements.len() > MAX_ELEMENTS || lengths.sum::<usize>() > MAX_TEXT {
        return None;
    }
    let copy = page.clone();
    for (index, node) in elements.iter().enumerate() {
        copy.tree.get(&node.id)?.set_attr(TAG, &index.to_string());
    }
    let article = Readability::with_document(copy, None, None)
        .ok()?
        .parse()
        .ok()?;
    let kept = Document::from(article.content);
    let nodes: Vec<NodeRef<'a>> = kept
        .select(&format!("[{TAG}]"))
        .nodes()
        .iter()
        .filter(|node| !node.immediate_text().trim().is_empty())
        .filter_map(|node| node.attr(TAG)?.parse::<usize>().ok())
        .filter_map(|index| elements.get(index).copied())
        .collect();
    (!nodes.is_empty()).then_some(nodes)
}

/// The innermost element that holds all of `nodes` and is more than one paragraph.
fn common_ancestor<'a>(nodes: &[NodeRef<'a>]) -> Option<NodeRef<'a>> {
    let path = |node: &NodeRef<'a>| {
        let mut path = node.ancestors(None);
        path.reverse();
        path.push(*node);
        path
    };
    let mut common = path(nodes.first()?);
    for node in nodes {
        let other = path(node);
        let shared = common
            .iter()
            .zip(&other)
            .take_while(|(a, b)| a.id == b.id)
            .count();
        common.truncate(shared);
    }
    let block = |node: &&NodeRef<'a>| {
        ["div", "article", "main", "section", "body", "td", "html"]
            .iter()
            .any(|n| node.has_name(n))
    };
    common.iter().rev().find(block).copied()
}

/// The article or the main part around a node: Readability may choose one section of it only.
fn widened(node: NodeRef<'_>) -> NodeRef<'_> {
    let around = |name: &str| {
        std::iter::once(node)
            .chain(node.ancestors(None))
            .filter(|a| a.has_name(name))
            .last()
    };
    around("article").or_else(|| around("main")).unwrap_or(node)
}

/// What the page itself calls its content.
fn declared(page: &Document) -> Option<NodeRef<'_>> {
    ["main", "[role=main]", "article"]
        .iter()
        .find_map(|selector| {
            let found = page.select(selector);
            match found.nodes() {
                [only] => Some(*only),
                _ => None,
            }
        })
}
