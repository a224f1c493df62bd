//! Revisions: the editions of one document over time, tied together by the names of their files
//! (`report@2024-06.pdf` beside `report.pdf`) or by `edition_of`. The newest one answers.

use std::collections::BTreeMap;

use super::{
    DocumentEntry,
    age::Age,
    named::{named, nearest},
};
use crate::corpus::{DocumentId, Warning, without_edition};

/// The documents of a corpus that are there in several editions over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// The editions of each of these documents, the newest first.
    works: Vec<Vec<DocumentId>>,
    /// The place in `works` of each of these editions.
    by_id: BTreeMap<DocumentId, usize>,
    /// The newest edition instead of each older one, and of each translation of an older one.
    newer: BTreeMap<DocumentId, DocumentId>,
    /// Faults in what the documents say of each other.
    findings: Vec<Warning>,
}

impl Revisions {
    /// The editions among documents, which are in the order of their ids.
    pub(super) fn of(documents: &[DocumentEntry]) -> Self {
        let mut revisions = Self::default();
        for group in groups(documents) {
            revisions.findings.extend(alone(&group));
            if group.len() > 1 {
                revisions.add(group);
            }
        }
        let faults = documents.iter().filter_map(|entry| fault(documents, entry));
        revisions.findings.extend(faults);
        let translations = documents.iter().filter_map(|entry| {
            let original = named(documents, entry.metadata.translation_of.as_deref()?)?;
            let is_apart = !revisions.by_id.contains_key(&entry.id);
            let newest = revisions.newer.get(&original.id).filter(|_| is_apart)?;
            Some((entry.id.clone(), newest.clone()))
        });
        let translations: Vec<_> = translations.collect();
        revisions.newer.extend(translations);
        revisions
    }

    fn add(&mut self, group: Vec<&DocumentEntry>) {
        let ages = Age::of_all(&group);
        let mut all: Vec<(Age, &DocumentEntry)> = ages.into_iter().zip(group).collect();
        all.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
        self.findings.extend(twins(&all));
        let at = self.works.len();
        let ids: Vec<DocumentId> = all.iter().map(|(_, entry)| entry.id.clone()).collect();
        self.by_id.extend(ids.iter().map(|id| (id.clone(), at)));
        if let [newest, older @ ..] = ids.as_slice() {
            let older = older.iter().map(|id| (id.clone(), newest.clone()));
            self.newer.extend(older);
        }
        self.works.push(ids);
    }

    /// Faults in what the documents say of each other.
    pub fn findings(&self) -> &[Warning] {
        &self.findings
    }

    /// The documents that have several editions, each with these, the newest first.
    pub fn works(&self) -> &[Vec<DocumentId>] {
        &self.works
    }

    /// The editions of a document, the newest first; none if it has only one.
    pub fn of_document(&self, id: &DocumentId) -> &[DocumentId] {
        let work = self.by_id.get(id).and_then(|at| self.works.get(*at));
        work.map(Vec::as_slice).unwrap_or_default()
    }

    /// The newest edition instead of an older one, or instead of a translation of an older one.
    pub fn newer(&self, id: &DocumentId) -> Option<&DocumentId> {
        self.newer.get(id)
    }

    /// The editions that are not the newest, and their translations.
    pub fn older(&self) -> impl Iterator<Item = &DocumentId> {
        self.newer.keys()
    }

    /// Whether two documents are editions of one.
    pub(super) fn are_of_one(&self, one: &DocumentId, other: &DocumentId) -> bool {
        self.by_id.contains_key(one) && self.by_id.get(one) == self.by_id.get(other)
    }
}

/// The documents by what ties them together; also those that are alone.
fn groups(documents: &[DocumentEntry]) -> Vec<Vec<&DocumentEntry>> {
    // The name of the first document of the group that each name belongs to.
    let mut ties: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in documents {
        let other = entry.metadata.edition_of.as_deref();
        let Some(other) = other.and_then(|name| named(documents, name)) else {
            continue;
        };
        let own = first(&ties, without_edition(&entry.id));
        let other = first(&ties, without_edition(&other.id));
        if own != other {
            ties.insert(own.max(other), own.min(other));
        }
    }
    let mut groups: BTreeMap<&str, Vec<&DocumentEntry>> = BTreeMap::new();
    for entry in documents {
        let name = first(&ties, without_edition(&entry.id));
        groups.entry(name).or_default().push(entry);
    }
    groups.into_values().collect()
}

fn first<'a>(ties: &BTreeMap<&'a str, &'a str>, mut name: &'a str) -> &'a str {
    while let Some(before) = ties.get(name) {
        name = before;
    }
    name
}

/// A file that is called an edition, of which there is no other.
fn alone(group: &[&DocumentEntry]) -> Option<Warning> {
    let [only] = group else {
        return None;
    };
    let name = without_edition(&only.id);
    let is_called = name != only.id.as_str() && only.metadata.edition_of.is_none();
    let message = format!(
        "is called an edition of `{name}`, and no other edition of it is in the corpus; put the others beside it, \
         or give the file a name without `@`"
    );
    is_called.then(|| Warning::note(message).in_file(&only.path))
}

/// Warns of what is wrong with the document that an edition names.
fn fault(documents: &[DocumentEntry], entry: &DocumentEntry) -> Option<Warning> {
    let name = entry.metadata.edition_of.as_deref()?;
    let message = match named(documents, name) {
        Some(other) if other.id == entry.id => {
            "`edition_of` names the document itself; name another edition of it, or remove the line"
                .to_owned()
        }
        Some(_) => return None,
        None => {
            let nearest = nearest(documents, entry, name).map_or_else(String::new, |nearest| {
                format!("; the nearest is `{}`", nearest.id)
            });
            format!(
                "`edition_of` names `{name}`, and there is no such document{nearest}; write the path of another \
                 edition in the corpus, without the ending, or remove the line"
            )
        }
    };
    Some(Warning::caution(message).in_file(&entry.path))
}

/// Editions of which nothing tells that one is newer, and those in another language than the newest.
fn twins(all: &[(Age, &DocumentEntry)]) -> Vec<Warning> {
    let same = all.windows(2).filter_map(|pair| {
        let [(age, before), (other, entry)] = pair else {
            return None;
        };
        let message = format!(
            "nothing tells whether this edition or `{}` is newer, so `{}` is taken for it; give each an `edition` \
             of its own that has its year or its number, or a `date`",
            before.id, before.id
        );
        (age == other).then(|| Warning::caution(message).in_file(&entry.path))
    });
    let mut warnings: Vec<Warning> = same.collect();
    let Some((_, newest)) = all.first() else {
        return warnings;
    };
    let foreign = all
        .iter()
        .filter(|(_, entry)| entry.language != newest.language);
    warnings.extend(foreign.map(|(_, entry)| {
        let message = format!(
            "is in {}, but is an older edition of `{}`, which is in {}; if it is a translation, write \
             `translation_of` and give the file another name",
            entry.language.english_name(),
            newest.id,
            newest.language.english_name()
        );
        Warning::caution(message).in_file(&entry.path)
    }));
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpus::Metadata, index::Counts};

    /// `id language edition edition_of`, with `-` for none; further words are the date.
    fn documents(lines: &[&str]) -> Vec<DocumentEntry> {
        let entry = |line: &&str| {
            let mut words = line.split(' ');
            let mut word = || words.next().map(str::to_owned).filter(|word| word != "-");
            let (id, language) = (word().unwrap(), word().unwrap());
            DocumentEntry {
                path: format!("{id}.md"),
                id: DocumentId(id),
                hash: String::new(),
                files: Vec::new(),
                metadata: Metadata {
                    edition: word(),
                    edition_of: word(),
                    date: word(),
                    ..Metadata::default()
                },
                language: language.parse().unwrap(),
                counts: Counts::default(),
                warnings: Vec::new(),
            }
        };
        let mut documents: Vec<_> = lines.iter().map(entry).collect();
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        documents
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        let revisions = Revisions::of(&documents(lines));
        let shown = revisions.works().iter().map(|work| {
            let ids: Vec<&str> = work.iter().map(DocumentId::as_str).collect();
            ids.join(" ")
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_newest_edition_stands_first() {
        check(
            &["r@2023-01 en", "r@2024-06 en", "r@2023-11 en"],
            &["r@2024-06 r@2023-11 r@2023-01"],
        );
        // What is simply there is what holds now, unless it says when it was made.
        check(&["r en", "r@2024 en"], &["r r@2024"]);
        check(&["r en - - 2023-05-01", "r@2024 en"], &["r@2024 r"]);
        check(&["r@v2 en", "r@v10 en"], &["r@v10 r@v2"]);
        check(&["a en 2nd b", "b en 1st"], &["a b"]);
        check(&["a en 2nd b 2001", "b en 1st - 2005"], &["b a"]);
        check(&["a en - b", "b en - c", "c en", "d en"], &["a b c"]);
        check(&["mail@home en", "mail en"], &[]);
    }

    #[track_caller]
    fn finds(lines: &[&str], expected: &[&str]) {
        let revisions = Revisions::of(&documents(lines));
        let found: Vec<String> = revisions.findings.iter().map(Warning::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found}\n{expected}");
        }
    }

    #[test]
    fn faults_are_told_with_their_remedy() {
        finds(&["r en", "r@2023 en"], &[]);
        finds(
            &["r@2023 en"],
            &["note: r@2023.md: is called an edition of `r`"],
        );
        finds(
            &["a en 1 rr", "r en"],
            &[
                "warning: a.md: `edition_of` names `rr`, and there is no such document; the nearest is `r`",
            ],
        );
        finds(&["a en 1 a"], &["names the document itself"]);
        finds(
            &["a en 2023 b", "b en 2023"],
            &["warning: b.md: nothing tells whether this edition or `a` is newer"],
        );
        finds(
            &["r en", "r@2023 de"],
            &["warning: r@2023.md: is in German"],
        );
    }
}
