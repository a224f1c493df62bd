//! The tree of a page as the HTML parser builds it, watched while it grows: how deep an element
//! lies, and how many there are.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::HashMap,
};

use dom_query::{Document, NodeId};
use html5ever::{
    Attribute, QualName, ns,
    tendril::StrTendril,
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

/// A page that is being built.
#[derive(Default)]
pub(super) struct Sink {
    page: Document,
    /// The depth of each element.
    depths: RefCell<HashMap<NodeId, u32>>,
    created: Cell<usize>,
    newest: Cell<Option<Newest>>,
}

/// The element that was created last.
#[derive(Clone, Copy)]
struct Newest {
    id: NodeId,
    is_html: bool,
}

impl Sink {
    /// The number of elements that were created.
    pub(super) fn created(&self) -> usize {
        self.created.get()
    }

    /// Returns the depth of the element that was created since the last call, and whether it is one
    /// of HTML.
    pub(super) fn take_newest(&self) -> Option<(u32, bool)> {
        let newest = self.newest.take()?;
        Some((self.depth(newest.id), newest.is_html))
    }

    fn depth(&self, node: NodeId) -> u32 {
        self.depths.borrow().get(&node).copied().unwrap_or(0)
    }

    fn set_depth(&self, node: NodeId, depth: u32) {
        self.depths.borrow_mut().insert(node, depth);
    }

    fn place(&self, child: &NodeOrText<NodeId>, depth: u32) {
        if let NodeOrText::AppendNode(node) = child {
            self.set_depth(*node, depth);
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = <Document as TreeSink>::ElemName<'a>;

    fn finish(self) -> Document {
        self.page
    }

    /// Nearly every page has errors, and nobody reads them.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.page.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        self.page.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let is_html = name.ns == ns!(html);
        let id = self.page.create_element(name, attrs, flags);
        self.created.set(self.created.get() + 1);
        self.newest.set(Some(Newest { id, is_html }));
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.page.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.page.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.place(&child, self.depth(*parent) + 1);
        self.page.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.place(&child, self.depth(*element));
        self.page
            .append_based_on_parent_node(element, prev_element, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.page.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let contents = self.page.get_template_contents(target);
        self.set_depth(contents, self.depth(*target) + 1);
        contents
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.page.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.place(&child, self.depth(*sibling));
        self.page.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.page.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.page.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.page.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.page.is_mathml_annotation_xml_integration_point(handle)
    }
}
