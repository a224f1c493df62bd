//! The metadata that a document gives about itself: title, author, date, language.

use std::collections::BTreeMap;

use crate::{
    corpus::{
        formats::{own_title, package::Element},
        metadata::Metadata,
    },
    language::Language,
};

/// Names that programs write in the place of an author.
const PROGRAMS: [&str; 8] = [
    "python-docx",
    "microsoft office user",
    "microsoft",
    "user",
    "admin",
    "administrator",
    "author",
    "unknown",
];

/// Reads the core properties.
pub(super) fn read(root: &Element) -> Metadata {
    let text = |name: &str| {
        root.child(name)
            .map(Element::text)
            .filter(|text| !text.is_empty())
    };
    let date = |name: &str| {
        let date = text(name)?;
        date.split('T').next().map(str::to_owned)
    };
    let author = text("dc:creator").filter(|author| {
        author.chars().count() > 2 && !PROGRAMS.contains(&author.to_lowercase().as_str())
    });
    // What is made by a program of somebody's has the date of that program's template.
    let is_of_template = text("dc:creator").is_some_and(|author| author == "python-docx");
    let saved = date("dcterms:modified").or_else(|| date("dcterms:created"));
    Metadata {
        title: text("dc:title").filter(|title| own_title::is_title(title)),
        author,
        date: saved.filter(|_| !is_of_template),
        ..Metadata::default()
    }
}

/// The language of most of the text. What is said of all of it without a word in it is the language of the
/// program, mostly English, so it says nothing.
pub(super) fn language(letters: &BTreeMap<String, usize>, usual: Option<&str>) -> Option<Language> {
    let most = letters.iter().max_by_key(|(_, count)| **count)?;
    let is_said = letters.len() > 1 || usual != Some(most.0) || !most.0.starts_with("en");
    most.0.parse().ok().filter(|_| is_said)
}
