//! An open generation: what every question is answered from.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use moka::sync::Cache;
use tantivy::{
    Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    query::TermQuery,
    schema::{IndexRecordOption, Value},
};

use super::{
    Generations, IndexError, Manifest,
    generations::InUse,
    manifest::Counts,
    schema::{Fields, WordFields},
    vectors::Vectors,
    words::open_whole,
};
use crate::{
    corpus::{Document, DocumentId},
    language::Language,
};

/// How many bytes of documents are kept in memory, about.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// How often the pointer is read again when the generation it named has gone: another process may
/// have published twice in between.
const OPEN_ATTEMPTS: usize = 3;

/// One immutable build of the index, open for reading. It stays whole while newer ones are
/// published.
pub struct Generation {
    folder: PathBuf,
    manifest: Manifest,
    built: Option<SystemTime>,
    fields: Fields,
    languages: Vec<Language>,
    /// How much there is in each language; every question needs to know.
    counts: BTreeMap<Language, Counts>,
    reader: IndexReader,
    vectors: Option<Vectors>,
    documents: Cache<DocumentId, Arc<Document>>,
    /// Keeps it on disk, also from other processes.
    _in_use: Option<InUse>,
}

impl Generation {
    /// Opens the generation that serves. [`IndexError::Unusable`] says that there is none, or none
    /// that this program can read; building one is the remedy.
    pub fn open(generations: &Generations) -> Result<Self, IndexError> {
        let missing = || IndexError::Unusable {
            reason: "there is no index yet".to_owned(),
        };
        let mut last = missing();
        for _ in 0..OPEN_ATTEMPTS {
            let current = generations.current().ok_or_else(missing)?;
            match Self::open_folder(generations.path(current)) {
                Ok(generation) => return Ok(generation),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn open_folder(folder: PathBuf) -> Result<Self, IndexError> {
        // Before anything is opened, and kept from then on.
        let in_use = InUse::claim(&folder);
        let manifest = Manifest::read(&folder)?;
        let built = Manifest::written(&folder);
        let unusable = |error: tantivy::TantivyError| IndexError::Unusable {
            reason: format!(
                "the index in {} cannot be opened: {error}",
                folder.display()
            ),
        };
        let index = open_whole(&folder)?;
        let fields = Fields::new();
        Fields::register_analysers(&index);
        let reader = reader_of(&index).map_err(unusable)?;
        let vectors = manifest.vectors.as_ref();
        let vectors = vectors
            .map(|entry| Vectors::open(&folder, entry, &manifest.documents))
            .transpose()?;
        let counts = counts(&manifest);
        let languages = counts.keys().copied().collect();
        let documents = Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(|_, document: &Arc<Document>| {
                u32::try_from(document.text.len().saturating_mul(2)).unwrap_or(u32::MAX)
            })
            .build();
        Ok(Self {
            folder,
            manifest,
            built,
            fields,
            languages,
            counts,
            reader,
            vectors,
            documents,
            _in_use: in_use,
        })
    }

    /// What it holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// When it was built, if the file system says so.
    pub fn built(&self) -> Option<SystemTime> {
        self.built
    }

    /// The languages in which it has documents.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The vectors, unless it is an index of words only.
    pub fn vectors(&self) -> Option<&Vectors> {
        self.vectors.as_ref()
    }

    /// A document by its id; nothing if there is none.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Arc<Document>>, IndexError> {
        if let Some(document) = self.documents.get(id) {
            return Ok(Some(document));
        }
        let Some(document) = stored_document(&self.searcher(), &self.fields, id)?.map(Arc::new)
        else {
            return Ok(None);
        };
        self.documents.insert(id.clone(), Arc::clone(&document));
        Ok(Some(document))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// The text fields of the languages that the corpus has.
    pub(super) fn word_fields(&self) -> Vec<WordFields> {
        self.languages
            .iter()
            .filter_map(|language| self.fields.words(*language))
            .collect()
    }

    /// How many passages there are.
    pub fn passages(&self) -> u64 {
        self.counts
            .values()
            .map(|counts| counts.passages as u64)
            .sum()
    }

    /// How many records of a kind there are in one language.
    pub(super) fn count(&self, language: Language, of: impl Fn(&Counts) -> usize) -> u64 {
        self.counts
            .get(&language)
            .map_or(0, |counts| of(counts) as u64)
    }
}

/// A reader of a word index as it is.
pub(super) fn reader_of(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
}

/// The record of a document.
pub(super) fn stored_document(
    searcher: &Searcher,
    fields: &Fields,
    id: &DocumentId,
) -> Result<Option<Document>, IndexError> {
    let failed = |error: tantivy::TantivyError| IndexError::Unusable {
        reason: format!("the record of {id} cannot be read: {error}"),
    };
    let key = Term::from_field_text(fields.key, id.as_str());
    let query = TermQuery::new(key, IndexRecordOption::Basic);
    let found = searcher
        .search(&query, &TopDocs::with_limit(1).order_by_score())
        .map_err(failed)?;
    let Some((_, address)) = found.first() else {
        return Ok(None);
    };
    let record: TantivyDocument = searcher.doc(*address).map_err(failed)?;
    let bytes = record
        .get_first(fields.record)
        .and_then(|value| value.as_bytes());
    postcard::from_bytes(bytes.unwrap_or_default())
        .map(Some)
        .map_err(|error| IndexError::Unusable {
            reason: format!("the record of {id} is damaged: {error}"),
        })
}

/// How much there is in each language.
fn counts(manifest: &Manifest) -> BTreeMap<Language, Counts> {
    let mut counts: BTreeMap<Language, Counts> = BTreeMap::new();
    for entry in &manifest.documents {
        counts.entry(entry.language).or_default().add(&entry.counts);
    }
    counts
}
