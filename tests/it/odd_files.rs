//! What may stand in a folder besides files: queues, devices, links that lead out or multiply, files
//! without an end. The good document is answered from, and the odd one is named with a remedy.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::Path,
};

use rustix::fs::{CWD, Mode, mkfifoat};

use crate::program::Program;

const QUESTION: &str = "Wann wurde der Leuchtturm in Betrieb genommen?";

/// None of it may be read to its end, which would take more seconds of the processor.
const MOST_SECONDS: u32 = 20;

/// Makes something at a path.
type Makes<'a> = &'a dyn Fn(&Path);

fn program() -> Program {
    Program::with(&[
        (
            "good.md",
            "# Leuchtturm\n\nDer Leuchtturm wurde am 1. Januar 1875 in Betrieb genommen.\n",
        ),
        ("sub/a.md", "# A\n\nText is here.\n"),
    ])
}

fn queue(path: &Path) {
    mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap();
}

fn huge(path: &Path) {
    let file = File::create(path).unwrap();
    file.set_len(3 * 1024 * 1024 * 1024).unwrap();
}

/// The program answers without much work, and `check` has this line.
#[track_caller]
fn check(program: &Program, line: &str) {
    let asked = program.run_within(MOST_SECONDS, &["ask", QUESTION]);
    asked.answers("1. Januar 1875");
    let checked = program.check();
    let has_line = checked.stdout.lines().any(|found| found.trim() == line);
    assert!(has_line, "{line}\n{}", checked.stdout);
}

#[test]
fn a_cache_tag_is_a_short_file_and_nothing_else() {
    let neither = "warning: sub/CACHEDIR.TAG: not read: this is neither a file nor a folder";
    let other = "warning: sub/CACHEDIR.TAG: this file does not begin like a cache tag, so the folder \
                 is read; remove the file, or mend it";
    let leads_out = "warning: sub/CACHEDIR.TAG: this link leads out of the corpus and is not followed; \
                     copy the files into the corpus instead";
    let make: [(Makes<'_>, &str); 4] = [
        (&queue, neither),
        (&huge, other),
        (&|path| symlink("/dev/zero", path).unwrap(), leads_out),
        (&|path| fs::write(path, "Signature: mine").unwrap(), other),
    ];
    for (make, line) in make {
        let program = program();
        make(&program.corpus().join("sub/CACHEDIR.TAG"));
        check(&program, line);
        program.ask("Is text here?").answers("Text is here.");
    }
}

#[test]
fn a_sidecar_is_a_short_file_and_nothing_else() {
    for (name, limit) in [
        ("good.outline.toml", "1048576"),
        ("good.md.encoding", "1024"),
    ] {
        let program = program();
        let path = program.corpus().join(name);
        huge(&path);
        check(
            &program,
            &format!(
                "error: {name}: this sidecar has 3221225472 bytes, and the limit is {limit}; the \
                 document is read without it; is it the right file?"
            ),
        );
        fs::remove_file(&path).unwrap();
        queue(&path);
        check(
            &program,
            &format!("warning: {name}: not read: this is neither a file nor a folder"),
        );
        fs::remove_file(&path).unwrap();
        symlink("/dev/zero", &path).unwrap();
        let line = format!(
            "warning: {name}: this link leads out of the corpus and is not followed; copy the files \
             into the corpus instead"
        );
        check(&program, &line);
    }
}

#[test]
fn a_document_is_a_file_and_nothing_else() {
    let program = program();
    let at = |name: &str| program.corpus().join(name);
    queue(&at("queue.md"));
    symlink("queue.md", at("to-queue.md")).unwrap();
    symlink("/dev/zero", at("zero.txt")).unwrap();
    symlink("/dev/tty", at("terminal.html")).unwrap();
    symlink("itself.md", at("itself.md")).unwrap();
    let _listener = std::os::unix::net::UnixListener::bind(at("socket.md")).unwrap();
    huge(&at("huge.md"));
    for name in ["queue.md", "to-queue.md", "socket.md"] {
        let line = format!("warning: {name}: not read: this is neither a file nor a folder");
        check(&program, &line);
    }
    let line = "error: huge.md: not read: the file has 3072.0 MB, and the limit is 32.0 MB; raise \
                `corpus.max_file_mb` or split the file";
    check(&program, line);
    check(
        &program,
        "error: itself.md: not read: Too many levels of symbolic links (os error 40)",
    );
}

#[test]
fn each_folder_is_read_once_however_many_links_lead_to_it() {
    let program = program();
    let at = |name: &str| program.corpus().join(name);
    for folder in 1..=14 {
        fs::create_dir(at(&format!("d{folder}"))).unwrap();
        for link in 1..=3 {
            let target = format!("../d{}", folder + 1);
            symlink(target, at(&format!("d{folder}/n{link}"))).unwrap();
        }
    }
    program.write("d15/end.md", "# Ende\n\nDas Ende ist nah.\n");
    for folder in 0..40 {
        fs::create_dir(at(&format!("ring{folder}"))).unwrap();
        for link in 1..=2 {
            let target = format!("../ring{}", (folder + 1) % 40);
            symlink(target, at(&format!("ring{folder}/n{link}"))).unwrap();
        }
    }
    check(
        &program,
        "warning: d14/n3: this link leads to a folder that is read already, and is not \
         followed; remove it",
    );
    check(
        &program,
        "warning: ring39/n1: this link leads to a folder that is read already, and is not \
         followed; remove it",
    );
    drop(program.run(&["index"]).says("3 documents, nothing changed"));
}

#[test]
fn a_folder_that_only_links_lead_to_is_read_through_the_first() {
    let program = program();
    let at = |name: &str| program.corpus().join(name);
    program.write(
        ".versions/7/bericht.md",
        "# Bericht\n\nDie Mole ist lang.\n",
    );
    symlink(".versions/7", at("b")).unwrap();
    symlink(".versions/7", at("c")).unwrap();
    symlink("..", at(".versions/7/back")).unwrap();
    check(
        &program,
        "warning: c: this link leads to a folder that is read already, and is not \
         followed; remove it",
    );
    let said = program.run(&["ask", "Ist die Mole lang?", "--document", "b/bericht"]);
    said.answers("Die Mole ist lang.");
}
