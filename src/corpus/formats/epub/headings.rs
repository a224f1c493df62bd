//! The levels of headings in a book: each file begins at the level that its maker liked, and the table of
//! contents knows how they stand to each other.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    file::{Content, File},
    navigation::Navigation,
};
use crate::corpus::formats::{
    html::heading_level,
    package::{Element, Node},
};

/// Headings have no lower level in a web page.
const LOWEST: u8 = 6;

/// Shorter titles are not looked for within longer headings, in characters.
const SHORT: usize = 4;

/// The levels of the last heading that the table of contents names: its own, and the one it has there.
#[derive(Clone, Copy, Debug)]
struct Known {
    own: u8,
    level: u8,
}

/// Gives headings the levels of the table of contents. A paragraph that the table names is a heading.
pub(super) fn set_levels(files: &mut [File], navigation: &Navigation, title: Option<&str>) {
    if !navigation.entries.is_empty() {
        let mut of_files: BTreeMap<&str, Vec<Named>> = BTreeMap::new();
        for entry in &navigation.entries {
            of_files.entry(&entry.file).or_default().push(Named {
                level: entry.level,
                title: folded(&entry.title),
            });
        }
        let mut known = None;
        for file in files.iter_mut().filter(|file| !file.is_contents) {
            if let Content::Whole(root) = &mut file.root {
                let entries = of_files.remove(file.name.as_str()).unwrap_or_default();
                let mut levels = Levels {
                    entries,
                    known,
                    first: None,
                };
                levels.set(root);
                levels.name_paragraphs(root);
                known = levels.known;
            }
        }
    }
    let Some(title) = title.map(folded) else {
        return;
    };
    let is_title = |heading: &&Heading| heading.text == title && !title.is_empty();
    let mut headings = Vec::new();
    for file in files.iter().filter(|file| !file.is_contents) {
        if let Content::Whole(root) = &file.root {
            add_headings(root, &mut headings);
        }
    }
    // The title page of a book with chapters.
    if headings.len() > 1 && headings.first().as_ref().is_some_and(is_title) {
        let mut is_first = true;
        for file in files.iter_mut().filter(|file| !file.is_contents) {
            if let Content::Whole(root) = &mut file.root {
                lower(root, &mut is_first);
            }
        }
    }
}

/// An entry of the table of contents, with the letters of its title.
struct Named {
    level: u8,
    title: String,
}

/// A heading as it stands.
struct Heading {
    text: String,
}

fn add_headings(within: &Element, headings: &mut Vec<Heading>) {
    if heading_level(&within.name).is_some() {
        headings.push(Heading {
            text: folded(&within.text()),
        });
        return;
    }
    for child in within.elements().filter(|child| !is_beside(child)) {
        add_headings(child, headings);
    }
}

/// Puts all headings but the first one level lower.
fn lower(within: &mut Element, is_first: &mut bool) {
    if let Some(level) = heading_level(&within.name) {
        let level = if std::mem::take(is_first) {
            1
        } else {
            (level + 1).min(LOWEST)
        };
        within.name = Rc::from(format!("h{level}"));
        return;
    }
    for child in &mut within.children {
        if let Node::Element(child) = child
            && !is_beside(child)
        {
            lower(child, is_first);
        }
    }
}

fn is_beside(element: &Element) -> bool {
    matches!(&*element.name, "nav" | "head" | "script" | "style" | "svg")
}

/// The headings of one file.
struct Levels {
    /// The entries that lead into the file and were not met.
    entries: Vec<Named>,
    known: Option<Known>,
    /// The first heading of the file that was met.
    first: Option<Known>,
}

impl Levels {
    fn set(&mut self, within: &mut Element) {
        if let Some(own) = heading_level(&within.name) {
            let level = self.level(own, &folded(&within.text()));
            within.name = Rc::from(format!("h{level}"));
            return;
        }
        for child in &mut within.children {
            if let Node::Element(child) = child
                && !is_beside(child)
            {
                self.set(child);
            }
        }
    }

    fn level(&mut self, own: u8, text: &str) -> u8 {
        let by_known = |known: Option<Known>| {
            known.map(|known| {
                let below = i16::from(own) - i16::from(known.own);
                let level = (i16::from(known.level) + below).clamp(1, i16::from(LOWEST));
                u8::try_from(level).unwrap_or(LOWEST)
            })
        };
        let at = self
            .entries
            .iter()
            .position(|entry| is_same(&entry.title, text));
        let Some(entry) = at.map(|at| self.entries.remove(at)) else {
            return by_known(self.known).unwrap_or(own);
        };
        let flat = self
            .first
            .filter(|first| own > first.own && entry.level <= first.level);
        // A table that lists all headings on one level says nothing about them.
        let level = match flat {
            Some(first) => by_known(Some(first)).unwrap_or(own),
            None => entry.level.min(LOWEST),
        };
        self.known = Some(Known { own, level });
        self.first = self.first.or(self.known);
        level
    }

    /// Paragraphs that say just what an entry says are headings where no heading says it.
    fn name_paragraphs(&mut self, within: &mut Element) {
        if self.entries.is_empty() || heading_level(&within.name).is_some() {
            return;
        }
        let is_leaf = matches!(&*within.name, "p" | "div")
            && !within.elements().any(|child| is_block(&child.name));
        if is_leaf {
            let text = folded(&within.text());
            let at = self.entries.iter().position(|entry| entry.title == text);
            if let Some(entry) = at
                .filter(|_| !text.is_empty())
                .map(|at| self.entries.remove(at))
            {
                let level = entry.level.min(LOWEST);
                within.name = Rc::from(format!("h{level}"));
            }
            return;
        }
        for child in &mut within.children {
            if let Node::Element(child) = child
                && !is_beside(child)
                && !matches!(&*child.name, "table" | "ul" | "ol" | "dl")
            {
                self.name_paragraphs(child);
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    crate::corpus::formats::html::is_block(name) || name == "table"
}

/// Whether an entry names a heading: they say the same, or one of them the other and more.
fn is_same(entry: &str, heading: &str) -> bool {
    let within =
        |long: &str, short: &str| short.chars().nth(SHORT - 1).is_some() && long.ends_with(short);
    entry == heading && !entry.is_empty() || within(heading, entry) || within(entry, heading)
}

/// Letters and digits of a text, in lower case.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
