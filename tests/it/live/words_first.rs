//! A first index that takes long: words answer until its texts are embedded.

use std::{
    fs,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use fundstelle::{
    answer::{Answer, Model},
    app::{App, Question, Service, still_building, wording},
    config::Config,
    corpus::DocumentReader,
    index::{BuildStage, Embeds, Progress},
    locales::Locale,
    telemetry::FrontEnd,
};
use tempfile::TempDir;

use super::{Live, TIMEOUT};
use fake_discord::written_long_ago;

/// Lets nothing be embedded until it is opened.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

impl Progress for Gate {
    fn begin(&self, stage: BuildStage, count: usize) {
        if stage == BuildStage::Embedding && count > 0 {
            let is_open = self.is_open.lock().unwrap();
            let waited = self
                .opened
                .wait_timeout_while(is_open, TIMEOUT, |is_open| !*is_open);
            drop(waited.unwrap());
        }
    }

    fn advance(&self) {}
    fn finish(&self) {}
}

/// A log of so many days on which nothing happened, and one more.
fn log(days: usize) -> String {
    let quiet = "Nichts geschah im Hafen.\n\n".repeat(days);
    format!("# Logbuch\n\n{quiet}Ein Wärter zündet am Abend das Leuchtfeuer an.\n")
}

/// A folder with a log of so many days.
fn folder(days: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("log.md"), log(days)).unwrap();
    written_long_ago(folder.path());
    folder
}

async fn serve(folder: TempDir, gate: &Arc<Gate>) -> Live {
    let with_meaning = |config: &mut Config| config.embedding.enabled = true;
    let reader = DocumentReader::in_process();
    let gate: Arc<dyn Progress + Send> = Arc::clone(gate) as _;
    Live::start_telling(folder, with_meaning, reader, gate).await
}

/// Only a text that is embedded answers this.
const IN_OTHER_WORDS: &str = "Who lights the beacon in the evening?";
const IN_ITS_WORDS: &str = "Wer zündet das Leuchtfeuer an?";
const ANSWER: &str = "Ein Wärter zündet";

async fn refusal(service: &Service, question: &str) -> String {
    let queue = service.queue(FrontEnd::Pages);
    let asked = queue
        .library(&fundstelle::app::Audience::operator())
        .ask(&Question::new(question))
        .await
        .unwrap();
    assert!(matches!(asked.answer, Answer::NotFound { .. }));
    wording(&asked.answer, asked.documents, Locale::En).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_answer_while_a_long_first_index_is_embedded() {
    let gate = Arc::default();
    let live = serve(folder(600), &gate).await;
    let status = live.until("it embeds", |status| status.building.is_some());
    let status = status.await;
    assert!(status.awaits_vectors);
    insta::assert_snapshot!(still_building(&status, Locale::En).unwrap(), @"The index is still being built; until it is ready, answers are found only by the words of the question.");
    assert!(live.ask(IN_ITS_WORDS).await.contains(ANSWER));
    insta::assert_snapshot!(refusal(&live.service, IN_OTHER_WORDS).await, @"Not found yet: the index is still being built, and until it is ready, answers are found only by the words of the question. Try again later.");
    gate.open();
    live.will_answer(IN_OTHER_WORDS, ANSWER).await;
    let status = live.status();
    assert!(!status.awaits_vectors);
    assert_eq!(still_building(&status, Locale::En), None);
    insta::assert_snapshot!(refusal(&live.service, "Who composed Turandot?").await, @"The report does not say this.");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_a_reader_left_behind_answer_at_once() {
    let folder = folder(600);
    let mut config = Config {
        data: folder.path().join("data"),
        ..Config::default()
    };
    config.corpus.folder = folder.path().join("corpus");
    let model = Model::when_needed(&config).unwrap();
    let reader = DocumentReader::in_process();
    let opened = App::open_with(&config, model, reader, Embeds::Never, &()).unwrap();
    assert!(opened.app.awaits_vectors());
    let gate = Arc::default();
    let live = serve(folder, &gate).await;
    assert_eq!(live.generation(), 1);
    assert!(live.ask(IN_ITS_WORDS).await.contains(ANSWER));
    gate.open();
    live.will_answer(IN_OTHER_WORDS, ANSWER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_first_index_is_embedded_before_it_is_served() {
    let gate = Arc::new(Gate::default());
    let opens = {
        let gate = Arc::clone(&gate);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            gate.open();
        })
    };
    let live = serve(folder(10), &gate).await;
    opens.await.unwrap();
    assert_eq!(live.generation(), 1);
    assert!(!live.status().awaits_vectors);
    assert!(live.ask(IN_OTHER_WORDS).await.contains(ANSWER));
}

#[test]
fn who_only_reads_embeds_nothing_and_keeps_up_what_is_embedded() {
    let folder = folder(3);
    let mut config = Config {
        data: folder.path().join("data"),
        ..Config::default()
    };
    config.corpus.folder = folder.path().join("corpus");
    let read = || {
        let model = Model::when_needed(&config).unwrap();
        let reader = DocumentReader::in_process();
        App::open_with(&config, model, reader, Embeds::Never, &()).unwrap()
    };
    let ask = || App::open(&config, &()).unwrap();
    let write = |days| fs::write(config.corpus.folder.join("log.md"), log(days)).unwrap();
    assert!(read().app.awaits_vectors());
    // Another document, the same index: still of words.
    write(4);
    let opened = read();
    assert!(opened.report.unwrap().published && opened.app.awaits_vectors());
    let asked = ask();
    assert!(!asked.app.awaits_vectors() && asked.report.unwrap().embedded > 0);
    // From now on there are vectors for whoever asks next.
    write(5);
    let opened = read();
    assert!(opened.report.unwrap().published && !opened.app.awaits_vectors());
    assert!(!ask().report.unwrap().published);
}
