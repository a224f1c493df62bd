//! The places of what a source numbers within a section: `§ 17 (2)`, `Article 12(3)(b)`.

use super::SectionName;
use crate::{
    corpus::{
        Document, ParagraphKind,
        numbering::{joined, keys, order},
    },
    span::Span,
};

/// A stretch of a section that begins with a number.
struct Numbered {
    path: Vec<String>,
    spans: Vec<Span>,
}

/// Finds what stands under the numbers of a path, from its last number to that of a range, in every section of
/// the name. Where a section numbers nothing, `Abs. 2` is its second paragraph.
pub(super) fn find(
    document: &Document,
    section: &SectionName,
    path: &[String],
    last: &str,
) -> Vec<Span> {
    let mut found = Vec::new();
    for section in section.find(document) {
        let numbered = of_section(document, section);
        if numbered.is_empty() {
            found.extend(counted(document, section, path, last));
            continue;
        }
        let meant = numbered.iter().filter(|of| leads_to(path, last, &of.path));
        found.extend(meant.flat_map(|of| of.spans.iter().copied()));
    }
    found
}

/// The first and the last number right under a path, of the first section of a name, as printed.
pub(super) fn extent(
    document: &Document,
    section: &SectionName,
    path: &[String],
) -> Option<(String, String)> {
    let outer = path.split_last().map_or(path, |(_, outer)| outer);
    let section = section.find(document).into_iter().next()?;
    let numbered = of_section(document, section);
    let mut beside = numbered
        .iter()
        .filter(|of| of.path.len() == outer.len() + 1 && starts_with(&of.path, outer))
        .filter_map(|of| of.path.last());
    let first = beside.next()?;
    let last = beside.next_back().unwrap_or(first);
    Some((format!("({first})"), format!("({last})")))
}

fn starts_with(path: &[String], outer: &[String]) -> bool {
    path.len() >= outer.len() && path.iter().zip(outer).all(|(a, b)| is_same(a, b))
}

/// Whether a number is the one that was asked for, however it was written.
fn is_same(own: &str, asked: &str) -> bool {
    own.eq_ignore_ascii_case(asked)
}

fn leads_to(asked: &[String], last: &str, path: &[String]) -> bool {
    let Some((first, outer)) = asked.split_last() else {
        return false;
    };
    if !starts_with(path, outer) {
        return false;
    }
    let Some(own) = path.get(outer.len()) else {
        return false;
    };
    if is_same(own, first) || is_same(own, last) {
        return true;
    }
    match (order(own), order(first), order(last)) {
        (Some(own), Some(first), Some(last)) => first <= own && own <= last,
        _ => {
            first.len() == 1
                && last.len() == 1
                && own.len() == 1
                && *first <= *own
                && own.as_str() <= last
        }
    }
}

/// The numbered stretches of a section: each reaches to the next number, but an item of a list not over
/// the list.
fn of_section(document: &Document, section: usize) -> Vec<Numbered> {
    let mut numbered: Vec<Numbered> = Vec::new();
    let mut open: Option<usize> = None;
    let body = document.paragraphs.iter();
    let body = body.filter(|of| of.section == Some(section) && of.kind != ParagraphKind::Note);
    for paragraph in body {
        if let Some(label) = &paragraph.label {
            open = Some(numbered.len());
            numbered.push(Numbered {
                path: keys(label),
                spans: vec![paragraph.span],
            });
            continue;
        }
        if let Some(open) = open.and_then(|open| numbered.get_mut(open)) {
            open.spans.push(paragraph.span);
        }
        numbered.extend(paragraph.items.iter().map(|item| Numbered {
            path: keys(&joined(&item.path)),
            spans: vec![item.span],
        }));
    }
    numbered
}

fn counted(document: &Document, section: usize, path: &[String], last: &str) -> Vec<Span> {
    let ([first], Ok(last)) = (path, last.parse::<u32>()) else {
        return Vec::new();
    };
    let Ok(first) = first.parse::<u32>() else {
        return Vec::new();
    };
    let body = document.paragraphs.iter();
    let body = body.filter(|of| of.section == Some(section) && of.kind != ParagraphKind::Note);
    let meant = body.filter(|of| first <= of.ordinal && of.ordinal <= last);
    meant.map(|of| of.span).collect()
}
