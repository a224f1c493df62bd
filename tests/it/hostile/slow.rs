//! A file that takes long to read keeps nobody waiting.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use fundstelle::app::Status;
use tempfile::TempDir;

use super::{BUILT, GOOD, reader};
use fake_discord::written_long_ago;

use crate::live::Live;

const CHRONICLE: &str = "# Chronik\n\nEin Schiff kam aus Husum an.\n";
const HARBOUR: &str = "# Hafen\n\nDer Hafen von Wittdün wurde 1890 gebaut.\n";
const HARBOUR_BUILT: &str = "Wann wurde der Hafen gebaut?";

/// A program that reads, and holds a child when it is told to.
struct Holding {
    folder: PathBuf,
}

impl Holding {
    /// Writes the program.
    fn in_folder(folder: &Path) -> Self {
        let folder = folder.to_owned();
        let holding = Self { folder };
        let script = format!(
            "#!/bin/sh\n\
             if mv '{next}' '{held}'; then while [ -e '{held}' ]; do sleep 0.02; done; fi\n\
             while [ -e '{all}' ]; do sleep 0.02; done\n\
             exec '{read}' \"$@\"\n",
            next = holding.path("next").display(),
            held = holding.path("held").display(),
            all = holding.path("all").display(),
            read = env!("CARGO_BIN_EXE_fundstelle"),
        );
        let program = holding.path("program");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        holding
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Holds the next child that is started.
    fn hold_next(&self) {
        fs::write(self.path("next"), "").unwrap();
    }

    fn release(&self) {
        fs::remove_file(self.path("held")).unwrap();
    }

    /// Holds every child that is started from now on.
    fn hold_all(&self) {
        fs::write(self.path("all"), "").unwrap();
    }

    fn release_all(&self) {
        fs::remove_file(self.path("all")).unwrap();
    }

    /// Serves what is in the corpus, giving a file so many seconds, by the wall three times as many.
    async fn serve(&self, folder: TempDir, seconds: u64) -> Live {
        written_long_ago(&folder.path().join("corpus"));
        let reader = reader(self.path("program"), seconds);
        Live::start_reading(folder, |_| {}, reader).await
    }
}

/// Serves a good file, and has a chronicle beside it that takes as long as the test likes.
async fn start(seconds: u64) -> (Live, Holding) {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("good.md"), GOOD).unwrap();
    let holding = Holding::in_folder(folder.path());
    let live = holding.serve(folder, seconds).await;
    holding.hold_next();
    live.write("chronik.md", CHRONICLE);
    live.until("it is being read", |status| {
        status.reading == ["chronik.md"]
    })
    .await;
    (live, holding)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_start_serves_what_is_read() {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("good.md"), GOOD).unwrap();
    fs::write(corpus.join("hafen.md"), HARBOUR).unwrap();
    let holding = Holding::in_folder(folder.path());
    // One of the two, whichever is read first.
    holding.hold_next();
    let live = holding.serve(folder, 60).await;
    let status = live.status();
    assert_eq!((status.documents, status.reading.len()), (1, 1));
    holding.release();
    live.will_answer(BUILT, "1875").await;
    live.will_answer(HARBOUR_BUILT, "1890").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_others_are_served_while_a_file_takes_long() {
    let (live, holding) = start(60).await;
    live.will_answer(BUILT, "1875").await;
    let status = live.status();
    assert_eq!((status.documents, status.problem), (1, None));
    let snapshot = live
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let health = fundstelle::web::health(snapshot.app.config(), &live.service);
    drop(snapshot);
    let ready = crate::web::get(&health, "/readyz").await.body;
    assert!(ready.contains("1 file still being read"), "{ready}");
    // What is new, and what changes, does not wait for it.
    live.write("hafen.md", HARBOUR);
    live.will_answer(HARBOUR_BUILT, "1890").await;
    live.write("good.md", GOOD.replace("1875", "1876"));
    live.will_answer(BUILT, "1876").await;
    // And in the end it is served as well.
    holding.release();
    let is_done = |status: &Status| status.documents == 3 && status.reading.is_empty();
    let status = live.until("it is read", is_done).await;
    assert_eq!(status.with_errors, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_too_long_is_given_up_while_the_others_are_served() {
    let (live, _holding) = start(1).await;
    live.will_answer(BUILT, "1875").await;
    let is_done = |status: &Status| status.with_errors == 1 && status.reading.is_empty();
    let status = live.until("it is given up", is_done).await;
    assert_eq!(status.documents, 1);
    let snapshot = live
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let findings = &snapshot.app.generation().manifest().warnings;
    assert!(
        findings[0].message.contains("it takes longer than 1 s"),
        "{findings:?}"
    );
    // Whoever mends it is heard.
    drop(snapshot);
    live.write("chronik.md", HARBOUR);
    live.will_answer(HARBOUR_BUILT, "1890").await;
    assert_eq!(live.status().with_errors, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_long_and_goes_is_not_read_on() {
    let (live, _holding) = start(60).await;
    live.remove("chronik.md");
    let status = live
        .until("it is left", |status| status.reading.is_empty())
        .await;
    assert_eq!((status.documents, status.with_errors), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_files_that_take_long_are_read_one_after_the_other() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/good.md"), GOOD).unwrap();
    let holding = Holding::in_folder(folder.path());
    let live = holding.serve(folder, 60).await;
    holding.hold_all();
    let names = ["drei.md", "eins.md", "zwei.md"];
    for name in names {
        live.write(name, format!("# {name}\n\nEin Schiff kam an.\n"));
    }
    live.until("all are seen to take long", |status| {
        let mut reading = status.reading.clone();
        reading.sort();
        reading == names
    })
    .await;
    live.will_answer(BUILT, "1875").await;
    holding.release_all();
    let is_done = |status: &Status| status.documents == 4 && status.reading.is_empty();
    let status = live.until("all are read", is_done).await;
    assert_eq!(status.with_errors, 0);
}
