//! Things that stand on pages and are not their text: taken away from the lines, and put back where they do not
//! part a paragraph.

use std::collections::BTreeMap;

use super::{
    contents, furniture,
    pages::PageText,
    paragraphs::{Kind, Part, Placed, Usual},
};
use crate::corpus::set_apart::Reason;

/// Sets running heads and feet apart. What comes back is what each page is called.
pub(super) fn take_furniture(
    pages: &mut [PageText],
    usual: Usual,
    own_labels: Option<Vec<String>>,
) -> Vec<String> {
    let extents: Vec<furniture::Extent<'_>> = pages
        .iter()
        .map(|page| furniture::Extent {
            lines: &page.lines,
            height: page.height,
        })
        .collect();
    let found = furniture::find(&extents, usual.size, own_labels.as_deref());
    for (page, running) in pages.iter_mut().zip(&found.running) {
        for (at, line) in std::mem::take(&mut page.lines).into_iter().enumerate() {
            if running.contains(&at) {
                page.apart.push((line, Reason::Running));
            } else {
                page.lines.push(line);
            }
        }
    }
    let offset = found.offset.unwrap_or(0);
    own_labels.unwrap_or_else(|| {
        let positions = (1..)
            .zip(pages.iter())
            .map(|(position, _): (i64, _)| position);
        // A page before the first number has none.
        let label = |number: i64| {
            if number > 0 {
                number.to_string()
            } else {
                String::new()
            }
        };
        positions.map(|position| label(position + offset)).collect()
    })
}

/// Sets tables of contents apart.
pub(super) fn take_contents(pages: &mut [PageText], labels: &[String]) {
    let mut by_label = BTreeMap::new();
    for (page, label) in labels
        .iter()
        .enumerate()
        .filter(|(_, label)| !label.is_empty())
    {
        by_label.entry(label.as_str()).or_insert(page);
    }
    let mut goes_on = false;
    for (at, page) in pages.iter_mut().enumerate() {
        let found = contents::find(at, &page.lines, &by_label, goes_on);
        goes_on = !found.is_empty();
        for (at, line) in std::mem::take(&mut page.lines).into_iter().enumerate() {
            if found.contains(&at) {
                page.apart.push((line, Reason::Navigation));
            } else {
                page.lines.push(line);
            }
        }
    }
}

/// Puts notes and what is set apart to the end of their pages, before a paragraph that goes on over it.
pub(super) fn with_rest(parts: Vec<Part>, pages: &mut [PageText]) -> Vec<Part> {
    let mut rest: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    for (page, text) in pages.iter_mut().enumerate() {
        let before = |part: &Part| part.lines.first().is_some_and(|placed| placed.page <= page);
        let mut at = parts.partition_point(before);
        let last = at.checked_sub(1).and_then(|last| parts.get(last));
        let goes_over = last.is_some_and(|last| {
            let begins_here = last.lines.first().is_some_and(|placed| placed.page == page);
            begins_here && last.lines.last().is_some_and(|placed| placed.page > page)
        });
        at -= usize::from(goes_over);
        let mut kept = Vec::new();
        for note in std::mem::take(&mut text.notes) {
            let lines = note.lines.into_iter().map(|line| Placed { page, line });
            kept.push(Part {
                kind: Kind::Note(note.label),
                lines: lines.collect(),
                tagged: None,
            });
        }
        let mut apart = std::mem::take(&mut text.apart);
        // Heads before feet, and what has one reason together.
        apart.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.y.total_cmp(&b.0.y)));
        for (line, reason) in apart {
            kept.push(Part::new(Kind::Apart(reason), Placed { page, line }));
        }
        rest.entry(at).or_default().extend(kept);
    }
    let mut all = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        all.extend(rest.remove(&at).into_iter().flatten());
        all.push(part);
    }
    all.extend(rest.into_values().flatten());
    all
}
