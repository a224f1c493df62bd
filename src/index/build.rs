//! Building a generation: only what changed is read again.

use std::{collections::BTreeSet, path::Path};

use rayon::prelude::*;

use super::{
    FORMAT_VERSION, FileState, Generations, IndexError, Manifest,
    manifest::DocumentEntry,
    words::{WORDS, WordWriter, open_whole},
};
use crate::corpus::{
    self, Document, DocumentId, EditKind, Parsed, Severity, SourceFile, Walk, Warning,
};

/// Said behind a finding about a file that was read before.
const SERVED: &str = "; its last good version is served";

/// What to build.
#[derive(Clone, Copy, Debug)]
pub struct Build<'a> {
    /// The corpus folder.
    pub corpus: &'a Path,
    /// Larger files are not read.
    pub max_file_bytes: u64,
    /// Whether to read everything again.
    pub force: bool,
}

/// Where a build tells how far it is. Called from several threads.
pub trait Progress: Sync {
    /// This many documents are to be read.
    fn begin(&self, documents: usize);
    /// One more has been read.
    fn advance(&self);
    /// All have been read; what is left is writing.
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
        let before = current_manifest(generations).filter(|_| !what.force)?;
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
    let before = current_manifest(generations)
        .filter(|before| !what.force && open_whole(&generations.path(before.generation)).is_ok());
    let plan = Plan::new(&walk, before.as_ref());
    let generation = generations.current().unwrap_or(0) + 1;
    let folder = generations.begin(generation, &lock)?;
    let built = write(generations, &folder, plan, before.as_ref(), progress)?;
    if let Some(before) = &before
        && before.documents == built.entries
        && before.warnings == built.warnings
    {
        // A file that could not be read before still cannot.
        Generations::give_up(&folder)?;
        return Ok(kept_all(before));
    }
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        generation,
        documents: built.entries,
        warnings: built.warnings,
    };
    manifest.write(&folder)?;
    generations.publish(generation, &folder)?;
    generations.remove_old(generation)?;
    Ok(BuildReport {
        generation,
        documents: manifest.documents.len(),
        read: built.read,
        kept: manifest.documents.len() - built.read,
        removed: built.removed,
        published: true,
    })
}

/// Whether a build would have nothing to do, as far as sizes and times of files tell.
pub fn is_current(generations: &Generations, what: Build<'_>) -> Result<bool, IndexError> {
    let walk = corpus::walk(what.corpus, what.max_file_bytes)?;
    let before = current_manifest(generations);
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

/// The manifest of the generation that serves, if this program can read it.
fn current_manifest(generations: &Generations) -> Option<Manifest> {
    Manifest::read(&generations.path(generations.current()?)).ok()
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
    /// Findings about the corpus as a whole, and about files that gave no document.
    warnings: Vec<Warning>,
    read: usize,
    removed: usize,
}

/// What became of a file.
enum Outcome {
    Read(Box<DocumentEntry>),
    Kept(Box<DocumentEntry>),
    Unread(Warning),
}

fn write(
    generations: &Generations,
    folder: &Path,
    plan: Plan<'_>,
    before: Option<&Manifest>,
    progress: &dyn Progress,
) -> Result<Built, IndexError> {
    let words = folder.join(WORDS);
    let from = before.map(|manifest| generations.path(manifest.generation).join(WORDS));
    let writer = WordWriter::open(&words, from.as_deref(), plan.loaded.len())?;
    progress.begin(plan.loaded.len());
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
        warnings: plan.warnings,
        read: 0,
        removed: 0,
    };
    for outcome in outcomes {
        match outcome {
            Outcome::Read(entry) => {
                built.read += 1;
                built.entries.push(*entry);
            }
            Outcome::Kept(entry) => built.entries.push(*entry),
            Outcome::Unread(warning) => built.warnings.push(warning),
        }
    }
    built.entries.sort_by(|a, b| a.id.cmp(&b.id));
    for entry in before.iter().flat_map(|manifest| &manifest.documents) {
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
    let passages = writer.add(&document, before.is_some())?;
    Ok(Outcome::Read(Box::new(entry(
        document, files, hash, passages, warnings,
    ))))
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
