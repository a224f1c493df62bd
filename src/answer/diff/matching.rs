//! The sections of two editions that are the same section, whatever became of their numbers, headings or words.

use std::collections::BTreeMap;

use super::words::key;
use crate::corpus::{Document, Origin, ParagraphKind, Reading};

/// A text with fewer characters says little about which section it is.
const SAYS_LITTLE: usize = 40;

/// The sign between the headings of a path, which is in none.
const BETWEEN: char = '\u{1f}';

/// The sections of an edition, prepared to be compared.
pub(super) struct Outlined<'a> {
    pub(super) document: &'a Document,
    /// The words that stand in each section itself and in none below it, as they are read.
    pub(super) texts: Vec<String>,
    /// The words that stand before the first section.
    pub(super) opening: String,
}

/// The sections of the older edition, matched with those of the newer one.
pub(super) struct Matching {
    /// For each section of the older edition, that of the newer one.
    pub(super) of_old: Vec<Option<usize>>,
    /// For each section of the newer edition, that of the older one.
    pub(super) of_new: Vec<Option<usize>>,
}

impl<'a> Outlined<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut texts = vec![String::new(); document.sections.len()];
        let mut opening = String::new();
        for paragraph in &document.paragraphs {
            if paragraph.kind == ParagraphKind::Note {
                continue;
            }
            let section = said(document, paragraph.section);
            let text = match section.and_then(|section| texts.get_mut(section)) {
                Some(text) => text,
                None => &mut opening,
            };
            let read = Reading::of(&document.text, paragraph.span, &document.edits);
            text.push_str(&read.text);
            text.push('\n');
        }
        Self {
            document,
            texts,
            opening,
        }
    }

    /// The sections that somebody named. What was derived from the text is divided otherwise in each edition.
    pub(super) fn sections(&self) -> impl Iterator<Item = usize> {
        let sections = self.document.sections.iter().enumerate();
        let named = sections.filter(|(_, section)| section.origin != Origin::Derived);
        named.map(|(index, _)| index)
    }

    /// The headings from the first level down to a section; nothing for one without a heading.
    fn path(&self, section: usize) -> Option<String> {
        let sections = &self.document.sections;
        let mut path = key(&sections.get(section)?.title);
        if path.trim().is_empty() {
            return None;
        }
        let mut above = sections.get(section)?.parent;
        while let Some(of) = above.and_then(|above| sections.get(above)) {
            path.push(BETWEEN);
            path.push_str(&key(&of.title));
            above = of.parent;
        }
        Some(path)
    }

    fn heading(&self, section: usize) -> Option<String> {
        let section = self.document.sections.get(section)?;
        let title = key(&section.title);
        (!title.trim().is_empty()).then(|| format!("{}{BETWEEN}{title}", section.level))
    }

    /// The number that is printed; one that was counted is another where a section was added.
    fn number(&self, section: usize) -> Option<String> {
        let section = self.document.sections.get(section)?;
        let is_printed = section.label.is_some() && !section.is_counted;
        is_printed.then(|| section.address.clone())
    }

    fn text(&self, section: usize) -> Option<String> {
        let text = key(self.texts.get(section)?);
        (text.chars().count() >= SAYS_LITTLE).then_some(text)
    }
}

/// The section that a paragraph stands in and that somebody named.
fn said(document: &Document, mut section: Option<usize>) -> Option<usize> {
    loop {
        let of = document.sections.get(section?)?;
        if of.origin != Origin::Derived {
            return section;
        }
        section = of.parent;
    }
}

impl Matching {
    /// By their headings first, then by their words, then by their numbers; each only where it names one section.
    pub(super) fn of(old: &Outlined<'_>, new: &Outlined<'_>) -> Self {
        let mut matching = Self {
            of_old: vec![None; old.texts.len()],
            of_new: vec![None; new.texts.len()],
        };
        let signs: [fn(&Outlined<'_>, usize) -> Option<String>; 4] = [
            |of, section| of.path(section),
            |of, section| of.heading(section),
            |of, section| of.text(section),
            |of, section| of.number(section),
        ];
        for sign in signs {
            let of_old = unique(old, &matching.of_old, sign);
            let mut of_new = unique(new, &matching.of_new, sign);
            for (sign, old) in of_old {
                let (Some(old), Some(new)) = (old, of_new.remove(&sign).flatten()) else {
                    continue;
                };
                matching.pair(old, new);
            }
        }
        matching
    }

    fn pair(&mut self, old: usize, new: usize) {
        if let (Some(of_old), Some(of_new)) = (self.of_old.get_mut(old), self.of_new.get_mut(new)) {
            (*of_old, *of_new) = (Some(new), Some(old));
        }
    }
}

/// The sections without a match by a sign; nothing for a sign that several have.
fn unique(
    of: &Outlined<'_>,
    matched: &[Option<usize>],
    sign: impl Fn(&Outlined<'_>, usize) -> Option<String>,
) -> BTreeMap<String, Option<usize>> {
    let mut unique = BTreeMap::new();
    for section in of.sections() {
        if matched.get(section).is_some_and(Option::is_some) {
            continue;
        }
        let Some(sign) = sign(of, section) else {
            continue;
        };
        let several = unique.contains_key(&sign);
        unique.insert(sign, (!several).then_some(section));
    }
    unique
}
