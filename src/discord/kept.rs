//! The store, for code that must not wait for a disk: every call runs where it may block. Without a
//! file that can be used the bot answers all the same, and keeps in memory what it needs for that.

use std::{path::Path, sync::Arc};

use super::clock::Clock;
use crate::store::{Store, StoreError};

/// What is kept.
#[derive(Clone)]
pub(super) struct Kept {
    store: Arc<Store>,
    clock: Clock,
    is_lasting: bool,
}

impl Kept {
    /// Opens the file in the data directory. Blocks.
    pub(super) fn open(data: &Path, clock: Clock) -> Result<Self, StoreError> {
        let (store, is_lasting) = match Store::open(data) {
            Ok(store) => (store, true),
            Err(error) => {
                tracing::error!(%error, "answering without settings, votes and gap reports");
                (Store::in_memory()?, false)
            }
        };
        Ok(Self {
            store: Arc::new(store),
            clock,
            is_lasting,
        })
    }

    /// Whether what is kept outlives the program.
    pub(super) fn is_lasting(&self) -> bool {
        self.is_lasting
    }

    /// What time it is.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Reads or writes; the work is told the time.
    pub(super) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, i64) -> Result<T, StoreError> + Send + 'static,
    ) -> anyhow::Result<T> {
        let (store, now) = (Arc::clone(&self.store), self.clock.now());
        let done = tokio::task::spawn_blocking(move || work(&store, now));
        Ok(done.await??)
    }

    /// The same where an answer does not depend on it: a failure is logged, and nothing is known.
    pub(super) async fn or_nothing<T: Default + Send + 'static>(
        &self,
        work: impl FnOnce(&Store, i64) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.with(work).await.unwrap_or_else(|error| {
            tracing::error!(%error, "what is kept could not be used");
            T::default()
        })
    }
}
