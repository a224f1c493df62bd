//! Tables: rows of cells, with the words of a cell again in each row and column that it reaches into.

use std::collections::BTreeMap;

use dom_query::NodeRef;

use super::{element::number, place::Place, walker::Walker};
use crate::corpus::{document::ParagraphKind, extracted::BlockKind};

/// A cell reaches over no more columns or rows than this; browsers have limits as well.
const MOST_COLUMNS: usize = 100;
const MOST_ROWS: usize = 10_000;

/// Longer words, in bytes, and more of them in a table, are not written again for each row.
const LONGEST_AGAIN: usize = 200;
const MOST_AGAIN: usize = 20_000;

/// The cells that reach into the rows below theirs, by their columns.
#[derive(Default)]
struct Reaching {
    cells: BTreeMap<usize, (usize, String)>,
    /// The number of cells that have been written again.
    written: usize,
}

impl Reaching {
    /// Whether words may be written again, which is counted.
    fn may_repeat(&mut self, words: &str) -> bool {
        self.written += 1;
        words.len() <= LONGEST_AGAIN && self.written <= MOST_AGAIN
    }

    fn add(&mut self, column: usize, rows: usize, words: String) {
        let is_short = words.len() <= LONGEST_AGAIN;
        let words = if is_short { words } else { String::new() };
        self.cells.insert(column, (rows, words));
    }

    /// The next column that a cell reaches into.
    fn next(&self, column: usize) -> Option<usize> {
        let mut next = self.cells.range(column..);
        next.next().map(|(column, _)| *column)
    }

    /// The words of the cell that reaches into this column of the next row.
    fn take(&mut self, column: usize) -> Option<String> {
        let (rows, words) = self.cells.get_mut(&column)?;
        self.written += 1;
        let words = words.clone();
        *rows -= 1;
        if *rows == 0 || self.written > MOST_AGAIN {
            self.cells.remove(&column);
        }
        Some(words)
    }
}

/// Over how many columns or rows a cell reaches.
fn span(cell: &NodeRef<'_>, name: &str, most: usize) -> usize {
    let span = number(cell, name).and_then(|span| usize::try_from(span).ok());
    span.unwrap_or(1).clamp(1, most)
}

impl<'a> Walker<'a> {
    /// Writes the cells that reach into a row from above, from a column on; at its end all that are left.
    fn reaching_cells(&mut self, reaching: &mut Reaching, from: usize, is_end: bool) -> usize {
        let mut column = from;
        loop {
            if let Some(words) = reaching.take(column) {
                self.writer.cell();
                self.writer.again(&words);
                column += 1;
            } else if let Some(next) = reaching.next(column).filter(|_| is_end) {
                for _ in column..next {
                    self.writer.cell();
                }
                column = next;
            } else {
                return column;
            }
        }
    }

    /// Reads a table.
    pub(super) fn table(&mut self, node: NodeRef<'a>, place: &Place) {
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
        let mut reaching = Reaching::default();
        for row in rows.filter(|row| !self.notes.is_note(row)) {
            self.writer.row();
            let cells = row.children_it(false);
            let cells = cells.filter(|cell| cell.has_name("td") || cell.has_name("th"));
            let cells: Vec<NodeRef<'_>> = cells.collect();
            let is_alone = cells.len() == 1;
            let mut column = 0;
            for cell in cells {
                column = self.reaching_cells(&mut reaching, column, false);
                self.writer.cell();
                self.children(cell, &inner);
                let columns = span(&cell, "colspan", MOST_COLUMNS);
                // A head is that of each column that it reaches over, and a title of the table is none.
                let is_head = columns > 1 && !is_alone && cell.has_name("th");
                let words = is_head.then(|| self.words_of(&cell));
                for _ in 1..columns {
                    self.writer.cell();
                    if let Some(words) = words.as_ref().filter(|words| reaching.may_repeat(words)) {
                        self.writer.again(words);
                    }
                }
                let rows = span(&cell, "rowspan", MOST_ROWS);
                if rows > 1 {
                    let words = self.words_of(&cell);
                    reaching.add(column, rows - 1, words);
                }
                column += columns;
            }
            self.reaching_cells(&mut reaching, column, true);
        }
        self.begin(&place.kind, place);
    }
}
