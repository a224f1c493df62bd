//! The openings that the items of a list, the rows of a table and code are read with: "The fee is waived for:",
//! and the names of the columns. And the question that a paragraph answers: "May I keep a dog?"

use crate::{
    corpus::{
        document::{Item, Paragraph, ParagraphKind},
        edit::Edit,
        reading::Reading,
    },
    language::context::is_question,
    span::Span,
};

/// A sentence of more bytes opens no list: it would be longer than what it opens.
const MAX_BYTES: usize = 500;

/// Finds the opening of each list, table, block of code, and answer to a question.
pub(super) fn find(text: &str, edits: &[Edit], paragraphs: &mut [Paragraph], sentences: &[Span]) {
    for index in 0..paragraphs.len() {
        let before = index
            .checked_sub(1)
            .and_then(|before| paragraphs.get(before));
        let opening = paragraphs.get(index).and_then(|own| match own.kind {
            ParagraphKind::List | ParagraphKind::Code => before
                .filter(|before| before.section == own.section)
                .and_then(|before| match before.kind {
                    // What stands between two parts of a list goes on with the same opening.
                    ParagraphKind::List if own.kind == ParagraphKind::List => before.opening,
                    _ => last_if_open(text, edits, before, sentences),
                }),
            ParagraphKind::Table => head(text, edits, own),
            ParagraphKind::Text => before
                .filter(|before| before.section == own.section)
                .and_then(|before| question(text, edits, before, sentences)),
            ParagraphKind::Quote | ParagraphKind::Note => None,
        });
        if let Some(own) = paragraphs.get_mut(index) {
            own.opening = opening.filter(|span| span.len() <= MAX_BYTES);
        }
    }
}

/// The last sentence of the paragraph before, if it does not end like one.
fn last_if_open(
    text: &str,
    edits: &[Edit],
    before: &Paragraph,
    sentences: &[Span],
) -> Option<Span> {
    if matches!(
        before.kind,
        ParagraphKind::Table | ParagraphKind::Code | ParagraphKind::Note
    ) {
        return None;
    }
    let last = *sentences.get(before.sentences.1.checked_sub(1)?)?;
    let read = Reading::of(text, last, edits).text;
    let end = read.trim_end().chars().next_back()?;
    let is_open = match end {
        ':' | '：' => true,
        // Items end like this as well.
        _ if before.kind == ParagraphKind::List => false,
        _ => matches!(end, ',' | '–' | '—') || end.is_alphanumeric() || is_question(&read),
    };
    is_open.then_some(last)
}

/// The words of a paragraph that only asks.
fn question(text: &str, edits: &[Edit], queue: &Paragraph, sentences: &[Span]) -> Option<Span> {
    let own = sentences.get(queue.sentences.0..queue.sentences.1)?;
    let asks = |span: &Span| is_question(&Reading::of(text, *span, edits).text);
    if queue.kind != ParagraphKind::Text || !own.iter().all(asks) {
        return None;
    }
    Some(own.first()?.cover(*own.last()?))
}

/// The rows of a table that name its columns, if there are others below them: the first one, unless numbers stand in
/// it, and those below while a cell of the row above reaches over several columns.
fn head(text: &str, edits: &[Edit], table: &Paragraph) -> Option<Span> {
    let rows = table.items.as_slice();
    let [first, second, ..] = rows else {
        return None;
    };
    let read = |row: &Item| Reading::of(text, row.span, edits).text;
    // `|---|---|`
    let is_told = Span::new(first.span.end, second.span.start.max(first.span.end))
        .of(text)
        .contains("--");
    if !is_told && !names_columns(&read(first)) {
        return None;
    }
    let mut last = first;
    // The row at the end is one that is headed.
    let below = rows.get(1..rows.len() - 1).unwrap_or_default();
    for row in below.iter().filter(|_| !is_told) {
        if !reaches_over_columns(&read(last)) || !names_columns(&read(row)) {
            break;
        }
        last = row;
    }
    Some(first.span.cover(last.span))
}

/// Whether a row may name columns: a row of numbers names nothing.
fn names_columns(row: &str) -> bool {
    let mut cells = row.split('|').map(str::trim);
    let is_number = |cell: &str| !cell.is_empty() && !cell.contains(char::is_alphabetic);
    row.contains('|') && !cells.any(is_number)
}

/// Whether a cell of a row reaches over several columns: its words are read in each, or there are no others.
fn reaches_over_columns(row: &str) -> bool {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let is_twice = |pair: &[&str]| matches!(pair, [one, other] if one == other && !one.is_empty());
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    cells.windows(2).any(is_twice) || (filled == 1 && cells.len() > 1)
}
