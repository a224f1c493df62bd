//! Files and folders that go bad while they are served: what was good before goes on serving, the
//! operator hears of it, and all is well again when they are.

use std::fs;

use fundstelle::app;

use super::Live;
use crate::bad_disk::{SmallDisk, fill};

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const BRIDGE: &str = "# Brücke\n\nDie Brücke wurde 1904 gebaut.\n";
const HIGH: &str = "Wie hoch ist der Turm?";
const BUILT: &str = "Wann wurde die Brücke gebaut?";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_goes_bad_keeps_its_last_good_version_and_is_counted() {
    let live = Live::start(&[("turm.md", TOWER), ("brücke.md", BRIDGE)]).await;
    live.write("turm.md", b"\x89PNG\r\n\x1a\n\0\0");
    let status = live
        .until("it is counted", |status| status.with_errors == 1)
        .await;
    assert_eq!((status.documents, status.problem), (2, None));
    let snapshot = live
        .service
        .live_index
        .snapshot(&app::Audience::operator())
        .unwrap();
    assert_eq!(snapshot.numbers().with_errors, 1);
    let health = fundstelle::web::health(snapshot.app.config(), &live.service);
    let ready = crate::web::get(&health, "/readyz").await.body;
    assert!(
        ready.contains("degraded corpus: 1 file could not be read"),
        "{ready}"
    );
    let numbers = crate::web::get(&health, "/metrics").await.body;
    assert!(numbers.contains("files_with_errors 1\n"), "{numbers}");
    drop(snapshot);
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    let generation = live.generation();
    // It stays bad: that is no work.
    live.write("turm.md", b"\x89PNG\r\n\x1a\n\0\0");
    live.write("brücke.md", BRIDGE.replace("1904", "1911"));
    live.will_answer(BUILT, "1911").await;
    assert_eq!(live.generation(), generation + 1);
    live.write("turm.md", TOWER.replace("40", "50"));
    live.will_answer(HIGH, "50 Meter").await;
    assert_eq!(live.status().with_errors, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_or_a_broken_link_in_the_place_of_a_file_is_no_deletion() {
    let live = Live::start(&[("turm.md", TOWER), ("brücke.md", BRIDGE)]).await;
    live.remove("turm.md");
    fs::create_dir(live.path("turm.md")).unwrap();
    live.until("the folder is seen", |status| status.with_errors == 1)
        .await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    fs::remove_dir(live.path("turm.md")).unwrap();
    std::os::unix::fs::symlink("nirgends.md", live.path("turm.md")).unwrap();
    live.until("the link is seen", |status| {
        (status.with_warnings, status.with_errors) == (1, 0)
    })
    .await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    live.remove("turm.md");
    live.will_not_answer(HIGH, "40 Meter").await;
    assert_eq!(live.status().with_warnings, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corpus_that_is_emptied_or_gone_is_served_as_it_was() {
    let live = Live::start_with(&[("turm.md", TOWER)], |config| {
        config.corpus.refresh_seconds = 1;
    })
    .await;
    live.remove("turm.md");
    let status = live
        .until("it is said", |status| status.problem.is_some())
        .await;
    assert!(status.problem.unwrap().contains("contains no documents"));
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    let corpus = live.path("");
    fs::remove_dir(&corpus).unwrap();
    let gone = |problem: &Option<String>| {
        problem
            .as_ref()
            .is_some_and(|p| p.contains("does not exist"))
    };
    live.until("it is said", |status| gone(&status.problem))
        .await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    live.write("turm.md", TOWER.replace("40", "50"));
    live.will_answer(HIGH, "50 Meter").await;
    let status = live
        .until("all is well", |status| status.problem.is_none())
        .await;
    assert!(status.is_watched);
    // It is listened to again.
    live.write("brücke.md", BRIDGE);
    live.will_answer(BUILT, "1904").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corpus_behind_a_link_that_is_switched_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    for (version, height) in [("eins", "40"), ("zwei", "50")] {
        let place = folder.path().join(version);
        fs::create_dir(&place).unwrap();
        fs::write(place.join("turm.md"), TOWER.replace("40", height)).unwrap();
        // Times of files are no finer than some milliseconds.
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let link = folder.path().join("corpus");
    std::os::unix::fs::symlink("eins", &link).unwrap();
    let live = Live::start_in(folder, |_| {}).await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    let next = link.with_extension("next");
    std::os::unix::fs::symlink("zwei", &next).unwrap();
    fs::rename(&next, &link).unwrap();
    live.will_answer(HIGH, "50 Meter").await;
    live.write("brücke.md", BRIDGE);
    live.will_answer(BUILT, "1904").await;
    // The same index, whatever the link leads to.
    assert_eq!(live.generation(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_leaves_the_old_documents_serving_until_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/turm.md"), TOWER).unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let Some(_disk) = SmallDisk::mount(&data) else {
        eprintln!("skipped: this user may not mount");
        return;
    };
    let live = Live::start_in(folder, |config| config.corpus.refresh_seconds = 1).await;
    fill(&data.join("ballast"));
    live.write("turm.md", TOWER.replace("40", "50"));
    let status = live
        .until("it is said", |status| status.problem.is_some())
        .await;
    assert!(status.problem.unwrap().contains("free some space"));
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    fs::remove_file(data.join("ballast")).unwrap();
    live.will_answer(HIGH, "50 Meter").await;
    assert_eq!(live.status().problem, None);
    drop(live.service);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_cannot_be_written_is_served_from_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/turm.md"), TOWER).unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let Some(disk) = SmallDisk::mount(&data) else {
        eprintln!("skipped: this user may not mount");
        return;
    };
    let live = Live::start_in(folder, |_| {}).await;
    disk.freeze();
    let Live { folder, service } = live;
    drop(service);
    let live = Live::start_in(folder, |config| config.corpus.refresh_seconds = 1).await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    assert_eq!(live.status().problem, None);
    live.write("turm.md", TOWER.replace("40", "50"));
    let status = live
        .until("it is said", |status| status.problem.is_some())
        .await;
    let problem = status.problem.unwrap();
    assert!(
        problem.contains("the data directory cannot be written"),
        "{problem}"
    );
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    drop(live.service);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_builds_is_taken_up() {
    let Live { folder, service } = Live::start(&[("turm.md", TOWER)]).await;
    drop(service);
    let live = Live::start_in(folder, |config| {
        config.corpus.watch = false;
        config.corpus.refresh_seconds = 1;
        // It reads nothing itself.
        config.corpus.settle_seconds = 1_000;
    })
    .await;
    live.write("turm.md", TOWER.replace("40", "50"));
    let snapshot = live
        .service
        .live_index
        .snapshot(&app::Audience::operator())
        .unwrap();
    let config = snapshot.app.config().clone();
    drop(snapshot);
    app::build(&config, false, &()).unwrap();
    live.will_answer(HIGH, "50 Meter").await;
}
