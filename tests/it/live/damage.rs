//! An index that is damaged while it serves: nothing wrong is said, and it heals without a restart.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use fundstelle::{answer::Answer, app::Question, telemetry::FrontEnd};

use super::Live;

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch. Er hat drei Glocken.\n";
const BRIDGE: &str = "# Brücke\n\nDie Brücke wurde 1904 gebaut.\n";
const HIGH: &str = "Wie hoch ist der Turm?";

/// Takes something away: of the folder of the index, or of its generation.
type Removes<'a> = &'a dyn Fn(&Path, &Path);

async fn start() -> Live {
    Live::start_with(&[("turm.md", TOWER), ("brücke.md", BRIDGE)], |config| {
        config.corpus.watch = false;
    })
    .await
}

fn word_files(live: &Live) -> Vec<PathBuf> {
    let folder = live
        .index()
        .join(live.generation().to_string())
        .join("words/de");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// Other bytes in the same file, where it is mapped.
fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes.iter_mut().step_by(3).for_each(|byte| *byte ^= 0x55);
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &bytes, 0).unwrap();
}

/// Asks; what is quoted must be true.
async fn ask(live: &Live, question: &str) -> Result<(), String> {
    let queue = live.service.queue(FrontEnd::Pages);
    match queue
        .library(&fundstelle::app::Audience::operator())
        .ask(&Question::new(question))
        .await
    {
        Ok(asked) => {
            if let Answer::Found { citations, .. } = &asked.answer {
                for citation in citations {
                    let text = citation.quote.text();
                    assert!(TOWER.contains(text) || BRIDGE.contains(text), "{text}");
                }
            }
            Ok(())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Looks at the corpus until all is well: what is new must be seen twice.
async fn check_looks_heal(live: &Live, before: u64) {
    live.service.live_index.refresh();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    live.service.live_index.refresh();
    check_heals(live, before).await;
}

async fn check_heals(live: &Live, before: u64) {
    live.until("it is built anew", |status| {
        status.generation > Some(before) && status.problem.is_none()
    })
    .await;
    assert!(live.ask(HIGH).await.contains("40 Meter"));
    let snapshot = live
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    assert_eq!(snapshot.app.generation().doubt(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_question_stumbles_over_is_built_anew_at_once() {
    let live = start().await;
    let before = live.generation();
    for file in word_files(&live) {
        if file.extension().is_some_and(|ending| ending == "store") {
            flip(&file);
        }
    }
    let error = ask(&live, HIGH).await.unwrap_err();
    assert!(error.contains("cannot be used"), "{error}");
    // The answer was none, and the next look is not waited for.
    check_heals(&live, before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_file_of_the_words_may_be_damaged() {
    let live = start().await;
    for at in 0..word_files(&live).len() {
        let before = live.generation();
        flip(&word_files(&live)[at]);
        // Answered, refused or failed, but never wrong. Each time it is another question.
        drop(ask(&live, &format!("{HIGH}{}", " Ja?".repeat(at + 1))).await);
        check_looks_heal(&live, before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_may_go() {
    let live = start().await;
    let index = live.index();
    let removed: [Removes<'_>; 5] = [
        &|index, _| fs::remove_dir_all(index).unwrap(),
        &|_, generation| fs::remove_dir_all(generation).unwrap(),
        &|index, _| fs::remove_file(index.join("CURRENT")).unwrap(),
        &|_, generation| fs::write(generation.join("manifest.json"), "{}").unwrap(),
        &|_, generation| fs::write(generation.join("words/more"), "x").unwrap(),
    ];
    for remove in removed {
        let before = live.generation();
        remove(&index, &index.join(before.to_string()));
        check_looks_heal(&live, before).await;
    }
}
