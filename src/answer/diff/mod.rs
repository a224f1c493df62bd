//! Changes in a place from one edition of a document to another: both as they stand, and word by word what
//! only one of them has.

mod comparison;
mod matching;
mod overview;
mod pair;
mod shortened;
mod version;
mod ways;
mod words;

use self::pair::Pair;
pub use comparison::{
    Change, ChangeSide, Compared, Comparison, HeadingChange, SectionChange, SectionFate,
    SectionPlace,
};
pub use shortened::shortened;
pub use version::{Named, Version};

use crate::{
    corpus::{DocumentId, without_shelf},
    index::{DocumentEntry, Generation, IndexError},
    language::Language,
};

/// Compares a place in two editions of a document, or lists all that changed.
pub fn compare(generation: &Generation, what: &Compared) -> Result<Comparison, IndexError> {
    let works = works(generation, what);
    if works.is_empty() {
        return Ok(Comparison::NoEditions);
    }
    let mut pairs = Vec::new();
    let mut unnamed = None;
    for work in &works {
        let editions = entries(generation, work);
        match chosen(&editions, what) {
            Ok(pair) => pairs.push(pair),
            Err(named) => unnamed = unnamed.or(Some((named, editions))),
        }
    }
    let no_edition = |(named, editions): (String, Vec<&DocumentEntry>)| Comparison::NoSuchEdition {
        named,
        editions: editions.into_iter().map(Named::of).collect(),
    };
    let Some(place) = &what.place else {
        return match (pairs.as_slice(), unnamed) {
            ([(from, to)], _) => listed(generation, from, to),
            ([], Some(unnamed)) => Ok(no_edition(unnamed)),
            (several, _) => Ok(Comparison::Several {
                documents: several.iter().map(|(_, to)| Named::of(to)).collect(),
            }),
        };
    };
    let mut found: Vec<Pair<'_>> = Vec::new();
    for (from, to) in pairs {
        found.extend(Pair::find(generation, from, to, place)?);
    }
    match (found.as_slice(), unnamed) {
        ([only], _) => Ok(only.compared()),
        ([], Some(unnamed)) => Ok(no_edition(unnamed)),
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

/// Lists what changed between two editions.
fn listed(
    generation: &Generation,
    from: &DocumentEntry,
    to: &DocumentEntry,
) -> Result<Comparison, IndexError> {
    let (old, new) = (generation.document(&from.id)?, generation.document(&to.id)?);
    Ok(match (old, new) {
        (Some(old), Some(new)) => overview::overview((from, old), (to, new)),
        _ => Comparison::NoEditions,
    })
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
            Some(without_shelf(entry.id.as_str())),
            Some(without_shelf(&entry.path)),
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
