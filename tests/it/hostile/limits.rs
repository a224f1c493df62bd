//! Each limit, and each way in which a child fails: a finding that names file, reason and remedy.

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf, process::Command, time::Duration};

use fundstelle::sandbox::{Fault, Limits, Sandbox};
use tempfile::TempDir;

use super::{BUILT, GOOD, hungry, lengthy};
use crate::program::{Program, Said};

const LITTLE: &[(&str, &str)] = &[("FUNDSTELLE_CORPUS__READ_MEMORY_MB", "16")];
const BRIEFLY: &[(&str, &str)] = &[("FUNDSTELLE_CORPUS__READ_SECONDS", "1")];

/// Asks about the good document while there is one that cannot be read.
#[track_caller]
fn check(hard: &str, settings: &[(&str, &str)], finding: &str) {
    let program = Program::with(&[("good.md", GOOD), ("hard.md", hard)]);
    let run = |args: &[&str]| {
        let mut command = program.command(args);
        command.envs(settings.iter().copied());
        Said::of(command)
    };
    let said = run(&["ask", BUILT]).complains(&format!("error: hard.md: {finding}"));
    said.answers("1875");
    // It is known, and not tried again.
    drop(run(&["check"]).code(2).says(finding));
    // A version that was good once is served.
    program.write(
        "hard.md",
        "# Hafen\n\nDer Hafen von Wittdün wurde 1890 gebaut.\n",
    );
    run(&["ask", "Wann wurde der Hafen gebaut?"]).answers("1890");
    program.write("hard.md", hard);
    let said = run(&["ask", "Wann wurde der Hafen gebaut?"]).complains(finding);
    said.complains("its last good version is served")
        .answers("1890");
}

#[test]
fn a_file_that_needs_too_much_memory_is_told() {
    check(
        &hungry(),
        LITTLE,
        "reading it was stopped: it needs more than 16 MB of memory; split the file",
    );
}

#[test]
fn a_file_that_could_never_be_held_is_not_even_loaded() {
    check(
        &"Ebbe und Flut.\n\n".repeat(300_000),
        LITTLE,
        "reading it was stopped: it needs more than 16 MB of memory; split the file",
    );
}

#[test]
fn a_file_that_takes_too_long_is_told() {
    check(
        &lengthy().repeat(8),
        BRIEFLY,
        "reading it was stopped: it takes longer than 1 s; split the file",
    );
}

#[test]
fn a_sentence_of_megabytes_is_embedded_within_limits() {
    let angles = "<".repeat(1_500_000);
    let program = Program::with(&[("angles.html", &angles), ("good.md", GOOD)]).with_meaning();
    let plain = program.command(&["index"]);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -v 650000 && exec \"$0\" \"$@\""])
        .arg(plain.get_program())
        .args(plain.get_args())
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("MALLOC_ARENA_MAX", "1")
        .current_dir(plain.get_current_dir().unwrap());
    drop(Said::of(limited).code(0));
    program
        .ask("Wann wurde der Leuchtturm in Betrieb genommen?")
        .answers("1875");
}

/// A program that is no child of ours: a script.
fn child(script: &str) -> (TempDir, Sandbox) {
    let folder = TempDir::new().unwrap();
    let program: PathBuf = folder.path().join("child");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let limits = Limits {
        memory: 64 * 1024 * 1024,
        seconds: 1,
        answer: 1_000,
    };
    (folder, Sandbox::of(program, limits))
}

#[track_caller]
fn fault_of(script: &str) -> Fault {
    let (_folder, sandbox) = child(script);
    sandbox.ask::<u8, u8>(1, 1).unwrap().finish().unwrap_err()
}

#[test]
fn whatever_a_child_does_is_a_fault_with_a_name() {
    for (script, fault) in [
        ("exec sleep 60", Fault::Time),
        (
            "printf '\\377\\377\\377\\177'; exec sleep 60",
            Fault::Length,
        ),
        ("kill -XCPU $$", Fault::Time),
        ("kill -KILL $$", Fault::Killed),
        (
            "echo 'memory allocation of 8 bytes failed' >&2; kill -ABRT $$",
            Fault::Memory,
        ),
        (
            "echo 'thread has overflowed its stack' >&2; kill -ABRT $$",
            Fault::Stack,
        ),
        (
            "echo 'no limits here' >&2; exit 2",
            Fault::NotStarted("no limits here".to_owned()),
        ),
        // An answer, and a panic, in frames.
        (
            "printf '\\006\\000\\000\\000\\001\\004a:12'; exec sleep 60",
            Fault::Panic("a:12".to_owned()),
        ),
    ] {
        assert_eq!(fault_of(script), fault, "{script}");
    }
    assert!(matches!(fault_of("exit 0"), Fault::Ended(_)));
    // Nonsense in a frame.
    assert!(matches!(
        fault_of("printf '\\001\\000\\000\\000\\011'; exec sleep 60"),
        Fault::Ended(_)
    ));
    let (folder, sandbox) = child("");
    fs::remove_dir_all(folder.path()).unwrap();
    let error = sandbox.ask::<u8, u8>(1, 1).unwrap_err();
    assert!(matches!(error, Fault::NotStarted(_)), "{error}");
}

#[test]
fn a_child_answers_one_request_after_the_other_and_others_come_after_it() {
    // It answers how many children were started before it, twice, and ends.
    let (_folder, sandbox) = child(
        "echo >> \"$0.started\"; count=$(wc -l < \"$0.started\"); for _ in 1 2; do \
         head -c 5 > /dev/null; printf '\\002\\000\\000\\000\\000'; printf \"\\\\$count\"; done",
    );
    let ask = || sandbox.ask::<u8, u8>(1, 1).unwrap().finish();
    assert_eq!([ask(), ask()], [Ok(1), Ok(1)]);
    // The first has ended meanwhile, and is not asked.
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!([ask(), ask()], [Ok(2), Ok(2)]);
}
