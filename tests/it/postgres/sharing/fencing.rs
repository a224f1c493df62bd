//! A builder whose connection was lost publishes nothing, whatever it believes; and numbers only rise.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use fundstelle::store::{
    Leader, PostgresServer, Published, PublishedFile, ShareError, SharedIndex,
};

use super::{NAME, TOWER};
use crate::postgres::cluster::Cluster;

/// A generation of one file.
fn generation(number: u64, folder: &Path) -> Published {
    let text = format!("{TOWER}{number}");
    fs::write(folder.join("words"), &text).unwrap();
    Published {
        number,
        format: 1,
        model: None,
        built: 7,
        files: vec![PublishedFile {
            path: "words".to_owned(),
            len: text.len() as u64,
            hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        }],
    }
}

fn publish(leader: &mut Leader, number: u64) -> Result<(), ShareError> {
    let folder = tempfile::tempdir().unwrap();
    let published = generation(number, folder.path());
    leader.publish(&published, folder.path()).map(drop)
}

/// Becomes the one that builds, as soon as the server has noticed that the one before is gone.
fn until_leading(index: &SharedIndex) -> Leader {
    let begun = Instant::now();
    loop {
        if let Some(leader) = index.lead().unwrap() {
            return leader;
        }
        assert!(begun.elapsed() < super::TIMEOUT);
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn started() -> Option<(Cluster, SharedIndex, SharedIndex)> {
    let cluster = Cluster::start()?;
    let server: PostgresServer = cluster.database(NAME);
    let indexes = (
        SharedIndex::new(&server, None),
        SharedIndex::new(&server, None),
    );
    Some((cluster, indexes.0, indexes.1))
}

#[test]
fn a_builder_that_was_cut_off_publishes_nothing() {
    let Some((cluster, one, other)) = started() else {
        return;
    };
    let mut first = one.lead().unwrap().unwrap();
    assert!(other.lead().unwrap().is_none());
    assert!(other.is_led().unwrap());
    publish(&mut first, 1).unwrap();

    cluster.cut(NAME);
    let mut second = until_leading(&other);
    for _ in 0..2 {
        let error = publish(&mut first, 2).unwrap_err().to_string();
        assert!(
            error.contains("ended the connection") || error.contains("does not build any more"),
            "{error}"
        );
    }
    publish(&mut second, 2).unwrap();
    assert!(first.check().is_err());
    second.check().unwrap();
    let published = one.published().unwrap();
    let numbers = published.iter().map(|published| published.number);
    assert_eq!(numbers.collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn the_lock_is_free_when_the_builder_ends() {
    let Some((_cluster, one, other)) = started() else {
        return;
    };
    let mut leader = one.lead().unwrap().unwrap();
    publish(&mut leader, 1).unwrap();
    leader.check().unwrap();
    drop(leader);
    let mut next = until_leading(&other);
    assert!(one.is_led().unwrap());
    assert!(one.lead().unwrap().is_none());
    publish(&mut next, 2).unwrap();
}

#[test]
fn numbers_only_rise() {
    let Some((_cluster, one, _)) = started() else {
        return;
    };
    let mut leader = one.lead().unwrap().unwrap();
    publish(&mut leader, 5).unwrap();
    for number in [5, 4, 1] {
        let error = publish(&mut leader, number).unwrap_err();
        assert!(matches!(error, ShareError::Overtaken), "{error}");
    }
    publish(&mut leader, 6).unwrap();
    let newest = one.published().unwrap().remove(0);
    let mut bytes = Vec::new();
    one.fetch(&newest.files[0], &mut bytes).unwrap();
    assert_eq!(bytes, format!("{TOWER}6").as_bytes());
    assert_eq!((newest.number, newest.built), (6, 7));
}

#[test]
fn a_file_that_is_another_one_by_now_is_not_published() {
    let Some((_cluster, one, _)) = started() else {
        return;
    };
    let mut leader = one.lead().unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut published = generation(1, folder.path());
    fs::write(folder.path().join("words"), "something else").unwrap();
    let error = leader.publish(&published, folder.path()).unwrap_err();
    assert!(matches!(error, ShareError::Changed { .. }), "{error}");
    assert_eq!(one.published().unwrap(), []);
    // Nothing at all, and more than a chunk, are files as well.
    let long = "a".repeat(2 * 1024 * 1024 + 5);
    for text in ["", "x", &long] {
        fs::write(folder.path().join("words"), text).unwrap();
        published.number += 1;
        published.files[0].len = text.len() as u64;
        published.files[0].hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        leader.publish(&published, folder.path()).unwrap();
        let mut bytes = Vec::new();
        one.fetch(&published.files[0], &mut bytes).unwrap();
        assert_eq!(bytes, text.as_bytes());
    }
}
