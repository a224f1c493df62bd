//! The common part of all front ends that serve: the corpus, kept up to date, and the answering of
//! questions about it.

use std::{sync::Arc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle};

use super::{Asking, Library, NotServing, Painter, Painting};
use crate::{
    config::Config,
    corpus::DocumentReader,
    index::Progress,
    telemetry::{FrontEnd, Metrics},
};

/// The time that front ends wait for the corpus. A first build takes longer, and questions that come
/// before its end are told so.
const HEAD_START: Duration = Duration::from_secs(2);

/// A change is looked at when nothing else has changed for this long: most come in swarms.
const PAUSE: Duration = Duration::from_millis(100);

/// In a swarm without end, the corpus is looked at this often.
const LONGEST_SWARM: Duration = Duration::from_secs(1);

/// A look that panicked is not tried again at once.
const AFTER_A_PANIC: Duration = Duration::from_secs(10);

/// A corpus that is served, until this is dropped.
pub struct Serving {
    /// The corpus that can be asked.
    pub library: Arc<Library>,
    /// The counts and measurements.
    pub metrics: Arc<Metrics>,
    asking: Asking,
    painting: Painting,
    refreshing: JoinHandle<()>,
}

impl Serving {
    /// Opens the corpus, and looks at it for changes from then on. An index that is there is open
    /// when this ends; one that must be built first is built behind it.
    /// Documents are read in this process.
    ///
    /// ```
    /// use fundstelle::{
    ///     app::{Question, Serving},
    ///     answer::Answer,
    ///     telemetry::FrontEnd,
    /// };
    ///
    /// # #[tokio::main(flavor = "multi_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let mut config = fundstelle::config::Config::default();
    /// # config.corpus.folder = folder.path().join("corpus");
    /// # config.data = folder.path().join("data");
    /// # config.embedding.enabled = false;
    /// # std::fs::create_dir(&config.corpus.folder)?;
    /// # let rules = "# Rules\n\n## 1. Berths\n\nA berth costs ten crowns a day.\n";
    /// # std::fs::write(config.corpus.folder.join("rules.md"), rules)?;
    /// # fundstelle::app::build(&config, false, &())?;
    /// let serving = Serving::start(&config).await;
    /// let asking = serving.asking(FrontEnd::Api);
    ///
    /// let asked = asking.ask(&Question::new("§ 1")).await?;
    /// assert!(matches!(asked.answer, Answer::Place { .. }));
    /// // Where each citation stands, for links.
    /// assert_eq!(asked.spots.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start(config: &Config) -> Self {
        Self::start_with(config, DocumentReader::in_process(), Arc::new(())).await
    }

    /// The same with somebody who reads the documents, and somebody who is told how far a build is.
    pub async fn start_with(
        config: &Config,
        reader: DocumentReader,
        progress: Arc<dyn Progress + Send>,
    ) -> Self {
        let metrics = Arc::new(Metrics::new());
        let painter = Painter::beside(&reader, config);
        let library = Library::new(config.clone(), reader, Arc::clone(&metrics), progress);
        let library = Arc::new(library);
        let painting = Painting::new(Arc::clone(&library), painter);
        let limits = (config.answer.at_once, config.answer.waiting);
        let asking = Asking::new(
            Arc::clone(&library),
            limits,
            Arc::clone(&metrics),
            config.log.questions,
        );
        let (opened, is_open) = oneshot::channel();
        let refreshing = tokio::spawn(refresh(Arc::clone(&library), opened));
        drop(tokio::time::timeout(HEAD_START, is_open).await);
        Self {
            library,
            metrics,
            asking,
            painting,
            refreshing,
        }
    }

    /// Returns what answers the questions of a front end. All have one queue and the same answers.
    pub fn asking(&self, front_end: FrontEnd) -> Arc<Asking> {
        Arc::new(self.asking.asked_on(front_end))
    }

    /// Returns what paints pages. All front ends have one queue.
    pub fn painting(&self) -> Painting {
        self.painting.clone()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.refreshing.abort();
    }
}

/// Opens the corpus, says when it has tried, and looks at it when something changed, and from time to
/// time: not every disk tells of changes.
async fn refresh(library: Arc<Library>, opened: oneshot::Sender<()>) {
    let mut opened = Some(opened);
    loop {
        let again = tokio::task::spawn_blocking({
            let library = Arc::clone(&library);
            move || library.refresh()
        });
        let again = again.await.unwrap_or_else(|error| {
            tracing::error!(%error, "looking at the corpus failed");
            AFTER_A_PANIC
        });
        let has_tried = !matches!(library.shelf(), Err(NotServing::Opening));
        if has_tried && let Some(Err(())) = opened.take().map(|opened| opened.send(())) {
            tracing::info!("the corpus was opened behind the front ends");
        }
        tokio::select! {
            () = tokio::time::sleep(again) => {}
            () = library.changed() => quiet(&library).await,
        }
    }
}

/// Ends when nothing has changed for a moment, or things have changed for long enough.
async fn quiet(library: &Library) {
    let swarm = async { while tokio::time::timeout(PAUSE, library.changed()).await.is_ok() {} };
    drop(tokio::time::timeout(LONGEST_SWARM, swarm).await);
}
