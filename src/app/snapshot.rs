//! One generation of the corpus as it is served: documents by id, by key, by what somebody typed, and
//! by the names that they had.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::UNIX_EPOCH,
};

use super::{App, DocumentRef, document_key, reader_url::link};
use crate::{
    corpus::{Document, DocumentId, Severity, without_shelf},
    index::{DocumentEntry, IndexError},
    telemetry::Corpus,
};

/// One generation of the corpus, and the short names of its documents.
pub struct Snapshot {
    /// The corpus, ready for questions.
    pub app: App,
    by_key: BTreeMap<String, DocumentId>,
    /// The ids that documents have now, by the keys of those that they had.
    by_former_key: BTreeMap<String, DocumentId>,
    /// Documents to which no link leads: those who see them here would not find them on the pages.
    unlinked: BTreeSet<DocumentId>,
}

impl Snapshot {
    /// A generation that was opened.
    pub fn of(app: App) -> Self {
        let manifest = app.generation().manifest();
        let documents = manifest.documents.iter();
        let by_key = documents.map(|entry| (document_key(&entry.id), entry.id.clone()));
        let former = manifest.former.iter();
        let by_former_key = former.map(|former| (document_key(&former.id), former.now.clone()));
        Self {
            by_key: by_key.collect(),
            by_former_key: by_former_key.collect(),
            unlinked: BTreeSet::new(),
            app,
        }
    }

    /// The same without links to documents, given by their paths, that are not found on the pages by those who see
    /// them here.
    #[must_use]
    pub(super) fn with_links_to(mut self, is_linked: impl Fn(&str) -> bool) -> Self {
        let entries = self.entries().iter();
        let unlinked = entries.filter(|entry| !is_linked(&entry.path));
        self.unlinked = unlinked.map(|entry| entry.id.clone()).collect();
        self
    }

    /// The number of the generation.
    pub fn generation(&self) -> u64 {
        self.app.generation().manifest().generation
    }

    /// The time at which it was built, in seconds since 1970.
    pub fn built(&self) -> Option<u64> {
        let built = self.app.generation().built()?;
        Some(built.duration_since(UNIX_EPOCH).ok()?.as_secs())
    }

    /// The numbers that are told about it.
    pub fn numbers(&self) -> Corpus {
        let documents = self.entries();
        Corpus {
            generation: self.generation(),
            built: self.built().unwrap_or(0),
            documents: documents.len(),
            with_warnings: documents.iter().filter(|d| d.has_warnings()).count(),
            with_errors: self.files_with(Severity::Error),
        }
    }

    /// In how many files something is odd, of this severity or a worse one.
    pub(super) fn files_with(&self, severity: Severity) -> usize {
        let generation = self.app.generation();
        let findings = generation.manifest().findings();
        let files = findings
            .chain(generation.findings())
            .filter(|finding| finding.severity >= severity)
            .map(|finding| finding.path.as_str());
        files.collect::<BTreeSet<_>>().len()
    }

    /// The documents, in the order of their ids.
    pub fn entries(&self) -> &[DocumentEntry] {
        &self.app.generation().manifest().documents
    }

    /// Whether there are several documents to choose from, and not only one in several editions.
    pub fn has_several(&self) -> bool {
        self.app.generation().distinct_documents() > 1
    }

    /// The entry of a document: what is known about it without reading it.
    pub fn entry(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        self.app.generation().manifest().entry(id)
    }

    /// The document that had this id before it was renamed.
    pub fn renamed(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        self.entry(self.by_former_key.get(&document_key(id))?)
    }

    /// The document that an address names, whatever is in it now, and whatever it is called now.
    pub fn named(&self, document: &DocumentRef) -> Option<&DocumentEntry> {
        self.unchanged(document)
            .or_else(|| self.keyed(document.key()))
    }

    /// The document that has this key, or had it.
    pub fn keyed(&self, key: &str) -> Option<&DocumentEntry> {
        let id = self.by_key.get(key);
        self.entry(id.or_else(|| self.by_former_key.get(key))?)
    }

    /// The same, if nothing in it has changed since.
    pub fn unchanged(&self, document: &DocumentRef) -> Option<&DocumentEntry> {
        let by_key = [&self.by_key, &self.by_former_key];
        let ids = by_key.into_iter().filter_map(|ids| ids.get(document.key()));
        let mut entries = ids.filter_map(|id| self.entry(id));
        entries.find(|entry| document.is_of_content(entry))
    }

    /// The link to a path of the reader, where it has an address.
    pub fn link(&self, path: &str) -> Option<String> {
        link(&self.app.config().web.url, path)
    }

    /// The same to a path of a document, if its readers find it there.
    pub fn link_to(&self, document: &DocumentId, path: &str) -> Option<String> {
        let is_found = !self.unlinked.contains(document);
        is_found.then(|| self.link(path)).flatten()
    }

    /// A document with its text.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Arc<Document>>, IndexError> {
        self.app.generation().document(id)
    }

    /// The name of a document where others have the same title: with its edition, if there are several.
    pub fn called(&self, entry: &DocumentEntry) -> String {
        let title = entry.title().into_owned();
        let has_several = !self
            .app
            .generation()
            .revisions()
            .of_document(&entry.id)
            .is_empty();
        match entry.edition().or(entry.metadata.date.as_deref()) {
            Some(edition) if has_several => format!("{title}, {edition}"),
            _ => title,
        }
    }

    /// The document that somebody typed: by id, title, or the beginning of either.
    pub fn typed(&self, name: &str) -> Option<&DocumentEntry> {
        let name = name.trim().to_lowercase();
        let title = |entry: &DocumentEntry| {
            entry
                .metadata
                .title
                .as_deref()
                .unwrap_or_default()
                .to_lowercase()
        };
        let id = |entry: &DocumentEntry| without_shelf(entry.id.as_str()).to_lowercase();
        let whole = |entry: &DocumentEntry| entry.id.as_str().to_lowercase();
        let entries = || self.entries().iter();
        let revisions = self.app.generation().revisions();
        let newest = || entries().filter(|entry| revisions.newer(&entry.id).is_none());
        let begins = |e: &&DocumentEntry| id(e).starts_with(&name) || title(e).starts_with(&name);
        entries()
            .find(|entry| id(entry) == name || whole(entry) == name)
            .or_else(|| newest().find(|entry| title(entry) == name))
            .or_else(|| newest().find(begins))
            .or_else(|| entries().find(begins))
            .filter(|_| !name.is_empty())
    }
}
