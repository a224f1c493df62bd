//! Reading what is new into the word index of a new generation.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rayon::prelude::*;

use super::{before::Before, plan::Plan, task::Build};
use crate::{
    corpus::{
        self, Attempt, Attempts, Document, DocumentId, DocumentReader, FileState, Parsed,
        ReadOptions, ReadOutcome, SourceFile, Warning,
    },
    index::{
        BuildStage, IndexError, Manifest, Progress,
        manifest::{DocumentEntry, Failed, SERVED},
        word_writer::WordWriter,
        words::WORDS,
    },
    passages,
};

/// The result of writing.
pub(super) struct Built {
    pub(super) entries: Vec<DocumentEntry>,
    /// Documents that came into the index.
    pub(super) added: BTreeSet<DocumentId>,
    /// Findings about the corpus as a whole, and about files that gave no document.
    pub(super) warnings: Vec<Warning>,
    pub(super) failed: Vec<Failed>,
    pub(super) read: usize,
    pub(super) removed: usize,
    /// Documents that are gone, and those that have the same content now.
    pub(super) renamed: BTreeMap<DocumentId, DocumentId>,
    /// Whether some files are waited for.
    pub(super) waits: bool,
    /// Notes of files that are on their way into the index.
    attempts: Vec<Attempt>,
}

/// The fate of a file.
enum FileFate {
    Read(Box<DocumentEntry>, Option<Attempt>),
    /// The same, taken over from a document of another name.
    Renamed(Box<DocumentEntry>),
    Kept(Box<DocumentEntry>),
    /// It cannot be read; its last good version is kept, where there is one.
    Failed(Option<Box<DocumentEntry>>, Failed),
    /// It changed while it was read, or takes long.
    Waits(Option<Box<DocumentEntry>>),
}

pub(super) fn write(
    folder: &Path,
    attempts: &Path,
    plan: Plan<'_>,
    before: Option<&Before>,
    what: Build<'_>,
    progress: &dyn Progress,
) -> Result<Built, IndexError> {
    let words = folder.join(WORDS);
    let from = before.map(|before| before.word_folder.as_path());
    let writer = WordWriter::new(&words, from, plan.loaded.len(), what.memory);
    let reading = ReadTask {
        writer: &writer,
        before,
        reader: what.reader,
        how: ReadOptions {
            notes: attempts,
            leaves_slow: what.debouncer.is_some(),
        },
    };
    progress.begin(BuildStage::Reading, plan.loaded.len());
    let outcomes: Vec<FileFate> = plan
        .loaded
        .par_iter()
        .map(|(file, entry)| {
            let outcome = reading.read(file, *entry);
            progress.advance();
            outcome
        })
        .collect::<Result<_, _>>()?;
    progress.finish();
    what.reader.rest();

    let mut built = Built {
        entries: plan.kept,
        added: BTreeSet::new(),
        warnings: plan.warnings,
        failed: plan.failed,
        read: 0,
        removed: 0,
        renamed: BTreeMap::new(),
        waits: plan.waits,
        attempts: Vec::new(),
    };
    for outcome in outcomes {
        built.take(outcome);
    }
    built.entries.sort_by(|a, b| a.id.cmp(&b.id));
    built.warnings.sort_by(|a, b| a.path.cmp(&b.path));
    built
        .failed
        .sort_by(|a, b| a.warning.path.cmp(&b.warning.path));
    if let Some(before) = before {
        built.remove_what_is_gone(before, &writer)?;
    }
    let languages = built.entries.iter().map(|entry| entry.language);
    writer.finish(&languages.collect())?;
    built.attempts.clear();
    Ok(built)
}

impl Built {
    fn take(&mut self, outcome: FileFate) {
        match outcome {
            FileFate::Read(entry, attempt) => {
                self.read += 1;
                self.attempts.extend(attempt);
                self.add(*entry);
            }
            FileFate::Renamed(entry) => self.add(*entry),
            FileFate::Kept(entry) => self.entries.push(*entry),
            FileFate::Waits(entry) => {
                self.waits = true;
                self.entries.extend(entry.map(|entry| *entry));
            }
            FileFate::Failed(entry, failed) => {
                match entry {
                    Some(entry) => self.entries.push(*entry),
                    None => self.warnings.push(failed.warning.clone()),
                }
                self.failed.push(failed);
            }
        }
    }

    fn add(&mut self, entry: DocumentEntry) {
        self.added.insert(entry.id.clone());
        self.entries.push(entry);
    }

    fn remove_what_is_gone(
        &mut self,
        before: &Before,
        writer: &WordWriter<'_>,
    ) -> Result<(), IndexError> {
        let documents = before.manifest.documents.iter();
        let gone: Vec<_> = documents.filter(|entry| !self.has(&entry.id)).collect();
        for entry in &gone {
            writer.remove(&entry.id, entry.language)?;
        }
        self.removed = gone.len();
        if gone.is_empty() && self.added.is_empty() {
            return Ok(());
        }
        let entries = self.entries.iter();
        let by_hash: BTreeMap<&str, &DocumentId> = entries
            .map(|entry| (entry.hash.as_str(), &entry.id))
            .collect();
        // Also where another document has the name now: an edition that was put aside for a newer one.
        let documents = before.manifest.documents.iter();
        let renamed = documents.filter_map(|entry| {
            let same = by_hash.get(entry.hash.as_str())?;
            let now = self.entries.binary_search_by(|now| now.id.cmp(&entry.id));
            let now = now.ok().and_then(|at| self.entries.get(at));
            let stays = now.is_some_and(|now| now.hash == entry.hash);
            (!stays).then(|| (entry.id.clone(), (*same).clone()))
        });
        let renamed: BTreeMap<DocumentId, DocumentId> = renamed.collect();
        self.renamed.extend(renamed);
        Ok(())
    }

    pub(super) fn has(&self, id: &DocumentId) -> bool {
        let found = self.entries.binary_search_by(|entry| entry.id.cmp(id));
        found.is_ok()
    }

    /// Whether a reader could tell it from the generation before.
    pub(super) fn says_the_same_as(&self, before: &Manifest) -> bool {
        let mut pairs = self.entries.iter().zip(&before.documents);
        self.added.is_empty()
            && self.warnings == before.warnings
            && self.entries.len() == before.documents.len()
            && pairs.all(|(new, old)| {
                let files = old.files.clone();
                let new = DocumentEntry {
                    files,
                    ..new.clone()
                };
                new == *old
            })
    }
}

/// The way in which files are read.
struct ReadTask<'a> {
    writer: &'a WordWriter<'a>,
    before: Option<&'a Before>,
    reader: &'a DocumentReader,
    how: ReadOptions<'a>,
}

impl ReadTask<'_> {
    /// Reads a file into the index, unless its content is what it was.
    fn read(
        &self,
        file: &SourceFile,
        entry: Option<&DocumentEntry>,
    ) -> Result<FileFate, IndexError> {
        // The states were taken before the bytes: a change in between shows as a change next time.
        let files = file.states.clone();
        if let Some(warning) = self.refusal(file) {
            return Ok(failed(file, entry, warning, false));
        }
        let loaded = match corpus::load(file) {
            Ok(loaded) => loaded,
            Err(warning) => return Ok(failed(file, entry, warning, true)),
        };
        if self.how.leaves_slow && !corpus::is_unchanged(file) {
            return Ok(FileFate::Waits(entry.cloned().map(Box::new)));
        }
        let hash = loaded.hash.to_hex().to_string();
        if let Some(entry) = entry.filter(|entry| entry.hash == hash && entry.path == file.relative)
        {
            return Ok(FileFate::Kept(Box::new(DocumentEntry {
                files,
                warnings: sound(entry),
                ..entry.clone()
            })));
        }
        if let Some(before) = self.before
            && let Some(same) = before.of_hash(&hash)
        {
            let parsed = renamed(file, same, before.document(&same.id)?);
            let entry = self.add(parsed, files, hash, entry)?;
            return Ok(FileFate::Renamed(entry));
        }
        match self.reader.read(file, loaded, self.how) {
            ReadOutcome::Read(parsed, attempt) => {
                let entry = self.add(*parsed, files, hash, entry)?;
                Ok(FileFate::Read(entry, attempt))
            }
            ReadOutcome::Refused { warning, may_pass } => {
                Ok(failed(file, entry, warning, may_pass))
            }
            ReadOutcome::StillReading => Ok(FileFate::Waits(entry.cloned().map(Box::new))),
        }
    }

    /// The reason why a file is not tried, if it is not.
    fn refusal(&self, file: &SourceFile) -> Option<Warning> {
        if Attempts::was_cut_off(self.how.notes, &file.states) {
            return Some(Warning::error(
                "the program ended while this file was read, and does not try it again until it changes; split the file, or try all files again with `fundstelle index --force`",
            ));
        }
        self.reader.refusal(file)
    }

    fn add(
        &self,
        parsed: Parsed,
        files: Vec<FileState>,
        hash: String,
        replaced: Option<&DocumentEntry>,
    ) -> Result<Box<DocumentEntry>, IndexError> {
        let Parsed { document, warnings } = parsed;
        let passages = passages::passages(&document);
        if let Some(replaced) = replaced {
            self.writer.remove(&replaced.id, replaced.language)?;
        }
        self.writer.add(&document, &hash, &passages)?;
        let entry = DocumentEntry::of(&document, files, hash, passages.len(), warnings);
        Ok(Box::new(entry))
    }
}

/// A document that was read under another name.
fn renamed(file: &SourceFile, before: &DocumentEntry, document: Document) -> Parsed {
    let mut warnings = sound(before);
    for warning in &mut warnings {
        warning.path.clone_from(&file.relative);
    }
    let document = Document {
        id: file.id.clone(),
        path: file.relative.clone(),
        ..document
    };
    Parsed { document, warnings }
}

/// The warnings about a document from when it could be read.
fn sound(entry: &DocumentEntry) -> Vec<Warning> {
    let mut warnings = entry.warnings.clone();
    warnings.retain(|known| !known.message.ends_with(SERVED));
    warnings
}

/// A file that cannot be read keeps its last good version.
fn failed(
    file: &SourceFile,
    entry: Option<&DocumentEntry>,
    warning: Warning,
    is_refused: bool,
) -> FileFate {
    let mut warning = warning.in_file(&file.relative);
    let entry = entry.map(|entry| {
        warning.message.push_str(SERVED);
        // It may have been unreadable for another reason before.
        let mut warnings = sound(entry);
        warnings.push(warning.clone());
        Box::new(DocumentEntry {
            warnings,
            ..entry.clone()
        })
    });
    let failed = Failed {
        files: file.states.clone(),
        warning,
        is_refused,
    };
    FileFate::Failed(entry, failed)
}
