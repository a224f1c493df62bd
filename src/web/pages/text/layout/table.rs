//! Tables: the source's lines are the rows, and its bars stand between the cells.

use super::{cover, is_edited, lines};
use crate::{
    corpus::{Document, Paragraph},
    span::Span,
    web::pages::text::{Body, Piece, piece::Cutter},
};

/// A table with its cells.
pub(super) fn table(cutter: &mut Cutter<'_>, paragraph: &Paragraph) -> Body {
    let document = cutter.document;
    let lines = lines(document, paragraph);
    let spans: Vec<Span> = lines.iter().map(|line| cover(document, line)).collect();
    let mut rows: Vec<Vec<Vec<Piece>>> = spans.iter().map(|row| cells(cutter, *row)).collect();
    let head = if has_head(document, &spans) {
        rows.remove(0)
    } else {
        Vec::new()
    };
    Body::Table { head, rows }
}

fn cells(cutter: &mut Cutter<'_>, row: Span) -> Vec<Vec<Piece>> {
    let mut start = row.start;
    let mut cells = Vec::new();
    for (bar, count) in bars(cutter.document, row) {
        cells.push(cutter.cell(Span::new(start, bar.start), Some(bar)));
        // Several bars beside each other: cells with nothing in them.
        for _ in 1..count {
            cells.push(cutter.cell(Span::at(bar.end), Some(bar)));
        }
        start = bar.end;
    }
    cells.push(cutter.cell(Span::new(start, row.end), None));
    cells
}

/// What stands between the cells of a row, and how many bars it is read as: a bar of the source, or
/// a stretch that is read as bars because there is more or less space around them.
fn bars(document: &Document, row: Span) -> Vec<(Span, usize)> {
    let before = |at: usize| document.text.get(..at).unwrap_or_default();
    let plain = row.of(&document.text).match_indices('|');
    let plain = plain.map(|(at, _)| row.start + at);
    let plain = plain.filter(|at| !before(*at).ends_with('\\') && !is_edited(document, *at));
    let plain = plain.map(|at| (Span::new(at, at + 1), 1));
    let edits = document.edits_in(row).iter();
    let spaced = edits.filter(|edit| {
        let read = edit.kind.read();
        row.contains(edit.span)
            && read.starts_with(" |")
            && read.trim_matches([' ', '|']).is_empty()
    });
    let spaced = spaced.map(|edit| (edit.span, edit.kind.read().matches('|').count()));
    let mut bars: Vec<(Span, usize)> = plain.chain(spaced).collect();
    bars.sort_unstable();
    bars
}

/// Whether the source divides the first row from the others: `|---|---|`.
fn has_head(document: &Document, rows: &[Span]) -> bool {
    let [first, second, ..] = rows else {
        return false;
    };
    Span::new(first.end, second.start)
        .of(&document.text)
        .contains("--")
}
