//! Tables: rows of cells, or a page that is set out by them.

use std::collections::BTreeMap;

use super::{
    model::{Block, Paragraph, Row, said},
    styles::Role,
    writer::Written,
};

/// Longer words, in bytes, and more of them in a table, are not written again for each row.
const LONGEST_AGAIN: usize = 200;
const MOST_AGAIN: usize = 20_000;

/// Whether a table only sets out a page: it has one column, or holds headings.
pub(super) fn sets_out_a_page(rows: &[Row]) -> bool {
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_) | Role::Title) && !paragraph.is_empty());
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    rows.iter().all(|row| row.cells.len() <= 1)
        || cells.any(|cell| cell.blocks.iter().any(is_heading))
}

impl Written {
    /// Writes rows; a cell that reaches over several is written in each.
    pub(super) fn table(&mut self, rows: Vec<Row>) {
        let mut above: BTreeMap<usize, String> = BTreeMap::new();
        let mut again = 0;
        for (index, row) in rows.into_iter().enumerate() {
            self.out.row();
            // A head is that of each column that it reaches over, and a title of the table is none.
            let names_columns = index == 0 && row.cells.len() > 1;
            for _ in 0..row.before {
                self.out.cell();
            }
            let mut column = row.before;
            for cell in row.cells {
                self.out.cell();
                if cell.goes_on {
                    let words = above.get(&column).filter(|_| again < MOST_AGAIN);
                    if let Some(words) = words.filter(|words| words.len() <= LONGEST_AGAIN) {
                        self.out.again(words);
                        again += 1;
                    }
                } else {
                    above.insert(column, said(&cell.blocks, Paragraph::words));
                    for block in cell.blocks {
                        self.within(block);
                        // Only rows end sentences.
                        self.out.words(" ");
                    }
                }
                let words = above.get(&column).filter(|_| names_columns);
                let words = words.filter(|words| words.len() <= LONGEST_AGAIN);
                for _ in 1..cell.columns {
                    self.out.cell();
                    if let Some(words) = words {
                        self.out.again(words);
                    }
                }
                column += cell.columns;
            }
        }
    }
}
