//! The file that outlives restarts: older ones are brought up to date, damaged ones are told.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fundstelle::store::{FILE, GapReports, Store};
use rusqlite::Connection;

const NOW: i64 = 1_700_000_100;

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// A file as the version of the program with this many steps of the schema left it.
fn older(data: &Path, version: usize) {
    let file = Connection::open(data.join(FILE)).unwrap();
    for step in 1..=version {
        let step = folder("src/store/schema").join(format!("{step}.sql"));
        file.execute_batch(&fs::read_to_string(step).unwrap())
            .unwrap();
    }
    let rows = folder("tests/cases/store").join(format!("{version}.sql"));
    file.execute_batch(&fs::read_to_string(rows).unwrap())
        .unwrap();
    file.pragma_update(None, "user_version", version).unwrap();
}

#[test]
fn files_of_every_older_version_are_brought_up_to_date() {
    let versions = fs::read_dir(folder("tests/cases/store")).unwrap().count();
    assert!(versions > 0);
    for version in 1..=versions {
        let data = tempfile::tempdir().unwrap();
        older(data.path(), version);
        let store = Store::open(data.path()).unwrap();
        let settings = store.settings(100).unwrap();
        assert_eq!(settings.channels, [200, 203], "version {version}");
        assert_eq!(settings.gaps, GapReports::All { days: 30 });
        assert!(settings.is_private && settings.is_text);
        assert_eq!(store.reply(1001).unwrap(), Some(1002));
        assert_eq!(store.votes(100).unwrap().up, 1);
        let gaps = store.gaps(100, NOW).unwrap();
        assert_eq!(gaps.counted, 4);
        assert_eq!(gaps.kept[0].question, "Wie hoch ist der Turm?");
        let tallies = store.tallies(100, None, NOW).unwrap();
        assert_eq!((tallies.answered, tallies.refused), (3, 2));
    }
}

/// Why a file cannot be opened.
#[track_caller]
fn refused(data: &Path) -> String {
    match Store::open(data) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_the_remedy() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join(FILE);
    fs::write(&file, "this is no database, whatever its name says").unwrap();
    let why = refused(data.path());
    assert!(why.contains(FILE) && why.contains("move it away"), "{why}");
    assert!(file.exists(), "nothing is thrown away");

    // In the middle of a file that was sound.
    fs::remove_file(&file).unwrap();
    older(data.path(), 1);
    let mut bytes = fs::read(&file).unwrap();
    bytes[4_096..12_288].fill(0xAA);
    fs::write(&file, &bytes).unwrap();
    let why = refused(data.path());
    assert!(why.contains("move it away"), "{why}");

    fs::remove_file(&file).unwrap();
    older(data.path(), 1);
    let newer = Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 1_000).unwrap();
    drop(newer);
    let why = refused(data.path());
    assert!(why.contains("newer version"), "{why}");

    // A directory where the file should be.
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join(FILE)).unwrap();
    assert!(refused(data.path()).contains(FILE));
    // A file where the directory should be.
    let why = refused(&folder("Cargo.toml"));
    assert!(why.contains("--data"), "{why}");
}
