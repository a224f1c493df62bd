//! Editions: the same document in several languages, tied together by `translation_of`. A question is
//! put to one edition of each document, so that translations neither double nor dilute what is found.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Revisions,
    manifest::DocumentEntry,
    named::{named, nearest},
};
use crate::{
    corpus::{DocumentId, Warning},
    language::Language,
};

/// A document in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The document.
    pub id: DocumentId,
    /// The language it is written in.
    pub language: Language,
    /// Whether there is no newer one of it.
    pub is_newest: bool,
}

/// The documents of a corpus that have several editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editions {
    /// The editions of each of these documents, the original first.
    works: Vec<Vec<Edition>>,
    /// The place in `works` of each of these editions.
    by_id: BTreeMap<DocumentId, usize>,
    /// Faults in what the documents say of each other.
    findings: Vec<Warning>,
}

/// The document at the root of a chain of translations.
enum Root<'a> {
    /// The original, and how many steps away it is.
    Original(&'a DocumentEntry, usize),
    /// A name that no document has.
    Missing(&'a str),
    /// The documents of a circle, in which each is a translation of the next.
    Circle(Vec<&'a DocumentEntry>),
}

impl Editions {
    /// The editions among documents, which are in the order of their ids.
    pub(super) fn of(documents: &[DocumentEntry], revisions: &Revisions) -> Self {
        let mut editions = Self::default();
        let mut works: BTreeMap<&str, Vec<&DocumentEntry>> = BTreeMap::new();
        for entry in documents {
            if entry.metadata.translation_of.is_none() {
                continue;
            }
            let root = root(documents, entry);
            editions.findings.extend(fault(documents, entry, &root));
            let key = match root {
                Root::Original(original, _) => original.id.as_str(),
                Root::Missing(name) => name,
                Root::Circle(circle) => circle.iter().map(|of| of.id.as_str()).min().unwrap_or(""),
            };
            works.entry(key).or_default().push(entry);
        }
        for (key, translations) in works {
            let original = documents.iter().filter(|entry| entry.id.as_str() == key);
            let others = translations.into_iter().filter(|of| of.id.as_str() != key);
            let all: Vec<&DocumentEntry> = original.chain(others).collect();
            editions.findings.extend(twins(&all, revisions));
            if all.len() > 1 {
                editions.add(&all, revisions);
            }
        }
        editions
    }

    fn add(&mut self, all: &[&DocumentEntry], revisions: &Revisions) {
        let at = self.works.len();
        let edition = |entry: &&DocumentEntry| Edition {
            id: entry.id.clone(),
            language: entry.language,
            is_newest: revisions.newer(&entry.id).is_none(),
        };
        let work: Vec<Edition> = all.iter().map(edition).collect();
        self.by_id
            .extend(work.iter().map(|edition| (edition.id.clone(), at)));
        self.works.push(work);
    }

    /// Faults in what the documents say of each other.
    pub fn findings(&self) -> &[Warning] {
        &self.findings
    }

    /// The editions of a document, the original first; none if it has only one.
    pub fn of_document(&self, id: &DocumentId) -> &[Edition] {
        let work = self.by_id.get(id).and_then(|at| self.works.get(*at));
        work.map(Vec::as_slice).unwrap_or_default()
    }

    /// The other editions of a document.
    pub fn beside<'a>(&'a self, id: &'a DocumentId) -> impl Iterator<Item = &'a Edition> {
        let all = self.of_document(id).iter();
        all.filter(move |edition| edition.id != *id)
    }

    /// The edition for somebody who would rather read the first of these languages, else the next one,
    /// else the original.
    pub fn for_reader<'a>(&'a self, id: &'a DocumentId, languages: &[Language]) -> &'a DocumentId {
        chosen(self.of_document(id), languages).map_or(id, |edition| &edition.id)
    }

    /// The editions in other languages than those for such a reader.
    pub(super) fn not_for_reader(&self, languages: &[Language]) -> BTreeSet<DocumentId> {
        let works = self.works.iter();
        let others = works.flat_map(|work| {
            let chosen = chosen(work, languages);
            let others = work.iter().filter(move |edition| Some(*edition) != chosen);
            others.map(|edition| edition.id.clone())
        });
        others.collect()
    }

    /// The number of these editions, older ones aside, that are only another edition of a document.
    pub(super) fn repeated(&self) -> usize {
        let works = self.works.iter();
        let newest = |work: &Vec<Edition>| work.iter().filter(|of| of.is_newest).count();
        works.map(|work| newest(work).saturating_sub(1)).sum()
    }

    /// The languages of all editions.
    pub fn languages(&self) -> BTreeSet<Language> {
        let all = self.works.iter().flatten();
        all.map(|edition| edition.language).collect()
    }
}

fn chosen<'a>(work: &'a [Edition], languages: &[Language]) -> Option<&'a Edition> {
    let mut wanted = languages.iter();
    let newest = || work.iter().filter(|edition| edition.is_newest);
    let of = |language: &Language| newest().find(|edition| edition.language == *language);
    let found = wanted.find_map(of).or_else(|| newest().next());
    found.or_else(|| work.first())
}

fn root<'a>(documents: &'a [DocumentEntry], from: &'a DocumentEntry) -> Root<'a> {
    let mut seen = vec![from];
    let mut at = from;
    while let Some(name) = &at.metadata.translation_of {
        let Some(next) = named(documents, name) else {
            return Root::Missing(name);
        };
        if let Some(begin) = seen.iter().position(|known| known.id == next.id) {
            return Root::Circle(seen.split_off(begin));
        }
        seen.push(next);
        at = next;
    }
    Root::Original(at, seen.len() - 1)
}

/// Warns of what is wrong with the document that a translation names.
fn fault(documents: &[DocumentEntry], entry: &DocumentEntry, root: &Root<'_>) -> Option<Warning> {
    let name = entry.metadata.translation_of.as_deref().unwrap_or_default();
    let message = match root {
        Root::Original(_, 0 | 1) => return None,
        Root::Original(original, _) => format!(
            "`translation_of` names `{name}`, which is a translation itself; name the original, `{}`",
            original.id
        ),
        Root::Missing(missing) if *missing == name => {
            let nearest = nearest(documents, entry, name).map_or_else(String::new, |nearest| {
                format!("; the nearest is `{}`", nearest.id)
            });
            format!(
                "`translation_of` names `{name}`, and there is no such document{nearest}; write the \
                 path of the original in the corpus, without the ending, or remove the line"
            )
        }
        Root::Missing(missing) => format!(
            "`translation_of` names `{name}`, which is a translation of `{missing}`, and there is no \
             such document; remove the line from `{name}` if that is the original"
        ),
        Root::Circle(circle) => {
            let mut ids: Vec<&str> = circle.iter().map(|of| of.id.as_str()).collect();
            ids.extend(circle.first().map(|of| of.id.as_str()));
            format!(
                "`translation_of` goes in a circle: {}; remove the line from the original",
                ids.join(" → ")
            )
        }
    };
    Some(Warning::caution(message).in_file(&entry.path))
}

/// Editions in the language of one before them: they are never chosen by language.
fn twins(all: &[&DocumentEntry], revisions: &Revisions) -> Vec<Warning> {
    let mut first: BTreeMap<Language, &DocumentEntry> = BTreeMap::new();
    let mut warnings = Vec::new();
    for entry in all {
        let Some(other) = first.get(&entry.language) else {
            first.insert(entry.language, entry);
            continue;
        };
        let is_older = revisions.newer(&entry.id).is_some() || revisions.newer(&other.id).is_some();
        if is_older || revisions.are_of_one(&entry.id, &other.id) {
            continue;
        }
        let message = format!(
            "is a translation in the same language as `{}` ({}), so questions are answered from that \
             one; correct `language`, or remove `translation_of`",
            other.id,
            entry.language.english_name()
        );
        warnings.push(Warning::caution(message).in_file(&entry.path));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Metadata;

    /// `id language original`, with `-` for none.
    fn documents(lines: &[&str]) -> Vec<DocumentEntry> {
        let entry = |line: &&str| {
            let mut words = line.split(' ');
            let mut word = || words.next().unwrap().to_owned();
            let (id, language, of) = (word(), word(), word());
            DocumentEntry {
                path: format!("{id}.md"),
                id: DocumentId(id),
                hash: String::new(),
                files: Vec::new(),
                metadata: Metadata {
                    translation_of: Some(of).filter(|of| of != "-"),
                    ..Metadata::default()
                },
                language: language.parse().unwrap(),
                counts: crate::index::Counts::default(),
                warnings: Vec::new(),
            }
        };
        lines.iter().map(entry).collect()
    }

    fn of(lines: &[&str]) -> Editions {
        Editions::of(&documents(lines), &Revisions::default())
    }

    fn ids(work: &[Edition]) -> Vec<&str> {
        work.iter().map(|edition| edition.id.as_str()).collect()
    }

    #[test]
    fn an_edition_is_chosen_by_the_first_language_that_there_is() {
        let editions = of(&[
            "act-en en act",
            "act-fr fr act.md",
            "act de -",
            "minutes de -",
        ]);
        let act = DocumentId("act".to_owned());
        assert_eq!(ids(editions.of_document(&act)), ["act", "act-en", "act-fr"]);
        let chosen = |languages: &[Language]| editions.for_reader(&act, languages).as_str();
        assert_eq!(chosen(&[Language::En]), "act-en");
        assert_eq!(chosen(&[Language::Pl, Language::Fr]), "act-fr");
        assert_eq!(chosen(&[Language::Pl]), "act");
        assert_eq!(chosen(&[]), "act");
        let others = editions.not_for_reader(&[Language::En]);
        let others: Vec<_> = others.iter().map(DocumentId::as_str).collect();
        assert_eq!(others, ["act", "act-fr"]);
        assert_eq!(editions.findings(), []);
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        let editions = of(lines);
        let found: Vec<String> = editions.findings.iter().map(Warning::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with("warning: "), "{found}");
            assert!(found.contains(expected), "{found}\n{expected}");
        }
    }

    #[test]
    fn faults_are_told_with_their_remedy() {
        check(
            &["act de -", "act-en en akt"],
            &[
                "act-en.md: `translation_of` names `akt`, and there is no such document; the nearest is `act`",
            ],
        );
        check(
            &["act de -", "act-en en act", "act-fr fr act-en"],
            &[
                "act-fr.md: `translation_of` names `act-en`, which is a translation itself; name the original, `act`",
            ],
        );
        let circle = "goes in a circle: ";
        check(&["a de b", "b en a"], &[circle, circle]);
        check(&["a de a"], &["a → a; remove the line"]);
        check(
            &["a de gone", "b en a"],
            &["there is no such document", "remove the line from `a`"],
        );
        check(
            &["act de -", "new de act"],
            &["new.md: is a translation in the same language as `act` (German)"],
        );
    }

    #[test]
    fn editions_stay_together_where_their_original_is_missing() {
        let editions = of(&["a de gone", "b en gone", "c fr d", "d nl c"]);
        let of = |id: &str| ids(editions.of_document(&DocumentId(id.to_owned()))).join(" ");
        assert_eq!(of("b"), "a b");
        assert_eq!(of("d"), "c d");
    }
}
