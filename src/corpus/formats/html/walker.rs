//! From the tree of a page to blocks of text.

use std::collections::BTreeSet;

use dom_query::{NodeId, NodeRef};

use super::{
    beside::{is_beside, is_called_beside, reason_beside},
    element::{
        heading_level, is_block, is_hidden, is_label_of_box, is_never_text, is_permalink,
        is_struck, is_table_by_role, name, page_begins, style,
    },
    notes::{Notes, is_back_link},
    place::{Code, Place},
    repeats::Repeats,
    shape::Shape,
};
use crate::corpus::{
    document::ParagraphKind,
    extracted::{BlockKind, Extracted},
    formats::{template, writer::Writer},
    set_apart::Reason,
    style::Style,
    warning::Warning,
};

/// Elements nested deeper than this are read as running text, so that no page exhausts the stack.
const MAX_DEPTH: usize = 200;

/// Reads a page.
pub(super) struct Walker<'a> {
    pub(super) notes: &'a Notes<'a>,
    pub(super) shape: &'a Shape<'a>,
    repeats: Repeats<'a>,
    pub(super) writer: Writer,
    content: NodeId,
    /// The elements around the content.
    around: BTreeSet<NodeId>,
    /// Length of the content: what holds most of it is not beside it, whatever it is called.
    length: usize,
    too_deep: bool,
}

impl<'a> Walker<'a> {
    /// A walker for a page with its `content`.
    pub(super) fn new(notes: &'a Notes<'a>, shape: &'a Shape<'a>, content: NodeRef<'_>) -> Self {
        let writer = Writer::new(BlockKind::Paragraph(ParagraphKind::Text));
        Self {
            notes,
            shape,
            repeats: Repeats::new(shape),
            writer,
            content: content.id,
            around: content.ancestors_it(None).map(|node| node.id).collect(),
            length: shape.within(&content).length(),
            too_deep: false,
        }
    }

    /// Reads the content of the page, sets apart what stands around it, and reads the notes.
    pub(super) fn read(mut self, page: NodeRef<'a>) -> Extracted {
        let kind = BlockKind::Paragraph(ParagraphKind::Text);
        let place = Place {
            kind,
            depth: 0,
            in_block: false,
            code: Code::None,
            in_article: false,
            note: None,
        };
        self.outside(page, &place);
        // Notes stand behind all pages, whichever they are printed on.
        self.writer.end_pages();
        for note in &self.notes.in_order {
            let kind = BlockKind::Note(note.label.clone());
            self.writer.block(kind.clone());
            let place = Place {
                note: Some(note.label.clone()),
                ..place.within(kind)
            };
            self.children(note.node, &place);
        }
        let mut out = self.writer.finish(self.shape.letters());
        if self.too_deep {
            out.warnings.push(Warning::caution(format!(
                "elements are nested more than {MAX_DEPTH} deep; what is below is read as running text"
            )));
        }
        out
    }

    /// An element that is the content, is around it, or stands beside it.
    fn outside(&mut self, node: NodeRef<'a>, place: &Place) {
        if node.id == self.content {
            let is_body = node.has_name("body") || node.has_name("html") || !node.is_element();
            let place = Place {
                in_article: !is_body,
                ..place.clone()
            };
            self.children(node, &place);
            self.writer.block(place.kind.clone());
        } else if self.around.contains(&node.id) {
            for child in node.children_it(false) {
                if child.is_element() {
                    self.outside(child, place);
                } else if child.is_text() {
                    self.writer.apart(Reason::Navigation, &child.text());
                }
            }
        } else if !is_never_text(&name(&node)) && !self.notes.is_note(&node) {
            let reason = if is_hidden(&node) {
                Reason::Hidden
            } else {
                reason_beside(&node)
            };
            self.set_apart(node, reason, place);
        }
    }

    pub(super) fn children(&mut self, node: NodeRef<'a>, place: &Place) {
        let holds_marks = node.has_name("sup")
            && node
                .children_it(false)
                .any(|child| self.notes.mark(&child).is_some());
        for child in node.children_it(false) {
            if child.is_text() && place.is_preformatted() {
                self.writer.preformatted(&child.text());
            } else if child.is_text()
                && holds_marks
                && !child.text().contains(char::is_alphanumeric)
            {
                // The comma of `<sup>1, 2</sup>` belongs to the marks.
                self.writer.words(" ");
            } else if child.is_text() {
                self.text(&child.text(), place);
            } else if child.is_element() {
                self.element(child, place);
            }
        }
    }

    /// Running text, without instructions to the program that made the page.
    fn text(&mut self, text: &str, place: &Place) {
        let mut from = 0;
        if place.code == Code::None {
            for span in template::instructions(text) {
                self.writer
                    .words(text.get(from..span.start).unwrap_or_default());
                self.writer.apart(Reason::Template, span.of(text));
                from = span.end;
            }
        }
        self.writer.words(text.get(from..).unwrap_or_default());
    }

    fn element(&mut self, node: NodeRef<'a>, place: &Place) {
        let name = name(&node);
        if is_never_text(&name) || self.notes.is_note(&node) || is_permalink(&node, &name) {
            return;
        }
        if place.depth >= MAX_DEPTH {
            self.too_deep = true;
            let words = self.words_of(&node);
            self.writer.words(&words);
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
            // The number of the note is shown anyway.
            self.writer.shown_elsewhere(&self.words_of(&node));
            return;
        }
        if let Some(label) = page_begins(&node) {
            self.writer.page(&label);
            // The number of the page is said with each place on it.
            self.writer.shown_elsewhere(&self.words_of(&node));
            return;
        }
        if let Some(label) = self.notes.mark(&node) {
            self.writer.mark(node.text().trim(), label);
            return;
        }
        if self.notes.is_apparatus(&node) {
            self.apparatus(node, place);
        } else if let Some(reason) = self.reason_apart(&node, &name, place) {
            self.set_apart(node, reason, place);
        } else {
            self.shown(node, &name, place);
        }
    }

    /// The reason why an element of the content is no part of its text, if there is one.
    fn reason_apart(&self, node: &NodeRef<'_>, name: &str, place: &Place) -> Option<Reason> {
        let within = self.shape.within(node);
        match name {
            "button" if is_heading(place) || within.heading || is_asked(node) => return None,
            "button" | "select" | "textarea" => return Some(Reason::Navigation),
            "noscript" => return Some(Reason::Script),
            "svg" => return Some(Reason::Picture),
            _ => {}
        }
        let is_small = within.length() * 3 <= self.length;
        let is_beside = is_small && is_beside(node, name, within);
        if is_hidden(node) {
            // What opens when somebody asks for it is content, unless it says nothing new.
            return match is_block(name) || matches!(name, "table" | "tr" | "td" | "th" | "tbody") {
                _ if is_beside => Some(Reason::Hidden),
                false => Some(Reason::Hidden),
                true if self.repeats.is_repeated(node) => Some(Reason::Repeated),
                true => None,
            };
        }
        if name == "nav" && is_small {
            return Some(Reason::Navigation);
        }
        if place.in_block || place.note.is_some() || !is_small {
            return None;
        }
        let is_page_level = !place.in_article && !within.heading;
        let is_beside = match name {
            "aside" => !place.in_article || within.is_mostly_links() && within.length() > 0,
            _ => {
                is_beside
                    || is_page_level
                        && is_block(name)
                        && is_called_beside(node)
                        && (within.has_control()
                            || within.is_mostly_links()
                            || reason_beside(node) == Reason::Notice)
            }
        };
        is_beside.then(|| reason_beside(node))
    }

    /// The words of an element, without the texts of notes.
    pub(super) fn words_of(&self, node: &NodeRef<'_>) -> String {
        let is_left_out = |inner: &NodeRef<'_>| self.notes.is_note(inner);
        self.shape.texts_within(node, is_left_out)
    }

    /// Keeps the words of an element that is no part of the text. Within a block they come behind it.
    fn set_apart(&mut self, node: NodeRef<'_>, reason: Reason, place: &Place) {
        let words = self.words_of(&node);
        if !place.in_block && is_block(&name(&node)) {
            self.writer.block(place.kind.clone());
        }
        self.writer.apart(reason, &words);
    }

    /// The heading above the notes; the notes themselves come at the end.
    fn apparatus(&mut self, node: NodeRef<'_>, place: &Place) {
        self.set_apart(node, Reason::Navigation, place);
    }

    fn shown(&mut self, node: NodeRef<'a>, name: &str, place: &Place) {
        let paragraph = |kind| BlockKind::Paragraph(kind);
        match name {
            "br" if place.is_preformatted() => self.writer.preformatted("\n"),
            "br" => self.writer.line(),
            "img" => self.writer.picture(&node.attr("alt").unwrap_or_default()),
            "pre" => {
                let place = Place {
                    code: Code::Preformatted,
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
            "article" | "main" | "section" => {
                let place = Place {
                    in_article: place.in_article
                        || name != "section"
                        || self.shape.within(&node).heading,
                    ..place.clone()
                };
                self.plain_block(node, &place);
            }
            "li" | "dt" => self.item(node, place),
            _ => match heading_level(name) {
                Some(_) if is_label_of_box(&node) => self.label_of_box(node, place),
                Some(level) => self.as_block(node, BlockKind::Heading(level), place),
                None if is_block(name) => self.plain_block(node, place),
                None => self.inline(node, name, place),
            },
        }
    }

    /// A heading that only says what a box is, `Note`: it leads into what stands in the box.
    fn label_of_box(&mut self, node: NodeRef<'a>, place: &Place) {
        self.begin(&place.kind, place);
        self.children(node, place);
        if !place.in_block {
            self.writer.label_leads();
        }
        self.begin(&place.kind, place);
    }

    fn inline(&mut self, node: NodeRef<'a>, name: &str, place: &Place) {
        if is_struck(&node, name) && !place.is_preformatted() {
            self.writer.begin_struck();
            self.children(node, place);
            self.writer.end_struck();
            return;
        }
        let style = style(&node, name).filter(|_| !place.is_preformatted());
        if let Some(Style::Superscript | Style::Subscript) = style
            && !self.shape.within(&node).has_links()
            && self.writer.script(&node.text(), style.as_ref())
        {
            return;
        }
        let place = Place {
            code: match place.code {
                Code::None if style == Some(Style::Code) => Code::Inline,
                code => code,
            },
            ..place.clone()
        };
        let is_set_off = style.is_some();
        if let Some(style) = style {
            self.writer.begin_style(style);
        }
        self.children(node, &place);
        if is_set_off {
            self.writer.end_style();
        }
    }

    /// Begins a block of `kind`, or within a block a new sentence.
    pub(super) fn begin(&mut self, kind: &BlockKind, place: &Place) {
        if place.kind == BlockKind::Paragraph(ParagraphKind::Table) && place.in_block {
            // Only rows end sentences.
            self.writer.words(" ");
        } else if place.in_block {
            self.writer.sentence_end();
        } else {
            self.writer.block(kind.clone());
        }
    }

    pub(super) fn plain_block(&mut self, node: NodeRef<'a>, place: &Place) {
        self.begin(&place.kind, place);
        self.children(node, place);
        self.begin(&place.kind, place);
    }

    /// An element that is one block of its own kind.
    pub(super) fn as_block(&mut self, node: NodeRef<'a>, kind: BlockKind, place: &Place) {
        self.begin(&kind, place);
        let inner = if place.in_block {
            place.clone()
        } else {
            place.within(kind)
        };
        self.children(node, &inner);
        self.begin(&place.kind, place);
    }
}

/// Whether a heading is being read.
fn is_heading(place: &Place) -> bool {
    matches!(place.kind, BlockKind::Heading(_))
}

/// Whether a button is the question of an answer that opens below: it is all of what it stands in.
fn is_asked(button: &NodeRef<'_>) -> bool {
    let around = button.parent().map(|around| name(&around));
    around.is_some_and(|around| {
        matches!(around.as_str(), "dt" | "summary" | "legend") || heading_level(&around).is_some()
    }) || button.has_attr("aria-controls") && button.has_attr("aria-expanded")
}
