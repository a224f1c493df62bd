//! A file that takes long to read keeps nobody waiting.

use std::fs;

use fundstelle::app::Status;
use tempfile::TempDir;

use super::{BUILT, GOOD, lengthy, reader};
use crate::live::Live;

const HARBOUR: &str = "# Hafen\n\nDer Hafen von Wittdün wurde 1890 gebaut.\n";
const HARBOUR_BUILT: &str = "Wann wurde der Hafen gebaut?";

/// Serves a good file and one that takes long.
async fn start(lengthy: &str, seconds: u64) -> Live {
    let folder = TempDir::new().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::write(corpus.join("good.md"), GOOD).unwrap();
    fs::write(corpus.join("lengthy.md"), lengthy).unwrap();
    Live::start_reading(folder, |_| {}, reader(seconds)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_others_are_served_while_a_file_takes_long() {
    let live = start(&lengthy().repeat(3), 60).await;
    live.will_answer(BUILT, "1875").await;
    let status = live.status();
    assert_eq!(status.reading, ["lengthy.md"], "{status:#?}");
    assert_eq!((status.documents, status.problem), (1, None));
    let shelf = live.serving.library.shelf().unwrap();
    let health = fundstelle::web::health(shelf.app.config(), &live.serving);
    drop(shelf);
    let ready = crate::web::get(&health, "/readyz").await.body;
    assert!(ready.contains("1 file still being read"), "{ready}");
    // What is new, and what changes, does not wait for it.
    live.write("hafen.md", HARBOUR);
    live.will_answer(HARBOUR_BUILT, "1890").await;
    live.write("good.md", GOOD.replace("1875", "1876"));
    live.will_answer(BUILT, "1876").await;
    // And in the end it is served as well.
    let is_done = |status: &Status| status.documents == 3 && status.reading.is_empty();
    let status = live.until("it is read", is_done).await;
    assert_eq!(status.with_errors, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_too_long_is_given_up_while_the_others_are_served() {
    let live = start(&lengthy().repeat(16), 1).await;
    live.will_answer(BUILT, "1875").await;
    let is_done = |status: &Status| status.with_errors == 1 && status.reading.is_empty();
    let status = live.until("it is given up", is_done).await;
    assert_eq!(status.documents, 1);
    let shelf = live.serving.library.shelf().unwrap();
    let findings = &shelf.app.generation().manifest().warnings;
    assert!(
        findings[0].message.contains("it takes longer than 1 s"),
        "{findings:?}"
    );
    // Whoever mends it is heard.
    drop(shelf);
    live.write("lengthy.md", HARBOUR);
    live.will_answer(HARBOUR_BUILT, "1890").await;
    assert_eq!(live.status().with_errors, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_long_and_goes_is_not_read_on() {
    let live = start(&lengthy().repeat(3), 60).await;
    live.until("it is being read", |status| status.reading.len() == 1)
        .await;
    live.remove("lengthy.md");
    let status = live
        .until("it is left", |status| status.reading.is_empty())
        .await;
    assert_eq!((status.documents, status.with_errors), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_files_that_take_long_are_read_one_after_the_other() {
    let live = start(&lengthy(), 60).await;
    for name in ["zwei.md", "drei.md"] {
        live.write(name, lengthy());
    }
    let all = ["drei.md", "lengthy.md", "zwei.md"];
    live.until("all are seen to take long", |status| {
        let mut reading = status.reading.clone();
        reading.sort();
        reading == all || status.documents > 2
    })
    .await;
    live.write("hafen.md", HARBOUR);
    live.will_answer(HARBOUR_BUILT, "1890").await;
    for documents in 3..=5 {
        let is_read = |status: &Status| status.documents >= documents;
        live.until("one more is read", is_read).await;
    }
}
