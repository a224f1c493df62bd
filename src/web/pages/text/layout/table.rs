//! Tables: their rows, and the bars of the source between the cells.

use super::edits::{is_edited, with_notes};
use crate::{
    corpus::{Document, Paragraph},
    span::Span,
    web::pages::text::{Body, Piece, cutter::Cutter},
};

/// A table with its cells, as far as it is `shown`: whatever part of it that is, under its head.
pub(super) fn table(cutter: &mut Cutter<'_>, paragraph: &Paragraph, shown: &Paragraph) -> Body {
    let document = cutter.document;
    let mut spans = rows(document, shown);
    let is_head = |row: &Span| paragraph.opening.is_some_and(|head| head.overlaps(*row));
    let mut heads = rows(document, paragraph);
    heads.retain(is_head);
    spans.retain(|row| !is_head(row));
    let head = heads.iter().map(|row| cells(cutter, *row)).collect();
    let rows = spans.iter().map(|row| cells(cutter, *row)).collect();
    Body::Table { head, rows }
}

fn rows(document: &Document, paragraph: &Paragraph) -> Vec<Span> {
    let within = |span: &Span| span.start < paragraph.span.end && paragraph.span.start < span.end;
    let rows = paragraph.items.iter().chain(&paragraph.struck);
    let rows = rows.map(|row| row.shown).filter(within);
    let mut rows: Vec<Span> = rows.map(|row| with_notes(document, row)).collect();
    rows.sort_unstable();
    rows
}

/// The number of empty cells before the first words of a row, where its bars are those of the source.
fn empty_before(document: &Document, row: Span) -> usize {
    let before = document.text.get(..row.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let is_empty = line.chars().all(|c| c == '|' || c.is_whitespace());
    let bars = line.matches('|').count();
    if line.starts_with('|') && is_empty {
        bars - 1
    } else {
        0
    }
}

fn cells(cutter: &mut Cutter<'_>, row: Span) -> Vec<Vec<Piece>> {
    let mut start = row.start;
    let mut cells = vec![Vec::new(); empty_before(cutter.document, row)];
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

/// The separators between the cells of a row, and the number of bars that each is read as: a bar of the
/// source, or a stretch that is read as bars because there is more or less space around them.
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
