//! Footnote labels and their numbers, and which note belongs to which mark.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use crate::{
    corpus::{
        document::{EditKind, Footnote},
        extracted::{BlockKind, Extracted},
        warning::Warning,
    },
    span::Span,
};

/// The number of each label: itself where it is a number, else its place among the marks.
pub(super) fn numbers(extracted: &Extracted) -> BTreeMap<String, u32> {
    let mut numbers = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for mark in &extracted.marks {
        if let Ok(number) = mark.label.parse() {
            numbers.insert(mark.label.clone(), number);
            taken.insert(number);
        }
    }
    let mut next = 1;
    for mark in &extracted.marks {
        if !numbers.contains_key(&mark.label) {
            while taken.contains(&next) {
                next += 1;
            }
            taken.insert(next);
            numbers.insert(mark.label.clone(), next);
        }
    }
    numbers
}

/// All footnotes in order of their marks. Notes that no mark leads to are reported.
pub(super) fn footnotes(
    draft: &Draft,
    numbers: &BTreeMap<String, u32>,
    extracted: &Extracted,
    warnings: &mut Vec<Warning>,
) -> Vec<Footnote> {
    let mut notes = BTreeMap::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        match paragraph.note.as_ref().map(|label| (label, numbers.get(label))) {
            Some((_, Some(number))) => drop(notes.entry(*number).or_insert(index)),
            Some((label, None)) => warnings.push(
                Warning::caution(format!(
                    "footnote {label} has a text but no mark; it is searched, but nothing leads to it"
                ))
                .at_line(line_of(&extracted.text, paragraph.span)),
            ),
            None => {}
        }
    }
    warn_of_missing_texts(extracted, warnings);
    let marks = draft.edits.iter().filter_map(|edit| match edit.kind {
        EditKind::Note(number) => Some((number, edit.span)),
        _ => None,
    });
    marks
        .map(|(number, mark)| Footnote {
            number,
            mark,
            note: notes.get(&number).copied(),
        })
        .collect()
}

/// A source that has some note texts should have all of them.
fn warn_of_missing_texts(extracted: &Extracted, warnings: &mut Vec<Warning>) {
    let texts: BTreeSet<_> = extracted
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Note(label) => Some(label.as_str()),
            _ => None,
        })
        .collect();
    for mark in extracted
        .marks
        .iter()
        .filter(|mark| !texts.contains(mark.label.as_str()))
    {
        warnings.push(
            Warning::caution(format!("footnote {} has no text", mark.label))
                .at_line(line_of(&extracted.text, mark.span)),
        );
    }
}

fn line_of(text: &str, span: Span) -> usize {
    1 + Span::new(0, span.start).of(text).matches('\n').count()
}
