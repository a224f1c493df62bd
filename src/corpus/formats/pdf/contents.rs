//! Tables of contents: lines that lead to pages. They say again what the headings say.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;

/// A table of contents has so many lines on a page at least.
const LEAST_LINES: usize = 5;

/// Among so many first pages, or in this share of all, a table without dots is one.
const FIRST_PAGES: usize = 12;

/// Finds the lines of a page that are part of a table of contents. `labels` are what the pages are called.
/// `goes_on` says that the page before ends with one.
pub(super) fn find(
    page: usize,
    lines: &[Line],
    labels: &BTreeMap<&str, usize>,
    goes_on: bool,
) -> BTreeSet<usize> {
    let leads: Vec<Option<Lead>> = lines.iter().map(|line| lead(line, labels)).collect();
    let found: Vec<usize> = (0..lines.len())
        .filter(|at| leads.get(*at).is_some_and(Option::is_some))
        .collect();
    let dotted = leads.iter().flatten().filter(|lead| lead.has_dots).count();
    let pages: Vec<usize> = leads.iter().flatten().map(|lead| lead.page).collect();
    let counts_on = pages
        .windows(2)
        .filter(|pair| matches!(pair, [one, next] if one <= next));
    let is_in_order = counts_on.count() * 10 >= pages.len().saturating_sub(1) * 9;
    let different: BTreeSet<usize> = pages.iter().copied().collect();
    let is_long = found.len() >= LEAST_LINES && different.len() * 2 >= LEAST_LINES;
    let is_table = (is_long || (goes_on && found.len() * 2 > lines.len()))
        && is_in_order
        && (dotted * 2 > found.len() || (page < FIRST_PAGES && found.len() * 2 > lines.len()));
    let (Some(first), Some(last), true) = (found.first(), found.last(), is_table) else {
        return BTreeSet::new();
    };
    // Entries of two lines, and those of chapters without dots, stand between.
    (*first..=*last).collect()
}

/// A line that leads to a page.
struct Lead {
    page: usize,
    has_dots: bool,
}

fn lead(line: &Line, labels: &BTreeMap<&str, usize>) -> Option<Lead> {
    let text = line.text();
    let (title, label) = text.rsplit_once(|c: char| c.is_whitespace() || c == '.')?;
    let page = *labels.get(label)?;
    let title = title.trim_end();
    let has_dots = ["..", ". .", "……", "· ·", "_ _"]
        .iter()
        .any(|dots| title.ends_with(dots))
        || title.ends_with('.') && text.contains(". . .");
    title
        .contains(char::is_alphabetic)
        .then_some(Lead { page, has_dots })
}
