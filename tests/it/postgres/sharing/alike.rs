//! All processes answer alike, to the byte, whatever the path of their documents is; and each fetches only what it
//! lacks.

use std::path::Path;

use fundstelle::{app::SharingRole, config::IndexSharing};

use super::{Documents, HIGH, Part, Process, TOWER, cluster, encoded, without_age};
use crate::postgres::cluster::Cluster;

/// Requests of every kind.
fn requests() -> Vec<String> {
    let questions = [
        HIGH,
        "Was kostet ein Liegeplatz?",
        "When does the harbour open?",
        "Who composed Turandot?",
        "§ 1",
    ];
    let asked = questions.map(|question| format!("/ask?q={}", encoded(question)));
    let mut requests = asked.to_vec();
    requests.push("/documents".to_owned());
    requests.push("/sections?document=turm".to_owned());
    requests.push(format!("/passages?q={}", encoded("Turm")));
    let quote = encoded("Dogs stay on a lead.");
    requests.push(format!("/verify?quote={quote}"));
    requests
}

async fn answer_alike(processes: &[&Process]) {
    for request in requests() {
        let mut answers = Vec::new();
        for process in processes {
            answers.push(without_age(&process.api(&request).await));
        }
        let (first, others) = answers.split_first().unwrap();
        for other in others {
            assert_eq!(first, other, "{request}");
        }
    }
}

/// One builds; one could, and has the documents elsewhere; one has none. What changes is served by all.
async fn three_processes(cluster: &Cluster, share: IndexSharing, folder: &Path) {
    let (documents, elsewhere) = (Documents::some(), Documents::some());
    let sharing = |config: &mut fundstelle::config::Config| {
        config.index.share = share;
        folder.clone_into(&mut config.index.share_folder);
    };
    let builder = Process::start_with(cluster, Part::Builds(&documents), sharing).await;
    builder.until_serving(1).await;
    let other = Process::start_with(cluster, Part::Builds(&elsewhere), sharing).await;
    let third = Process::start_with(cluster, Part::Serves, sharing).await;
    for process in [&other, &third] {
        process.until_serving(1).await;
    }
    answer_alike(&[&builder, &other, &third]).await;
    let roles = [&builder, &other, &third].map(|process| process.sharing().role);
    assert_eq!(
        roles,
        [SharingRole::Builds, SharingRole::Waits, SharingRole::Serves]
    );

    let first = third.sharing().fetched;
    documents.write("turm.md", &TOWER.replace("40", "50"));
    for process in [&builder, &other, &third] {
        process.will_say(HIGH, "50 Meter").await;
    }
    for process in [&builder, &other, &third] {
        process.until_serving(2).await;
    }
    answer_alike(&[&builder, &other, &third]).await;
    let (status, says) = third.ready().await;
    assert_eq!(status, 200, "{says}");
    assert!(
        says.contains(
            "ok sharing: generation 2 is published and served; this process never builds it"
        ),
        "{says}"
    );

    // Of the words in English nothing has changed: none of it is fetched again.
    let then = third.sharing().fetched;
    assert_eq!(first.kept, 0);
    assert!(then.kept > 0 && then.fetched > 0, "{then:?}");
    assert!(then.bytes < first.bytes, "{first:?} {then:?}");
    assert_eq!(builder.sharing().fetched.fetched, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_answer_alike_to_the_byte() {
    let Some(cluster) = cluster() else {
        return;
    };
    three_processes(&cluster, IndexSharing::Postgres, Path::new("")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_answer_alike_through_a_folder() {
    let Some(cluster) = cluster() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    three_processes(&cluster, IndexSharing::Folder, folder.path()).await;
    let sql = "SELECT count(DISTINCT hash) FROM published_files";
    let named = cluster.number(super::NAME, sql);
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(usize::try_from(named).unwrap(), files);
    let sql = "SELECT count(*) FROM published_chunks";
    assert_eq!(cluster.number(super::NAME, sql), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_generations_stay_and_no_file_that_neither_names() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    for number in 2..=5_u64 {
        documents.write("turm.md", &TOWER.replace("40", &(number * 10).to_string()));
        builder.until_serving(number).await;
    }
    let number = |sql| cluster.number(super::NAME, sql);
    assert_eq!(number("SELECT count(*) FROM published"), 2);
    assert_eq!(number("SELECT min(number) FROM published"), 4);
    let chunks = "SELECT count(DISTINCT hash) FROM published_chunks";
    let named = "SELECT count(DISTINCT hash) FROM published_files";
    assert_eq!(number(chunks), number(named));
}
