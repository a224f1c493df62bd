//! Files that are being copied: nothing is read by halves, and what was there before serves meanwhile.

use std::{
    fs::{self, File},
    io::Write,
    time::{Duration, Instant},
};

use super::Live;

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const HIGH: &str = "Wie hoch ist der Turm?";

fn line(number: usize) -> String {
    format!(
        "Der Turm ist von Stufe {number} an {} Meter hoch.\n\n",
        number + 100
    )
}

/// Asks what is served while a file is written line by line.
async fn check_copy(live: &Live, name: &str, pause: Duration, lines: usize) {
    let mut file = File::create(live.path(name)).unwrap();
    let before = live.generation();
    for number in 0..lines {
        file.write_all(line(number).as_bytes()).unwrap();
        let next = Instant::now() + pause;
        while Instant::now() < next {
            let answer = live.ask(HIGH).await;
            assert!(answer.contains("40 Meter"), "{number}: {answer}");
            assert_eq!(live.generation(), before);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    drop(file);
    let last = format!("Stufe {}", lines - 1);
    live.will_answer(&format!("Wie hoch ist der Turm von {last} an?"), &last)
        .await;
    assert_eq!(live.generation(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_grows_for_long_is_read_once_when_it_is_whole() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    check_copy(&live, "mehr.md", Duration::from_millis(300), 12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_good_version_serves_while_a_file_is_written_anew() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    check_copy(&live, "turm.md", Duration::from_millis(300), 12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_heard_a_file_that_grows_is_seen_to() {
    let live = Live::start_with(&[("turm.md", TOWER)], |config| {
        config.corpus.watch = false;
        config.corpus.refresh_seconds = 1;
    })
    .await;
    check_copy(&live, "turm.md", Duration::from_millis(300), 12).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_stands_still_is_waited_for_while_it_is_open() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    check_copy(&live, "turm.md", Duration::from_secs(3), 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_editors_and_copiers_keep_beside_a_file_is_nothing() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    for name in [
        ".turm.md.swp",
        ".turm.md.Xa81fQ",
        ".~lock.turm.md#",
        "turm.md~",
        "turm.md.part",
        "turm.md.tmp",
        "#turm.md#",
        "~$turm.md",
        "turm.md.crdownload",
        "kopie.tmp/turm.md",
    ] {
        live.write(name, TOWER.replace("40", "60"));
    }
    live.write("neu.md", "Neu ist der Steg.\n");
    live.will_answer("Ist der Steg neu?", "Neu ist der Steg.")
        .await;
    assert_eq!(live.status().documents, 2);
    assert_eq!(live.status().with_warnings, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_new_when_it_starts_are_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/turm.md"), TOWER).unwrap();
    let begun = Instant::now();
    let live = Live::start_in(folder, |_| {}).await;
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(live.ask(HIGH).await.contains("40 Meter"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_made_and_still_empty_is_waited_for() {
    let live = Live::start(&[("turm.md", TOWER)]).await;
    let before = live.generation();
    let mut file = File::create(live.path("neu.md")).unwrap();
    tokio::time::sleep(Duration::from_millis(3_500)).await;
    assert_eq!(live.generation(), before);
    file.write_all("Der Steg ist neu und schmal.\n".as_bytes())
        .unwrap();
    drop(file);
    live.will_answer("Ist der Steg schmal?", "neu und schmal")
        .await;
    assert_eq!(live.generation(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_emptied_keeps_its_text_until_it_stays_so() {
    let live = Live::start(&[("turm.md", TOWER), ("steg.md", "Der Steg ist schmal.\n")]).await;
    let before = live.generation();
    let mut file = File::create(live.path("turm.md")).unwrap();
    let until = Instant::now() + Duration::from_millis(3_500);
    while Instant::now() < until {
        assert!(live.ask(HIGH).await.contains("40 Meter"));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    file.write_all(TOWER.replace("40", "60").as_bytes())
        .unwrap();
    drop(file);
    live.will_answer(HIGH, "60 Meter").await;
    assert_eq!(live.generation(), before + 1);
    // An empty file is moved into its place, and stays.
    File::create(live.path("leer.part")).unwrap();
    live.rename("leer.part", "turm.md");
    assert!(live.ask(HIGH).await.contains("60 Meter"));
    live.will_not_answer(HIGH, "60 Meter").await;
    let status = live
        .until("it is said", |status| status.with_warnings == 1)
        .await;
    assert_eq!(status.with_errors, 0);
    let snapshot = live
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let findings = snapshot.app.generation().manifest().findings();
    let said: Vec<_> = findings.map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["warning: turm.md: the file is empty; write something into it, or remove it"]
    );
}
