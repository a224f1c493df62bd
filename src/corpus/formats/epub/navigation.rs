//! The table of contents of a book, and its list of printed pages.

use std::collections::BTreeMap;

use super::package_document::Book;
use crate::corpus::{
    formats::package::{Element, Package, resolved},
    warning::Warning,
};

/// Entries below this level are counted with it.
const LOWEST: u8 = 9;

/// An entry of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) title: String,
    /// The file and the place in it.
    pub(super) file: String,
    pub(super) place: String,
}

/// The parts of a book, as it names them itself.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    pub(super) entries: Vec<Entry>,
    /// The printed pages by file and place.
    pub(super) pages: BTreeMap<(String, String), String>,
}

impl Navigation {
    /// Reads the navigation of a book, of the newer kind or the older one.
    pub(super) fn read(package: &mut Package, book: &Book, findings: &mut Vec<Warning>) -> Self {
        let mut found = Self::default();
        let holds = "its table of contents and its printed pages";
        if let Some(name) = &book.navigation
            && let Some(root) = package.xml_if_whole(name, holds, findings)
        {
            found.read_page(&root, name);
        }
        if found.entries.is_empty() || found.pages.is_empty() {
            let mut older = Self::default();
            if let Some(name) = &book.ncx
                && let Some(root) = package.xml_if_whole(name, holds, findings)
            {
                older.read_ncx(&root, name);
            }
            if found.entries.is_empty() {
                found.entries = older.entries;
            }
            if found.pages.is_empty() {
                found.pages = older.pages;
            }
        }
        found
    }

    fn read_page(&mut self, root: &Element, name: &str) {
        for list in root.all("nav") {
            let kind = list.attribute("epub:type").unwrap_or_default();
            let role = list.attribute("role").unwrap_or_default();
            let is = |word: &str| kind.split_whitespace().any(|own| own == word);
            if is("toc") || role == "doc-toc" {
                self.add_list(list, name, 0);
            } else if is("page-list") || role == "doc-pagelist" {
                for link in list.all("a") {
                    self.add_page(name, link.attribute("href"), &link.text());
                }
            }
        }
    }

    fn add_list(&mut self, list: &Element, name: &str, level: u8) {
        for child in list.elements() {
            match &*child.name {
                "ol" | "ul" => self.add_list(child, name, (level + 1).min(LOWEST)),
                "li" => self.add_list(child, name, level),
                "a" => self.add_entry(name, child.attribute("href"), child.text(), level),
                _ => {}
            }
        }
    }

    fn read_ncx(&mut self, root: &Element, name: &str) {
        if let Some(map) = root.child("navMap") {
            self.add_points(map, name, 1);
        }
        for page in root.all("pageTarget") {
            let label = page.child("navLabel").map(Element::text);
            let label = label.filter(|label| !label.is_empty());
            let label = label.or_else(|| page.attribute("value").map(str::to_owned));
            let to = page
                .child("content")
                .and_then(|content| content.attribute("src"));
            self.add_page(name, to, &label.unwrap_or_default());
        }
    }

    fn add_points(&mut self, around: &Element, name: &str, level: u8) {
        for point in around.elements().filter(|child| &*child.name == "navPoint") {
            let title = point
                .child("navLabel")
                .map(Element::text)
                .unwrap_or_default();
            let to = point
                .child("content")
                .and_then(|content| content.attribute("src"));
            self.add_entry(name, to, title, level);
            self.add_points(point, name, (level + 1).min(LOWEST));
        }
    }

    fn add_entry(&mut self, name: &str, to: Option<&str>, title: String, level: u8) {
        if let Some((file, place)) = to.and_then(|to| resolved(name, to))
            && !title.is_empty()
        {
            self.entries.push(Entry {
                level: level.max(1),
                title,
                file,
                place,
            });
        }
    }

    fn add_page(&mut self, name: &str, to: Option<&str>, label: &str) {
        if let Some(place) = to.and_then(|to| resolved(name, to))
            && let Some(label) = page_label(label)
        {
            self.pages.entry(place).or_insert(label);
        }
    }
}

/// The number of a page without a word before it: `12` of `Page 12`.
pub(super) fn page_label(said: &str) -> Option<String> {
    let last = said.split_whitespace().next_back()?;
    let label = last.trim_matches(|c: char| matches!(c, '.' | ',' | '[' | ']' | '(' | ')' | ':'));
    let is_short = label.chars().nth(20).is_none();
    (is_short && label.contains(char::is_alphanumeric)).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_the_words_before_them() {
        for (said, label) in [("12", "12"), ("Page xiv.", "xiv"), ("[A-3]", "A-3")] {
            assert_eq!(page_label(said).as_deref(), Some(label));
        }
        assert_eq!(page_label(" … "), None);
    }
}
