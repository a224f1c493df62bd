//! One index for several processes. Each process here is a service with a data directory of its own:
//!
//! ```ignore
//! let builder = Process::start(&cluster, Part::Builds(&documents)).await;
//! let other = Process::start(&cluster, Part::Serves).await;
//! documents.write("turm.md", "…");
//! other.will_say("Wie hoch ist der Turm?", "50 Meter").await;
//! ```

mod alike;
mod away;
mod commands;
mod damage;
mod fencing;
mod fetching;
mod following;
mod versions;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fundstelle::{
    app::{Audience, Service, SharingStatus, Status},
    config::{Config, IndexSharing, LibraryUse},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tempfile::TempDir;

use super::cluster::Cluster;
use crate::web::get;
use fake_discord::written_long_ago;

/// The database that all share.
const NAME: &str = "shared";

/// The time that anything may take.
const TIMEOUT: Duration = Duration::from_mins(1);

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const HIGH: &str = "Wie hoch ist der Turm?";

/// A folder of documents, as one process sees it.
struct Documents(TempDir);

impl Documents {
    fn with(files: &[(&str, &str)]) -> Self {
        let documents = Self(TempDir::new().unwrap());
        for (name, text) in files {
            documents.write(name, text);
        }
        written_long_ago(&documents.folder());
        documents
    }

    /// A few documents in two languages.
    fn some() -> Self {
        Self::with(&[
            ("turm.md", TOWER),
            (
                "hafen.md",
                "# Hafen\n\nEin Liegeplatz kostet zehn Kronen am Tag.\n",
            ),
            (
                "rules.md",
                "# Rules\n\nDogs stay on a lead.\n\nThe harbour opens at six.\n",
            ),
        ])
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("corpus")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The part of a process.
#[derive(Clone, Copy)]
enum Part<'a> {
    /// It may build, from these documents.
    Builds(&'a Documents),
    /// It has no documents.
    Serves,
}

/// A process among those that share.
struct Process {
    data: TempDir,
    config: Config,
    service: Service,
}

fn settings(cluster: &Cluster, part: Part<'_>, data: &Path) -> Config {
    let mut config = Config {
        data: data.join("data"),
        ..Config::default()
    };
    config.embedding.enabled = false;
    config.discord.enabled = false;
    config.library.enabled = LibraryUse::Off;
    config.store.url = cluster.url(NAME).into();
    config.index.share = IndexSharing::Postgres;
    config.corpus.refresh_seconds = 1;
    match part {
        Part::Builds(documents) => config.corpus.folder = documents.folder(),
        Part::Serves => {
            config.corpus.folder = data.join("nothing");
            config.index.build = false;
        }
    }
    config
}

impl Process {
    async fn start(cluster: &Cluster, part: Part<'_>) -> Self {
        Self::start_with(cluster, part, |_| {}).await
    }

    async fn start_with(cluster: &Cluster, part: Part<'_>, change: impl Fn(&mut Config)) -> Self {
        let data = TempDir::new().unwrap();
        Self::start_in(cluster, part, data, change).await
    }

    async fn start_in(
        cluster: &Cluster,
        part: Part<'_>,
        data: TempDir,
        change: impl Fn(&mut Config),
    ) -> Self {
        let mut config = settings(cluster, part, data.path());
        change(&mut config);
        let service = Service::start(&config).await;
        Self {
            data,
            config,
            service,
        }
    }

    /// Ends it; what it keeps stays.
    fn end(self) -> TempDir {
        self.data
    }

    fn status(&self) -> Status {
        self.service.live_index.status(&Audience::operator())
    }

    fn sharing(&self) -> SharingStatus {
        self.status().sharing.unwrap()
    }

    /// Waits until something holds.
    async fn until(&self, what: &str, holds: impl Fn(&Status) -> bool) -> Status {
        let begun = Instant::now();
        loop {
            let status = self.status();
            if holds(&status) {
                return status;
            }
            assert!(begun.elapsed() < TIMEOUT, "in vain: {what}: {status:#?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until it serves a generation.
    async fn until_serving(&self, number: u64) -> Status {
        let what = format!("generation {number} is served");
        self.until(&what, |status| {
            let published = status.sharing.as_ref().and_then(|of| of.published);
            status.generation == Some(number) && published == Some(number)
        })
        .await
    }

    /// The body of what the JSON interface answers.
    async fn api(&self, path: &str) -> String {
        let reader = fundstelle::web::reader(&self.config, &self.service);
        get(&reader, &format!("/api/v1{path}")).await.body
    }

    async fn ask(&self, question: &str) -> String {
        self.api(&format!("/ask?q={}", encoded(question))).await
    }

    /// Asks until an answer has these words.
    async fn will_say(&self, question: &str, words: &str) {
        let begun = Instant::now();
        loop {
            let answer = self.ask(question).await;
            if answer.contains(words) {
                return;
            }
            let late = || format!("{answer}\n{:#?}", self.status());
            assert!(
                begun.elapsed() < TIMEOUT,
                "{question} {words:?}: {}",
                late()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether it is ready, and its words.
    async fn ready(&self) -> (u16, String) {
        let router = fundstelle::web::health(&self.config, &self.service);
        let came = get(&router, "/readyz").await;
        (came.status.as_u16(), came.body)
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// JSON without what the clock says.
fn without_age(json: &str) -> String {
    let mut value: Value = serde_json::from_str(json).unwrap();
    if let Some(map) = value.as_object_mut() {
        map.remove("age_seconds");
    }
    value.to_string()
}

/// A server with the database that all share.
fn cluster() -> Option<Cluster> {
    let cluster = Cluster::start()?;
    drop(cluster.database(NAME));
    Some(cluster)
}
