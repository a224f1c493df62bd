//! Builds that are killed at any moment: an answer comes all the same, from the old generation or
//! the new one, and never from a half.

use std::{
    thread,
    time::{Duration, Instant},
};

use fundstelle::index::{Generation, Generations, Scope};

use crate::program::Program;

const DOCUMENTS: usize = 150;
const KILLS: u32 = 28;
const EDITIONS: [&str; 2] = ["alpha", "beta"];

/// Every document names its edition, so that an answer tells from which build it comes.
fn write_edition(program: &Program, edition: &str) {
    for number in 0..DOCUMENTS {
        let text = format!(
            "# Blatt {number}\n\n## Lage\n\nDas Blatt kostet {edition} Kronen.[^1] Es liegt in Fach {number}.\n\n\
             ## Verlag\n\nDer Verlag sitzt in Ulm.\n\n[^1]: Preisliste {edition}.\n"
        );
        program.write(&format!("blatt-{number:03}.md"), text);
    }
}

#[test]
fn a_build_that_is_killed_at_any_moment_does_no_harm() {
    let program = Program::with(&[]);
    write_edition(&program, "alpha");
    drop(program.run(&["index"]).code(0));
    write_edition(&program, "beta");
    let begun = Instant::now();
    drop(program.run(&["index"]).code(0));
    let build_time = begun.elapsed();
    let mut served_before = "beta".to_owned();
    for kill in 0..KILLS {
        let wanted = EDITIONS[kill as usize % 2];
        write_edition(&program, wanted);
        let mut build = program.command(&["index"]).spawn().unwrap();
        thread::sleep(build_time * kill / (KILLS - 1));
        drop(build.kill());
        drop(build.wait());
        let served = served(&program);
        assert!(
            served == served_before || served == wanted,
            "kill {kill}: {served}"
        );
        served_before = served;
        if kill % 7 == 6 {
            // The next question brings the index up to date.
            let said = program.run(&["ask", "Was kostet das Blatt?", "--document", "blatt-077"]);
            said.complains_of_nothing()
                .answers(&format!("kostet {wanted} Kronen"));
            served_before = wanted.to_owned();
        }
    }
}

/// The edition that serves right after a kill, before anything is built again. Every document must
/// be of it, and found by its words.
#[track_caller]
fn served(program: &Program) -> String {
    let generations = Generations::of_corpus(&program.folder().join("data"), &program.corpus());
    let generation = Generation::open(&generations).unwrap();
    let entries = &generation.manifest().documents;
    assert_eq!(entries.len(), DOCUMENTS);
    let mut editions: Vec<String> = entries
        .iter()
        .map(|entry| {
            let document = generation.document(&entry.id).unwrap().unwrap();
            let behind = document.text.split("kostet ").nth(1).unwrap();
            behind.split(' ').next().unwrap().to_owned()
        })
        .collect();
    editions.dedup();
    assert_eq!(editions.len(), 1, "{editions:?}");
    let edition = editions.remove(0);
    for other in EDITIONS {
        let query = fundstelle::index::Query::new(other, generation.languages());
        let hits = generation
            .search_passages(&query, &Scope::All, 2 * DOCUMENTS)
            .unwrap();
        assert_eq!(!hits.is_empty(), other == edition, "{other} in {edition}");
    }
    edition
}

#[test]
fn a_server_that_is_killed_while_it_takes_up_changes_does_no_harm() {
    let program = Program::with(&[]);
    write_edition(&program, "alpha");
    drop(program.run(&["index"]).code(0));
    for kill in 0..6 {
        let mut server = program.command(&["serve"]);
        server.envs([
            ("FUNDSTELLE_DISCORD__ENABLED", "false"),
            ("FUNDSTELLE_HEALTH__ENABLED", "false"),
            ("FUNDSTELLE_WEB__LISTEN", "127.0.0.1:0"),
        ]);
        let mut server = server.spawn().unwrap();
        thread::sleep(Duration::from_millis(500));
        write_edition(&program, EDITIONS[(kill + 1) % 2]);
        // A second until the files are known to be whole, then the build.
        thread::sleep(Duration::from_millis(1_000 + 120 * kill as u64));
        server.kill().unwrap();
        server.wait().unwrap();
        let generations = Generations::of_corpus(&program.folder().join("data"), &program.corpus());
        let generation = Generation::open(&generations).unwrap();
        let entries = &generation.manifest().documents;
        assert_eq!(entries.len(), DOCUMENTS);
        for entry in entries {
            let document = generation.document(&entry.id).unwrap().unwrap();
            let is_whole = |edition| {
                document
                    .text
                    .ends_with(&format!("[^1]: Preisliste {edition}.\n"))
            };
            assert!(EDITIONS.into_iter().any(is_whole), "{}", document.text);
        }
    }
    let wanted = EDITIONS[0];
    let said = program.run(&["ask", "Was kostet das Blatt?", "--document", "blatt-077"]);
    said.complains_of_nothing()
        .answers(&format!("kostet {wanted} Kronen"));
}
