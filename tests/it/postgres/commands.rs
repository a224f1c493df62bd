//! The commands, where PostgreSQL keeps what was chosen; none of them shows its address.

use fundstelle::store::{Settings, Store};

use super::cluster::{Cluster, PASSWORD, USER};
use crate::program::{Program, Said};

fn run(program: &Program, url: &str, args: &[&str]) -> Said {
    let mut command = program.command(args);
    command.env("FUNDSTELLE_STORE__URL", url);
    hides(Said::of(command))
}

fn hides(said: Said) -> Said {
    let all = format!("{said:?}");
    assert!(!all.contains(USER) && !all.contains(PASSWORD), "{all}");
    said
}

#[test]
fn no_command_shows_the_address() {
    let program = Program::without_corpus();
    for args in [
        &["config", "check"][..],
        &["config", "check", "--json"],
        &["doctor"],
        &["backup", "copy"],
    ] {
        for url in [
            format!("postgres://{USER}:{PASSWORD}@127.0.0.1:1/kept"),
            format!("postgres://{USER}:{PASSWORD}@/kept?{PASSWORD}"),
            format!("{USER}:{PASSWORD}"),
        ] {
            drop(run(&program, &url, args));
            // Where its file should be named, it is none either.
            if url.contains("://") {
                let mut command = program.command(args);
                command.env("FUNDSTELLE_STORE__URL_FILE", &url);
                drop(hides(Said::of(command)));
            }
        }
    }
    let away = format!("postgres://{USER}:{PASSWORD}@127.0.0.1:1/kept");
    let said = run(&program, &away, &["doctor"]).code(1);
    drop(said.says("the database kept on 127.0.0.1, named by store.url, cannot be used now"));
    let said = run(&program, &away, &["backup", "copy"]).code(2);
    drop(said.complains("back it up with pg_dump"));
}

#[test]
fn a_wrong_password_is_told_without_it() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    drop(cluster.database("kept"));
    let program = Program::without_corpus();
    let said = run(&program, &cluster.url_with("kept", "wr0ng"), &["doctor"]).code(1);
    drop(said.says("it does not know this user with this password"));
    let said = run(&program, &cluster.url("none"), &["doctor"]).code(1);
    drop(said.says("there is no such database"));
    let said = run(&program, &cluster.url("kept"), &["doctor"]).code(1);
    drop(said.says("nothing is kept yet"));
}

#[test]
fn all_that_is_kept_moves_to_a_server_and_back() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let server = cluster.database("kept");
    let program = Program::without_corpus();
    let there = ["store", "migrate", "--from", "sqlite", "--to", "postgres"];
    let back = ["store", "migrate", "--from", "postgres", "--to", "sqlite"];
    let url = cluster.url("kept");
    drop(
        run(&program, &url, &there)
            .code(2)
            .complains("nothing was copied"),
    );

    let data = program.folder().join("data");
    let file = Store::open(&data).unwrap();
    let change = |settings: &mut Settings| settings.is_private = true;
    drop(file.change_settings(1, 0, change).unwrap());
    for answer in 0..500 {
        file.vote(1, answer, 11, answer % 2 == 0, 0).unwrap();
    }
    file.keep_gap(1, 11, "Wo?", None, 5).unwrap();
    file.keep_gap(1, 12, "Wann?", Some(7), 6).unwrap();
    drop(file);
    let said = run(&program, &url, &there).code(0);
    drop(
        said.says("settings: 1 row, alike")
            .says("votes: 500 rows, alike"),
    );
    let store = Store::connect(&server).unwrap();
    assert!(store.settings(1).unwrap().is_private);
    assert_eq!(store.votes(1).unwrap().up, 250);
    store.keep_gap(1, 13, "Warum?", None, 7).unwrap();
    assert_eq!(store.gaps(1, 8).unwrap().kept.len(), 3);

    // Twice is once, and nothing is written over.
    drop(
        run(&program, &url, &there)
            .code(2)
            .complains("rows in settings already"),
    );
    drop(
        run(&program, &url, &back)
            .code(2)
            .complains("rows in settings already"),
    );
    std::fs::remove_dir_all(&data).unwrap();
    drop(
        run(&program, &url, &back)
            .code(0)
            .says("gaps: 3 rows, alike"),
    );
    let file = Store::open(&data).unwrap();
    assert_eq!(file.gaps(1, 8).unwrap().kept.len(), 3);
    assert!(file.settings(1).unwrap().is_private);
}
