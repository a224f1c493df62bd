//! The program is ended while it reads a file: that file is not tried again until it changes.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use super::{BUILT, GOOD, lengthy};
use crate::program::Program;

const CUT_OFF: &str = "error: lengthy.md: the program ended while this file was read";

/// Ends a build by a signal as soon as it has noted what it reads.
fn cut_off(program: &Program, signal: &str) {
    let mut build = program.command(&["index"]).spawn().unwrap();
    let begun = Instant::now();
    let is_noted = || {
        let index = program.folder().join("data/index");
        let folders = fs::read_dir(index).into_iter().flatten();
        let mut notes =
            folders.filter_map(|entry| fs::read_dir(entry.ok()?.path().join("attempts")).ok());
        notes.any(|notes| notes.count() > 0)
    };
    while !is_noted() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "no file is noted"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    // It is written at once, and then locked.
    std::thread::sleep(Duration::from_millis(50));
    let id = build.id().to_string();
    let killed = Command::new("kill")
        .args([format!("-{signal}"), id])
        .status();
    assert!(killed.unwrap().success());
    build.wait().unwrap();
}

#[test]
fn a_file_that_ended_the_program_is_not_tried_again_until_it_changes() {
    let program = Program::with(&[("good.md", GOOD), ("lengthy.md", &lengthy())]);
    cut_off(&program, "KILL");
    program.ask(BUILT).complains(CUT_OFF).answers("1875");
    // The index says so from now on, and nothing is built again for it.
    drop(program.run(&["index"]).code(0).says("nothing changed"));
    drop(program.check().code(2).says(CUT_OFF));
    program.write("lengthy.md", "# Hafen\n\nDer Hafen wurde 1890 gebaut.\n");
    let said = program.ask("Wann wurde der Hafen gebaut?");
    said.complains_of_nothing().answers("1890");
}

#[test]
fn all_files_are_tried_again_by_force() {
    let program = Program::with(&[("good.md", GOOD), ("lengthy.md", &lengthy())]);
    cut_off(&program, "KILL");
    drop(
        program
            .run(&["index", "--force"])
            .code(0)
            .says("2 documents"),
    );
    drop(program.ask(BUILT).complains_of_nothing());
}

#[test]
fn whoever_is_told_to_stop_blames_no_file() {
    for signal in ["TERM", "INT"] {
        let program = Program::with(&[("good.md", GOOD), ("lengthy.md", &lengthy())]);
        cut_off(&program, signal);
        drop(program.run(&["index"]).code(0).says("2 documents"));
    }
}
