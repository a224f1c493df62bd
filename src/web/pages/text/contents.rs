//! The table of contents of a document: sections within sections.

use askama::{Template, filters::HtmlSafe};

use super::{Part, Parts};
use crate::{
    app::place_path,
    corpus::Document,
    label::{LISTED, cut},
};

/// With more sections than this, only chapters are listed, and the sections of the part that is open.
const ALL: usize = 400;

/// With more chapters than this, only those are listed with which parts begin.
const CHAPTERS: usize = 1_000;

/// Sections beside each other.
#[derive(Template)]
#[template(path = "contents.html")]
pub(in crate::web::pages) struct Contents {
    /// In the order of the document.
    pub(in crate::web::pages) entries: Vec<Entry>,
}

impl HtmlSafe for Contents {}

/// A section, and those in it.
pub(in crate::web::pages) struct Entry {
    number: String,
    title: String,
    href: String,
    within: Contents,
}

/// The contents of a document as seen from one of its parts. `link` makes a link of a path of the
/// reader.
pub(in crate::web::pages) fn contents(
    document: &Document,
    parts: &Parts,
    open: Part<'_>,
    link: impl Fn(&str) -> String,
) -> Contents {
    let lists_all = document.sections.len() <= ALL;
    let chapters = document
        .sections
        .iter()
        .filter(|section| section.parent.is_none());
    let lists_chapters = chapters.count() <= CHAPTERS;
    let mut first_of_part = None;
    let mut entries: Vec<(Option<usize>, Option<Entry>)> = Vec::new();
    for section in &document.sections {
        let anchor = section.anchor();
        let part = parts.holding(document, section.span.start);
        let begins_part = first_of_part.replace(part) != Some(part);
        let is_listed = lists_all
            || part == open.index
            || begins_part
            || (lists_chapters && section.parent.is_none());
        let href = if part == open.index {
            format!("#{anchor}")
        } else {
            link(&place_path(document, None, &anchor))
        };
        let entry = is_listed.then(|| Entry {
            number: section.number(),
            title: cut(&section.title, LISTED),
            href,
            within: Contents {
                entries: Vec::new(),
            },
        });
        entries.push((section.parent, entry));
    }
    nested(entries)
}

/// Puts each section into the one that it stands in: the last ones first, so that they are whole.
fn nested(mut flat: Vec<(Option<usize>, Option<Entry>)>) -> Contents {
    let mut top = Vec::new();
    while let Some((parent, entry)) = flat.pop() {
        let Some(mut entry) = entry else {
            continue;
        };
        entry.within.entries.reverse();
        let above = listed(&flat, parent).and_then(|above| flat.get_mut(above));
        match above.and_then(|(_, above)| above.as_mut()) {
            Some(above) => above.within.entries.push(entry),
            None => top.push(entry),
        }
    }
    top.reverse();
    Contents { entries: top }
}

/// The nearest section around that is listed.
fn listed(flat: &[(Option<usize>, Option<Entry>)], parent: Option<usize>) -> Option<usize> {
    let mut above = parent;
    while let Some((parent, None)) = above.and_then(|above| flat.get(above)) {
        above = *parent;
    }
    above
}
