//! The store, for code that must not wait for a disk: every call runs where it may block. Without a
//! file that can be used the bot answers all the same, and keeps in memory what it needs for that.

use std::{path::Path, sync::Arc, time::Duration};

use super::clock::Clock;
use crate::{
    store::{
        self, Availability, FILE, PostgresServer, ResilientStore, Settings, Store, StoreError,
    },
    telemetry::Metrics,
};

/// The store of what is kept.
#[derive(Clone)]
pub(super) struct Storage {
    resilient_store: Arc<ResilientStore>,
    clock: Clock,
    metrics: Arc<Metrics>,
}

/// The settings of a server, as far as they are known.
pub(super) enum Known {
    /// They are read, and can be changed.
    Lasting(Settings),
    /// They are read, and cannot be changed.
    ReadOnly(Settings),
    /// They cannot be read.
    Nothing,
}

impl Storage {
    /// Opens the file in the data directory, or connects to a server where one is named. Blocks.
    pub(super) fn open(
        data: &Path,
        server: Option<PostgresServer>,
        clock: Clock,
        metrics: Arc<Metrics>,
    ) -> Result<Self, StoreError> {
        if server.is_none() && store::was_taken_away(data) {
            tracing::warn!(
                "{FILE} was here before and is gone: the settings of all servers begin anew; to have them \
                 back, stop the program and put a backup in its place"
            );
        }
        let resilient_store = match server {
            Some(server) => ResilientStore::connect(server)?,
            None => ResilientStore::open(data)?,
        };
        let storage = Self {
            resilient_store: Arc::new(resilient_store),
            clock,
            metrics,
        };
        storage.tell(Some(storage.resilient_store.availability()));
        Ok(storage)
    }

    /// Whether what is kept outlives the program.
    pub(super) fn is_lasting(&self) -> bool {
        self.resilient_store.is_lasting()
    }

    /// The time that passed since some moment.
    pub(super) fn passed(&self) -> Duration {
        self.clock.passed()
    }

    /// The time, in seconds since 1970.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Reads or writes; the work is told the time.
    pub(super) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, i64) -> Result<T, StoreError> + Send + 'static,
    ) -> anyhow::Result<T> {
        let now = self.clock.now();
        self.blocking(move |resilient_store| work(&resilient_store.store(), now))
            .await
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

    /// The settings of a server.
    pub(super) async fn settings(&self, server: u64) -> Known {
        let read = self
            .blocking(move |resilient_store| resilient_store.settings(server))
            .await;
        match read {
            Ok(Some(settings)) if self.is_lasting() => Known::Lasting(settings),
            Ok(Some(settings)) => Known::ReadOnly(settings),
            Ok(None) => Known::Nothing,
            Err(error) => {
                tracing::error!(%error, server, "the settings could not be read");
                Known::Nothing
            }
        }
    }

    /// Looks whether the file can be used again, or was taken away.
    pub(super) async fn look_again(&self) {
        let resilient_store = Arc::clone(&self.resilient_store);
        match tokio::task::spawn_blocking(move || resilient_store.look_again()).await {
            Ok(changed) => self.tell(changed),
            Err(error) => tracing::error!(%error, "looking at what is kept was broken off"),
        }
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&ResilientStore) -> Result<T, StoreError> + Send + 'static,
    ) -> anyhow::Result<T> {
        let resilient_store = Arc::clone(&self.resilient_store);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&resilient_store);
            let changed = done
                .as_ref()
                .err()
                .and_then(|error| resilient_store.failed(error));
            (done, changed)
        });
        let (done, changed) = done.await?;
        self.tell(changed);
        Ok(done?)
    }

    /// Says once how well things are kept from now on.
    fn tell(&self, changed: Option<Availability>) {
        let Some(availability) = changed else {
            return;
        };
        self.metrics.store_is(availability == Availability::Lasting);
        match availability {
            Availability::Lasting => tracing::info!("{availability}"),
            Availability::ReadOnly(_) | Availability::Lost(_) => tracing::error!("{availability}"),
        }
    }
}
