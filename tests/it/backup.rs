//! `backup`: whole while somebody writes, never over a file that is there, and as it was when it is
//! put back.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use fundstelle::store::{FILE, Store};
use rusqlite::Connection;

use crate::program::Program;

fn data(program: &Program) -> std::path::PathBuf {
    program.folder().join("data")
}

/// How many votes and gaps a file has. One of each is kept in turn.
fn counts(file: &Path) -> (u64, u64) {
    let file = Connection::open(file).unwrap();
    let whole: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    let count = |sql| file.query_row(sql, [], |row| row.get(0)).unwrap();
    (
        count("SELECT count(*) FROM votes"),
        count("SELECT count(*) FROM gaps"),
    )
}

#[test]
fn a_backup_is_whole_while_somebody_writes() {
    let program = Program::without_corpus();
    let store = Store::open(&data(&program)).unwrap();
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut written = 0;
            while !is_done.load(Ordering::Relaxed) {
                store.vote(1, written, 11, true, 0).unwrap();
                store.keep_gap(1, 11, "Wo?", None, 0).unwrap();
                written += 1;
            }
            written
        });
        for round in 0..5 {
            let name = format!("{round}.sqlite3");
            let before = store.votes(1).unwrap().up;
            drop(program.run(&["backup", &name]).code(0).says("whole"));
            let (votes, gaps) = counts(&program.folder().join(&name));
            assert!(votes >= before && (votes == gaps || votes == gaps + 1));
            assert!(votes <= store.votes(1).unwrap().up);
        }
        is_done.store(true, Ordering::Relaxed);
        assert!(writing.join().unwrap() > 0);
    });
}

#[test]
fn a_backup_that_is_put_back_is_what_it_was() {
    let program = Program::without_corpus();
    let store = Store::open(&data(&program)).unwrap();
    store.vote(1, 900, 11, true, 0).unwrap();
    drop(program.run(&["backup", "copy"]).code(0));
    let copy = program.folder().join("copy");
    let mode = fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "there are users in it");
    store.vote(1, 901, 11, true, 0).unwrap();
    drop(store);
    let file = data(&program).join(FILE);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    fs::copy(&copy, file).unwrap();
    assert_eq!(
        Store::open(&data(&program)).unwrap().votes(1).unwrap().up,
        1
    );
}

#[test]
fn what_is_there_is_not_overwritten_unless_one_says_so() {
    let program = Program::without_corpus();
    program
        .run(&["backup", "copy"])
        .fails("nothing has been stored yet");
    let store = Store::open(&data(&program)).unwrap();
    store.vote(1, 900, 11, true, 0).unwrap();
    let copy = program.folder().join("copy");
    fs::write(&copy, "something else").unwrap();
    program
        .run(&["backup", "copy"])
        .fails("copy already exists; choose another file, or overwrite it");
    assert_eq!(fs::read(&copy).unwrap(), b"something else");
    drop(program.run(&["backup", "copy", "--force"]).code(0));
    assert_eq!(counts(&copy), (1, 0));
    let itself = data(&program).join(FILE);
    program
        .run(&["backup", itself.to_str().unwrap(), "--force"])
        .fails("cannot take a backup");
    program
        .run(&["backup", "data"])
        .fails("cannot take a backup");
    program
        .run(&["backup", "none/copy"])
        .fails("cannot write none");
    assert_eq!(store.votes(1).unwrap().up, 1);
}

#[test]
fn a_damaged_file_gives_no_backup() {
    let program = Program::without_corpus();
    let store = Store::open(&data(&program)).unwrap();
    for answer in 0..2_000 {
        store.vote(1, answer, 11, true, 0).unwrap();
    }
    drop(store);
    let file = data(&program).join(FILE);
    let mut bytes = fs::read(&file).unwrap();
    let end = bytes.len();
    bytes[end - 8_192..].fill(0xAA);
    fs::write(&file, bytes).unwrap();
    program.run(&["backup", "copy"]).fails("damaged");
    assert!(!program.folder().join("copy").exists());
    let doctor = program.run(&["doctor"]).code(1);
    drop(doctor.says("BAD store data/fundstelle.sqlite3 cannot be used"));
}

#[test]
fn a_database_of_another_program_gives_no_backup() {
    let program = Program::without_corpus();
    fs::create_dir_all(data(&program)).unwrap();
    let other = Connection::open(data(&program).join(FILE)).unwrap();
    other
        .execute_batch("CREATE TABLE songs (name TEXT)")
        .unwrap();
    drop(other);
    let said = program.run(&["backup", "copy.sqlite3"]).code(2);
    drop(said.complains("a database of another program"));
    assert!(!program.folder().join("copy.sqlite3").exists());
}
