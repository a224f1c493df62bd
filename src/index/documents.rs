//! The documents of a generation that are searched, and what they have together.

use std::collections::BTreeSet;

use super::{DocumentEntry, Generation, Scope};
use crate::{corpus::DocumentId, language::Language};

impl Generation {
    /// One document, or all in the editions for somebody who would rather read the first of these
    /// languages.
    pub fn scope(&self, document: Option<&DocumentId>, languages: &[Language]) -> Scope {
        if let Some(document) = document {
            return Scope::Only(document.clone());
        }
        let mut others = self.editions().not_for_reader(languages);
        others.extend(self.revisions().older().cloned());
        if others.is_empty() {
            Scope::All
        } else {
            Scope::Without(others)
        }
    }

    /// The number of documents; the editions of one count once.
    pub fn distinct_documents(&self) -> usize {
        let all = self.manifest().documents.len();
        let older = self.revisions().older().count();
        all.saturating_sub(self.editions().repeated() + older)
    }

    /// The documents of a scope, in the order of their ids.
    pub fn documents_in(&self, scope: &Scope) -> impl Iterator<Item = &DocumentEntry> {
        let documents = self.manifest().documents.iter();
        documents.filter(move |entry| scope.has(&entry.id))
    }

    /// The languages of the documents of a scope. One document is searched as a part of the corpus.
    pub fn languages_in(&self, scope: &Scope) -> Vec<Language> {
        let Scope::Without(_) = scope else {
            return self.languages().to_vec();
        };
        let languages = self.documents_in(scope).map(|entry| entry.language);
        let languages: BTreeSet<Language> = languages.collect();
        languages.into_iter().collect()
    }

    /// The number of passages that the documents of a scope have; of one document, those of the corpus.
    pub fn passages_in(&self, scope: &Scope) -> u64 {
        let Scope::Without(others) = scope else {
            return self.passages();
        };
        let others = others.iter().filter_map(|id| self.manifest().entry(id));
        let others: usize = others.map(|entry| entry.counts.passages).sum();
        self.passages().saturating_sub(others as u64)
    }
}
