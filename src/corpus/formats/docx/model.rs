//! A document between its XML and its text: paragraphs and tables in reading order.

use std::rc::Rc;

use super::{looks::TextLook, numbering::Number, styles::Role};
use crate::corpus::set_apart::Reason;

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Vec<Row>),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    pub(super) number: Option<Number>,
    /// The indent, in twentieths of a point.
    pub(super) indent: Option<i64>,
    pub(super) inlines: Vec<Inline>,
    /// Whether the next one goes on with it: its end is struck, or it is a first letter set large.
    pub(super) goes_on: bool,
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Text(String, Rc<TextLook>),
    /// A line ends.
    Line,
    /// A character of which nobody says which one it is.
    Unknown,
    /// A footnote mark, as it is printed.
    Mark {
        label: String,
        printed: String,
    },
    /// A picture by its alternative text.
    Picture(String),
    /// A link begins, or ends.
    Link(String),
    EndLink,
    /// Words that are not read, and the reason.
    Apart(Reason, String),
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The number of columns before its first cell.
    pub(super) before: usize,
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Over how many columns it reaches.
    pub(super) columns: usize,
    /// Whether the cell above reaches into it.
    pub(super) goes_on: bool,
    pub(super) blocks: Vec<Block>,
}

impl Paragraph {
    /// Its words, without what is not read.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for inline in &self.inlines {
            match inline {
                Inline::Text(text, look) if !look.is_struck() => words.push_str(text),
                Inline::Line => words.push(' '),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All that it shows, whether it is read or not.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        for inline in &self.inlines {
            match inline {
                Inline::Text(text, _) | Inline::Apart(_, text) => shown.push_str(text),
                Inline::Mark { printed, .. } => shown.push_str(printed),
                Inline::Line => shown.push(' '),
                _ => {}
            }
        }
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether it shows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.inlines.iter().all(|inline| match inline {
            Inline::Text(text, _) => text.trim().is_empty(),
            Inline::Line | Inline::Link(_) | Inline::EndLink => true,
            Inline::Unknown | Inline::Mark { .. } | Inline::Picture(_) | Inline::Apart(..) => false,
        })
    }

    /// Puts the number that is printed before it into its text.
    pub(super) fn with_number(mut self) -> Self {
        if let Some(printed) = self.number.take().and_then(|number| number.printed) {
            let number = Inline::Text(format!("{printed} "), Rc::default());
            self.inlines.insert(0, number);
        }
        self
    }
}

/// The text of paragraphs, one by one and in tables: their words, or all that they show.
pub(super) fn said(blocks: &[Block], says: fn(&Paragraph) -> String) -> String {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(says(paragraph)),
            Block::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.map(|cell| said(&cell.blocks, says)));
            }
        }
    }
    all.retain(|words| !words.is_empty());
    all.join(" ")
}
