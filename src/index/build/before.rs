//! The generation that serves, from which a build takes over what did not change.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::task::Build;
use crate::{
    corpus::{Document, DocumentId, printable},
    index::{
        Generations, IndexError, Manifest,
        generations::InUse,
        guard::guarded,
        manifest::DocumentEntry,
        parts,
        vectors::Vectors,
        words::{WORDS, Words},
    },
};

/// The generation before.
pub(super) struct Before {
    pub(super) manifest: Manifest,
    /// The folder of its words.
    pub(super) word_folder: PathBuf,
    /// Its vectors, if they are of the model that is asked for.
    pub(super) vectors: Option<Vectors>,
    by_hash: BTreeMap<String, DocumentId>,
    words: Words,
    _in_use: Option<InUse>,
}

impl Before {
    /// Opens it, if there is one; the error says why nothing can be taken over from it.
    pub(super) fn open(
        generations: &Generations,
        what: Build<'_>,
    ) -> Result<Option<Self>, IndexError> {
        let Some(folder) = generations.current_folder()? else {
            return Ok(None);
        };
        guarded(&folder, || Self::open_folder(&folder, what)).map(Some)
    }

    fn open_folder(folder: &Path, what: Build<'_>) -> Result<Self, IndexError> {
        let in_use = InUse::claim(folder);
        let manifest = Manifest::read(folder)?;
        // All of it is read: what is damaged is not built upon.
        drop(parts::check(folder, &manifest.parts)?);
        let words = Words::open(folder, &manifest.documents)?;
        let entry = manifest.vectors.as_ref();
        let entry = entry.filter(|_| manifest.has_vectors_of(what.embedder));
        let vectors = entry.map(|entry| Vectors::open(folder, entry, &manifest.documents));
        let documents = manifest.documents.iter();
        let by_hash = documents.map(|entry| (entry.hash.clone(), entry.id.clone()));
        Ok(Self {
            by_hash: by_hash.collect(),
            vectors: vectors.transpose()?,
            word_folder: folder.join(WORDS),
            manifest,
            words,
            _in_use: in_use,
        })
    }

    /// A document that was read from the same bytes, if under another name.
    pub(super) fn of_hash(&self, hash: &str) -> Option<&DocumentEntry> {
        self.manifest.entry(self.by_hash.get(hash)?)
    }

    /// A document as it was read then.
    pub(super) fn document(&self, id: &DocumentId) -> Result<Document, IndexError> {
        let entry = self
            .manifest
            .entry(id)
            .ok_or_else(|| IndexError::Unusable {
                reason: format!("the index has no record of {}", printable(id.as_str())),
            })?;
        self.words.document(entry)
    }
}
