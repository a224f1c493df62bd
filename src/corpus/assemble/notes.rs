//! Footnote labels and their numbers, and which note belongs to which mark.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use crate::{
    corpus::{
        document::Footnote,
        edit::EditKind,
        extracted::{BlockKind, Extracted},
        line_numbers::LineNumbers,
        warning::Warning,
    },
    label::cut,
};

/// So many notes without a mark, and marks without a text, are named.
const MAX_WARNINGS: usize = 20;

/// Labels are named up to this length.
const MAX_LABEL_CHARS: usize = 40;

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
    let mut without_mark = Vec::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        match paragraph
            .note
            .as_ref()
            .map(|label| (label, numbers.get(label)))
        {
            Some((_, Some(number))) => drop(notes.entry(*number).or_insert(index)),
            Some((label, None)) => without_mark.push((paragraph.span.start, label)),
            None => {}
        }
    }
    let mut lines = LineNumbers::of(&extracted.text);
    for (position, label) in without_mark.into_iter().take(MAX_WARNINGS) {
        let label = cut(label, MAX_LABEL_CHARS);
        let warning = Warning::caution(format!(
            "footnote {label} has a text but no mark; it is searched, but nothing leads to it"
        ));
        warnings.push(warning.at_line(lines.line_of(position)));
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
    let mut lines = LineNumbers::of(&extracted.text);
    let marks = extracted.marks.iter();
    let missing = marks.filter(|mark| !texts.contains(mark.label.as_str()));
    for mark in missing.take(MAX_WARNINGS) {
        let label = cut(&mark.label, MAX_LABEL_CHARS);
        let warning = Warning::caution(format!("footnote {label} has no text"));
        warnings.push(warning.at_line(lines.line_of(mark.span.start)));
    }
}
