//! From the tree of a page to blocks of text.

use dom_query::NodeRef;

use super::{
    element::{
        heading_level, is_beside, is_block, is_hidden, is_table_by_role, name, plain_text, style,
    },
    notes::{Notes, is_back_link},
    shape::Shape,
    writer::Writer,
};
use crate::corpus::{
    document::ParagraphKind,
    extracted::{BlockKind, Extracted},
    warning::Warning,
};

/// Elements nested deeper than this are read as running text, so that no page exhausts the stack.
const MAX_DEPTH: usize = 200;

/// Where in the page the walker is.
#[derive(Clone)]
struct Place {
    kind: BlockKind,
    depth: usize,
    /// Inside something that is one block: a list, a table, a note, a heading. Blocks within it
    /// only end sentences.
    in_block: bool,
    preformatted: bool,
    /// The label of the note that is being read.
    note: Option<String>,
}

impl Place {
    fn within(&self, kind: BlockKind) -> Place {
        Place {
            kind,
            in_block: true,
            ..self.clone()
        }
    }
}

/// Reads the content of a page.
pub(super) struct Walker<'a> {
    notes: &'a Notes<'a>,
    shape: &'a Shape<'a>,
    writer: Writer,
    /// Length of the content: what holds most of it is not beside it, whatever it is called.
    length: usize,
    too_deep: bool,
}

impl<'a> Walker<'a> {
    /// A walker for `content`.
    pub(super) fn new(notes: &'a Notes<'a>, shape: &'a Shape<'a>, content: NodeRef<'_>) -> Self {
        let writer = Writer::new(BlockKind::Paragraph(ParagraphKind::Text));
        Self {
            notes,
            shape,
            writer,
            length: shape.within(&content).length(),
            too_deep: false,
        }
    }

    /// Reads `content`, then the notes.
    pub(super) fn read(mut self, content: NodeRef<'_>) -> Extracted {
        let kind = BlockKind::Paragraph(ParagraphKind::Text);
        let place = Place {
            kind,
            depth: 0,
            in_block: false,
            preformatted: false,
            note: None,
        };
        self.children(content, &place);
        for note in &self.notes.in_order {
            let kind = BlockKind::Note(note.label.clone());
            self.writer.block(kind.clone());
            let place = Place {
                note: Some(note.label.clone()),
                ..place.within(kind)
            };
            self.children(note.node, &place);
        }
        let mut out = self.writer.finish();
        if self.too_deep {
            out.warnings.push(Warning::caution(format!(
                "elements are nested more than {MAX_DEPTH} deep; what is below is read as running text"
            )));
        }
        out
    }

    fn children(&mut self, node: NodeRef<'_>, place: &Place) {
        let holds_marks = node.has_name("sup")
            && node
                .children_it(false)
                .any(|child| self.notes.mark(&child).is_some());
        for child in node.children_it(false) {
            if child.is_text() && place.preformatted {
                self.writer.preformatted(&child.text());
            } else if child.is_text()
                && holds_marks
                && !child.text().contains(char::is_alphanumeric)
            {
                // The comma of `<sup>1, 2</sup>` belongs to the marks.
                self.writer.words(" ");
            } else if child.is_text() {
                self.writer.words(&child.text());
            } else if child.is_element() {
                self.element(child, place);
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_>, place: &Place) {
        let name = name(&node);
        if is_hidden(&node, &name) || self.notes.is_note(&node) {
            return;
        }
        if place.depth >= MAX_DEPTH {
            self.too_deep = true;
            self.writer.words(&plain_text(&node));
            return;
        }
        let place = &Place {
            depth: place.depth + 1,
            ..place.clone()
        };
        if place
            .note
            .as_deref()
            .is_some_and(|label| is_back_link(&node, label))
        {
            return;
        }
        if let Some(label) = self.notes.mark(&node) {
            self.writer.mark(node.text().trim(), label);
            return;
        }
        if self.notes.is_apparatus(&node) {
            self.apparatus(node, place);
        } else if place.note.is_none() && self.is_set_apart(&node, &name) {
            self.aside(&plain_text(&node), place);
        } else {
            self.shown(node, &name, place);
        }
    }

    fn is_set_apart(&self, node: &NodeRef<'_>, name: &str) -> bool {
        let within = self.shape.within(node);
        is_beside(node, name, within) && within.length() * 3 <= self.length
    }

    /// Text that is kept, but is no part of the document.
    fn aside(&mut self, text: &str, place: &Place) {
        if !place.in_block {
            self.writer.block(BlockKind::Boilerplate);
            self.writer.words(text);
            self.writer.block(place.kind.clone());
        }
    }

    /// The heading above the notes; the notes themselves come at the end.
    fn apparatus(&mut self, node: NodeRef<'_>, place: &Place) {
        let is_heading = |node: &NodeRef<'_>| heading_level(&name(node)).is_some();
        let headings = std::iter::once(node)
            .chain(node.descendants_it())
            .filter(is_heading);
        for heading in headings {
            if !heading
                .ancestors_it(None)
                .any(|above| self.notes.is_note(&above))
            {
                self.aside(&plain_text(&heading), place);
            }
        }
    }

    fn shown(&mut self, node: NodeRef<'_>, name: &str, place: &Place) {
        let paragraph = |kind| BlockKind::Paragraph(kind);
        match name {
            "br" if place.preformatted => self.writer.preformatted("\n"),
            "br" => self.writer.line(),
            "img" => self.writer.picture(&node.attr("alt").unwrap_or_default()),
            "pre" => {
                let place = Place {
                    preformatted: true,
                    ..place.clone()
                };
                self.as_block(node, paragraph(ParagraphKind::Code), &place);
            }
            "blockquote" => {
                let kind = paragraph(ParagraphKind::Quote);
                self.begin(&kind, place);
                let inner = if place.in_block {
                    place.clone()
                } else {
                    Place {
                        kind,
                        ..place.clone()
                    }
                };
                self.children(node, &inner);
                self.begin(&place.kind, place);
            }
            "ul" | "ol" | "dl" | "menu" => self.list(node, place),
            "table" if is_table_by_role(&node) && self.shape.within(&node).is_data() => {
                self.table(node, place);
            }
            "td" | "th" | "tr" | "table" | "tbody" => self.plain_block(node, place),
            _ => match heading_level(name) {
                Some(level) => self.as_block(node, BlockKind::Heading(level), place),
                None if is_block(name) => self.plain_block(node, place),
                None => self.inline(node, name, place),
            },
        }
    }

    fn inline(&mut self, node: NodeRef<'_>, name: &str, place: &Place) {
        let style = style(&node, name).filter(|_| !place.preformatted);
        let is_set_off = style.is_some();
        if let Some(style) = style {
            self.writer.begin_style(style);
        }
        self.children(node, place);
        if is_set_off {
            self.writer.end_style();
        }
    }

    /// Begins a block of `kind`, or within a block a new sentence.
    fn begin(&mut self, kind: &BlockKind, place: &Place) {
        if place.kind == BlockKind::Paragraph(ParagraphKind::Table) && place.in_block {
            // Only rows end sentences.
            self.writer.words(" ");
        } else if place.in_block {
            self.writer.sentence_end();
        } else {
            self.writer.block(kind.clone());
        }
    }

    fn plain_block(&mut self, node: NodeRef<'_>, place: &Place) {
        self.begin(&place.kind, place);
        self.children(node, place);
        self.begin(&place.kind, place);
    }

    /// An element that is one block of its own kind.
    fn as_block(&mut self, node: NodeRef<'_>, kind: BlockKind, place: &Place) {
        self.begin(&kind, place);
        let inner = if place.in_block {
            place.clone()
        } else {
            place.within(kind)
        };
        self.children(node, &inner);
        self.begin(&place.kind, place);
    }

    /// A list is one block, unless its items hold several paragraphs.
    fn list(&mut self, node: NodeRef<'_>, place: &Place) {
        let kind = BlockKind::Paragraph(ParagraphKind::List);
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
    }

    fn table(&mut self, node: NodeRef<'_>, place: &Place) {
        if let Some(caption) = node
            .children_it(false)
            .find(|child| child.has_name("caption"))
        {
            self.plain_block(caption, place);
        }
        let kind = BlockKind::Paragraph(ParagraphKind::Table);
        self.begin(&kind, place);
        let inner = if place.in_block {
            place.clone()
        } else {
            place.within(kind)
        };
        let rows = node.descendants_it().filter(|node| node.has_name("tr"));
        for row in rows.filter(|row| !self.notes.is_note(row)) {
            self.writer.sentence_end();
            let cells = row
                .children_it(false)
                .filter(|cell| cell.has_name("td") || cell.has_name("th"));
            for cell in cells {
                self.writer.cell();
                self.children(cell, &inner);
            }
        }
        self.begin(&place.kind, place);
    }
}
