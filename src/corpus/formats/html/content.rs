//! Choosing the part of a page that holds its content.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

use super::{
    beside::{is_beside, is_called_beside},
    element::{heading_level, is_control, is_hidden, is_never_text, name},
    shape::Shape,
};

/// The attribute by which a node is found again after Readability has rebuilt the page.
const TAG: &str = "data-node-index";

/// Readability looks at the text of each element for each that is around it, several times: pages
/// of more than so many elements, and with more text in this sense, are read whole.
const MAX_ELEMENTS: usize = 100_000;
const MAX_TEXT: usize = 30_000_000;

/// Beside the content, so many bytes of words outside of links are content, with a heading or without.
const MIN_UNDER_HEADING: usize = 60;
const MIN_PROSE: usize = 120;

/// The node that holds the content: the largest region of what belongs together.
///
/// Readability is asked only where the content stands; what it returns is rewritten (headings lose
/// their level, notes are dropped), and it may choose one section of several. So the original page is
/// read from there on, with everything around that reads like content as well.
pub(super) fn choose<'a>(page: &'a Document, shape: &Shape<'a>) -> NodeRef<'a> {
    let body = page.body().unwrap_or_else(|| page.root());
    let core = match readable(page, shape).and_then(|nodes| common_ancestor(&nodes)) {
        Some(node) => within_article(node),
        None => declared(page).unwrap_or(body),
    };
    if is_never_shown(core) {
        return body;
    }
    widened(core, shape)
}

/// Whether an element stands in a picture, or in something else that is no text.
fn is_never_shown(node: NodeRef<'_>) -> bool {
    let mut all = std::iter::once(node).chain(node.ancestors(None));
    all.any(|around| around.has_name("svg") || is_never_text(&name(&around)))
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
fn within_article(node: NodeRef<'_>) -> NodeRef<'_> {
    let around = |name: &str| {
        std::iter::once(node)
            .chain(node.ancestors(None))
            .filter(|a| a.has_name(name))
            .last()
    };
    around("article").or_else(|| around("main")).unwrap_or(node)
}

/// The region around `core` that ends where nothing more reads like content.
fn widened<'a>(core: NodeRef<'a>, shape: &Shape<'a>) -> NodeRef<'a> {
    let has_title = |node: &NodeRef<'a>| node.descendants_it().any(|inner| inner.has_name("h1"));
    let mut content = core;
    let mut is_titled = has_title(&core);
    let mut inner = core;
    while let Some(around) = inner.parent().filter(NodeRef::is_element) {
        if around.has_name("html") {
            break;
        }
        let mut widens = false;
        for sibling in around.children_it(false) {
            if sibling.id == inner.id || !sibling.is_element() {
                continue;
            }
            let brings_title = !is_titled && has_title(&sibling);
            if is_content(&sibling, shape, brings_title) {
                widens = true;
                is_titled |= brings_title;
            }
        }
        if widens {
            content = around;
        }
        inner = around;
    }
    content
}

/// Whether an element beside the content reads like content as well.
fn is_content(node: &NodeRef<'_>, shape: &Shape<'_>, brings_title: bool) -> bool {
    let (name, within) = (name(node), shape.within(node));
    let is_other = is_never_text(&name)
        || is_control(&name)
        || name == "aside"
        || is_beside(node, &name, within)
        || within.is_mostly_links()
        || is_hidden(node) && !within.heading;
    if is_other {
        return false;
    }
    let has_heading = within.heading || heading_level(&name).is_some();
    if has_heading {
        return brings_title || within.prose() >= MIN_UNDER_HEADING;
    }
    within.prose() >= MIN_PROSE && !is_called_beside(node)
}

/// The element that the page itself calls its content.
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
