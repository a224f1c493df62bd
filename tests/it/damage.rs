//! Indexes that are damaged, of another format, or being built by somebody else: they are built
//! anew, and an answer comes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::program::Program;

const QUESTION: &str = "Wann wurde die Brücke gebaut?";

fn program() -> Program {
    let program = Program::with(&[
        (
            "chronik.md",
            "# Chronik\n\nDie Brücke wurde 1904 gebaut.[^1]\n\n[^1]: Akte 7.\n",
        ),
        (
            "turm.md",
            "# Turm\n\nDer Turm ist 40 Meter hoch. Er hat drei Glocken.\n",
        ),
    ]);
    drop(program.run(&["index"]).code(0));
    program
}

#[track_caller]
fn check_answers(program: &Program) {
    program
        .ask(QUESTION)
        .complains_of_nothing()
        .answers("Die Brücke wurde 1904 gebaut.");
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("2 documents, nothing changed"),
    );
}

/// The folder of the generation that serves.
fn generation(program: &Program) -> PathBuf {
    let current = fs::read_to_string(program.index().join("CURRENT")).unwrap();
    program.index().join(current.trim())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_unfinished_builds_leave_behind_is_harmless() {
    let program = program();
    let index = program.index();
    fs::create_dir(index.join("2.building")).unwrap();
    fs::write(index.join("2.building/manifest.json"), "{").unwrap();
    fs::create_dir(index.join("9.building")).unwrap();
    fs::write(index.join("CURRENT.next"), "2").unwrap();
    copy(&generation(&program), &index.join("2"));
    check_answers(&program);
    program.write("neu.md", "Neu ist der Steg.\n");
    program
        .ask("Ist der Steg neu?")
        .answers("Neu ist der Steg.");
    assert_eq!(generation(&program), index.join("2"));
    assert!(!index.join("9.building").exists());
}

#[test]
fn a_damaged_pointer_leads_to_a_new_index() {
    for pointer in ["", "x\n", "77\n", "-1", "18446744073709551616"] {
        let program = program();
        fs::write(program.index().join("CURRENT"), pointer).unwrap();
        check_answers(&program);
        fs::remove_file(program.index().join("CURRENT")).unwrap();
        check_answers(&program);
    }
}

#[test]
fn a_damaged_manifest_leads_to_a_new_index() {
    let program = program();
    for manifest in ["", "{", "[]", "{\"format_version\": 1}"] {
        fs::write(generation(&program).join("manifest.json"), manifest).unwrap();
        check_answers(&program);
    }
    fs::remove_file(generation(&program).join("manifest.json")).unwrap();
    check_answers(&program);
}

#[test]
fn an_index_of_another_format_is_built_anew() {
    let program = program();
    let other = regex::Regex::new(r#""format_version":\d+"#).unwrap();
    for version in ["0", "4000000000"] {
        let path = generation(&program).join("manifest.json");
        let text = fs::read_to_string(&path).unwrap();
        let text = other.replace(&text, format!("\"format_version\":{version}"));
        fs::write(&path, text.as_bytes()).unwrap();
        check_answers(&program);
    }
}

/// The files of the word index that serves.
fn word_files(program: &Program) -> Vec<PathBuf> {
    let entries = fs::read_dir(generation(program).join("words")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|ending| ending != "lock"));
    files.sort();
    files
}

/// Damages each file of the word index in turn.
fn check_damaged(damage: impl Fn(&mut Vec<u8>)) {
    let program = program();
    for index in 0..word_files(&program).len() {
        let file = word_files(&program)[index].clone();
        if file.ends_with(".managed.json") {
            continue; // A list for the writer; no reader asks for it.
        }
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::remove_file(&file).unwrap();
        fs::write(&file, bytes).unwrap();
        let said = program.ask(QUESTION);
        assert_eq!(said.code, Some(0), "{}: {said:#?}", file.display());
        check_answers(&program);
    }
}

#[test]
fn a_word_index_that_is_cut_short_is_built_anew() {
    check_damaged(|bytes| bytes.truncate(bytes.len() / 2));
    check_damaged(Vec::clear);
}

#[test]
fn a_word_index_with_wrong_bytes_is_built_anew() {
    check_damaged(|bytes| bytes.iter_mut().step_by(3).for_each(|byte| *byte ^= 0x55));
}

#[test]
fn a_damaged_word_index_is_not_built_upon() {
    let program = program();
    for index in 0..word_files(&program).len() {
        let file = word_files(&program)[index].clone();
        if file.extension().is_some_and(|ending| ending == "json") {
            continue;
        }
        let mut bytes = fs::read(&file).unwrap();
        // Small enough for a reader not to notice.
        bytes[0] ^= 1;
        fs::remove_file(&file).unwrap();
        fs::write(&file, bytes).unwrap();
        program.write("turm.md", format!("Der Turm ist {index} Meter hoch.\n"));
        drop(
            program
                .run(&["index"])
                .code(0)
                .says("2 documents (2 read, 0 kept"),
        );
        check_answers(&program);
    }
}

#[test]
fn a_word_index_with_a_file_missing_is_built_anew() {
    let program = program();
    for index in 0..word_files(&program).len() {
        fs::remove_file(&word_files(&program)[index]).unwrap();
        check_answers(&program);
    }
    fs::remove_dir_all(generation(&program)).unwrap();
    check_answers(&program);
}

#[test]
fn two_processes_may_build_at_once() {
    for _ in 0..4 {
        let program = Program::with(&[]);
        for number in 0..60 {
            program.write(
                &format!("{number}.md"),
                format!("Blatt {number} liegt in Fach {number}.\n"),
            );
        }
        program.write("chronik.md", "Die Brücke wurde 1904 gebaut.\n");
        let children: Vec<_> = (0..3)
            .map(|_| program.command(&["ask", QUESTION]).spawn().unwrap())
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(text.contains("1904"), "{output:?}");
            assert_eq!(output.status.code(), Some(0));
        }
        drop(
            program
                .run(&["index"])
                .code(0)
                .says("61 documents, nothing changed"),
        );
    }
}
