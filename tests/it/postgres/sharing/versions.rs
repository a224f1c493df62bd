//! Processes of other versions, or with other models: none takes or replaces what it cannot read.

use fundstelle::app::SharingRole;

use super::{Documents, HIGH, NAME, Part, Process, TOWER, cluster};

/// Another process publishes something that cannot be read here; says what is told of it, and that nothing comes
/// of it.
async fn is_left_alone(change: &str, why: &str) {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    let data = builder.end();
    cluster.tell(NAME, change);
    // One that has something goes on with it; one that has nothing serves nothing.
    let old = Process::start_in(&cluster, Part::Builds(&documents), data, |_| {}).await;
    let new = Process::start(&cluster, Part::Builds(&documents)).await;
    for process in [&old, &new] {
        let status = process
            .until("it says so", |status| {
                let sharing = status.sharing.as_ref();
                sharing.is_some_and(|sharing| sharing.problem.is_some())
            })
            .await;
        let sharing = status.sharing.unwrap();
        assert!(sharing.problem.unwrap().contains(why));
        assert_eq!(sharing.role, SharingRole::Waits);
        let (_, says) = process.ready().await;
        assert!(
            says.contains("degraded sharing: generation 2 is published"),
            "{says}"
        );
        assert!(says.contains(why), "{says}");
    }
    old.will_say(HIGH, "40 Meter").await;
    assert_eq!(new.status().generation, None);
    documents.write("turm.md", &TOWER.replace("40", "50"));
    for process in [&old, &new] {
        // Several looks later, nothing is otherwise.
        for _ in 0..3 {
            let live_index = std::sync::Arc::clone(&process.service.live_index);
            let looked = tokio::task::spawn_blocking(move || live_index.refresh());
            let _again = looked.await.unwrap();
        }
        assert_eq!(process.sharing().published, Some(2));
        assert_eq!(process.sharing().role, SharingRole::Waits);
    }
    assert!(old.ask(HIGH).await.contains("40 Meter"));
    assert_eq!(cluster.number(NAME, "SELECT max(number) FROM published"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_version_published_is_left_alone() {
    let change = "DELETE FROM published; INSERT INTO published VALUES (2, 1000, NULL, 0)";
    is_left_alone(change, "newer version of fundstelle").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_version_published_is_left_alone_for_a_while() {
    let change = "DELETE FROM published; INSERT INTO published VALUES (2, 1, NULL, 0)";
    is_left_alone(change, "older version of fundstelle").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_for_another_model_is_left_alone_for_a_while() {
    let change = "DELETE FROM published; INSERT INTO published SELECT 2, 15, 'another', 0";
    let own = fundstelle::index::FORMAT_VERSION;
    let change = change.replace("15", &own.to_string());
    is_left_alone(&change, "for another model").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_newer_version_the_newest_that_can_be_read_is_taken() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    drop(builder.end());
    cluster.tell(NAME, "INSERT INTO published VALUES (2, 1000, NULL, 0)");
    let other = Process::start(&cluster, Part::Serves).await;
    other.will_say(HIGH, "40 Meter").await;
    other
        .until("it says so", |status| {
            let sharing = status.sharing.as_ref().unwrap();
            sharing.problem.is_some() && status.generation == Some(1)
        })
        .await;
    let (status, says) = other.ready().await;
    assert_eq!(status, 200);
    assert!(
        says.contains("generation 2 is published, 1 is served"),
        "{says}"
    );
}
