//! The corpus that is served: opened beside the front ends, looked at for changes, and changed for a
//! newer generation between two questions.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use arc_swap::{ArcSwap, ArcSwapOption};
use thiserror::Error;
use tokio::sync::Notify;

use super::{
    App, Audience, Opened, SharingRole, SharingStatus, Snapshot, Status,
    building::{Means, generations, may_be_empty, shelves_folder},
    collections::{Collections, Visible},
    opening::Looked,
    progress_tracker::ProgressTracker,
    refresh_state::RefreshState,
    served::Served,
    serving_log,
};
use crate::{
    config::{Config, LibraryUse},
    corpus::{Debouncer, DocumentReader, Severity, Shelves},
    index::{BuildReport, IndexError, Manifest, Progress},
    telemetry::{Metrics, now},
};

/// The corpus that is to be asked, and whether it can be.
pub struct LiveIndex {
    config: Config,
    collections: Collections,
    /// The folders of what servers keep.
    shelves: Shelves,
    reader: DocumentReader,
    state: ArcSwap<Serving>,
    /// The outcome of the last look; the rest follows from what serves.
    last: ArcSwap<Status>,
    /// The state of those with whom the index is shared, where it is.
    sharing: ArcSwapOption<SharingStatus>,
    /// Told of changes in the corpus folder, and of what is published.
    changed: Arc<Notify>,
    /// Held while the corpus is looked at, so that nobody looks twice at once.
    refresh_state: Mutex<RefreshState>,
    metrics: Arc<Metrics>,
    building: ProgressTracker,
}

enum Serving {
    Opening,
    Open(Served),
    Failed(String),
}

/// The reason why nothing can be asked. It is never "the report does not say this".
#[derive(Clone, Debug, Error)]
pub enum NotServing {
    /// The index is being built.
    #[error("the index is being built")]
    Opening,
    /// The index cannot be opened, or has no document.
    #[error("{0}")]
    Failed(String),
}

/// The time between two looks at an index that is shared is no longer: a builder that is gone is followed by another.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// The result of a look at an index that is shared.
#[derive(Default)]
pub(super) struct SharedLook {
    /// The reason why what is served is not what the corpus says, as far as this process builds.
    pub(super) error: Option<IndexError>,
    /// Whether there is more to do at once.
    pub(super) goes_on: bool,
    /// Whether what is published is not served, or not known.
    pub(super) is_stale: bool,
}

/// The time between two looks for the generation that another process builds.
const WHILE_OTHERS_BUILD: Duration = Duration::from_secs(1);

impl LiveIndex {
    /// Opens nothing yet: [`LiveIndex::refresh`] does.
    pub fn new(
        mut config: Config,
        reader: DocumentReader,
        metrics: Arc<Metrics>,
        progress: Arc<dyn Progress + Send>,
    ) -> Self {
        // Where nothing is built, no documents need be there.
        config.corpus.watch &= config.index.build;
        Self {
            collections: Collections::of(&config.collections),
            shelves: Shelves::of(shelves_folder(&config)),
            config,
            reader,
            state: ArcSwap::from_pointee(Serving::Opening),
            last: ArcSwap::default(),
            sharing: ArcSwapOption::default(),
            changed: Arc::default(),
            refresh_state: Mutex::default(),
            metrics,
            building: ProgressTracker::telling(progress),
        }
    }

    /// The snapshot that serves an audience now; a question keeps it until it is answered.
    pub fn snapshot(&self, audience: &Audience) -> Result<Arc<Snapshot>, NotServing> {
        self.showing(&self.visible(audience))
    }

    /// The snapshot that serves now, with these documents alone.
    pub(super) fn showing(&self, visible: &Visible) -> Result<Arc<Snapshot>, NotServing> {
        match &**self.state.load() {
            Serving::Opening => Err(NotServing::Opening),
            Serving::Open(served) => Ok(served.showing(&self.collections, visible)),
            Serving::Failed(why) => Err(NotServing::Failed(why.clone())),
        }
    }

    /// The snapshot with all documents.
    pub(super) fn whole(&self) -> Result<Arc<Snapshot>, NotServing> {
        self.showing(&Visible::All)
    }

    /// The documents that an audience may see.
    pub(super) fn visible(&self, audience: &Audience) -> Visible {
        let is_read = self.reads_shelves();
        self.collections
            .visible(audience, |server| is_read && self.shelves.has(server))
    }

    /// Whether documents of servers are read.
    pub(super) fn reads_shelves(&self) -> bool {
        self.config.library.enabled != LibraryUse::Off
    }

    /// The folders of what servers keep.
    pub(super) fn shelves(&self) -> &Shelves {
        &self.shelves
    }

    /// The settings.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The reader of documents.
    pub(super) fn reader(&self) -> &DocumentReader {
        &self.reader
    }

    /// The collections of the settings.
    pub(super) fn collections(&self) -> &Collections {
        &self.collections
    }

    /// The state of the corpus, as far as it is an audience's business.
    pub fn status(&self, audience: &Audience) -> Status {
        self.status_of(&self.visible(audience))
    }

    /// The state of these documents.
    pub(super) fn status_of(&self, visible: &Visible) -> Status {
        let mut last = Status {
            building: self.building.progress(),
            sharing: self.sharing_status(),
            ..Status::clone(&self.last.load())
        };
        let reading = &mut last.reading;
        reading.retain(|path| self.collections.shows(visible, path));
        match self.showing(visible) {
            Ok(snapshot) => last.of(&snapshot),
            Err(_) => last,
        }
    }

    /// The state of those with whom the index is shared, where it is.
    pub(super) fn sharing_status(&self) -> Option<SharingStatus> {
        self.sharing.load().as_deref().cloned()
    }

    /// Told when it is time to look.
    pub(super) fn change(&self) -> &Arc<Notify> {
        &self.changed
    }

    /// The progress of builds.
    pub(super) fn progress(&self) -> &ProgressTracker {
        &self.building
    }

    /// Has the corpus looked at soon: a question failed.
    pub(super) fn look_soon(&self) {
        self.changed.notify_one();
    }

    /// Ends when something in the corpus folder has changed since it was asked last, or a question
    /// failed.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Brings the index up to date and serves it; says when to do it again. What serves stays if that
    /// fails. Blocks.
    pub fn refresh(&self) -> Duration {
        let mut refresh_state = self
            .refresh_state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let debouncer = refresh_state.begin(&self.config.corpus, &self.changed);
        let begun = Instant::now();
        let SharedLook {
            error,
            goes_on,
            is_stale,
        } = self.looked(&mut refresh_state, &debouncer, begun);
        // What served until now may be free to go.
        generations(&self.config).tidy();
        let snapshot = self.whole();
        // The next look is to embed what is served by its words until then.
        let awaits_vectors = error.is_none()
            && self.builds()
            && snapshot.is_ok_and(|snapshot| snapshot.app.awaits_vectors());
        let waiting = debouncer.waiting();
        let reading = self.reader.still_reading();
        let is_soon = matches!(error, Some(IndexError::Busy { .. } | IndexError::Waiting));
        match &error {
            None if is_stale => self.metrics.refresh_failed(),
            None => self.metrics.refreshed(),
            Some(_) if is_soon => {}
            Some(_) => self.metrics.refresh_failed(),
        }
        let problem = error.filter(|_| !is_soon).map(|error| error.to_string());
        let is_waited_for = waiting > 0 || !reading.is_empty();
        self.tell(&mut refresh_state, problem, is_stale, waiting, reading);
        match (is_soon, is_waited_for) {
            _ if awaits_vectors || goes_on => Duration::ZERO,
            (true, _) => WHILE_OTHERS_BUILD,
            (_, is_waited_for) => self.pause(is_waited_for),
        }
    }

    /// The time until the next look, if nothing happens.
    fn pause(&self, is_waited_for: bool) -> Duration {
        let corpus = &self.config.corpus;
        let seconds = if is_waited_for {
            corpus.settle_seconds.min(corpus.refresh_seconds)
        } else {
            corpus.refresh_seconds
        };
        let pause = Duration::from_secs(seconds);
        if self.config.index.is_shared() {
            return pause.min(LONGEST_PAUSE);
        }
        pause
    }

    fn looked(
        &self,
        refresh_state: &mut RefreshState,
        debouncer: &Debouncer,
        begun: Instant,
    ) -> SharedLook {
        if self.config.index.is_shared() {
            return self.look_at_shared(refresh_state, debouncer, begun);
        }
        let error = match self.whole() {
            Ok(snapshot) => self.look(debouncer, &snapshot, begun),
            Err(_) => self.open(refresh_state, debouncer, begun).err(),
        };
        SharedLook {
            error,
            ..SharedLook::default()
        }
    }

    /// Whether this process builds what it serves.
    fn builds(&self) -> bool {
        let sharing = self.sharing_status();
        sharing.is_none_or(|sharing| sharing.role == SharingRole::Builds)
    }

    fn open(
        &self,
        refresh_state: &mut RefreshState,
        debouncer: &Debouncer,
        begun: Instant,
    ) -> Result<(), IndexError> {
        let means = refresh_state.model(&self.config).map(|model| Means {
            model,
            reader: self.reader.clone(),
        });
        let open = |means| App::open_to_serve(&self.config, &means, debouncer, &self.building);
        match means.and_then(open) {
            Ok(Opened { app, report, stale }) => {
                self.count(report, begun);
                self.take(app);
                stale.map_or(Ok(()), Err)
            }
            Err(error) => {
                self.fail(&error);
                Err(error)
            }
        }
    }

    /// Says why nothing is served, if nothing is.
    pub(super) fn fail(&self, error: &IndexError) {
        let is_soon = matches!(error, IndexError::Busy { .. } | IndexError::Waiting);
        if !is_soon && self.whole().is_err() {
            let failed = Serving::Failed(error.to_string());
            self.state.store(Arc::new(failed));
        }
    }

    /// Keeps what is known of those with whom the index is shared, and says it if it is news.
    pub(super) fn tell_sharing(&self, status: SharingStatus) {
        let before = self.sharing_status().and_then(|before| before.problem);
        match &status.problem {
            Some(why) if before.as_ref() != Some(why) => {
                tracing::error!(
                    why,
                    "what is published is not served; what was fetched before is"
                );
            }
            None if before.is_some() => tracing::info!("what is published is served again"),
            _ => {}
        }
        self.metrics
            .shares(status.published, status.role == SharingRole::Builds);
        self.sharing.store(Some(Arc::new(status)));
    }

    fn look(
        &self,
        debouncer: &Debouncer,
        snapshot: &Snapshot,
        begun: Instant,
    ) -> Option<IndexError> {
        let Looked {
            newer,
            report,
            error,
        } = snapshot.app.look(debouncer, &self.building);
        self.count(report, begun);
        if let Some(newer) = newer {
            self.take(newer);
        }
        error
    }

    pub(super) fn count(&self, report: Option<BuildReport>, begun: Instant) {
        let Some(report) = report.filter(|report| report.published) else {
            return;
        };
        self.metrics.built(begun.elapsed());
        if let Some(why) = report.damage {
            tracing::warn!(why, "all documents were read again");
        }
    }

    pub(super) fn take(&self, app: App) {
        let before = self.whole().ok();
        let manifest = app.generation().manifest();
        let is_meant = may_be_empty(&self.config) && !has_error(manifest);
        if manifest.documents.is_empty() && !is_meant {
            let why = "no document could be read; `fundstelle check` says why";
            tracing::error!(why);
            if before.is_none() {
                self.state.store(Arc::new(Serving::Failed(why.to_owned())));
            }
            return;
        }
        if manifest.documents.is_empty() {
            tracing::warn!(
                "there is no document yet; put some into the corpus folder, or add them on Discord with /library add"
            );
        }
        let before = before.as_ref();
        serving_log::log(
            manifest,
            before.map(|before| before.app.generation().manifest()),
        );
        let served = Served::new(Snapshot::of(app));
        // Made here, where nobody waits.
        if let Serving::Open(before) = &**self.state.load() {
            served.show_as(before, &self.collections);
        }
        self.state.store(Arc::new(Serving::Open(served)));
    }

    /// Keeps what came of a look, and says it if it is news.
    fn tell(
        &self,
        refresh_state: &mut RefreshState,
        problem: Option<String>,
        is_stale: bool,
        waiting: usize,
        reading: Vec<String>,
    ) {
        let before = self.last.load();
        for file in reading.iter().filter(|file| !before.reading.contains(file)) {
            tracing::warn!(
                file,
                "a file takes long to read; the others are served meanwhile"
            );
        }
        if problem != refresh_state.said {
            if let Some(why) = &problem {
                tracing::error!(why, "what is served is not what the corpus says");
            } else {
                tracing::info!("what is served is what the corpus says again");
            }
            refresh_state.said.clone_from(&problem);
        }
        let status = Status {
            checked: if problem.is_none() && !is_stale {
                Some(now().as_secs())
            } else {
                before.checked
            },
            problem,
            waiting,
            reading,
            is_watched: refresh_state.is_watched(),
            ..Status::default()
        };
        self.last.store(Arc::new(status));
    }
}

/// Whether a file could not be read.
fn has_error(manifest: &Manifest) -> bool {
    let mut findings = manifest.findings();
    findings.any(|finding| finding.severity == Severity::Error)
}
