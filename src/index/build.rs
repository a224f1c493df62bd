//! Building a generation: only what changed is read and embedded again.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rayon::prelude::*;

use super::{
    FORMAT_VERSION, FileState, Generations, IndexError, Manifest,
    manifest::DocumentEntry,
    vectors::{self, Texts, Vectors, VectorsEntry},
    words::{WORDS, WordWriter, open_whole},
};
use crate::{
    corpus::{self, Document, DocumentId, EditKind, Parsed, Severity, SourceFile, Walk, Warning},
    embedding::Embedder,
    passages,
};

/// Said behind a finding about a file that was read before.
const SERVED: &str = "; its last good version is served";

/// What to build.
#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// The corpus folder.
    pub corpus: &'a Path,
    /// Larger files are not read.
    pub max_file_bytes: u64,
    /// Whether to read everything again.
    pub force: bool,
    /// The model that makes the vectors; without one, the index is one of words only.
    pub embedder: Option<&'a Embedder>,
}

/// What a build is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Documents are read.
    Reading,
    /// Passages and sentences are embedded.
    Embedding,
}

/// Where a build tells how far it is. Called from several threads.
pub trait Progress: Sync {
    /// A stage begins, in which this many documents or texts are to be done.
    fn begin(&self, stage: Stage, count: usize);
    /// One more is done.
    fn advance(&self);
    /// The stage is over.
    fn finish(&self);
}

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// The generation that serves now.
    pub generation: u64,
    /// Documents that it holds.
    pub documents: usize,
    /// Documents read by this build.
    pub read: usize,
    /// Documents taken over from the generation before.
    pub kept: usize,
    /// Documents of the generation before that are gone.
    pub removed: usize,
    /// Passages and sentences embedded by this build.
    pub embedded: usize,
    /// Whether a new generation was published.
    pub published: bool,
}

/// Brings the index up to date with the corpus. Publishes a new generation if anything changed.
pub fn build(
    generations: &Generations,
    what: Build<'_>,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let walk = corpus::walk(what.corpus, what.max_file_bytes)?;
    let unchanged = || {
        let before = current_manifest(generations, what).filter(|_| !what.force)?;
        let plan = Plan::new(&walk, Some(&before));
        plan.changes_nothing(&before).then(|| kept_all(&before))
    };
    if let Some(report) = unchanged() {
        return Ok(report);
    }
    let lock = generations.lock()?;
    // Another process may have built while this one looked.
    if let Some(report) = unchanged() {
        return Ok(report);
    }
    let before = Before::open(generations, what).filter(|_| !what.force);
    let manifest = before.as_ref().map(|before| &before.manifest);
    let plan = Plan::new(&walk, manifest);
    let generation = generations.current().unwrap_or(0) + 1;
    let folder = generations.begin(generation, &lock)?;
    let built = write(&folder, plan, before.as_ref(), progress)?;
    if let Some(manifest) = manifest
        && manifest.documents == built.entries
        && manifest.warnings == built.warnings
    {
        // A file that could not be read before still cannot.
        Generations::give_up(&folder)?;
        return Ok(kept_all(manifest));
    }
    let vectors = what.embedder.map(|embedder| {
        let before = before.as_ref().and_then(|before| before.vectors.as_ref());
        add_vectors(generations, &folder, embedder, &built, before, progress)
    });
    let (vectors, embedded) = vectors.transpose()?.unzip();
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        generation,
        documents: built.entries,
        warnings: built.warnings,
        vectors,
    };
    manifest.write(&folder)?;
    generations.publish(generation, &folder)?;
    let count = embedded.as_ref().map_or(0, |embedded| embedded.count);
    if let Some(embedded) = embedded {
        embedded.forget(generations.folder())?;
    }
    generations.remove_old(generation)?;
    Ok(BuildReport {
        generation,
        documents: manifest.documents.len(),
        read: built.read,
        kept: manifest.documents.len() - built.read,
        removed: built.removed,
        embedded: count,
        published: true,
    })
}

/// Whether a build would have nothing to do, as far as sizes and times of files tell.
pub fn is_current(generations: &Generations, what: Build<'_>) -> Result<bool, IndexError> {
    let walk = corpus::walk(what.corpus, what.max_file_bytes)?;
    let before = current_manifest(generations, what);
    Ok(before.is_some_and(|before| Plan::new(&walk, Some(&before)).changes_nothing(&before)))
}

/// Nothing was to be done.
fn kept_all(before: &Manifest) -> BuildReport {
    BuildReport {
        generation: before.generation,
        documents: before.documents.len(),
        kept: before.documents.len(),
        ..BuildReport::default()
    }
}

/// The manifest of the generation that serves, if this program can read it and it is made by the
/// model that is asked for.
fn current_manifest(generations: &Generations, what: Build<'_>) -> Option<Manifest> {
    let manifest = Manifest::read(&generations.path(generations.current()?)).ok()?;
    let made_by = manifest.vectors.as_ref().map(|vectors| &vectors.model);
    (made_by == what.embedder.map(Embedder::id)).then_some(manifest)
}

/// The generation that serves, from which what did not change is taken over.
struct Before {
    manifest: Manifest,
    words: std::path::PathBuf,
    vectors: Option<Vectors>,
}

impl Before {
    /// Opens it, if all of it is whole.
    fn open(generations: &Generations, what: Build<'_>) -> Option<Self> {
        let manifest = current_manifest(generations, what)?;
        let folder = generations.path(manifest.generation);
        open_whole(&folder).ok()?;
        let entry = manifest.vectors.as_ref();
        let vectors = entry.map(|entry| Vectors::open(&folder, entry, &manifest.documents));
        Some(Self {
            vectors: vectors.transpose().ok()?,
            words: folder.join(WORDS),
            manifest,
        })
    }
}

/// Embeds what is new, and writes the vectors of all documents.
fn add_vectors(
    generations: &Generations,
    folder: &Path,
    embedder: &Embedder,
    built: &Built,
    before: Option<&Vectors>,
    progress: &dyn Progress,
) -> Result<(VectorsEntry, vectors::Embedded), IndexError> {
    let texts = built.texts.values();
    let new = vectors::embed(generations.folder(), embedder, texts, before, progress)?;
    let (entries, texts) = (&built.entries, &built.texts);
    let entry = vectors::write(folder, embedder, entries, texts, &new, before)?;
    Ok((entry, new))
}

/// What is to be done with each file.
struct Plan<'a> {
    /// Unchanged, as far as size and time of the file tell.
    kept: Vec<DocumentEntry>,
    /// To be loaded, with the entry of the generation before where there is one.
    loaded: Vec<(&'a SourceFile, Option<&'a DocumentEntry>)>,
    /// What was odd on the way.
    warnings: Vec<Warning>,
}

impl<'a> Plan<'a> {
    fn new(walk: &'a Walk, before: Option<&'a Manifest>) -> Self {
        let mut plan = Plan {
            kept: Vec::new(),
            loaded: Vec::new(),
            warnings: walk.warnings.clone(),
        };
        for file in &walk.files {
            let entry = before.and_then(|manifest| manifest.entry(&file.id));
            match entry {
                Some(entry)
                    if entry.path == file.relative && entry.files == FileState::of(file) =>
                {
                    plan.kept.push(entry.clone());
                }
                _ => plan.loaded.push((file, entry)),
            }
        }
        let found: BTreeSet<&DocumentId> = walk.files.iter().map(|file| &file.id).collect();
        for entry in before.into_iter().flat_map(|manifest| &manifest.documents) {
            if !found.contains(&entry.id) {
                plan.keep_unreached(entry);
            }
        }
        plan
    }

    /// Keeps a document whose file, or a folder above it, could not be read at all: too large now,
    /// or forbidden. It is not gone.
    fn keep_unreached(&mut self, entry: &DocumentEntry) {
        let is_reason = |warning: &&mut Warning| {
            let below = entry.path.strip_prefix(warning.path.as_str());
            warning.severity == Severity::Error
                && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if let Some(reason) = self.warnings.iter_mut().find(is_reason) {
            if !reason.message.ends_with(SERVED) {
                reason.message.push_str(SERVED);
            }
            self.kept.push(entry.clone());
        }
    }

    fn changes_nothing(&self, before: &Manifest) -> bool {
        self.loaded.is_empty()
            && self.kept.len() == before.documents.len()
            && self.warnings == before.warnings
    }
}

/// What was written.
struct Built {
    entries: Vec<DocumentEntry>,
    /// What is to be embedded of the documents that were read.
    texts: BTreeMap<DocumentId, Texts>,
    /// Findings about the corpus as a whole, and about files that gave no document.
    warnings: Vec<Warning>,
    read: usize,
    removed: usize,
}

/// What became of a file.
enum Outcome {
    Read(Box<DocumentEntry>, Texts),
    Kept(Box<DocumentEntry>),
    Unread(Warning),
}

fn write(
    folder: &Path,
    plan: Plan<'_>,
    before: Option<&Before>,
    progress: &dyn Progress,
) -> Result<Built, IndexError> {
    let words = folder.join(WORDS);
    let from = before.map(|before| before.words.as_path());
    let writer = WordWriter::open(&words, from, plan.loaded.len())?;
    progress.begin(Stage::Reading, plan.loaded.len());
    let outcomes: Vec<Outcome> = plan
        .loaded
        .par_iter()
        .map(|(file, entry)| {
            let outcome = read(file, *entry, &writer);
            progress.advance();
            outcome
        })
        .collect::<Result<_, _>>()?;
    progress.finish();

    let mut built = Built {
        entries: plan.kept,
        texts: BTreeMap::new(),
        warnings: plan.warnings,
        read: 0,
        removed: 0,
    };
    for outcome in outcomes {
        match outcome {
            Outcome::Read(entry, texts) => {
                built.read += 1;
                built.texts.insert(entry.id.clone(), texts);
                built.entries.push(*entry);
            }
            Outcome::Kept(entry) => built.entries.push(*entry),
            Outcome::Unread(warning) => built.warnings.push(warning),
        }
    }
    built.entries.sort_by(|a, b| a.id.cmp(&b.id));
    for entry in before.iter().flat_map(|before| &before.manifest.documents) {
        if built
            .entries
            .binary_search_by(|kept| kept.id.cmp(&entry.id))
            .is_err()
        {
            writer.remove(&entry.id);
            built.removed += 1;
        }
    }
    writer.finish()?;
    Ok(built)
}

/// Reads a file into the index, unless its content is what it was.
fn read(
    file: &SourceFile,
    before: Option<&DocumentEntry>,
    writer: &WordWriter,
) -> Result<Outcome, IndexError> {
    // The state is taken before the bytes: a change in between shows as a change next time.
    let files = FileState::of(file);
    let loaded = match corpus::load(file) {
        Ok(loaded) => loaded,
        Err(warning) => return Ok(unreadable(file, before, warning)),
    };
    let hash = loaded.hash.to_hex().to_string();
    if let Some(entry) = before.filter(|entry| entry.hash == hash && entry.path == file.relative) {
        return Ok(Outcome::Kept(Box::new(DocumentEntry {
            files,
            ..entry.clone()
        })));
    }
    let Parsed { document, warnings } = match corpus::read(file, &loaded) {
        Ok(parsed) => parsed,
        Err(warning) => return Ok(unreadable(file, before, warning)),
    };
    let passages = passages::passages(&document);
    writer.add(&document, &passages, before.is_some())?;
    let texts = Texts::of(&document, &passages);
    let entry = entry(document, files, hash, passages.len(), warnings);
    Ok(Outcome::Read(Box::new(entry), texts))
}

/// A file that cannot be read keeps its last good version.
fn unreadable(file: &SourceFile, before: Option<&DocumentEntry>, warning: Warning) -> Outcome {
    let mut warning = warning.in_file(&file.relative);
    let Some(entry) = before else {
        return Outcome::Unread(warning);
    };
    warning.message.push_str(SERVED);
    let mut entry = entry.clone();
    // It may have been unreadable for another reason before.
    entry
        .warnings
        .retain(|known| !known.message.ends_with(SERVED));
    entry.warnings.push(warning);
    Outcome::Kept(Box::new(entry))
}

fn entry(
    document: Document,
    files: Vec<FileState>,
    hash: String,
    passages: usize,
    warnings: Vec<Warning>,
) -> DocumentEntry {
    let gaps = document
        .edits
        .iter()
        .filter(|edit| edit.kind == EditKind::Gap)
        .count();
    DocumentEntry {
        counts: super::manifest::Counts {
            sections: document.sections.len(),
            paragraphs: document.paragraphs.len(),
            passages,
            sentences: document.sentences.len(),
            footnotes: document.footnotes.len(),
            boilerplate: document.boilerplate.len(),
            gaps,
        },
        id: document.id,
        path: document.path,
        hash,
        files,
        metadata: document.metadata,
        language: document.language,
        warnings,
    }
}
