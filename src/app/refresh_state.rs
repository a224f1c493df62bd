//! The means to look at a corpus again and again: the model, what is known of files that are being
//! copied, and a watcher for changes.

use std::{
    sync::Arc,
    time::{Duration, Instant, UNIX_EPOCH},
};

use tokio::sync::Notify;

use super::sharing::Sharing;
use crate::{
    answer::Model,
    config::{Config, CorpusConfig},
    corpus::{Debouncer, Heard, Scan, Watch},
    index::IndexError,
    telemetry::now,
};

/// The time between two tries to listen to a folder that cannot be listened to.
const LISTEN_AGAIN: Duration = Duration::from_mins(1);

/// Kept between two looks.
#[derive(Default)]
pub(super) struct RefreshState {
    model: Option<Arc<Model>>,
    debouncer: Option<Arc<Debouncer>>,
    watcher: Watcher,
    /// This process among those that share the index; opened once.
    sharing: Option<Sharing>,
    /// The last problem that was logged.
    pub(super) said: Option<String>,
}

/// The watcher that listens to the folder.
#[derive(Default)]
enum Watcher {
    #[default]
    NotYet,
    Listens(Watch),
    /// It cannot; it was tried last then.
    Deaf(Instant),
}

impl RefreshState {
    /// The model, opened once.
    pub(super) fn model(&mut self, config: &Config) -> Result<Arc<Model>, IndexError> {
        if let Some(model) = &self.model {
            return Ok(Arc::clone(model));
        }
        let model = Arc::new(Model::open(config)?);
        self.model = Some(Arc::clone(&model));
        Ok(model)
    }

    /// This process among those that share the index; `changed` is told of what is published.
    pub(super) fn sharing(
        &mut self,
        config: &Config,
        changed: &Arc<Notify>,
    ) -> Result<(&mut Sharing, Arc<Model>), IndexError> {
        let model = self.model(config)?;
        let sharing = match self.sharing.take() {
            Some(sharing) => sharing,
            None => Sharing::of(config, &model)?.telling(changed),
        };
        Ok((self.sharing.insert(sharing), model))
    }

    /// Begins a look: from now on it is heard what happens after it.
    pub(super) fn begin(&mut self, config: &CorpusConfig, changed: &Arc<Notify>) -> Arc<Debouncer> {
        let look = Scan {
            heard: self.watcher.listen(config, changed),
            at: Instant::now(),
            clock: UNIX_EPOCH + now(),
        };
        if let Some(debouncer) = &self.debouncer {
            debouncer.look(look);
            return Arc::clone(debouncer);
        }
        let settle = Duration::from_secs(config.settle_seconds);
        let first = Arc::new(Debouncer::new(settle, look));
        self.debouncer = Some(Arc::clone(&first));
        first
    }

    pub(super) fn is_watched(&self) -> bool {
        matches!(self.watcher, Watcher::Listens(_))
    }
}

impl Watcher {
    /// Listens, if that is wanted and possible, and gives what was heard. Says once that it cannot.
    fn listen(&mut self, config: &CorpusConfig, changed: &Arc<Notify>) -> Heard {
        if !config.watch {
            return Heard::default();
        }
        let was_deaf = match self {
            Watcher::Listens(watch) => match watch.hears(&config.folder) {
                Ok(()) => return watch.heard(),
                Err(error) => {
                    tracing::debug!(%error, "listening to the corpus folder anew");
                    false
                }
            },
            Watcher::Deaf(since) if since.elapsed() < LISTEN_AGAIN => return Heard::default(),
            Watcher::Deaf(_) => true,
            Watcher::NotYet => false,
        };
        let changed = Arc::clone(changed);
        // A watch on what stood there before ends first, to make room for this one.
        *self = Watcher::NotYet;
        *self = match Watch::new(&config.folder, move || changed.notify_one()) {
            Ok(watch) => {
                if was_deaf {
                    tracing::info!("changes of the corpus folder are heard of again");
                }
                Watcher::Listens(watch)
            }
            // The look says that it is missing; when it is back, it is listened to at once.
            Err(_) if !Watch::is_possible(&config.folder) => Watcher::NotYet,
            Err(error) => {
                if !was_deaf {
                    tracing::warn!(
                        %error,
                        every_seconds = config.refresh_seconds,
                        "changes of the corpus folder cannot be heard of; it is looked at from time to time"
                    );
                }
                Watcher::Deaf(Instant::now())
            }
        };
        Heard::default()
    }
}
