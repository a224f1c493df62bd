//! PostgreSQL in place of the file: the same promises, several processes at once, a server that goes away
//! and comes back, and an address that nobody sees.

mod away;
mod cluster;
mod commands;
mod faults;
mod shards;
mod sharing;
mod tls;

use std::{thread, time::Instant};

use fundstelle::store::{Store, Tallied};

use crate::store_suite;
use cluster::Cluster;

#[test]
fn every_promise_holds_on_a_server() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    for (name, promise) in store_suite::ALL {
        promise(&Store::connect(&cluster.database(name)).unwrap());
    }
}

#[test]
fn several_that_start_at_once_make_the_tables_once_and_lose_no_count() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = cluster.database("shared");
    thread::scope(|scope| {
        for process in 0..4_u64 {
            let server = server.clone();
            scope.spawn(move || {
                let store = Store::connect(&server).unwrap();
                for round in 0..25 {
                    store.tally(1, &Tallied::Refused, 0).unwrap();
                    let channel = process * 100 + round;
                    let add = |settings: &mut fundstelle::store::Settings| {
                        settings.channels.push(channel);
                    };
                    drop(store.change_settings(1, 0, add).unwrap());
                    store.vote(1, round, process, true, 0).unwrap();
                }
            });
        }
    });
    let store = Store::connect(&server).unwrap();
    assert_eq!(store.tallies(1, None, 0).unwrap().refused, 100);
    assert_eq!(store.settings(1).unwrap().channels.len(), 100);
    assert_eq!(store.votes(1).unwrap().up, 100);
}

#[test]
fn what_one_process_changes_another_sees_at_once() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = cluster.database("shared");
    let (one, other) = (
        Store::connect(&server).unwrap(),
        Store::connect(&server).unwrap(),
    );
    assert!(!other.settings(1).unwrap().is_private);
    drop(
        one.change_settings(1, 0, |settings| settings.is_private = true)
            .unwrap(),
    );
    assert!(other.settings(1).unwrap().is_private);

    let file = tempfile::tempdir().unwrap();
    let file = Store::open(file.path()).unwrap();
    for (name, store) in [("file", &file), ("PostgreSQL", &other)] {
        let begun = Instant::now();
        for server in 0..1_000 {
            drop(store.settings(server).unwrap());
        }
        eprintln!(
            "{name}: settings of a server in {:?}",
            begun.elapsed() / 1_000
        );
    }
}

#[test]
fn a_database_of_another_version_or_program_is_refused_and_left_alone() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let why = |name: &str, sql: &str| {
        let server = cluster.database(name);
        if name != "songs" {
            drop(Store::connect(&server).unwrap());
        }
        cluster.tell(name, sql);
        let error = Store::connect(&server).err().unwrap().to_string();
        assert!(
            error.contains(&format!("the database {name} on /")),
            "{error}"
        );
        error
    };
    let newer = why("newer", "INSERT INTO fundstelle_schema VALUES (1000)");
    assert!(newer.contains("newer version of fundstelle"), "{newer}");
    let foreign = why("songs", "CREATE TABLE votes (song TEXT)");
    assert!(foreign.contains("not those of this program"), "{foreign}");
    let unsaid = why("unsaid", "DELETE FROM fundstelle_schema");
    assert!(unsaid.contains("does not say its version"), "{unsaid}");
}

#[test]
fn a_copy_that_breaks_off_at_its_last_table_changes_nothing() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let from = Store::in_memory().unwrap();
    drop(
        from.change_settings(1, 0, |settings| settings.is_private = true)
            .unwrap(),
    );
    assert!(from.greet(1, 0).unwrap());
    let to = Store::connect(&cluster.database("kept")).unwrap();
    cluster.tell("kept", "ALTER TABLE greeted ADD CHECK (server > 5)");
    let error = from.copy_to(&to).unwrap_err().to_string();
    assert!(error.starts_with("nothing was copied"), "{error}");
    assert!(!to.settings(1).unwrap().is_private);
    cluster.tell(
        "kept",
        "ALTER TABLE greeted DROP CONSTRAINT greeted_server_check",
    );
    assert_eq!(from.copy_to(&to).unwrap().0.first(), Some(&("settings", 1)));
    assert!(to.settings(1).unwrap().is_private);
}
