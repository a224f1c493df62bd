//! Files that are damaged, in the database, in the folder or here: they are noticed, never served, and made good.

use std::fs;

use fundstelle::config::IndexSharing;

use super::{Documents, HIGH, NAME, Part, Process, cluster};

/// Makes another byte of the middle of every chunk.
const DAMAGE: &str = "UPDATE published_chunks SET bytes =
    set_byte(bytes, length(bytes) / 2, (get_byte(bytes, length(bytes) / 2) + 1) % 256)
    WHERE length(bytes) > 0 AND hash <> (SELECT hash FROM published_files WHERE path = 'manifest.json')";

#[tokio::test(flavor = "multi_thread")]
async fn a_chunk_that_is_damaged_is_refused_and_sent_again() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    let data = builder.end();
    cluster.tell(NAME, DAMAGE);
    let other = Process::start(&cluster, Part::Serves).await;
    let status = other
        .until("it notices", |status| {
            let sharing = status.sharing.as_ref();
            sharing.is_some_and(|sharing| sharing.problem.is_some())
        })
        .await;
    let why = status.sharing.unwrap().problem.unwrap();
    assert!(why.contains("of the published index is damaged"), "{why}");
    assert_eq!(status.generation, None);
    assert!(cluster.number(NAME, "SELECT count(*) FROM doubted_files") > 0);

    let builder = Process::start_in(&cluster, Part::Builds(&documents), data, |_| {}).await;
    other.will_say(HIGH, "40 Meter").await;
    other
        .until("all is well", |status| {
            status.sharing.as_ref().unwrap().problem.is_none()
        })
        .await;
    assert_eq!(
        builder.status().generation,
        Some(1),
        "nothing was built anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_fetch_any_more_is_built_anew() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    builder.until_serving(1).await;
    drop(builder.end());
    cluster.tell(NAME, DAMAGE);
    let other = Process::start(&cluster, Part::Serves).await;
    let next = Process::start(&cluster, Part::Builds(&documents)).await;
    for process in [&next, &other] {
        process.until_serving(2).await;
        process.will_say(HIGH, "40 Meter").await;
    }
    assert_eq!(cluster.number(NAME, "SELECT count(*) FROM published"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_gone_from_the_folder_is_put_there_again() {
    let Some(cluster) = cluster() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let sharing = |config: &mut fundstelle::config::Config| {
        config.index.share = IndexSharing::Folder;
        config.index.share_folder = folder.path().to_owned();
    };
    let documents = Documents::some();
    let builder = Process::start_with(&cluster, Part::Builds(&documents), sharing).await;
    builder.until_serving(1).await;
    let mut files = fs::read_dir(folder.path()).unwrap();
    fs::remove_file(files.next().unwrap().unwrap().path()).unwrap();
    fs::write(files.next().unwrap().unwrap().path(), "something else").unwrap();
    let other = Process::start_with(&cluster, Part::Serves, sharing).await;
    other.will_say(HIGH, "40 Meter").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_here_is_fetched_again() {
    let Some(cluster) = cluster() else {
        return;
    };
    let documents = Documents::some();
    let builder = Process::start(&cluster, Part::Builds(&documents)).await;
    let other = Process::start(&cluster, Part::Serves).await;
    other.until_serving(1).await;
    let all = other.sharing().fetched;
    let words = other.data.path().join("data/index/shared/1/words/de");
    let mut files = fs::read_dir(words).unwrap().flatten();
    let store = files.find(|file| file.path().extension().is_some_and(|end| end == "store"));
    // Another file in its place: what is mapped stays as it was.
    let path = store.unwrap().path();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(&path).unwrap();
    fs::write(&path, bytes).unwrap();
    other
        .until("it is fetched", |status| {
            let fetched = status.sharing.as_ref().unwrap().fetched;
            fetched.kept > 0
        })
        .await;
    let again = other.sharing().fetched;
    assert!(again.bytes < all.bytes, "{all:?} {again:?}");
    assert!(other.ask(HIGH).await.contains("40 Meter"));
    assert_eq!(other.ready().await.0, 200);
    drop(builder);
}
