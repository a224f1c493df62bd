//! Many generations, one after the other: nothing is left over of them, and nothing is removed that
//! anybody reads.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use fundstelle::{
    app::{self, Question},
    index::{Generation, Generations},
    telemetry::FrontEnd,
};

use super::Live;

const TOWER: &str = "# Turm\n\nDer Turm ist 40 Meter hoch.\n";
const HIGH: &str = "Wie hoch ist der Turm?";

/// Bytes below a folder.
fn bytes(folder: &Path) -> u64 {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let metadata = entries.map(|entry| entry.unwrap().metadata().unwrap());
    metadata
        .filter(fs::Metadata::is_file)
        .map(|m| m.len())
        .sum()
}

/// The number of files below a folder that this process has open or mapped, deleted ones too.
fn open_files(folder: &Path) -> usize {
    let open = fs::read_dir("/proc/self/fd").into_iter().flatten();
    let links = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let mapped = maps.matches(folder.to_str().unwrap()).count();
    links.filter(|link| link.starts_with(folder)).count() + mapped
}

/// Publishes another generation, and takes it up.
fn change(live: &Live, number: usize) {
    live.write("turm.md", TOWER.replace("40", &number.to_string()));
    let snapshot = live
        .service
        .live_index
        .snapshot(&app::Audience::operator())
        .unwrap();
    let config = snapshot.app.config().clone();
    drop(snapshot);
    app::build(&config, false, &()).unwrap();
    live.service.live_index.refresh();
}

async fn start() -> Live {
    Live::start_with(&[("turm.md", TOWER)], |config| {
        config.corpus.watch = false;
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_changes_leave_nothing_behind() {
    let live = start().await;
    (0..5).for_each(|number| change(&live, number));
    let (room, open) = (bytes(&live.index()), open_files(&live.index()));
    (100..300).for_each(|number| change(&live, number));
    assert!(live.ask(HIGH).await.contains("299 Meter"));
    assert_eq!(live.generation(), 206);
    let now = bytes(&live.index());
    assert!(now < room + 4_096, "{room} bytes before, {now} now");
    let generations = fs::read_dir(live.index()).unwrap();
    let names: Vec<_> = generations
        .map(|entry| entry.unwrap().file_name())
        .collect();
    // The generation, and what stands beside generations.
    assert_eq!(names.len(), 4, "{names:?}");
    let now = open_files(&live.index());
    assert!(
        open > 0 && now <= open,
        "{open} open files before, {now} now"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_reads_stays_until_they_let_go() {
    let live = start().await;
    let snapshot = live
        .service
        .live_index
        .snapshot(&app::Audience::operator())
        .unwrap();
    let config = snapshot.app.config().clone();
    drop(snapshot);
    // As another process would.
    let generations = Generations::of_corpus(&config.data, &config.corpus.folder);
    let reader = Generation::open(&generations).unwrap();
    (100..105).for_each(|number| change(&live, number));
    assert!(live.index().join("1/manifest.json").exists());
    assert!(!live.index().join("4").exists());
    assert!(live.index().join("6").exists());
    drop(reader);
    live.service.live_index.refresh();
    assert!(!live.index().join("1").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_in_flight_keep_their_generation() {
    let live = start().await;
    let old = live
        .service
        .live_index
        .snapshot(&app::Audience::operator())
        .unwrap();
    (100..105).for_each(|number| change(&live, number));
    let answer = format!("{:?}", old.app.ask(HIGH, None).unwrap());
    assert!(answer.contains("40 Meter"), "{answer}");
    assert!(live.ask(HIGH).await.contains("104 Meter"));
    assert!(live.index().join("1").exists());
    drop(old);
    live.service.live_index.refresh();
    assert!(!live.index().join("1").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_answered_while_generations_come_and_go() {
    let live = start().await;
    let queue = live
        .service
        .queue(FrontEnd::Pages)
        .library(&app::Audience::operator());
    let is_over = Arc::new(AtomicBool::new(false));
    let asker = tokio::spawn({
        let is_over = Arc::clone(&is_over);
        async move {
            let mut asked = 0;
            while !is_over.load(Ordering::Relaxed) {
                let question = format!("Wie hoch ist der Turm{}", "?".repeat(1 + asked % 99));
                let answered = queue.ask(&Question::new(&question)).await;
                let answer = format!("{:?}", answered.unwrap().answer);
                assert!(answer.contains("Meter hoch"), "{answer}");
                asked += 1;
            }
            asked
        }
    });
    for number in 100..110 {
        tokio::task::block_in_place(|| change(&live, number));
    }
    is_over.store(true, Ordering::Relaxed);
    assert!(asker.await.unwrap() > 10);
}
