//! Building a generation: only what changed is read again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use tantivy::{
    Index, IndexWriter, TantivyDocument, Term, index::SegmentId, merge_policy::NoMergePolicy,
};

use super::{
    FORMAT_VERSION, FileState, Generations, IndexError, Manifest, manifest::DocumentEntry,
    schema::Fields,
};
use crate::{
    corpus::{self, Document, DocumentId, EditKind, Loaded, Parsed, SourceFile, Warning},
    passages,
};

/// The folder of the tantivy index within a generation.
pub(super) const WORDS: &str = "words";

/// Memory for each indexing thread, in bytes.
const WRITER_BYTES: usize = 48 * 1024 * 1024;

/// From this many new documents on, all cores index. Below, one thread saves merging its work.
const MANY_DOCUMENTS: usize = 200;

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
    let before = if what.force {
        None
    } else {
        current_manifest(generations)
    };
    let plan = Plan::new(&walk.files, before.as_ref());
    if let Some(before) = before.as_ref()
        && plan.changes_nothing(before)
        && before.warnings == walk.warnings
    {
        return Ok(BuildReport {
            generation: before.generation,
            documents: before.documents.len(),
            kept: before.documents.len(),
            ..BuildReport::default()
        });
    }
    let lock = generations.lock()?;
    let generation = generations.current().unwrap_or(0) + 1;
    let folder = generations.begin(generation, &lock)?;
    let built = write(generations, &folder, plan, before.as_ref(), progress)?;
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        generation,
        documents: built.entries,
        warnings: walk.warnings.into_iter().chain(built.unread).collect(),
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

/// The manifest of the generation that serves, if this program can take documents over from it.
fn current_manifest(generations: &Generations) -> Option<Manifest> {
    let folder = generations.path(generations.current()?);
    let manifest = Manifest::read(&folder).ok()?;
    let index = Index::open_in_dir(folder.join(WORDS)).ok()?;
    (index.schema() == Fields::new().schema).then_some(manifest)
}

/// What is to be done with each file.
struct Plan<'a> {
    /// Unchanged, as far as size and time of the file tell.
    kept: Vec<DocumentEntry>,
    /// To be loaded, with the entry of the generation before where there is one.
    loaded: Vec<(&'a SourceFile, Option<&'a DocumentEntry>)>,
}

impl<'a> Plan<'a> {
    fn new(files: &'a [SourceFile], before: Option<&'a Manifest>) -> Self {
        let mut plan = Plan {
            kept: Vec::new(),
            loaded: Vec::new(),
        };
        for file in files {
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
        plan
    }

    fn changes_nothing(&self, before: &Manifest) -> bool {
        self.loaded.is_empty() && self.kept.len() == before.documents.len()
    }
}

/// What was written.
struct Built {
    entries: Vec<DocumentEntry>,
    /// Findings about files that gave no document.
    unread: Vec<Warning>,
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
        unread: Vec::new(),
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
            Outcome::Unread(warning) => built.unread.push(warning),
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
    let Parsed { document, warnings } = match parse(file, &loaded) {
        Ok(parsed) => parsed,
        Err(warning) => return Ok(unreadable(file, before, warning)),
    };
    let passages = writer.add(&document, before.is_some())?;
    Ok(Outcome::Read(Box::new(entry(
        document, files, hash, passages, warnings,
    ))))
}

fn parse(file: &SourceFile, loaded: &Loaded) -> Result<Parsed, Warning> {
    corpus::read(file, loaded)
}

/// A file that cannot be read keeps its last good version.
fn unreadable(file: &SourceFile, before: Option<&DocumentEntry>, warning: Warning) -> Outcome {
    let mut warning = warning.in_file(&file.relative);
    let Some(entry) = before else {
        return Outcome::Unread(warning);
    };
    warning
        .message
        .push_str("; its last good version is served");
    let mut entry = entry.clone();
    entry.warnings.retain(|known| known != &warning);
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

/// Writes the word index of a generation.
struct WordWriter {
    folder: PathBuf,
    fields: Fields,
    index: Index,
    writer: IndexWriter,
}

impl WordWriter {
    /// A new index, or a copy of the one in `from`.
    fn open(folder: &Path, from: Option<&Path>, documents: usize) -> Result<Self, IndexError> {
        fs::create_dir_all(folder).map_err(IndexError::io("create", folder))?;
        let fields = Fields::new();
        let index = match from {
            Some(from) => {
                link_all(from, folder)?;
                Index::open_in_dir(folder)
            }
            None => Index::create_in_dir(folder, fields.schema.clone()),
        }
        .map_err(IndexError::tantivy(folder))?;
        Fields::register_analysers(&index);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if documents < MANY_DOCUMENTS {
            1
        } else {
            cores.min(8)
        };
        let writer: IndexWriter = index
            .writer_with_num_threads(threads, threads * WRITER_BYTES)
            .map_err(IndexError::tantivy(folder))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            index,
            writer,
        })
    }

    /// Adds a document with its passages and sentences; says how many passages.
    fn add(&self, document: &Document, replaces: bool) -> Result<usize, IndexError> {
        if replaces {
            self.remove(&document.id);
        }
        let bytes = postcard::to_stdvec(document).map_err(|error| IndexError::Unusable {
            reason: format!("{} cannot be kept: {error}", document.path),
        })?;
        let add = |record: TantivyDocument| {
            self.writer
                .add_document(record)
                .map(|_| ())
                .map_err(IndexError::tantivy(&self.folder))
        };
        add(self.fields.document_record(document, &bytes))?;
        let passages = passages::passages(document);
        for passage in &passages {
            add(self.fields.passage_record(document, passage))?;
        }
        for index in 0..document.sentences.len() {
            add(self.fields.sentence_record(document, index))?;
        }
        Ok(passages.len())
    }

    fn remove(&self, id: &DocumentId) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.document, id.as_str()));
    }

    /// Commits, and merges everything into one segment: searching is fastest so, and the
    /// statistics behind the scores are those of a fresh index.
    fn finish(mut self) -> Result<(), IndexError> {
        let failed = || IndexError::tantivy(&self.folder);
        self.writer.commit().map_err(failed())?;
        let segments = self.index.searchable_segment_metas().map_err(failed())?;
        let has_deletes = segments
            .iter()
            .any(|segment| segment.num_deleted_docs() > 0);
        if segments.len() > 1 || has_deletes {
            let ids: Vec<SegmentId> = segments.iter().map(tantivy::SegmentMeta::id).collect();
            self.writer.merge(&ids).wait().map_err(failed())?;
            self.writer
                .garbage_collect_files()
                .wait()
                .map_err(failed())?;
        }
        self.writer
            .wait_merging_threads()
            .map_err(IndexError::tantivy(&self.folder))
    }
}

/// Takes over the files of a tantivy index: segment files never change, so a link is enough.
fn link_all(from: &Path, to: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(from).map_err(IndexError::io("list", from))? {
        let path = entry.map_err(IndexError::io("list", from))?.path();
        let name = path.file_name().unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "lock") {
            continue;
        }
        let place = to.join(name);
        let is_rewritten = path.extension().is_some_and(|ending| ending == "json");
        if is_rewritten || fs::hard_link(&path, &place).is_err() {
            fs::copy(&path, &place).map_err(IndexError::io("copy", &path))?;
        }
    }
    Ok(())
}
