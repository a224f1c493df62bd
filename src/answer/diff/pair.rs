//! A place in two editions of a document, and what became of its words and headings.

use std::sync::Arc;

use super::{
    Change, ChangeSide, Comparison, HeadingChange, Named, Version,
    matching::{Matching, Outlined},
    words::{self, key},
};
use crate::{
    answer::same_section,
    corpus::{Document, Reading},
    index::{DocumentEntry, Generation, IndexError},
    language::analyser::folded,
    passages::{Place, PlacePart},
    span::Span,
};

/// An edition and its text.
pub(super) type Edition<'a> = (&'a DocumentEntry, Arc<Document>);

/// A place in two editions, of which at least one has it.
pub(super) struct Pair<'a> {
    pub(super) from: Edition<'a>,
    pub(super) to: Edition<'a>,
    older: Option<Version>,
    newer: Option<Version>,
}

impl<'a> Pair<'a> {
    pub(super) fn find(
        generation: &Generation,
        from: &'a DocumentEntry,
        to: &'a DocumentEntry,
        place: &str,
    ) -> Result<Option<Self>, IndexError> {
        let (Some(old), Some(new)) = (generation.document(&from.id)?, generation.document(&to.id)?)
        else {
            return Ok(None);
        };
        let (older, newer) = match counted_in_either(&old, &new, place) {
            Some((older, newer)) => (
                older.and_then(|section| Version::of_section(from, &old, section)),
                newer.and_then(|section| Version::of_section(to, &new, section)),
            ),
            None => (version(from, &old, place), version(to, &new, place)),
        };
        let pair = Self {
            older,
            newer,
            from: (from, old),
            to: (to, new),
        };
        Ok((pair.older.is_some() || pair.newer.is_some()).then_some(pair))
    }

    /// All that is read in two editions.
    pub(super) fn whole(from: Edition<'a>, to: Edition<'a>) -> Self {
        let all = |(entry, document): &Edition<'_>| {
            let spans = document.body_in(Span::new(0, document.text.len()));
            Version::of(entry, document, None, &spans)
        };
        Self {
            older: all(&from),
            newer: all(&to),
            from,
            to,
        }
    }

    pub(super) fn compared(&self) -> Comparison {
        let (older, newer) = match (&self.older, &self.newer) {
            (Some(older), Some(newer)) => (older, newer),
            (Some(older), None) => {
                return Comparison::Removed {
                    from: Box::new(older.clone()),
                    to: Named::of(self.to.0),
                };
            }
            (None, Some(newer)) => {
                return Comparison::Added {
                    from: Named::of(self.from.0),
                    to: Box::new(newer.clone()),
                };
            }
            (None, None) => return Comparison::NoEditions,
        };
        let (old, new) = (older.text(), newer.text());
        let runs = words::runs(&old, &new);
        let (from, to) = (Box::new(older.clone()), Box::new(newer.clone()));
        let is_said = |run: &words::Run| {
            let words = [run.from.of(&old), run.to.of(&new)];
            run.side != ChangeSide::Both && words.iter().any(|words| !words.trim().is_empty())
        };
        let headings = self.headings(older, newer);
        if headings.is_empty() && !runs.iter().any(is_said) {
            return Comparison::Unchanged { from, to };
        }
        let changes = runs.into_iter().map(|run| Change {
            side: run.side,
            words: match run.side {
                ChangeSide::From => run.from.of(&old).to_owned(),
                ChangeSide::Both | ChangeSide::To => run.to.of(&new).to_owned(),
            },
            from: older.source(&self.from.1, run.from),
            to: newer.source(&self.to.1, run.to),
        });
        Comparison::Changed {
            headings,
            changes: changes.collect(),
            from,
            to,
        }
    }

    /// The headings of the place and of the sections in it that are others.
    fn headings(&self, older: &Version, newer: &Version) -> Vec<HeadingChange> {
        let (Some(before), Some(now)) = (older.section, newer.section) else {
            return Vec::new();
        };
        let (old, new) = (&*self.from.1, &*self.to.1);
        let mut pairs = vec![(before, now)];
        // Most places have no section below, and then there is nothing to be matched.
        let below = below(new, now);
        if !below.is_empty() {
            let matching = Matching::of(&Outlined::of(old), &Outlined::of(new));
            let within = self::below(old, before);
            let before = |section: usize| matching.of_new.get(section).copied().flatten();
            let both = below
                .into_iter()
                .filter_map(|now| Some((before(now)?, now)));
            pairs.extend(both.filter(|(before, _)| within.contains(before)));
        }
        let changes = pairs.into_iter().filter_map(|(before, now)| {
            let (before, now) = (old.sections.get(before)?, new.sections.get(now)?);
            let is_other = key(&before.title) != key(&now.title);
            is_other.then(|| HeadingChange {
                from: before.label(),
                to: now.label(),
            })
        });
        changes.collect()
    }
}

/// The sections that stand in another one.
fn below(document: &Document, section: usize) -> Vec<usize> {
    let Some(whole) = document.sections.get(section).map(|section| section.span) else {
        return Vec::new();
    };
    let sections = document.sections.iter().enumerate();
    let within = sections.filter(|(index, of)| *index != section && whole.contains(of.span));
    within.map(|(index, _)| index).collect()
}

/// The sections that a name leads to in the older and in the newer edition.
pub(super) fn named_sections(
    old: &Document,
    new: &Document,
    place: &str,
) -> (Option<usize>, Option<usize>) {
    let counted = counted_in_either(old, new, place);
    counted.unwrap_or_else(|| (named_section(old, place), named_section(new, place)))
}

/// The same for a number that is none of the source's: it is another section where one was added before it.
fn counted_in_either(
    old: &Document,
    new: &Document,
    place: &str,
) -> Option<(Option<usize>, Option<usize>)> {
    match (counted(old, place), counted(new, place)) {
        (_, Some(section)) => Some((same_section(new, section, old), Some(section))),
        (Some(section), None) => Some((Some(section), same_section(old, section, new))),
        (None, None) => None,
    }
}

/// The section that a name leads to: by its number, else by its heading.
fn named_section(document: &Document, name: &str) -> Option<usize> {
    match name.parse::<Place>() {
        Ok(place) if place.is_explicit || !place.find(document).is_empty() => {
            whole_section(document, &place)
        }
        _ => of_heading(document, name),
    }
}

/// The section that a place is, if it is one and nothing else.
fn whole_section(document: &Document, place: &Place) -> Option<usize> {
    let [PlacePart::Sections(first, last)] = place.parts.as_slice() else {
        return None;
    };
    place.first_section(document).filter(|_| first == last)
}

/// The section that is named, if its number is none of the source's, but counted.
fn counted(document: &Document, place: &str) -> Option<usize> {
    let section = whole_section(document, &place.parse().ok()?)?;
    let is_counted = document.sections.get(section)?.is_counted;
    is_counted.then_some(section)
}

/// Finds what stands in a place of a document: one that is named, else the section of this heading.
fn version(entry: &DocumentEntry, document: &Document, place: &str) -> Option<Version> {
    if let Ok(place) = place.parse::<Place>() {
        let spans = place.find(document);
        if place.is_explicit || !spans.is_empty() {
            let version = Version::of(entry, document, place.first_section(document), &spans)?;
            return Some(Version {
                section: whole_section(document, &place),
                ..version
            });
        }
    }
    Version::of_section(entry, document, of_heading(document, place)?)
}

/// The section with a heading.
fn of_heading(document: &Document, place: &str) -> Option<usize> {
    let wanted = folded(place);
    let is_heading = |title: &str| !wanted.is_empty() && folded(title) == wanted;
    document.sections.iter().position(|section| {
        let read = section
            .heading
            .map(|heading| Reading::of(&document.text, heading, &document.edits).text);
        is_heading(&section.title) || read.is_some_and(|read| is_heading(&read))
    })
}
