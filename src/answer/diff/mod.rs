//! Changes in a place from one edition of a document to another: both as they stand, and word by word what
//! only one of them has.

mod shortened;
mod version;
mod words;

use std::sync::Arc;

use serde::Serialize;

pub use shortened::shortened;
pub use version::{Named, Version};

use crate::{
    answer::same_section,
    corpus::{Document, DocumentId, Reading},
    index::{DocumentEntry, Generation, IndexError},
    language::{Language, analyser::folded},
    passages::{Place, PlacePart},
    span::Span,
};

/// The place and the editions that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The place: `§ 4.2`, or a heading.
    pub place: String,
    /// Any edition of the document; only needed where several documents have editions and the place.
    pub document: Option<DocumentId>,
    /// The older edition: its name, or the beginning of it, its date or its id. Without it, the one before the
    /// other.
    pub from: Option<String>,
    /// The newer edition; without it, the newest.
    pub to: Option<String>,
    /// The language of the asker, where it is known.
    pub language: Option<Language>,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "diff", rename_all = "snake_case")]
pub enum Comparison {
    /// The place is in both editions, and its words are others.
    Changed {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Box<Version>,
        /// All the words of both, in order.
        changes: Vec<Change>,
    },
    /// The place is in both editions, word for word the same.
    Unchanged {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Box<Version>,
    },
    /// Only the newer edition has the place.
    Added {
        /// The older one.
        from: Named,
        /// The newer one.
        to: Box<Version>,
    },
    /// Only the older edition has the place.
    Removed {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Named,
    },
    /// Neither edition has the place.
    NoSuchPlace {
        /// The newest editions in which it was looked for.
        documents: Vec<Named>,
    },
    /// There is no edition of this name, or only one that two names mean.
    NoSuchEdition {
        /// The name.
        named: String,
        /// The editions that there are, the newest first.
        editions: Vec<Named>,
    },
    /// Several documents have editions and the place: one of them must be named.
    Several {
        /// Their newest editions.
        documents: Vec<Named>,
    },
    /// No document, or not the one that was named, has several editions.
    NoEditions,
}

impl Comparison {
    /// The place in the editions that have it, the older one first.
    pub fn versions(&self) -> Vec<&Version> {
        match self {
            Self::Changed { from, to, .. } | Self::Unchanged { from, to } => vec![from, to],
            Self::Added { to: only, .. } | Self::Removed { from: only, .. } => vec![only],
            Self::NoSuchPlace { .. }
            | Self::NoSuchEdition { .. }
            | Self::Several { .. }
            | Self::NoEditions => Vec::new(),
        }
    }
}

/// A run of words, and which edition has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The edition that has them, or both.
    pub side: Side,
    /// The words; of those in both, as the newer edition has them.
    pub words: String,
    /// The bytes of the older document in which they stand.
    pub from: Vec<Span>,
    /// The bytes of the newer one.
    pub to: Vec<Span>,
}

/// The edition that has some words, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Both.
    Both,
    /// Only the older one.
    From,
    /// Only the newer one.
    To,
}

/// Compares a place in two editions of a document.
pub fn compare(generation: &Generation, what: &Compared) -> Result<Comparison, IndexError> {
    let works = works(generation, what);
    if works.is_empty() {
        return Ok(Comparison::NoEditions);
    }
    let mut found: Vec<Pair> = Vec::new();
    let mut unnamed = None;
    for work in &works {
        let editions = entries(generation, work);
        match chosen(&editions, what) {
            Ok((from, to)) => found.extend(Pair::find(generation, from, to, &what.place)?),
            Err(named) => unnamed = unnamed.or(Some((named, editions))),
        }
    }
    match (found.as_slice(), unnamed) {
        ([only], _) => Ok(only.compared()),
        ([], Some((named, editions))) => Ok(Comparison::NoSuchEdition {
            named,
            editions: editions.into_iter().map(Named::of).collect(),
        }),
        ([], None) => {
            let newest = works.iter().filter_map(|work| work.first());
            let newest = newest.filter_map(|id| generation.manifest().entry(id));
            Ok(Comparison::NoSuchPlace {
                documents: newest.map(Named::of).collect(),
            })
        }
        (several, _) => Ok(Comparison::Several {
            documents: several.iter().map(|pair| Named::of(pair.to.0)).collect(),
        }),
    }
}

/// The documents with several editions that may be meant: that which is named, else those that a question of
/// this reader would be put to.
fn works<'a>(generation: &'a Generation, what: &Compared) -> Vec<&'a [DocumentId]> {
    let revisions = generation.revisions();
    if let Some(document) = &what.document {
        let work = revisions.of_document(document);
        return Some(work)
            .filter(|work| !work.is_empty())
            .into_iter()
            .collect();
    }
    let languages: Vec<Language> = what.language.into_iter().collect();
    let scope = generation.scope(None, &languages);
    let works = revisions.works().iter();
    let asked = works.filter(|work| work.first().is_some_and(|newest| scope.has(newest)));
    asked.map(Vec::as_slice).collect()
}

fn entries<'a>(generation: &'a Generation, work: &[DocumentId]) -> Vec<&'a DocumentEntry> {
    let entries = work.iter().filter_map(|id| generation.manifest().entry(id));
    entries.collect()
}

/// The older and the newer edition that are meant, among those of a document, or the name that none has.
fn chosen<'a>(
    editions: &[&'a DocumentEntry],
    what: &Compared,
) -> Result<(&'a DocumentEntry, &'a DocumentEntry), String> {
    let at = |name: &str| position(editions, name).ok_or_else(|| name.to_owned());
    let (to, from) = match (&what.to, &what.from) {
        (Some(to), Some(from)) => (at(to)?, at(from)?),
        (Some(to), None) => (at(to)?, at(to)? + 1),
        (None, Some(from)) => (usize::from(at(from)? == 0), at(from)?),
        (None, None) => (0, 1),
    };
    let named = what.from.as_ref().or(what.to.as_ref());
    let none = || named.cloned().unwrap_or_default();
    match (editions.get(from), editions.get(to)) {
        (Some(from), Some(to)) if from.id != to.id => Ok((from, to)),
        _ => Err(none()),
    }
}

/// The edition of a name, an id, a path or a date; else the newest whose name or date begins so.
fn position(editions: &[&DocumentEntry], name: &str) -> Option<usize> {
    let name = name.trim();
    let names = |entry: &DocumentEntry| {
        let date = entry.metadata.date.as_deref();
        let names = [
            Some(entry.id.as_str()),
            Some(&entry.path),
            entry.edition(),
            date,
        ];
        names.map(|name| name.unwrap_or_default().to_lowercase())
    };
    let wanted = name.to_lowercase();
    let is_named = |entry: &&DocumentEntry| names(entry).contains(&wanted);
    let begins = |entry: &&DocumentEntry| {
        let [_, _, edition, date] = names(entry);
        edition.starts_with(&wanted) || date.starts_with(&wanted)
    };
    let named = editions.iter().position(is_named);
    named.or_else(|| {
        editions
            .iter()
            .position(begins)
            .filter(|_| !wanted.is_empty())
    })
}

/// An edition and its text.
type Edition<'a> = (&'a DocumentEntry, Arc<Document>);

/// A place in two editions, of which at least one has it.
struct Pair<'a> {
    from: Edition<'a>,
    to: Edition<'a>,
    older: Option<Version>,
    newer: Option<Version>,
}

impl<'a> Pair<'a> {
    fn find(
        generation: &Generation,
        from: &'a DocumentEntry,
        to: &'a DocumentEntry,
        place: &str,
    ) -> Result<Option<Self>, IndexError> {
        let (Some(old), Some(new)) = (generation.document(&from.id)?, generation.document(&to.id)?)
        else {
            return Ok(None);
        };
        let (older, newer) = match (counted(&old, place), counted(&new, place)) {
            // The same number is another section where one was added before it.
            (_, Some(section)) => (
                same_section(&new, section, &old)
                    .and_then(|of| Version::of_section(from, &old, of)),
                Version::of_section(to, &new, section),
            ),
            (Some(section), None) => (
                Version::of_section(from, &old, section),
                same_section(&old, section, &new).and_then(|of| Version::of_section(to, &new, of)),
            ),
            (None, None) => (version(from, &old, place), version(to, &new, place)),
        };
        let pair = Self {
            older,
            newer,
            from: (from, old),
            to: (to, new),
        };
        Ok((pair.older.is_some() || pair.newer.is_some()).then_some(pair))
    }

    fn compared(&self) -> Comparison {
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
            run.side != Side::Both && words.iter().any(|words| !words.trim().is_empty())
        };
        if !runs.iter().any(is_said) {
            return Comparison::Unchanged { from, to };
        }
        let changes = runs.into_iter().map(|run| Change {
            side: run.side,
            words: match run.side {
                Side::From => run.from.of(&old).to_owned(),
                Side::Both | Side::To => run.to.of(&new).to_owned(),
            },
            from: older.source(&self.from.1, run.from),
            to: newer.source(&self.to.1, run.to),
        });
        Comparison::Changed {
            changes: changes.collect(),
            from,
            to,
        }
    }
}

/// The section that is named, if its number is none of the source's, but counted.
fn counted(document: &Document, place: &str) -> Option<usize> {
    let place: Place = place.parse().ok()?;
    let [PlacePart::Sections(first, last)] = place.parts.as_slice() else {
        return None;
    };
    let section = place.first_section(document).filter(|_| first == last)?;
    let is_counted = document.sections.get(section)?.is_counted;
    is_counted.then_some(section)
}

/// Finds what stands in a place of a document: one that is named, else the section of this heading.
fn version(entry: &DocumentEntry, document: &Document, place: &str) -> Option<Version> {
    if let Ok(place) = place.parse::<Place>() {
        let spans = place.find(document);
        if place.is_explicit || !spans.is_empty() {
            return Version::of(entry, document, place.first_section(document), &spans);
        }
    }
    let wanted = folded(place);
    let is_heading = |title: &str| !wanted.is_empty() && folded(title) == wanted;
    let heading = document.sections.iter().position(|section| {
        let read = section
            .heading
            .map(|heading| Reading::of(&document.text, heading, &document.edits).text);
        is_heading(&section.title) || read.is_some_and(|read| is_heading(&read))
    })?;
    Version::of_section(entry, document, heading)
}
