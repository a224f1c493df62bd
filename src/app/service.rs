//! The common part of all front ends that serve: the corpus, kept up to date, and the answering of
//! questions about it.

use std::{sync::Arc, time::Duration};

use tokio::{sync::oneshot, task::JoinHandle};

use super::{Audience, LiveIndex, NotServing, Painter, Painting, QuestionQueue};
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
pub struct Service {
    /// The corpus that can be asked.
    pub live_index: Arc<LiveIndex>,
    /// The counts and measurements.
    pub metrics: Arc<Metrics>,
    queue: QuestionQueue,
    painting: Painting,
    refreshing: JoinHandle<()>,
}

impl Service {
    /// Opens the corpus, and looks at it for changes from then on. An index that is there is open
    /// when this ends; one that must be built first is built behind it.
    /// Documents are read in this process.
    ///
    /// ```
    /// use fundstelle::{
    ///     app::{Audience, Question, Service},
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
    /// let service = Service::start(&config).await;
    /// let queue = service.queue(FrontEnd::Api);
    ///
    /// // What is asked about is what the asker may see.
    /// let library = queue.library(&Audience::anybody());
    /// let asked = library.ask(&Question::new("§ 1")).await?;
    /// assert!(matches!(asked.answer, Answer::Place { .. }));
    /// // Where each citation stands, for links.
    /// assert_eq!(asked.locations.len(), 1);
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
        let live_index = LiveIndex::new(config.clone(), reader, Arc::clone(&metrics), progress);
        let live_index = Arc::new(live_index);
        live_index.shelves().tidy();
        let painting = Painting::new(painter);
        let limits = (config.answer.at_once, config.answer.waiting);
        let queue = QuestionQueue::new(
            Arc::clone(&live_index),
            limits,
            Arc::clone(&metrics),
            config.log.questions,
        );
        let (opened, is_open) = oneshot::channel();
        let refreshing = tokio::spawn(refresh(Arc::clone(&live_index), opened));
        drop(tokio::time::timeout(HEAD_START, is_open).await);
        Self {
            live_index,
            metrics,
            queue,
            painting,
            refreshing,
        }
    }

    /// Returns what answers the questions of a front end. All have one queue and the same answers.
    pub fn queue(&self, front_end: FrontEnd) -> Arc<QuestionQueue> {
        Arc::new(self.queue.for_front_end(front_end))
    }

    /// Returns what paints pages. All front ends have one queue.
    pub fn painting(&self) -> Painting {
        self.painting.clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.refreshing.abort();
    }
}

/// Opens the corpus, says when it has tried, and looks at it when something changed, and from time to
/// time: not every disk tells of changes.
async fn refresh(live_index: Arc<LiveIndex>, opened: oneshot::Sender<()>) {
    let mut opened = Some(opened);
    loop {
        let again = tokio::task::spawn_blocking({
            let live_index = Arc::clone(&live_index);
            move || live_index.refresh()
        });
        let again = again.await.unwrap_or_else(|error| {
            tracing::error!(%error, "looking at the corpus failed");
            AFTER_A_PANIC
        });
        let has_tried = !matches!(
            live_index.snapshot(&Audience::operator()),
            Err(NotServing::Opening)
        );
        if has_tried && let Some(Err(())) = opened.take().map(|opened| opened.send(())) {
            tracing::info!("the corpus was opened behind the front ends");
        }
        tokio::select! {
            () = tokio::time::sleep(again) => {}
            () = live_index.changed() => quiet(&live_index).await,
        }
    }
}

/// Ends when nothing has changed for a moment, or things have changed for long enough.
async fn quiet(live_index: &LiveIndex) {
    let swarm = async {
        while tokio::time::timeout(PAUSE, live_index.changed())
            .await
            .is_ok()
        {}
    };
    drop(tokio::time::timeout(LONGEST_SWARM, swarm).await);
}
