//! Footnotes of a page: which links are marks, where the texts of the notes stand, and what else
//! is there only for their sake.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{NodeId, NodeRef};

use super::{
    element::{heading_level, name},
    shape::Shape,
};
use crate::corpus::warning::Warning;

/// So many notes without a text are named.
const MAX_WARNINGS: usize = 20;

/// The names of places to which marks lead are not longer, in characters.
const MAX_NAME_CHARS: usize = 300;

/// A footnote whose text was found.
pub(super) struct Note<'a> {
    /// The label, as the mark prints it.
    pub(super) label: String,
    /// The element that holds the text.
    pub(super) node: NodeRef<'a>,
}

/// The footnotes of a page.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// The notes, in order of their first mark.
    pub(super) in_order: Vec<Note<'a>>,
    /// The elements that are marks, with their labels.
    marks: BTreeMap<NodeId, String>,
    targets: BTreeSet<NodeId>,
    /// Elements that hold nothing but notes and their heading.
    containers: BTreeSet<NodeId>,
}

impl<'a> Notes<'a> {
    /// Finds the notes whose marks stand in `content`; their texts may stand anywhere.
    pub(super) fn find(shape: &Shape<'a>, content: NodeRef<'a>) -> (Self, Vec<Warning>) {
        let ids = nodes_by_id(shape);
        let mut notes = Notes::default();
        let mut labels: BTreeMap<String, Option<NodeId>> = BTreeMap::new();
        let mut warnings = Vec::new();
        let links = content.descendants_it().filter(|node| node.has_name("a"));
        for link in links {
            let Some(href) = note_link(&link) else {
                continue;
            };
            if link
                .ancestors_it(None)
                .any(|above| notes.targets.contains(&above.id))
            {
                continue;
            }
            let printed = printed_label(&link);
            let target = ids
                .get(href.as_str())
                .and_then(|node| note_element(node, &link));
            let id = target.map(|node| node.id);
            let label = match labels.get(&printed) {
                Some(other) if *other != id => href.clone(),
                _ => printed,
            };
            labels.insert(label.clone(), id);
            if let Some(node) = target.filter(|node| notes.targets.insert(node.id)) {
                notes.in_order.push(Note {
                    label: label.clone(),
                    node,
                });
            } else if target.is_none() && warnings.len() < MAX_WARNINGS {
                warnings.push(Warning::caution(format!(
                    "footnote {label} has a mark, but its text (#{href}) is not in the page"
                )));
            }
            notes.marks.insert(mark_element(shape, &link).id, label);
        }
        notes.find_containers(shape, content);
        (notes, warnings)
    }

    /// The label of a node that is a mark.
    pub(super) fn mark(&self, node: &NodeRef<'_>) -> Option<&str> {
        self.marks.get(&node.id).map(String::as_str)
    }

    /// Whether a node is the text of a note.
    pub(super) fn is_note(&self, node: &NodeRef<'_>) -> bool {
        self.targets.contains(&node.id)
    }

    /// Whether a node holds nothing but notes and their heading, or is that heading.
    pub(super) fn is_apparatus(&self, node: &NodeRef<'_>) -> bool {
        let is = |node: &NodeRef<'_>| self.containers.contains(&node.id);
        if is(node) {
            return true;
        }
        if self.containers.is_empty() || heading_level(&name(node)).is_none() {
            return false;
        }
        let mut next = node.next_element_sibling();
        while let Some(rule) = next.filter(|next| next.has_name("hr")) {
            next = rule.next_element_sibling();
        }
        next.is_some_and(|next| is(&next))
    }

    fn find_containers(&mut self, shape: &Shape<'a>, content: NodeRef<'a>) {
        let others = self.holders_of_other_text(shape);
        let around: BTreeSet<NodeId> = content.ancestors_it(None).map(|node| node.id).collect();
        for note in &self.in_order {
            for above in note.node.ancestors_it(None) {
                if above.id == content.id
                    || around.contains(&above.id)
                    || others.contains(&above.id)
                {
                    break;
                }
                self.containers.insert(above.id);
            }
        }
    }

    /// The elements that hold words which stand in no note and no heading within them.
    fn holders_of_other_text(&self, shape: &Shape<'a>) -> BTreeSet<NodeId> {
        let mut others = BTreeSet::new();
        if self.in_order.is_empty() {
            return others;
        }
        for text in shape.nodes.iter().filter(|text| text.node.is_text()) {
            if !text.node.text().contains(char::is_alphabetic) {
                continue;
            }
            let mut above = text.parent;
            while let Some(holder) = above.and_then(|above| shape.nodes.get(above)) {
                let ends =
                    self.is_note(&holder.node) || heading_level(&name(&holder.node)).is_some();
                if !others.insert(holder.node.id) || ends {
                    break;
                }
                above = holder.parent;
            }
        }
        others
    }
}

/// Whether a link inside a note leads back to its mark, or repeats its number.
pub(super) fn is_back_link(link: &NodeRef<'_>, label: &str) -> bool {
    if !link.has_name("a") && !link.has_name("sup") {
        return false;
    }
    let text = link.text();
    let text = text.trim();
    let declared = attribute(link, "role").contains("doc-backlink")
        || attribute(link, "class").contains("back")
        || attribute(link, "epub:type").contains("backlink");
    let inner = bare(text);
    let sign = !text.is_empty() && !text.chars().any(char::is_alphanumeric);
    let link_home = attribute(link, "href").starts_with('#');
    declared || (link_home && (sign || inner == label)) || (link.has_name("sup") && inner == label)
}

fn nodes_by_id<'a>(shape: &Shape<'a>) -> BTreeMap<String, NodeRef<'a>> {
    let mut ids = BTreeMap::new();
    for node in shape
        .nodes
        .iter()
        .filter(|node| !node.is_never_text)
        .map(|node| node.node)
    {
        if !node.is_element() {
            continue;
        }
        let anchor = if node.has_name("a") {
            node.attr("name")
        } else {
            None
        };
        for id in [node.id_attr(), anchor].into_iter().flatten() {
            ids.entry(id.to_string()).or_insert(node);
        }
    }
    ids
}

/// The id that a link leads to, if the link is a footnote mark.
fn note_link(link: &NodeRef<'_>) -> Option<String> {
    let href = attribute(link, "href");
    let id = href
        .strip_prefix('#')
        .filter(|id| !id.is_empty() && id.chars().nth(MAX_NAME_CHARS).is_none())?
        .to_owned();
    let text = link.text();
    let text = bare(text.trim());
    let short = !text.is_empty() && text.chars().count() <= 4;
    let kind = format!(
        "{} {}",
        attribute(link, "role"),
        attribute(link, "epub:type")
    );
    if !short || kind.contains("backlink") || attribute(link, "class").contains("back") {
        return None;
    }
    let raised = link
        .ancestors_it(Some(3))
        .any(|above| above.has_name("sup"))
        || link.descendants_it().any(|below| below.has_name("sup"));
    let declared = kind.contains("noteref") || names_a_note(&id);
    (text.chars().any(char::is_alphanumeric) || declared).then_some(())?;
    (raised || declared).then_some(id)
}

/// `fn1`, `_ftn1`, `cite_note-3`, but not `fnref1`.
fn names_a_note(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let numbered = id.ends_with(|c: char| c.is_ascii_digit());
    let note = [
        "fn",
        "_ftn",
        "_edn",
        "note",
        "footnote",
        "endnote",
        "cite_note",
    ];
    numbered && !id.contains("ref") && note.iter().any(|start| id.starts_with(start))
}

/// The element to take out as a mark: the whole `sup` where it holds this link only.
fn mark_element<'a>(shape: &Shape<'_>, link: &NodeRef<'a>) -> NodeRef<'a> {
    let raised = link
        .ancestors_it(Some(3))
        .find(|above| above.has_name("sup"));
    let alone = |sup: &NodeRef<'a>| {
        shape.within(sup).is_one_link() && bare(sup.text().trim()) == bare(link.text().trim())
    };
    raised.filter(alone).unwrap_or(*link)
}

fn printed_label(link: &NodeRef<'_>) -> String {
    bare(link.text().trim()).to_owned()
}

/// The block that a target stands in; none if that is the paragraph the mark stands in.
fn note_element<'a>(target: &NodeRef<'a>, link: &NodeRef<'_>) -> Option<NodeRef<'a>> {
    const BLOCKS: [&str; 7] = ["li", "p", "div", "aside", "dd", "tr", "section"];
    let is_block = |node: &NodeRef<'a>| BLOCKS.iter().any(|block| node.has_name(block));
    let block = std::iter::once(*target)
        .chain(target.ancestors(None))
        .find(is_block)?;
    let holds_mark = link.ancestors_it(None).any(|above| above.id == block.id);
    (!holds_mark && link.id != block.id).then_some(block)
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.') || c.is_whitespace())
}

fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    node.attr(name)
        .map(|value| value.to_string())
        .unwrap_or_default()
}
