//! What may stand in the place of the database: nothing that was lost is taken for new, nothing is waited
//! for, and what is said is what helps. Serving and looking ask the same.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use fundstelle::store::{Availability, FILE, ResilientStore, Settings, Store, was_taken_away};
use rusqlite::Connection;

const SERVER: u64 = 100;

/// A data directory in which a server made its answers private.
fn chosen() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let resilient_store = ResilientStore::open(data.path()).unwrap();
    let change = |settings: &mut Settings| settings.is_private = true;
    resilient_store
        .store()
        .change_settings(SERVER, 0, change)
        .unwrap();
    data
}

/// Removes what the database writes beside its file.
fn without_journal(data: &Path) {
    for ending in ["-wal", "-shm"] {
        drop(fs::remove_file(data.join(format!("{FILE}{ending}"))));
    }
}

/// Why the file cannot be used: said alike where it is opened, and where it is looked at.
#[track_caller]
fn refused(data: &Path) -> String {
    let begun = Instant::now();
    let opened = Store::open(data).err().expect("it was opened").to_string();
    let looked_at = Store::inspect(data).unwrap_err().to_string();
    assert_eq!(opened, looked_at);
    let resilient_store = ResilientStore::open(data).unwrap();
    assert!(
        matches!(resilient_store.availability(), Availability::Lost(_)),
        "{}",
        resilient_store.availability()
    );
    assert!(
        resilient_store.settings(SERVER).unwrap().is_none(),
        "they are unknown"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "it was waited for"
    );
    opened
}

#[test]
fn a_file_that_was_taken_away_is_missed() {
    let data = chosen();
    assert!(!was_taken_away(data.path()));
    fs::remove_file(data.path().join(FILE)).unwrap();
    assert!(was_taken_away(data.path()));
    let never_used = tempfile::tempdir().unwrap();
    assert!(!was_taken_away(never_used.path()));
}

#[test]
fn a_file_that_was_emptied_is_no_new_one() {
    let data = chosen();
    let file = data.path().join(FILE);
    fs::write(&file, "").unwrap();
    without_journal(data.path());
    let why = refused(data.path());
    assert!(why.contains("it is empty, and was not before"), "{why}");
    assert!(why.contains("put a backup in its place"), "{why}");
    assert_eq!(fs::read(&file).unwrap(), b"", "it is left as it is");
    // So is one that has a head and nothing else.
    fs::remove_file(&file).unwrap();
    let empty = Connection::open(&file).unwrap();
    empty.pragma_update(None, "journal_mode", "wal").unwrap();
    drop(empty);
    let why = refused(data.path());
    assert!(why.contains("it is empty, and was not before"), "{why}");
    // Whoever moves it away begins anew, as is said.
    fs::remove_file(&file).unwrap();
    let resilient_store = ResilientStore::open(data.path()).unwrap();
    assert_eq!(resilient_store.availability(), Availability::Lasting);
}

#[test]
fn where_there_never_was_one_an_empty_file_is_new() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join(FILE), "").unwrap();
    assert_eq!(Store::inspect(data.path()).unwrap(), None);
    let resilient_store = ResilientStore::open(data.path()).unwrap();
    assert_eq!(resilient_store.availability(), Availability::Lasting);
    assert!(resilient_store.settings(SERVER).unwrap().is_some());
}

#[test]
fn a_file_that_is_emptied_while_it_is_used_is_told() {
    let data = tempfile::tempdir().unwrap();
    let resilient_store = ResilientStore::open(data.path()).unwrap();
    let change = |settings: &mut Settings| settings.is_private = true;
    resilient_store
        .store()
        .change_settings(SERVER, 0, change)
        .unwrap();
    fs::write(data.path().join(FILE), "").unwrap();
    let changed = resilient_store.look_again();
    assert!(
        matches!(changed, Some(Availability::Lost(_))),
        "{changed:?}"
    );
    assert!(resilient_store.settings(SERVER).unwrap().is_none());
    assert_eq!(resilient_store.look_again(), None);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    for data in [chosen(), tempfile::tempdir().unwrap()] {
        let file = data.path().join(FILE);
        drop(fs::remove_file(&file));
        let other = Connection::open(&file).unwrap();
        other
            .execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');")
            .unwrap();
        drop(other);
        let whole = fs::read(&file).unwrap();
        for version in [0, 1] {
            let other = Connection::open(&file).unwrap();
            other.pragma_update(None, "user_version", version).unwrap();
            drop(other);
            let before = fs::read(&file).unwrap();
            let why = refused(data.path());
            assert!(why.contains("it is a database of another program"), "{why}");
            assert_eq!(fs::read(&file).unwrap(), before);
        }
        assert!(whole.len() > 4_096);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_never_waited_for() {
    let data = chosen();
    let file = data.path().join(FILE);
    without_journal(data.path());
    let put: [(&str, &dyn Fn()); 5] = [
        ("a directory", &|| fs::create_dir(&file).unwrap()),
        ("a named pipe", &|| {
            assert!(
                Command::new("mkfifo")
                    .arg(&file)
                    .status()
                    .unwrap()
                    .success()
            );
        }),
        ("a socket", &|| {
            drop(std::os::unix::net::UnixListener::bind(&file).unwrap());
        }),
        ("a link that leads nowhere", &|| {
            std::os::unix::fs::symlink("/nowhere/at/all", &file).unwrap();
        }),
        ("a link to a device", &|| {
            std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
        }),
    ];
    for (what, put) in put {
        drop(fs::remove_file(&file));
        drop(fs::remove_dir(&file));
        put();
        let why = refused(data.path());
        assert!(
            why.contains(&format!("{FILE} is {what}, and not a file; move it away")),
            "{why}"
        );
        let copied = fundstelle::store::backup(data.path(), &data.path().join("copy"), false);
        assert!(copied.unwrap_err().to_string().contains(what));
    }
}

#[test]
fn a_file_that_another_process_has_locked_is_whole() {
    let data = chosen();
    let other = Connection::open(data.path().join(FILE)).unwrap();
    other
        .pragma_update(None, "locking_mode", "exclusive")
        .unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let why = refused(data.path());
    assert!(why.contains("another process holds"), "{why}");
    assert!(!why.contains("move it away"), "{why}");
    let resilient_store = ResilientStore::open(data.path()).unwrap();
    drop(other);
    assert_eq!(resilient_store.look_again(), Some(Availability::Lasting));
    assert!(
        resilient_store
            .settings(SERVER)
            .unwrap()
            .unwrap()
            .is_private
    );
}

/// Whether a file with these bytes can be used: as it is opened, and as it is looked at.
fn both(bytes: &[u8]) -> (bool, bool) {
    let placed = || {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(FILE), bytes).unwrap();
        data
    };
    let (opened, looked_at) = (placed(), placed());
    let is_sound = matches!(Store::inspect(looked_at.path()), Ok(Some(_)));
    assert_eq!(
        fs::read(looked_at.path().join(FILE)).unwrap(),
        bytes,
        "a look changes nothing"
    );
    (Store::open(opened.path()).is_ok(), is_sound)
}

#[test]
fn a_byte_that_is_flipped_is_seen_alike_by_whoever_opens_and_whoever_looks() {
    let data = chosen();
    let whole = fs::read(data.path().join(FILE)).unwrap();
    assert_eq!(both(&whole), (true, true));
    // All of the head, and some of the rest.
    let places = (0..100).chain((100..whole.len()).step_by(997));
    let mut damaged = 0;
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] = b'X';
        let (opens, is_sound) = both(&bytes);
        assert_eq!(opens, is_sound, "byte {place}");
        damaged += usize::from(!opens);
    }
    assert!(damaged > 10, "{damaged}");
    // The one that makes a file read-only.
    let mut bytes = whole;
    bytes[18] = b'X';
    assert_eq!(both(&bytes), (false, false));
}
