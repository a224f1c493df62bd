//! The openings that the items of a list, the rows of a table and code are read with: "The fee is waived for:",
//! and the names of the columns. And the question that a paragraph answers: "May I keep a dog?"

use crate::{
    corpus::{
        document::{Edit, Paragraph, ParagraphKind},
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
fn question(text: &str, edits: &[Edit], asking: &Paragraph, sentences: &[Span]) -> Option<Span> {
    let own = sentences.get(asking.sentences.0..asking.sentences.1)?;
    let asks = |span: &Span| is_question(&Reading::of(text, *span, edits).text);
    if asking.kind != ParagraphKind::Text || !own.iter().all(asks) {
        return None;
    }
    Some(own.first()?.cover(*own.last()?))
}

/// The first row of a table of several, if it names the columns: a row of numbers names nothing.
fn head(text: &str, edits: &[Edit], table: &Paragraph) -> Option<Span> {
    let [first, _, ..] = table.items.as_slice() else {
        return None;
    };
    let read = Reading::of(text, first.span, edits).text;
    let mut cells = read.split('|').map(str::trim);
    let is_number = |cell: &str| !cell.is_empty() && !cell.contains(char::is_alphabetic);
    (read.contains('|') && !cells.any(is_number)).then_some(first.span)
}
