//! The index of the configured corpus: where it is, who reads its documents within what limits, and how it is brought
//! up to date.

use std::{path::PathBuf, sync::Arc};

use crate::{
    answer::Model,
    config::Config,
    corpus::{Debouncer, DocumentReader, MemoryBound},
    index::{self, Build, BuildReport, Embeds, Generation, Generations, IndexError, Progress},
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
}

/// The share of all memory that reading one file may take, as a divisor; and that of it which the
/// document may take that comes of it.
pub(super) const READING: u64 = 4;

/// Brings the index of the configured corpus up to date. Documents are read in this process.
pub fn build(
    config: &Config,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    build_with(config, DocumentReader::in_process(), force, progress)
}

/// The same with somebody who reads the documents.
pub fn build_with(
    config: &Config,
    reader: DocumentReader,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let model = Arc::new(Model::when_needed(config)?);
    let means = Means { model, reader };
    let how = How {
        debouncer: None,
        embeds: Embeds::AtOnce,
    };
    let report = update(config, &means, how, force, progress)?;
    if report.published {
        return Ok(report);
    }
    match Generation::open(&generations(config)) {
        // By names and sizes nothing was wrong with it.
        Err(IndexError::Unusable { .. }) => update(config, &means, how, true, progress),
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
    How { debouncer, embeds }: How<'_>,
    force: bool,
    progress: &dyn Progress,
) -> Result<BuildReport, IndexError> {
    let what = Build {
        force,
        embeds,
        debouncer,
        ..what(config, &means.model, &means.reader)
    };
    index::build(&generations(config), what, progress)
}

/// The build that the settings ask for.
pub(super) fn what<'a>(
    config: &'a Config,
    model: &'a Model,
    reader: &'a DocumentReader,
) -> Build<'a> {
    Build {
        corpus: &config.corpus.folder,
        max_file_bytes: config.corpus.max_file_mb * 1024 * 1024,
        force: false,
        after: 0,
        embedder: model.embedder(),
        embeds: Embeds::AtOnce,
        reader,
        memory: usable_memory(),
        debouncer: None,
    }
}

/// Whether the index is up to date with corpus and model, as far as sizes and times of files tell.
pub fn is_current(config: &Config, model: &Model) -> Result<bool, IndexError> {
    let reader = DocumentReader::in_process();
    index::is_current(&generations(config), what(config, model, &reader))
}

/// The folder of the index of the configured corpus.
pub fn index_folder(config: &Config) -> PathBuf {
    generations(config).folder().to_owned()
}

/// The generations of the index of the configured corpus.
pub(super) fn generations(config: &Config) -> Generations {
    Generations::of_corpus(&config.data, &config.corpus.folder)
}
