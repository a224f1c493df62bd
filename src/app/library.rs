//! The corpus that is served: opened beside the front ends, looked at for changes, and changed for a
//! newer generation between two questions.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Instant, UNIX_EPOCH},
};

use arc_swap::ArcSwap;
use thiserror::Error;

use super::{App, Opened, Stamped, document_key, link::link};
use crate::{
    config::Config,
    corpus::{Document, DocumentId},
    index::{DocumentEntry, IndexError, Progress, Stage},
    telemetry::{Corpus, Metrics},
};

/// What can be asked, and whether it can.
pub struct Library {
    config: Config,
    state: ArcSwap<State>,
    /// Held while the corpus is looked at, so that nobody looks twice at once.
    refreshing: Mutex<()>,
    metrics: Arc<Metrics>,
}

enum State {
    Opening,
    Open(Arc<Shelf>),
    Failed(String),
}

/// One generation of the corpus, and the short names of its documents.
pub struct Shelf {
    /// The corpus, ready for questions.
    pub app: App,
    by_key: BTreeMap<String, DocumentId>,
}

/// Why nothing can be asked. It is never "the report does not say this".
#[derive(Clone, Debug, Error)]
pub enum NotServing {
    /// The index is being built.
    #[error("the index is being built")]
    Opening,
    /// The index cannot be opened, or has no document.
    #[error("{0}")]
    Failed(String),
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage, _count: usize) {}
    fn advance(&self) {}
    fn finish(&self) {}
}

impl Library {
    /// Opens nothing yet: [`Library::refresh`] does.
    pub fn new(config: Config, metrics: Arc<Metrics>) -> Self {
        Self {
            config,
            state: ArcSwap::from_pointee(State::Opening),
            refreshing: Mutex::new(()),
            metrics,
        }
    }

    /// What serves now; a question keeps it until it is answered.
    pub fn shelf(&self) -> Result<Arc<Shelf>, NotServing> {
        match &**self.state.load() {
            State::Opening => Err(NotServing::Opening),
            State::Open(shelf) => Ok(Arc::clone(shelf)),
            State::Failed(why) => Err(NotServing::Failed(why.clone())),
        }
    }

    /// Brings the index up to date and serves it. What serves stays if that fails. Blocks.
    pub fn refresh(&self) {
        let _alone = self
            .refreshing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let serving = self.shelf().ok();
        let begun = Instant::now();
        let opened = match &serving {
            Some(serving) => serving.app.refresh(&Silent),
            None => App::open(&self.config, &Silent).map(Some),
        };
        match opened {
            Ok(Some(opened)) => {
                if opened
                    .report
                    .as_ref()
                    .is_some_and(|report| report.published)
                {
                    self.metrics.built(begun.elapsed());
                }
                self.take(opened, serving.is_some());
            }
            Ok(None) => self.metrics.refreshed(),
            // Another process builds.
            Err(IndexError::Busy { .. }) => {}
            Err(error) => {
                self.metrics.refresh_failed();
                tracing::error!(%error, "the corpus cannot be opened");
                if serving.is_none() {
                    self.state.store(Arc::new(State::Failed(error.to_string())));
                }
            }
        }
    }

    fn take(&self, opened: Opened, is_serving: bool) {
        let Opened { app, stale, .. } = opened;
        if let Some(error) = stale {
            tracing::error!(%error, "the index is not up to date");
            self.metrics.refresh_failed();
        } else {
            self.metrics.refreshed();
        }
        let manifest = app.generation().manifest();
        let generation = manifest.generation;
        if manifest.documents.is_empty() {
            let why = "no document could be read; `fundstelle check` says why";
            tracing::error!(why);
            if !is_serving {
                self.state.store(Arc::new(State::Failed(why.to_owned())));
            }
            return;
        }
        tracing::info!(
            generation,
            documents = manifest.documents.len(),
            "serving the corpus"
        );
        for entry in &manifest.documents {
            tracing::info!(
                document = %entry.id,
                language = %entry.language,
                sections = entry.counts.sections,
                paragraphs = entry.counts.paragraphs,
                warnings = entry.warnings.len(),
                "serving a document"
            );
        }
        self.state
            .store(Arc::new(State::Open(Arc::new(Shelf::new(app)))));
    }
}

impl Shelf {
    fn new(app: App) -> Self {
        let documents = &app.generation().manifest().documents;
        let by_key = documents
            .iter()
            .map(|entry| (document_key(&entry.id), entry.id.clone()));
        let by_key = by_key.collect();
        Self { app, by_key }
    }

    /// The number of the generation.
    pub fn generation(&self) -> u64 {
        self.app.generation().manifest().generation
    }

    /// When it was built, in seconds since 1970.
    pub fn built(&self) -> Option<u64> {
        let built = self.app.generation().built()?;
        Some(built.duration_since(UNIX_EPOCH).ok()?.as_secs())
    }

    /// What is told about it in numbers.
    pub fn numbers(&self) -> Corpus {
        let documents = self.entries();
        Corpus {
            generation: self.generation(),
            built: self.built().unwrap_or(0),
            documents: documents.len(),
            with_warnings: documents.iter().filter(|d| d.has_warnings()).count(),
        }
    }

    /// The documents, in the order of their ids.
    pub fn entries(&self) -> &[DocumentEntry] {
        &self.app.generation().manifest().documents
    }

    /// What is known about a document without reading it.
    pub fn entry(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        self.app.generation().manifest().entry(id)
    }

    /// The document that an address names, whatever is in it now.
    pub fn named(&self, document: &Stamped) -> Option<&DocumentEntry> {
        self.keyed(document.key())
    }

    /// The document that has this key.
    pub fn keyed(&self, key: &str) -> Option<&DocumentEntry> {
        self.entry(self.by_key.get(key)?)
    }

    /// The same, if nothing in it has changed since.
    pub fn unchanged(&self, document: &Stamped) -> Option<&DocumentEntry> {
        self.named(document)
            .filter(|entry| Stamped::of(entry) == *document)
    }

    /// The link to a path of the reader, where it has an address.
    pub fn link(&self, path: &str) -> Option<String> {
        link(&self.app.config().web.url, path)
    }

    /// A document with its text.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Arc<Document>>, IndexError> {
        self.app.generation().document(id)
    }

    /// The document that somebody typed: by id, title, or the beginning of either.
    pub fn typed(&self, name: &str) -> Option<&DocumentEntry> {
        let name = name.trim().to_lowercase();
        let title = |entry: &DocumentEntry| {
            entry
                .metadata
                .title
                .as_deref()
                .unwrap_or_default()
                .to_lowercase()
        };
        let id = |entry: &DocumentEntry| entry.id.as_str().to_lowercase();
        let entries = || self.entries().iter();
        entries()
            .find(|entry| id(entry) == name || title(entry) == name)
            .or_else(|| entries().find(|e| id(e).starts_with(&name) || title(e).starts_with(&name)))
            .filter(|_| !name.is_empty())
    }
}
