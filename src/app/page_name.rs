//! The names of pages in links: as a page is printed, where no other is printed so; else by its place in the
//! file, `file-16`. What people type, and what older links have, is found as well.

use crate::{answer::Citation, corpus::Page};

/// The sign before the place of a page in the file, counted from 1.
const IN_FILE: &str = "file-";

/// A page that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPage {
    /// The page, an index into `Document::pages`.
    pub index: usize,
    /// The way in which it was found.
    pub by: NamedBy,
}

/// The way in which the name of a page was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// It names this page and no other.
    Name,
    /// Several pages are printed so, and this is the first.
    FirstOfSeveral,
    /// No page is printed so, and it is the number of this page in the file.
    Count,
}

/// The name of a page in links. It leads to this page and to no other.
pub fn page_name(pages: &[Page], index: usize) -> String {
    let printed = pages.get(index);
    let label = printed.map(|page| page.label.trim()).unwrap_or_default();
    let named = NamedPage {
        index,
        by: NamedBy::Name,
    };
    if named_page(pages, label) == Some(named) {
        return label.to_owned();
    }
    format!("{IN_FILE}{}", index + 1)
}

/// The page of a name: by its place if it says so, by what is printed on it, or else by its number in the file.
pub fn named_page(pages: &[Page], name: &str) -> Option<NamedPage> {
    let name = name.trim();
    let counted = |number: &str| {
        let number: usize = number.parse().ok()?;
        let index = number.checked_sub(1)?;
        (index < pages.len()).then_some(index)
    };
    if let Some(index) = name.strip_prefix(IN_FILE).and_then(counted) {
        let by = NamedBy::Name;
        return Some(NamedPage { index, by });
    }
    let same = |label: &str| label == name;
    let alike = |label: &str| label.to_lowercase() == name.to_lowercase();
    let printed = || printed_as(pages, same).or_else(|| printed_as(pages, alike));
    let found = (!name.is_empty()).then(printed).flatten();
    found.or_else(|| {
        let by = NamedBy::Count;
        counted(name).map(|index| NamedPage { index, by })
    })
}

/// The first page whose label is meant.
fn printed_as(pages: &[Page], is_meant: impl Fn(&str) -> bool) -> Option<NamedPage> {
    let pages = pages.iter().enumerate();
    let mut found = pages.filter(|(_, page)| is_meant(page.label.trim()));
    let (index, _) = found.next()?;
    let by = match found.next() {
        Some(_) => NamedBy::FirstOfSeveral,
        None => NamedBy::Name,
    };
    Some(NamedPage { index, by })
}

/// The page on which something begins, an index into `Document::pages`.
pub fn page_at(pages: &[Page], begin: usize) -> Option<usize> {
    let before = pages.partition_point(|page| page.span.end <= begin);
    (before < pages.len()).then_some(before)
}

/// Whether some of a quote stands on a page.
pub fn stands_on(citation: &Citation, page: &Page) -> bool {
    let mut spans = citation.quote.spans().iter();
    spans.any(|span| span.overlaps(page.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus::Certainty, span::Span};

    /// Pages that are printed so.
    fn pages(labels: &[&str]) -> Vec<Page> {
        let pages = labels.iter().map(|label| Page {
            label: (*label).to_owned(),
            certainty: Certainty::Sure,
            span: Span::at(0),
        });
        pages.collect()
    }

    fn found(pages: &[Page], name: &str) -> String {
        match named_page(pages, name) {
            Some(NamedPage { index, by }) => format!("{} {by:?}", index + 1),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn a_page_is_found_by_what_is_printed_on_it_and_then_by_its_number() {
        let book = pages(&["", "i", "ii", "1", "2", "3", "2"]);
        for (name, expected) in [
            ("ii", "3 Name"),
            (" II ", "3 Name"),
            ("1", "4 Name"),
            ("2", "5 FirstOfSeveral"),
            ("6", "6 Count"),
            ("7", "7 Count"),
            ("file-2", "2 Name"),
            ("file-8", "none"),
            ("0", "none"),
            ("8", "none"),
            ("", "none"),
            ("iii", "none"),
            ("99999999999999999999", "none"),
        ] {
            assert_eq!(found(&book, name), expected, "{name:?}");
        }
    }

    #[test]
    fn every_page_has_a_name_that_leads_to_it() {
        let book = pages(&["", "i", "ii", "1", "2", "3", "2", "A", "a", "file-1", " 9 "]);
        let names: Vec<String> = (0..book.len())
            .map(|index| page_name(&book, index))
            .collect();
        assert_eq!(
            names.join(" "),
            "file-1 i ii 1 file-5 3 file-7 A a file-10 9"
        );
        for (index, name) in names.iter().enumerate() {
            let by = NamedBy::Name;
            assert_eq!(named_page(&book, name), Some(NamedPage { index, by }));
        }
    }
}
