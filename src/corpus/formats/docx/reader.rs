//! From the XML of a document to its paragraphs and tables, in reading order.

use std::collections::BTreeMap;

use super::{
    fields::Fields,
    looks::TextLook,
    model::{Block, Cell, Paragraph, Row},
    notes::Marks,
    numbering::{MOST_LEVELS, Number, Numbering},
    styles::{Resolved, Role, Styles},
    tables::sets_out_a_page,
    values::{indent, number, value},
};
use crate::corpus::{formats::package::Element, set_apart::letters};

/// A cell reaches over no more columns than this.
const MOST_COLUMNS: usize = 100;

/// Reads parts of a document.
pub(super) struct Reader<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: Numbering,
    /// The targets of the links of the part, by their ids.
    pub(super) links: BTreeMap<String, String>,
    pub(super) fields: Fields,
    pub(super) notes: Marks,
    /// The text boxes of the paragraph that is read.
    pub(super) boxes: Vec<Block>,
    /// Whether a table of contents stands in the paragraph that is read.
    pub(super) is_contents: bool,
    /// The number of tables of contents around what is read.
    contents: usize,
    /// The number of letters that are shown.
    pub(super) visible: usize,
    /// The number of letters in each language.
    pub(super) languages: BTreeMap<String, usize>,
    /// The number of deletions that are not accepted yet, and of other things that are told.
    pub(super) deletions: usize,
    pub(super) unknown: usize,
    pub(super) embedded: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, notes: Marks) -> Self {
        Self {
            styles,
            numbering,
            links: BTreeMap::new(),
            fields: Fields::default(),
            notes,
            boxes: Vec::new(),
            is_contents: false,
            contents: 0,
            visible: 0,
            languages: BTreeMap::new(),
            deletions: 0,
            unknown: 0,
            embedded: 0,
        }
    }

    /// Begins to read a part.
    pub(super) fn enter(&mut self, part: &Element, links: BTreeMap<String, String>) {
        self.fields = Fields::of(part);
        self.links = links;
        self.contents = 0;
    }

    /// Reads what stands in a part, a cell or a text box.
    pub(super) fn blocks(&mut self, around: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        // A text box stands within a paragraph that is still being read.
        let outer = (std::mem::take(&mut self.boxes), self.is_contents);
        self.add_blocks(around, &mut blocks);
        (self.boxes, self.is_contents) = outer;
        blocks
    }

    /// Reads the texts of the notes of one kind to which marks lead, by their labels.
    pub(super) fn note_texts(&mut self, part: &Element, is_end: bool) -> Vec<(String, Vec<Block>)> {
        let mut texts = BTreeMap::new();
        for note in part.elements() {
            // Others are the rules above the notes.
            let is_text = note.attribute("w:type").is_none_or(|kind| kind == "normal");
            if let Some(id) = note.attribute("w:id").filter(|_| is_text) {
                texts.entry(id).or_insert(note);
            }
        }
        let mut notes = Vec::new();
        for (kind, id, label) in self.notes.in_order() {
            if let Some(text) = texts.get(id.as_str()).filter(|_| kind == is_end) {
                notes.push((label, self.blocks(text)));
            }
        }
        notes
    }

    fn add_blocks(&mut self, around: &Element, blocks: &mut Vec<Block>) {
        for child in around.elements() {
            match &*child.name {
                "w:p" => self.add_paragraph(child, blocks),
                "w:tbl" => {
                    let rows = self.table(child);
                    if sets_out_a_page(&rows) {
                        let cells = rows.into_iter().flat_map(|row| row.cells);
                        blocks.extend(cells.flat_map(|cell| cell.blocks));
                    } else {
                        blocks.push(Block::Table(rows));
                    }
                }
                "w:sdt" => {
                    let is_contents = is_contents(child);
                    self.contents += usize::from(is_contents);
                    if let Some(content) = child.child("w:sdtContent") {
                        self.add_blocks(content, blocks);
                    }
                    self.contents -= usize::from(is_contents);
                }
                "w:del" | "w:moveFrom" => self.deleted(child),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.add_blocks(chosen, blocks);
                    }
                }
                "w:ins" | "w:moveTo" | "w:customXml" | "w:sdtContent" | "w:comment" => {
                    self.add_blocks(child, blocks);
                }
                "m:oMathPara" | "m:oMath" => {
                    let mut paragraph = Paragraph::default();
                    self.inlines(child, &TextLook::default(), &mut paragraph.inlines);
                    blocks.push(Block::Paragraph(paragraph));
                }
                "w:altChunk" => self.embedded += 1,
                _ => {}
            }
        }
    }

    fn add_paragraph(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let mut paragraph = self.paragraph(element);
        let goes_on = |before: &mut Block| match before {
            Block::Paragraph(before) if before.goes_on => Some(std::mem::take(&mut before.inlines)),
            _ => None,
        };
        if let Some(mut inlines) = blocks.last_mut().and_then(goes_on) {
            blocks.pop();
            inlines.append(&mut paragraph.inlines);
            paragraph.inlines = inlines;
        }
        blocks.push(Block::Paragraph(paragraph));
        blocks.append(&mut self.boxes);
    }

    fn paragraph(&mut self, element: &Element) -> Paragraph {
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| value(properties, "w:pStyle"));
        let resolved = self.styles.paragraph(style);
        let number = self.number(properties, &resolved);
        let outline =
            properties.and_then(|properties| super::values::number(properties, "w:outlineLvl"));
        let role = match (
            outline.and_then(|level| u8::try_from(level).ok()),
            resolved.role,
        ) {
            (Some(level @ 0..9), Role::Text | Role::Heading(_)) => Role::Heading(level + 1),
            (Some(_), Role::Heading(_)) => Role::Text,
            (_, role) => role,
        };
        let own = properties.and_then(indent);
        let from_list = number.as_ref().and_then(|number| number.indent);
        // Emphasis of a whole paragraph says what it is, and sets nothing off in it.
        let base = TextLook {
            bold: None,
            italic: None,
            is_code: role == Role::Code,
            ..resolved.look
        };
        self.is_contents = self.contents > 0;
        let mut inlines = Vec::new();
        self.inlines(element, &base, &mut inlines);
        let frame = properties.and_then(|properties| properties.child("w:framePr"));
        let is_initial = frame.is_some_and(|frame| {
            frame
                .attribute("w:dropCap")
                .is_some_and(|cap| cap != "none")
        });
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let is_struck = mark.is_some_and(|mark| mark.child("w:del").is_some());
        Paragraph {
            role: if self.is_contents {
                Role::Contents
            } else {
                role
            },
            number,
            indent: own.or(from_list).or(resolved.indent),
            inlines,
            goes_on: is_initial || is_struck,
        }
        .printed(&mut self.visible)
    }

    /// Counts a paragraph that is in a list.
    fn number(&mut self, properties: Option<&Element>, style: &Resolved) -> Option<Number> {
        let own = properties.and_then(|properties| properties.child("w:numPr"));
        let list = own.and_then(|own| value(own, "w:numId"));
        let level = own.and_then(|own| number(own, "w:ilvl"));
        let level = level.and_then(|level| usize::try_from(level).ok());
        let of_style = style.list.as_ref();
        let (list, level) = match (list, of_style) {
            (Some("0"), _) | (None, None) => return None,
            (Some(list), _) => (list.to_owned(), level.unwrap_or(0)),
            (None, Some((list, of_style, id))) => {
                let by_style = || self.numbering.level_of_style(list, id);
                (
                    list.clone(),
                    level.or_else(by_style).or(*of_style).unwrap_or(0),
                )
            }
        };
        (list != "0").then_some(())?;
        self.numbering.count(&list, level.min(MOST_LEVELS - 1))
    }

    fn table(&mut self, table: &Element) -> Vec<Row> {
        let mut rows = Vec::new();
        for row in seen_through(table, "w:tr") {
            let properties = row.child("w:trPr");
            if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
                self.deletions += 1;
                continue;
            }
            let before = properties.and_then(|properties| number(properties, "w:gridBefore"));
            let cells = seen_through(row, "w:tc");
            rows.push(Row {
                before: columns(before, 0),
                cells: cells
                    .into_iter()
                    .filter_map(|cell| self.cell(cell))
                    .collect(),
            });
        }
        rows
    }

    fn cell(&mut self, cell: &Element) -> Option<Cell> {
        let properties = cell.child("w:tcPr");
        let of = |name: &str| properties.and_then(|properties| properties.child(name));
        let is_rest = |name: &str| {
            of(name).is_some_and(|merge| {
                merge
                    .attribute("w:val")
                    .is_none_or(|value| value == "continue")
            })
        };
        let visible = self.visible;
        let mut blocks = self.blocks(cell);
        let goes_on = is_rest("w:vMerge");
        if goes_on || is_rest("w:hMerge") {
            // What stands in it is not shown.
            self.visible = visible;
            blocks.clear();
        }
        let across = properties.and_then(|properties| number(properties, "w:gridSpan"));
        (!is_rest("w:hMerge")).then_some(Cell {
            columns: columns(across, 1),
            goes_on,
            blocks,
        })
    }
}

impl Paragraph {
    /// Puts the number of a heading into its text, as it is printed.
    fn printed(self, visible: &mut usize) -> Self {
        if matches!(self.role, Role::Heading(_) | Role::Title) && !self.is_empty() {
            let printed = self
                .number
                .as_ref()
                .and_then(|number| number.printed.as_deref());
            *visible += printed.map_or(0, letters);
            return self.with_number();
        }
        self
    }
}

fn columns(said: Option<i64>, usual: usize) -> usize {
    let said = said.and_then(|said| usize::try_from(said).ok());
    said.unwrap_or(usual).clamp(usual, MOST_COLUMNS)
}

/// The alternative that a program which knows them all would show.
pub(super) fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives
        .child("mc:Choice")
        .or_else(|| alternatives.child("mc:Fallback"))
}

/// Whether a control holds a table of contents.
fn is_contents(control: &Element) -> bool {
    let gallery = control
        .child("w:sdtPr")
        .map(|properties| properties.all("w:docPartGallery"));
    let mut gallery = gallery.into_iter().flatten();
    gallery.any(|gallery| gallery.attribute("w:val") == Some("Table of Contents"))
}

/// The rows of a table or the cells of a row, through what is put around them.
fn seen_through<'e>(around: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for child in around.elements() {
        match &*child.name {
            own if own == name => found.push(child),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                found.extend(seen_through(child, name));
            }
            "mc:AlternateContent" => {
                found.extend(
                    chosen(child)
                        .into_iter()
                        .flat_map(|chosen| seen_through(chosen, name)),
                );
            }
            _ => {}
        }
    }
    found
}
