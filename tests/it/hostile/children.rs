//! Children are alone: they know nothing, can open nothing, and never outlive the program.

use std::{
    fs,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use super::{GOOD, lengthy};
use crate::program::Program;

/// The children of a process: those that live, and those that nobody has reaped.
fn children(of: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap();
    let ids = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let is_child = |id: &u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name, in brackets, may hold anything.
        let behind = stat.rsplit(") ").next().unwrap_or_default().to_owned();
        behind.split(' ').nth(1) == Some(of.to_string().as_str())
    };
    ids.filter(is_child).collect()
}

#[track_caller]
fn eventually(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The program, serving, while one of its children reads a long file.
fn reading() -> (Program, Child, u32) {
    let program = Program::with(&[("good.md", GOOD), ("lengthy.md", &lengthy())]);
    let mut command = program.command(&["serve"]);
    let service = command
        .env("FUNDSTELLE_DISCORD__ENABLED", "false")
        .env("FUNDSTELLE_WEB__LISTEN", "127.0.0.1:0")
        .env("FUNDSTELLE_HEALTH__LISTEN", "127.0.0.1:0")
        .env("DISCORD_TOKEN", "a-token-that-nobody-else-should-know")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    eventually("a child reads", || !children(service.id()).is_empty());
    let child = children(service.id())[0];
    (program, service, child)
}

/// Whether a process is there and has not ended.
fn lives(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    !stat.is_empty() && !stat.contains(") Z ")
}

#[test]
fn a_child_has_no_environment_and_can_open_no_file() {
    let (_program, mut service, child) = reading();
    let of_child = |name: &str| fs::read_to_string(format!("/proc/{child}/{name}")).unwrap();
    // It says so before it reads its first byte.
    let limit = |name: &str| {
        let limits = of_child("limits");
        let line = limits.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap().split_whitespace().next().unwrap().to_owned()
    };
    eventually("limits are set", || limit("Max open files") == "3");
    assert_eq!(of_child("environ"), "");
    assert!(!of_child("cmdline").contains("token"));
    assert_eq!(of_child("oom_score_adj").trim(), "1000");
    assert_eq!(
        (limit("Max file size"), limit("Max core file size")),
        ("0".to_owned(), "0".to_owned())
    );
    for name in ["Max address space", "Max data size", "Max cpu time"] {
        eventually(name, || limit(name) != "unlimited");
    }
    service.kill().unwrap();
    service.wait().unwrap();
}

#[test]
fn children_end_with_the_program_however_it_ends() {
    for signal in ["TERM", "KILL"] {
        let (_program, mut service, child) = reading();
        let id = service.id().to_string();
        let killed = std::process::Command::new("kill")
            .args([format!("-{signal}"), id])
            .status();
        assert!(killed.unwrap().success());
        service.wait().unwrap();
        eventually("no child is left", || !lives(child));
    }
}

#[test]
fn a_command_leaves_no_children_and_reaps_them() {
    let program = Program::with(&[("good.md", GOOD)]);
    let mut command = program.command(&["serve"]);
    let mut service = command
        .env("FUNDSTELLE_DISCORD__ENABLED", "false")
        .env("FUNDSTELLE_WEB__LISTEN", "127.0.0.1:0")
        .env("FUNDSTELLE_HEALTH__LISTEN", "127.0.0.1:0")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let current = |wanted: &str| {
        let index = program.folder().join("data/index");
        let folders = fs::read_dir(index).into_iter().flatten();
        let mut paths = folders.filter_map(|entry| Some(entry.ok()?.path().join("CURRENT")));
        paths.any(|path| fs::read_to_string(path).is_ok_and(|text| text.trim() == wanted))
    };
    for generation in ["1", "2", "3"] {
        eventually("it serves what is new", || current(generation));
        program.write(
            &format!("{generation}.md"),
            GOOD.replace("Amrum", generation),
        );
    }
    eventually("nobody is left", || children(service.id()).is_empty());
    service.kill().unwrap();
    service.wait().unwrap();
}
