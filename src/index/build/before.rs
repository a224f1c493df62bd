//! The generation that serves, from which a build takes over what did not change.

use std::{collections::BTreeMap, path::PathBuf};

use tantivy::Searcher;

use super::{Build, current_manifest, is_made_by};
use crate::{
    corpus::{Document, DocumentId},
    index::{
        Generations, IndexError, Manifest,
        generations::InUse,
        manifest::DocumentEntry,
        reader::{reader_of, stored_document},
        schema::Fields,
        vectors::Vectors,
        words::{WORDS, open_whole},
    },
};

/// The generation before.
pub(super) struct Before {
    pub(super) manifest: Manifest,
    /// The folder of its words.
    pub(super) words: PathBuf,
    /// Its vectors, if they are of the model that is asked for.
    pub(super) vectors: Option<Vectors>,
    by_hash: BTreeMap<String, DocumentId>,
    fields: Fields,
    searcher: Searcher,
    _in_use: Option<InUse>,
}

impl Before {
    /// Opens it, if all of it is whole.
    pub(super) fn open(generations: &Generations, what: Build<'_>) -> Option<Self> {
        let manifest = current_manifest(generations)?;
        let folder = generations.path(manifest.generation);
        let in_use = InUse::claim(&folder);
        let index = open_whole(&folder).ok()?;
        let fields = Fields::new();
        Fields::register_analysers(&index);
        let searcher = reader_of(&index).ok()?.searcher();
        let entry = manifest.vectors.as_ref();
        let entry = entry.filter(|_| is_made_by(&manifest, what));
        let vectors = entry.map(|entry| Vectors::open(&folder, entry, &manifest.documents));
        let documents = manifest.documents.iter();
        let by_hash = documents.map(|entry| (entry.hash.clone(), entry.id.clone()));
        Some(Self {
            by_hash: by_hash.collect(),
            vectors: vectors.transpose().ok()?,
            words: folder.join(WORDS),
            manifest,
            fields,
            searcher,
            _in_use: in_use,
        })
    }

    /// A document that was read from the same bytes, if under another name.
    pub(super) fn of_hash(&self, hash: &str) -> Option<&DocumentEntry> {
        self.manifest.entry(self.by_hash.get(hash)?)
    }

    /// A document as it was read then.
    pub(super) fn document(&self, id: &DocumentId) -> Result<Document, IndexError> {
        let document = stored_document(&self.searcher, &self.fields, id)?;
        document.ok_or_else(|| IndexError::Unusable {
            reason: format!("the index has no record of {id}"),
        })
    }
}
