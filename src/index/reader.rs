//! An open generation: what every question is answered from.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use moka::sync::Cache;

use super::{
    Editions, Generations, IndexError, Manifest, Revisions,
    doubt::Doubt,
    generations::InUse,
    guard::guarded,
    manifest::{Counts, DocumentEntry},
    parts,
    vectors::Vectors,
    words::Words,
};
use crate::{
    corpus::{Document, DocumentId, Warning},
    language::Language,
    sandbox::usable_memory,
};

/// The bytes of documents that are kept in memory, about.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// The share of the memory of this process that they may take at most, as a divisor.
const CACHE_SHARE: u64 = 8;

/// The number of times that the pointer is read, as the generation it named may have gone: another
/// process may have published twice in between.
const OPEN_ATTEMPTS: usize = 3;

/// One immutable build of the index, open for reading. It stays whole while newer ones are
/// published. It may hold back documents, for those who may not see them: then nothing of them comes out of it.
pub struct Generation {
    opened: Arc<Opened>,
    manifest: Manifest,
    editions: Editions,
    revisions: Revisions,
    languages: Vec<Language>,
    vectors: Option<Vectors>,
    /// The documents that it holds back.
    hidden: BTreeSet<DocumentId>,
}

/// The files of a generation, with all documents.
struct Opened {
    folder: PathBuf,
    built: Option<SystemTime>,
    /// The counts of what there is in each language; every question needs them.
    counts: BTreeMap<Language, Counts>,
    words: Words,
    documents: Cache<DocumentId, Arc<Document>>,
    doubt: Doubt,
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
            let folder = generations.path(current);
            match guarded(&folder, || Self::open_folder(folder.clone())) {
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
        // All of it is read: a quote from a damaged file would prove nothing.
        let known = parts::check(&folder, &manifest.parts)?;
        let words = Words::open(&folder, &manifest.documents)?;
        let vectors = manifest.vectors.as_ref();
        let vectors = vectors
            .map(|entry| Vectors::open(&folder, entry, &manifest.documents))
            .transpose()?;
        let counts = counts(&manifest);
        let revisions = Revisions::of(&manifest.documents);
        let editions = Editions::of(&manifest.documents, &revisions);
        let languages = counts.keys().copied().collect();
        let documents = Cache::builder()
            .max_capacity(CACHE_BYTES.min(usable_memory() / CACHE_SHARE))
            .weigher(|_, document: &Arc<Document>| {
                u32::try_from(document.memory()).unwrap_or(u32::MAX)
            })
            .build();
        let opened = Opened {
            folder,
            built,
            counts,
            words,
            documents,
            doubt: Doubt::none(known),
            _in_use: in_use,
        };
        Ok(Self {
            opened: Arc::new(opened),
            manifest,
            editions,
            revisions,
            languages,
            vectors,
            hidden: BTreeSet::new(),
        })
    }

    /// The same generation for somebody who may only see some of the files, given by their paths in the corpus. The
    /// others are held back: their words, their names, what is wrong with them, and how many they are. Only the
    /// ranking still goes by how common a word is in all.
    #[must_use]
    pub fn only(&self, is_seen: impl Fn(&str) -> bool) -> Self {
        let mut manifest = self.manifest.clone();
        let (seen, hidden) = manifest
            .documents
            .into_iter()
            .partition(|entry| is_seen(&entry.path));
        let hidden: Vec<DocumentEntry> = hidden;
        let mut all_hidden = self.hidden.clone();
        all_hidden.extend(hidden.into_iter().map(|entry| entry.id));
        manifest.documents = seen;
        manifest.warnings.retain(|warning| is_seen(&warning.path));
        let failed = &mut manifest.failed;
        failed.retain(|failed| is_seen(&failed.warning.path));
        let former = &mut manifest.former;
        former.retain(|former| !all_hidden.contains(&former.now));
        let languages = manifest.documents.iter().map(|entry| entry.language);
        let languages: BTreeSet<Language> = languages.collect();
        let revisions = Revisions::of(&manifest.documents);
        let vectors = self.vectors.as_ref();
        Self {
            opened: Arc::clone(&self.opened),
            editions: Editions::of(&manifest.documents, &revisions),
            revisions,
            languages: languages.into_iter().collect(),
            vectors: vectors.map(|vectors| vectors.without(&all_hidden)),
            manifest,
            hidden: all_hidden,
        }
    }

    /// The documents that are held back.
    pub(super) fn hidden(&self) -> &BTreeSet<DocumentId> {
        &self.hidden
    }

    /// The list of what it holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its documents that are the same in several languages.
    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    /// Its documents that are editions of one over time.
    pub fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    /// Warnings of what is wrong with what its documents say of each other.
    pub fn findings(&self) -> impl Iterator<Item = &Warning> {
        let editions = self.editions.findings().iter();
        editions.chain(self.revisions.findings())
    }

    /// The time at which it was built, if the file system says so.
    pub fn built(&self) -> Option<SystemTime> {
        self.opened.built
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
        // The list first: what was read for others is kept for all.
        let Some(entry) = self.manifest.entry(id) else {
            return Ok(None);
        };
        let Opened {
            words, documents, ..
        } = &*self.opened;
        if let Some(document) = documents.get(id) {
            return Ok(Some(document));
        }
        let document = Arc::new(self.guarded(|| words.document(entry))?);
        documents.insert(id.clone(), Arc::clone(&document));
        Ok(Some(document))
    }

    /// Does some work with the files.
    pub(super) fn guarded<T>(
        &self,
        work: impl FnOnce() -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        self.opened.doubt.guarded(self.folder(), work)
    }

    /// The reason why an answer may have failed, until [`Generation::damage`] has looked at the files.
    pub fn doubt(&self) -> Option<String> {
        self.opened.doubt.reason()
    }

    /// Looks at the files on disk; says what is wrong with them.
    pub fn damage(&self) -> Option<String> {
        let doubt = &self.opened.doubt;
        doubt.damage(self.folder(), &self.manifest().parts)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.opened.folder
    }

    pub(super) fn words(&self) -> &Words {
        &self.opened.words
    }

    /// The number of passages.
    pub fn passages(&self) -> u64 {
        let documents = self.manifest.documents.iter();
        documents.map(|entry| entry.counts.passages as u64).sum()
    }

    /// The number of records of a kind in one language, of all documents: what the statistics of words go by.
    pub(super) fn count(&self, language: Language, of: impl Fn(&Counts) -> usize) -> u64 {
        let counts = &self.opened.counts;
        counts.get(&language).map_or(0, |counts| of(counts) as u64)
    }
}

/// The counts of what there is in each language.
fn counts(manifest: &Manifest) -> BTreeMap<Language, Counts> {
    let mut counts: BTreeMap<Language, Counts> = BTreeMap::new();
    for entry in &manifest.documents {
        counts.entry(entry.language).or_default().add(&entry.counts);
    }
    counts
}
