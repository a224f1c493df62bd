//! Headings that the outline of a file names.

use std::collections::BTreeMap;

use super::{
    looks::MAX_LINES,
    outline::Entry,
    paragraphs::{Kind, Part},
};

/// Letters and digits alone, in lower case.
pub(super) fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a text is a heading, with or without its number.
fn is_same(text: &str, title: &str) -> bool {
    let is_number = |text: &str| text.chars().count() <= 8 && !text.is_empty();
    text == title
        || text
            .strip_suffix(title)
            .is_some_and(|number| is_number(number) && title.len() > 3)
        || title
            .strip_suffix(text)
            .is_some_and(|number| is_number(number) && text.len() > 3)
}

/// The paragraphs that the outline names, each with its level from 2.
pub(super) fn name_by_outline(parts: &mut Vec<Part>, outline: &[Entry]) -> BTreeMap<usize, u8> {
    let mut found = BTreeMap::new();
    let mut from = 0;
    for entry in outline {
        let title = folded(&entry.title);
        if title.is_empty() {
            continue;
        }
        let Some(page) = entry.page else { continue };
        let first = parts
            .partition_point(|part| part.lines.first().is_some_and(|placed| placed.page < page));
        let mut at = first.max(from);
        let mut hit = None;
        while let Some(part) = parts.get(at) {
            if part
                .lines
                .first()
                .is_none_or(|placed| placed.page > page + 1)
            {
                break;
            }
            if matches!(part.kind, Kind::Text | Kind::Item(_)) {
                if let Some(lines) = leading(part, &title) {
                    hit = Some((at, lines));
                    break;
                }
                if join_if(parts, at, &title) {
                    let lines = parts.get(at).map_or(0, |part| part.lines.len());
                    hit = Some((at, lines));
                    break;
                }
            }
            at += 1;
        }
        let Some((at, lines)) = hit else { continue };
        split(parts, at, lines);
        found.insert(at, entry.level.saturating_add(1));
        from = at + 1;
    }
    found
}

/// The number of lines of a paragraph that are the heading, if it begins with it.
fn leading(part: &Part, title: &str) -> Option<usize> {
    let mut text = String::new();
    for (count, placed) in part.lines.iter().enumerate().take(MAX_LINES) {
        text.push_str(&folded(&placed.line.text()));
        if is_same(&text, title) {
            return Some(count + 1);
        }
    }
    None
}

/// Joins paragraphs that are one heading together.
fn join_if(parts: &mut Vec<Part>, at: usize, title: &str) -> bool {
    let mut text = String::new();
    let together = parts.iter().skip(at).take(MAX_LINES).take_while(|part| {
        text.push_str(&folded(&part.text()));
        !is_same(&text, title) && text.len() < title.len() + 8
    });
    let count = together.count() + 1;
    if count < 2 || !is_same(&text, title) {
        return false;
    }
    let end = (at + count).min(parts.len());
    let rest: Vec<Part> = parts.drain(at + 1..end).collect();
    if let Some(part) = parts.get_mut(at) {
        part.lines
            .extend(rest.into_iter().flat_map(|part| part.lines));
        part.kind = Kind::Text;
    }
    true
}

/// Parts the first lines of a paragraph from the rest.
fn split(parts: &mut Vec<Part>, at: usize, lines: usize) {
    let Some(part) = parts.get_mut(at) else {
        return;
    };
    let rest = part.lines.split_off(lines.min(part.lines.len()));
    if !rest.is_empty() {
        let rest = Part {
            kind: Kind::Text,
            lines: rest,
            tagged: part.tagged,
        };
        parts.insert(at + 1, rest);
    }
}
