//! Lists of a page, their items, and terms with what they mean.

use dom_query::NodeRef;

use super::{element::number, place::Place, walker::Walker};
use crate::corpus::{
    document::ParagraphKind,
    extracted::BlockKind,
    formats::list_numbers::{Figures, ListKind},
};

impl<'a> Walker<'a> {
    /// A list is one block, unless its items hold several paragraphs.
    pub(super) fn list(&mut self, node: NodeRef<'a>, place: &Place) {
        let kind = BlockKind::Paragraph(ParagraphKind::List);
        self.writer.begin_list(list_kind(&node));
        if place.in_block || self.shape.within(&node).is_simple_list() {
            self.as_block(node, kind, place);
        } else {
            self.begin(&kind, place);
            self.children(
                node,
                &Place {
                    kind,
                    ..place.clone()
                },
            );
            self.begin(&place.kind, place);
        }
        self.writer.end_list();
    }

    /// An item of a list, or a term with what it means behind it.
    pub(super) fn item(&mut self, node: NodeRef<'a>, place: &Place) {
        let is = |beside: Option<NodeRef<'_>>, name| {
            node.has_name("dt") && beside.is_some_and(|beside| beside.has_name(name))
        };
        let is_defined = is(node.next_element_sibling(), "dd");
        self.begin(&place.kind, place);
        if place.in_block || !is(node.prev_element_sibling(), "dt") {
            self.writer.item(number(&node, "value"));
        }
        self.children(node, place);
        if !place.in_block && is_defined {
            self.writer.term_leads();
        } else if !place.in_block && is(node.next_element_sibling(), "dt") {
            self.writer.lead();
        }
        self.begin(&place.kind, place);
        if place.in_block && is_defined {
            self.writer.term();
        }
    }
}

/// The way in which the items of a list are counted.
fn list_kind(list: &NodeRef<'_>) -> ListKind {
    if !list.has_name("ol") {
        return ListKind::Bullets;
    }
    let is_reversed = list.has_attr("reversed");
    let items = || {
        let children = list.children_it(false);
        children.filter(|item| item.has_name("li"))
    };
    let first = if is_reversed {
        i64::try_from(items().count()).unwrap_or(1)
    } else {
        1
    };
    ListKind::Numbers {
        figures: Figures::of_type(&list.attr("type").unwrap_or_default()),
        next: number(list, "start").unwrap_or(first),
        is_reversed,
    }
}
