//! The index of the configured corpus: where it is, who reads its documents within what limits, and how it is brought
//! up to date.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    answer::Model,
    config::{Config, LibraryUse},
    corpus::{Debouncer, DocumentReader, Folders, MemoryBound, ShelfLimits},
    index::{
        self, Announce, Build, BuildReport, Embeds, Generation, Generations, IndexError, Progress,
    },
    sandbox::{Limits, Sandbox, usable_memory},
};

/// The means to build an index, besides the settings.
#[derive(Clone)]
pub(crate) struct Means {
    /// The model that understands texts.
    pub(crate) model: Arc<Model>,
    /// The reader of documents.
    pub(crate) reader: DocumentReader,
}

/// The way in which an index is brought up to date.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    pub(super) debouncer: Option<&'a Debouncer>,
    pub(super) embeds: Embeds,
    /// A generation that is read or published: the next has a higher number.
    pub(super) after: u64,
    pub(super) announce: Option<Announce<'a>>,
}

impl<'a> How<'a> {
    pub(super) fn of(debouncer: Option<&'a Debouncer>, embeds: Embeds) -> Self {
        Self {
            debouncer,
            embeds,
            after: 0,
            announce: None,
        }
    }
}

/// The share of all memory that reading one file may take, as a divisor; and that of it which the
/// document may take that comes of it.
pub(super) const READING: u64 = 4;

/// Brings the index of this process up to date with these means, for a command.
pub(super) fn build_own(
    config: &Config,
    means: &Means,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let how = How::of(None, Embeds::AtOnce);
    let report = update(config, means, how, force, progress)?;
    if report.published {
        return Ok(report);
    }
    match Generation::open(&generations(config)) {
        // By names and sizes nothing was wrong with it.
        Err(IndexError::Unusable { .. }) => update(config, means, how, true, progress),
        _ => Ok(report),
    }
}

/// The reader of the configured corpus: it reads documents in children of this program, within the limits of the
/// settings and of the memory that there is.
pub fn document_reader(config: &Config) -> std::io::Result<DocumentReader> {
    let wanted = config.corpus.read_memory_mb.saturating_mul(1024 * 1024);
    let usable = usable_memory() / READING;
    let bound = if wanted <= usable {
        MemoryBound::Setting
    } else {
        MemoryBound::Machine
    };
    let memory = wanted.min(usable);
    let limits = Limits {
        memory,
        seconds: config.corpus.read_seconds,
        answer: memory / READING,
    };
    Ok(DocumentReader::sandboxed(
        Sandbox::of_this_program(limits)?,
        bound,
    ))
}

/// Brings it up to date with these means.
pub(super) fn update(
    config: &Config,
    means: &Means,
    How {
        debouncer,
        embeds,
        after,
        announce,
    }: How<'_>,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let shelves = shelves_folder(config);
    let what = Build {
        force,
        after,
        embeds,
        announce,
        debouncer,
        ..what(config, &shelves, (&means.model, &means.reader))
    };
    index::build(&generations(config), what, progress)
}

/// The build that the settings ask for.
pub(super) fn what<'a>(
    config: &'a Config,
    shelves: &'a Path,
    (model, reader): (&'a Model, &'a DocumentReader),
) -> Build<'a> {
    Build {
        folders: folders(config, shelves),
        may_be_empty: may_be_empty(config),
        max_file_bytes: config.corpus.max_file_mb * 1024 * 1024,
        force: false,
        after: 0,
        embedder: model.embedder(),
        embeds: Embeds::AtOnce,
        reader,
        announce: None,
        memory: usable_memory(),
        debouncer: None,
    }
}

/// The folder of what servers keep.
pub fn shelves_folder(config: &Config) -> PathBuf {
    config.data.join("library")
}

/// The folders of documents; `shelves` is that of what servers keep.
pub fn folders<'a>(config: &'a Config, shelves: &'a Path) -> Folders<'a> {
    Folders {
        corpus: &config.corpus.folder,
        shelves,
        reads_shelves: config.library.enabled != LibraryUse::Off,
    }
}

/// Whether no document is no error: those who manage a server may add some.
pub(super) fn may_be_empty(config: &Config) -> bool {
    config.discord.enabled && config.library.enabled != LibraryUse::Off
}

/// The bounds of what a server may keep.
pub fn shelf_limits(config: &Config) -> ShelfLimits {
    let bytes = |megabytes: u64| megabytes.saturating_mul(1024 * 1024);
    let library = &config.library;
    ShelfLimits {
        file: bytes(library.max_file_mb.min(config.corpus.max_file_mb)),
        total: bytes(library.max_total_mb),
        documents: library.max_documents,
    }
}

/// Whether the index is up to date with corpus and model, as far as sizes and times of files tell.
pub fn is_current(config: &Config, model: &Model) -> Result<bool, IndexError> {
    let reader = DocumentReader::in_process();
    let shelves = shelves_folder(config);
    let what = what(config, &shelves, (model, &reader));
    index::is_current(&generations(config), what)
}

/// The folder of the index of the configured corpus.
pub fn index_folder(config: &Config) -> PathBuf {
    generations(config).folder().to_owned()
}

/// The generations of the index of the configured corpus.
pub(super) fn generations(config: &Config) -> Generations {
    if config.index.is_shared() {
        return Generations::shared(&config.data);
    }
    Generations::of_corpus(&config.data, &config.corpus.folder)
}
