//! Indexes that are damaged, of another format, or being built by somebody else: they are built
//! anew, and an answer comes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fundstelle::index::{Generation, Generations, IndexError};

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

/// It is said that the index was of no use, and the answer is right; from then on all is well.
#[track_caller]
fn check_heals(program: &Program) {
    let said = program.ask(QUESTION);
    said.complains("; it was built anew")
        .answers("Die Brücke wurde 1904 gebaut.");
    check_answers(program);
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

pub(crate) fn copy(from: &Path, to: &Path) {
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
        check_heals(&program);
        fs::remove_file(program.index().join("CURRENT")).unwrap();
        check_heals(&program);
        fs::remove_file(program.index().join("CURRENT")).unwrap();
        fs::create_dir(program.index().join("CURRENT")).unwrap();
        check_heals(&program);
    }
}

#[test]
fn a_damaged_manifest_leads_to_a_new_index() {
    let program = program();
    for manifest in ["", "{", "[]", "{\"format_version\": 1}"] {
        fs::write(generation(&program).join("manifest.json"), manifest).unwrap();
        check_heals(&program);
    }
    fs::remove_file(generation(&program).join("manifest.json")).unwrap();
    check_heals(&program);
    // What is still JSON, and says something else.
    let path = generation(&program).join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("Turm", "Wurm", 1)).unwrap();
    check_heals(&program);
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
        let words = format!("warning: the index has format {version}, this program needs");
        drop(program.run(&["index"]).code(0).complains(&words));
        check_answers(&program);
    }
}

/// The files of the word index that serves.
fn word_files(program: &Program) -> Vec<PathBuf> {
    // The documents are in German.
    let entries = fs::read_dir(generation(program).join("words/de")).unwrap();
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
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::remove_file(&file).unwrap();
        fs::write(&file, bytes).unwrap();
        check_heals(&program);
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
        check_heals(&program);
    }
    fs::remove_dir_all(generation(&program)).unwrap();
    check_heals(&program);
    // `index` looks as closely.
    fs::remove_file(&word_files(&program)[0]).unwrap();
    let said = program.run(&["index"]).code(0);
    drop(
        said.says("2 documents (2 read")
            .complains("is missing; it was built anew"),
    );
}

/// Why the index cannot be opened; nothing may panic.
#[track_caller]
fn refused(program: &Program, what: &str) -> String {
    let generations = Generations::of_corpus(&program.folder().join("data"), &program.corpus());
    match Generation::open(&generations) {
        Err(IndexError::Unusable { reason }) => reason,
        Err(error) => panic!("{what}: {error}"),
        Ok(_) => panic!("{what}: it is believed"),
    }
}

#[test]
fn no_file_is_taken_for_another() {
    let program = program();
    let files = word_files(&program);
    assert!(files.len() >= 8, "{files:?}");
    for to in &files {
        let whole = fs::read(to).unwrap();
        for from in files.iter().filter(|from| *from != to) {
            fs::copy(from, to).unwrap();
            let reason = refused(
                &program,
                &format!("{} for {}", from.display(), to.display()),
            );
            let name = to.file_name().unwrap().to_str().unwrap();
            assert!(reason.contains(&format!("words/de/{name} ")), "{reason}");
            fs::write(to, &whole).unwrap();
        }
    }
    check_answers(&program);
    fs::copy(&files[0], &files[1]).unwrap();
    check_heals(&program);
}

#[test]
fn what_does_not_belong_to_a_generation_is_found() {
    let program = program();
    let words = generation(&program).join("words");
    let first = word_files(&program)[1].clone();
    let whole = fs::read(&first).unwrap();
    let check = |make: &dyn Fn(), reason: &str| {
        make();
        let said = refused(&program, reason);
        assert!(said.ends_with(reason), "{said}");
    };
    let extra = words.join("0123.idx");
    check(
        &|| fs::write(&extra, "x").unwrap(),
        "words/0123.idx does not belong to it",
    );
    fs::remove_file(&extra).unwrap();
    // Of a language that no document has.
    let extra = words.join("fr");
    fs::create_dir(&extra).unwrap();
    check(
        &|| fs::write(extra.join("0123.idx"), "x").unwrap(),
        "words/fr/0123.idx does not belong to it",
    );
    fs::remove_dir_all(&extra).unwrap();
    let name = format!("words/de/{}", first.file_name().unwrap().to_str().unwrap());
    fs::remove_file(&first).unwrap();
    check(&|| (), &format!("{name} is missing"));
    check(
        &|| fs::create_dir(&first).unwrap(),
        &format!("{name} is no file"),
    );
    fs::remove_dir(&first).unwrap();
    check(
        &|| std::os::unix::fs::symlink("/dev/zero", &first).unwrap(),
        &format!("{name} is no file"),
    );
    fs::remove_file(&first).unwrap();
    check(
        &|| rustix::fs::mkfifoat(rustix::fs::CWD, &first, rustix::fs::Mode::RWXU).unwrap(),
        &format!("{name} is no file"),
    );
    fs::remove_file(&first).unwrap();
    fs::write(&first, whole).unwrap();
    check_answers(&program);
}

#[test]
fn a_generation_is_only_what_it_was_built_as() {
    let program = program();
    let first = program.folder().join("first");
    copy(&generation(&program), &first);
    program.write("turm.md", "# Turm\n\nDer Turm ist 50 Meter hoch.\n");
    drop(program.run(&["index"]).code(0));
    let second = generation(&program);
    // The words of one generation, and the manifest of the next.
    fs::remove_dir_all(second.join("words")).unwrap();
    copy(&first.join("words"), &second.join("words"));
    let said = program.ask("Wie hoch ist der Turm?").never_says("40 Meter");
    said.complains("; it was built anew").answers("50 Meter");
    check_answers(&program);
    // All of it, under another number.
    let third = generation(&program);
    fs::remove_dir_all(&third).unwrap();
    copy(&first, &third);
    let said = program.ask("Wie hoch ist der Turm?").never_says("40 Meter");
    said.complains("it is generation 1 of corpus-")
        .answers("50 Meter");
    // All of it, of another index.
    let other = Program::with(&[("fremd.md", "# Fremd\n\nDie Brücke wurde 1777 gebaut.\n")]);
    drop(other.run(&["index"]).code(0));
    let index = program.index();
    fs::remove_dir_all(&index).unwrap();
    copy(&other.index(), &index);
    check_heals(&program);
}

#[test]
fn what_stands_in_the_place_of_a_lock_is_removed() {
    let program = program();
    let lock = program.index().join("lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    program.write("neu.md", "Neu ist der Steg.\n");
    program
        .ask("Ist der Steg neu?")
        .complains_of_nothing()
        .answers("Neu ist der Steg.");
    fs::remove_file(&lock).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &lock, rustix::fs::Mode::RWXU).unwrap();
    program.write("neu.md", "Neu ist das Tor.\n");
    program
        .ask("Ist das Tor neu?")
        .complains_of_nothing()
        .answers("Neu ist das Tor.");
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
