//! A builder that dies is followed by another, which goes on from what was published last.

use std::time::{Duration, Instant};

use fundstelle::{
    answer::Answer,
    app::{Audience, SharingRole},
};

use super::{Documents, HIGH, NAME, Part, Process, TIMEOUT, TOWER, cluster};
use crate::{
    program::Program,
    web::running::{HEALTH, Running},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_builder_that_is_killed_is_followed_by_another() {
    let Some(cluster) = cluster() else {
        return;
    };
    let program = Program::with(&[
        ("turm.md", TOWER),
        ("rules.md", "# Rules\n\nDogs stay on a lead.\n"),
    ]);
    fake_discord::written_long_ago(&program.corpus());
    let url = cluster.url(NAME);
    let running = Running::start(
        &program,
        &[
            ("FUNDSTELLE_STORE__URL", &url),
            ("FUNDSTELLE_INDEX__SHARE", "postgres"),
            ("FUNDSTELLE_LIBRARY__ENABLED", "off"),
        ],
    );
    running.says("published a generation of the index");
    let begun = Instant::now();
    loop {
        let ready = running.get(HEALTH, "/readyz");
        if ready.contains("ok sharing: generation 1 is published and served; this process builds") {
            break;
        }
        assert!(begun.elapsed() < TIMEOUT, "{ready}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let documents = Documents::with(&[
        ("turm.md", TOWER),
        ("rules.md", "# Rules\n\nDogs stay on a lead.\n"),
    ]);
    let next = Process::start(&cluster, Part::Builds(&documents)).await;
    let third = Process::start(&cluster, Part::Serves).await;
    for process in [&next, &third] {
        process.until_serving(1).await;
    }
    assert_eq!(next.sharing().role, SharingRole::Waits);
    let fetched = third.sharing().fetched;

    running.kill();
    documents.write("turm.md", &TOWER.replace("40", "60"));
    for process in [&next, &third] {
        process.will_say(HIGH, "60 Meter").await;
        process.until_serving(2).await;
    }
    assert_eq!(next.sharing().role, SharingRole::Builds);
    // It went on from what was there.
    let then = third.sharing().fetched;
    assert!(
        then.kept > 0 && then.bytes < fetched.bytes,
        "{fetched:?} {then:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_read_the_corpus_leaves_the_building_to_another() {
    let Some(cluster) = cluster() else {
        return;
    };
    let (none, documents) = (Documents::with(&[]), Documents::some());
    let first = Process::start(&cluster, Part::Builds(&none)).await;
    first
        .until("it has tried", |status| status.problem.is_some())
        .await;
    let (status, says) = first.ready().await;
    assert_eq!(status, 503, "{says}");
    let second = Process::start(&cluster, Part::Builds(&documents)).await;
    second.until_serving(1).await;
    first.until_serving(1).await;
    assert_eq!(second.sharing().role, SharingRole::Builds);
    assert_eq!(first.sharing().role, SharingRole::Waits);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_without_documents_says_that_the_index_is_being_built() {
    let Some(cluster) = cluster() else {
        return;
    };
    let serving = Process::start(&cluster, Part::Serves).await;
    serving
        .until("it has looked", |status| status.sharing.is_some())
        .await;
    let (status, says) = serving.ready().await;
    assert_eq!(status, 503);
    assert!(
        says.contains("failed index: the index is being built"),
        "{says}"
    );
    assert!(
        says.contains("no generation is known to be published"),
        "{says}"
    );
    assert!(serving.ask(HIGH).await.contains("the index is being built"));
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    serving.will_say(HIGH, "40 Meter").await;
    assert_eq!(serving.ready().await.0, 200);
    drop(builder);
}

/// Paints the page on which the fee stands; the error says why there is no picture.
async fn painted(process: &Process) -> Result<(), String> {
    let live_index = &process.service.live_index;
    let snapshot = live_index.snapshot(&Audience::operator()).unwrap();
    let painted = tokio::task::spawn_blocking(move || {
        let app = &snapshot.app;
        let answer = app.ask("What is the fee for a berth?", None).unwrap();
        let Answer::Found { citations, .. } = answer else {
            panic!("{answer:?}");
        };
        let pictures = app.pictures(&app.painter(), &citations[0]);
        pictures.map(drop).map_err(|error| error.to_string())
    });
    painted.await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_painted_where_its_file_is_and_refused_elsewhere() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let report = crate::pdf::report().bytes();
    std::fs::write(documents.folder().join("report.pdf"), report).unwrap();
    fake_discord::written_long_ago(&documents.folder());
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    let serving = Process::start(&cluster, Part::Serves).await;
    for process in [&builder, &serving] {
        process.until_serving(1).await;
    }
    assert_eq!(painted(&builder).await, Ok(()));
    let why = painted(&serving).await.unwrap_err();
    assert!(why.contains("the file is not on this machine"), "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_here_is_published_to_a_database_that_has_nothing() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    let data = builder.end();
    cluster.tell(NAME, "DELETE FROM published; DELETE FROM published_chunks");
    let again = Process::start_in(&cluster, Part::Builds(&documents), data, |_| {}).await;
    let other = Process::start(&cluster, Part::Serves).await;
    other.until_serving(1).await;
    assert_eq!(again.sharing().fetched.fetched, 0);
}
