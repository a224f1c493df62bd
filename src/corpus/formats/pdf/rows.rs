//! The rows of tables: lines with wide gaps that stand below each other.

use super::lines::{Cell, Line};

/// The part that a line has in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// It begins a row.
    Begins,
    /// It goes on with the cells of the row before.
    GoesOn,
}

/// A table has so many rows at least; one of more than two columns may have one less.
const LEAST_ROWS: usize = 3;

/// The greatest distance below a row of a line that goes on with it, in sizes.
const CLOSE: f64 = 1.35;

/// Finds the lines of a column that are rows of a table.
pub(super) fn rows(lines: &[Line]) -> Vec<Option<Row>> {
    let mut rows: Vec<Option<Row>> = vec![None; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let found = table(lines.get(at..).unwrap_or_default());
        let begins = found.iter().filter(|row| **row == Row::Begins).count();
        let is_wide = lines.get(at).is_some_and(|line| cells(line).len() > 2);
        if begins < LEAST_ROWS && !(begins + 1 == LEAST_ROWS && is_wide) {
            at += 1;
            continue;
        }
        for (row, found) in rows.iter_mut().skip(at).zip(&found) {
            *row = Some(*found);
        }
        at += found.len();
    }
    rows
}

/// The table that lines begin with, as far as it goes.
fn table(lines: &[Line]) -> Vec<Row> {
    let mut found = Vec::new();
    let mut row: Option<&Line> = None;
    let mut before: Option<&Line> = None;
    for line in lines {
        let (Some(of), Some(last)) = (row, before) else {
            if cells(line).len() < 2 {
                return found;
            }
            found.push(Row::Begins);
            (row, before) = (Some(line), Some(line));
            continue;
        };
        if is_aligned(of, line) {
            found.push(Row::Begins);
            row = Some(line);
        } else if goes_on(of, last, line) {
            found.push(Row::GoesOn);
        } else {
            break;
        }
        before = Some(line);
    }
    // What goes on behind the last row may as well be text.
    while found.last() == Some(&Row::GoesOn) {
        found.pop();
    }
    found
}

/// The cells of a line, but for a bullet or number that hangs before it.
fn cells(line: &Line) -> &[Cell] {
    match line.cells.as_slice() {
        [first, rest @ ..] if first.text().trim().chars().count() <= 2 && rest.len() < 2 => rest,
        all => all,
    }
}

/// Whether two lines have several cells below each other.
fn is_aligned(one: &Line, other: &Line) -> bool {
    let (one, other) = (cells(one), cells(other));
    if one.len() < 2 || other.len() < 2 {
        return false;
    }
    let below = |cell: &Cell| other.iter().filter(|of| overlaps(cell, of)).count() == 1;
    let aligned = one.iter().filter(|cell| below(cell)).count();
    aligned >= 2 || aligned + 1 == one.len().min(other.len())
}

/// Whether a line goes on with cells of a row.
fn goes_on(row: &Line, last: &Line, line: &Line) -> bool {
    let is_close = line.y - last.y < line.size * CLOSE;
    let fits = |cell: &Cell| row.cells.iter().filter(|of| overlaps(cell, of)).count() == 1;
    // A line of text across all columns ends the table.
    is_close && line.cells.len() < row.cells.len() && line.cells.iter().all(fits)
}

fn overlaps(one: &Cell, other: &Cell) -> bool {
    one.x0 < other.x1 && other.x0 < one.x1
}

/// The cells of a row of several lines, each with the pieces that stand below each other, from left to
/// right.
pub(super) fn columns<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<Vec<&'a Cell>> {
    let mut columns: Vec<(f64, f64, Vec<&Cell>)> = Vec::new();
    for cell in lines.flat_map(|line| &line.cells) {
        let same = columns
            .iter_mut()
            .find(|(x0, x1, _)| cell.x0 < *x1 && *x0 < cell.x1);
        match same {
            Some((x0, x1, cells)) => {
                (*x0, *x1) = (x0.min(cell.x0), x1.max(cell.x1));
                cells.push(cell);
            }
            None => columns.push((cell.x0, cell.x1, vec![cell])),
        }
    }
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns.into_iter().map(|(_, _, cells)| cells).collect()
}
