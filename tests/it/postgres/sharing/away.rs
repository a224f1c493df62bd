//! PostgreSQL goes away and comes back: all serve what they have, nobody builds, and then everything goes on.

use fundstelle::app::SharingRole;

use super::{Documents, HIGH, Part, Process, TOWER, cluster};

#[tokio::test(flavor = "multi_thread")]
async fn all_serve_what_they_have_while_the_database_is_away() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    let other = Process::start(&cluster, Part::Serves).await;
    other.until_serving(1).await;
    let late = Process::start(&cluster, Part::Serves).await;
    late.until_serving(1).await;
    let data = late.end();

    cluster.stop();
    documents.write("turm.md", &TOWER.replace("40", "70"));
    for process in [&builder, &other] {
        process
            .until("it notices", |status| {
                let sharing = status.sharing.as_ref().unwrap();
                sharing.problem.is_some() && sharing.role != SharingRole::Builds
            })
            .await;
        let (status, says) = process.ready().await;
        assert_eq!(status, 200, "{says}");
        assert!(
            says.contains("degraded sharing: generation 1 is published"),
            "{says}"
        );
        assert!(
            says.contains("named by store.url, cannot be used now"),
            "{says}"
        );
        assert!(!says.contains(crate::postgres::cluster::PASSWORD), "{says}");
        assert!(process.ask(HIGH).await.contains("40 Meter"));
    }
    // One that starts meanwhile serves what it fetched before.
    let late = Process::start_in(&cluster, Part::Serves, data, |_| {}).await;
    late.will_say(HIGH, "40 Meter").await;
    assert_eq!(builder.status().generation, Some(1), "nobody builds");

    cluster.go_on();
    for process in [&builder, &other, &late] {
        process.will_say(HIGH, "70 Meter").await;
        process
            .until("all is well", |status| {
                let sharing = status.sharing.as_ref().unwrap();
                sharing.problem.is_none() && sharing.published == Some(2)
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_cut_is_made_again() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    let other = Process::start(&cluster, Part::Serves).await;
    other.until_serving(1).await;
    for number in 2..4_u64 {
        cluster.cut(super::NAME);
        documents.write("turm.md", &TOWER.replace("40", &(number * 10).to_string()));
        for process in [&builder, &other] {
            process
                .will_say(HIGH, &format!("{} Meter", number * 10))
                .await;
        }
    }
}
