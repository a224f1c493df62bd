//! A corpus that changes while it is served: what is put into the folder can be asked a moment later.
//!
//! ```ignore
//! let live = Live::start(&[("turm.md", "Der Turm ist 40 Meter hoch.\n")]).await;
//! live.write("turm.md", "Der Turm ist 50 Meter hoch.\n");
//! live.will_answer("Wie hoch ist der Turm?", "50 Meter").await;
//! ```

mod buttons;
mod changes;
mod copying;
mod damage;
mod generations;
mod model;
mod names;
mod trouble;
mod words_first;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use fundstelle::{
    answer::Answer,
    app::{Question, Service, Status},
    config::Config,
    corpus::DocumentReader,
    index::Progress,
    telemetry::FrontEnd,
};
use tempfile::TempDir;

use fake_discord::written_long_ago;

/// How long anything may take.
const TIMEOUT: Duration = Duration::from_secs(45);

/// A folder whose documents are served.
pub(crate) struct Live {
    folder: TempDir,
    pub(crate) service: Service,
}

impl Live {
    /// Serves these documents.
    pub(crate) async fn start(files: &[(&str, &str)]) -> Self {
        Self::start_with(files, |_| {}).await
    }

    /// Serves these documents with other settings.
    pub(crate) async fn start_with(files: &[(&str, &str)], change: impl Fn(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            write(&folder.path().join("corpus").join(name), text);
        }
        written_long_ago(folder.path());
        Self::start_in(folder, change).await
    }

    /// Serves what is in `corpus/` of a folder.
    pub(crate) async fn start_in(folder: TempDir, change: impl Fn(&mut Config)) -> Self {
        Self::start_reading(folder, change, DocumentReader::in_process()).await
    }

    /// The same with somebody who reads the documents.
    pub(crate) async fn start_reading(
        folder: TempDir,
        change: impl Fn(&mut Config),
        reader: DocumentReader,
    ) -> Self {
        Self::start_telling(folder, change, reader, Arc::new(())).await
    }

    /// The same with somebody who is told how far a build is.
    pub(crate) async fn start_telling(
        folder: TempDir,
        change: impl Fn(&mut Config),
        reader: DocumentReader,
        progress: Arc<dyn Progress + Send>,
    ) -> Self {
        let mut config = Config {
            data: folder.path().join("data"),
            ..Config::default()
        };
        config.corpus.folder = folder.path().join("corpus");
        config.embedding.enabled = false;
        // What is not heard of would be seen too late for any test.
        config.corpus.refresh_seconds = 1_000;
        change(&mut config);
        let service = Service::start_with(&config, reader, progress).await;
        let live = Self { folder, service };
        live.until("it serves", |status| status.generation.is_some())
            .await;
        live
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("corpus").join(name)
    }

    /// The folder of the generations.
    pub(crate) fn index(&self) -> PathBuf {
        let index = self.folder.path().join("data/index");
        let mut folders = fs::read_dir(index).unwrap();
        folders.next().unwrap().unwrap().path()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        write(&self.path(name), text);
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    pub(crate) fn status(&self) -> Status {
        self.service
            .live_index
            .status(&fundstelle::app::Audience::operator())
    }

    pub(crate) fn generation(&self) -> u64 {
        self.status().generation.unwrap()
    }

    /// The quotes of an answer, one a line; none if it is refused.
    pub(crate) async fn ask(&self, question: &str) -> String {
        let asked = self
            .service
            .queue(FrontEnd::Pages)
            .library(&fundstelle::app::Audience::operator())
            .ask(&Question::new(question))
            .await;
        let Answer::Found { citations, .. } = &asked.unwrap().answer else {
            return String::new();
        };
        let quotes = citations.iter().map(|citation| citation.quote.text());
        quotes.collect::<Vec<_>>().join("\n")
    }

    /// Asks until an answer has these words.
    #[track_caller]
    pub(crate) fn will_answer(&self, question: &str, words: &str) -> impl Future<Output = ()> {
        self.asks_until(question, words, |answer, words| answer.contains(words))
    }

    /// Asks until no answer has these words.
    pub(crate) async fn will_not_answer(&self, question: &str, words: &str) {
        self.asks_until(question, words, |answer, words| !answer.contains(words))
            .await;
    }

    async fn asks_until(&self, question: &str, words: &str, holds: impl Fn(&str, &str) -> bool) {
        let begun = Instant::now();
        loop {
            let answer = self.ask(question).await;
            if holds(&answer, words) {
                return;
            }
            assert!(
                begun.elapsed() < TIMEOUT,
                "{question} {words:?}: {answer}\n{:#?}",
                self.status()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until something holds of the status.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&Status) -> bool) -> Status {
        let begun = Instant::now();
        loop {
            let status = self.status();
            if holds(&status) {
                return status;
            }
            let snapshot = self
                .service
                .live_index
                .snapshot(&fundstelle::app::Audience::operator())
                .map(|snapshot| snapshot.generation());
            assert!(
                begun.elapsed() < TIMEOUT,
                "in vain: {what}: {status:#?} {snapshot:?}"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
