//! Bad input: each bad file or folder gets a message with file and remedy, and the rest of the
//! corpus is still served.

use std::{fs, os::unix::fs::symlink};

use crate::program::Program;

const GOOD: &str = "# Chronik\n\nDie Brücke wurde 1904 gebaut.\n";
const QUESTION: &str = "Wann wurde die Brücke gebaut?";

/// A corpus with one good document.
fn program() -> Program {
    Program::with(&[("chronik.md", GOOD)])
}

/// The finding is complained about and checked with exit code 2, and the good document answers.
#[track_caller]
fn check_error(program: &Program, finding: &str) {
    drop(program.check().code(2).says(finding));
    program.ask(QUESTION).complains(finding).answers("1904");
}

/// The finding stands in `check`, which succeeds, and asking is not disturbed by it.
#[track_caller]
fn check_warning(program: &Program, finding: &str) {
    drop(program.check().code(0).says(finding));
    program.ask(QUESTION).complains_of_nothing().answers("1904");
}

#[test]
fn a_corpus_that_is_no_folder_with_documents_is_said() {
    let program = Program::without_corpus();
    for command in [
        &["ask", "x"][..],
        &["check"],
        &["index"],
        &["outline"],
        &["verify", "x"],
    ] {
        program
            .run(command)
            .fails("the corpus folder corpus does not exist; create it");
    }
    fs::write(program.corpus(), "x").unwrap();
    program
        .ask("x")
        .fails("the corpus corpus is not a folder; --corpus takes");
    fs::remove_file(program.corpus()).unwrap();
    fs::create_dir(program.corpus()).unwrap();
    program
        .ask("x")
        .fails("the corpus folder corpus contains no documents; add .md");
    program
        .write("README.md", "<!-- fundstelle: not a document -->")
        .ask("x")
        .fails("contains no documents");
}

#[test]
fn a_corpus_that_goes_away_is_not_served_from_its_index() {
    let program = program();
    program.ask(QUESTION).answers("1904");
    fs::rename(program.corpus(), program.folder().join("elsewhere")).unwrap();
    program.ask(QUESTION).fails("does not exist");
}

#[test]
fn a_corpus_of_which_nothing_can_be_read_says_why() {
    let program = Program::with(&[]);
    program.write("a.md", b"\x89PNG\r\n\x1a\n\0");
    program
        .ask("x")
        .complains("a.md")
        .fails("no document could be read; `fundstelle check` says why");
    drop(
        program
            .check()
            .code(2)
            .says("error: a.md")
            .says("no document could be read"),
    );
}

#[test]
fn an_unreadable_file_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let program = program();
    program.write("geheim.md", "Geheim.\n");
    let path = program.corpus().join("geheim.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    check_error(&program, "geheim.md: geheim.md cannot be read: ");
}

#[test]
fn other_encodings_are_read() {
    let program = program();
    let text = "Größe und Gewicht der Glocke wurden geprüft: 3 Tonnen, für den Süden üblich.\r\n";
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    program.write("windows.txt", windows);
    let utf_16 = "\u{feff}Das Läutewerk ist elektrisch.\n".encode_utf16();
    program.write(
        "utf16.txt",
        utf_16.flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    );
    let check = program.check().code(0);
    drop(
        check
            .says("windows.txt: de, windows-1252")
            .says("utf16.txt: de, UTF-16LE"),
    );
    program
        .ask("Wurde das Gewicht der Glocke geprüft?")
        .answers("für den Süden üblich");
    program
        .ask("Ist das Läutewerk elektrisch?")
        .answers("Das Läutewerk ist elektrisch.");
}

#[test]
fn an_encoding_that_was_named_wrongly_is_said() {
    let program = program();
    program
        .write("alt.txt", "x")
        .write("alt.txt.encoding", "klingonisch");
    check_error(&program, "alt.txt: ");
    drop(program.check().code(2).says("klingonisch"));
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_an_error() {
    let program = program();
    program.write("bild.md", b"\x89PNG\r\n\x1a\n\0\0");
    check_error(&program, "error: bild.md: ");
    program.remove("bild.md").write("brief.txt", "%PDF-1.7 …");
    check_error(&program, "error: brief.txt: ");
}

#[test]
fn a_file_that_goes_bad_keeps_its_last_good_version() {
    let program = program();
    program.ask(QUESTION).answers("1904");
    program
        .write("chronik.md", b"\x89PNG\r\n\x1a\n\0\0")
        .write("neu.md", "Neu ist der Turm.\n");
    check_error(&program, "error: chronik.md: ");
    drop(
        program
            .check()
            .code(2)
            .says("its last good version is served"),
    );
    program
        .ask("Was ist neu: der Turm?")
        .answers("Neu ist der Turm.");
    program.write("chronik.md", "# Chronik\n\nDie Brücke wurde 1911 gebaut.\n");
    program.ask(QUESTION).complains_of_nothing().answers("1911");
}

#[test]
fn a_file_that_stays_bad_is_no_work_for_every_question() {
    let program = program();
    program
        .write("bild.md", b"\x89PNG\r\n\x1a\n\0\0")
        .write("plan.odt", "PK");
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("generation 1: 1 document (1 read"),
    );
    check_error(&program, "error: bild.md: ");
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("generation 1: 1 document, nothing changed"),
    );
    program.write("chronik.md", b"\0\0\0\0");
    check_error(&program, "error: chronik.md: ");
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("generation 2: 1 document, nothing changed"),
    );
}

#[test]
fn a_sidecar_that_fits_no_place_or_two_is_an_error() {
    let program = program();
    program.write(
        "rede.txt",
        "Heute gilt das eine.\n\nHeute gilt das andere. Morgen nicht.\n",
    );
    let outline =
        |words: &str| format!("[[section]]\ntitle = \"Teil\"\nstarts_with = \"{words}\"\n");
    program.write("rede.outline.toml", outline("Gestern galt das"));
    check_error(
        &program,
        "error: rede.txt: section 1 `Teil`: `starts_with` is not found in the text",
    );
    program.write("rede.outline.toml", outline("Heute gilt das"));
    check_error(
        &program,
        "error: rede.txt: section 1 `Teil`: `starts_with` is found 2 times",
    );
    program.write("rede.outline.toml", "[[section]]\ntitel = 'Teil'");
    check_error(
        &program,
        "error: rede.txt: the outline is not used: line 2, column 1: unknown key",
    );
    program.write("rede.outline.toml", outline("Morgen nicht"));
    drop(program.check().code(0));
    program
        .run(&["ask", "§ 1", "--document", "rede"])
        .answers("Morgen nicht.");
}

#[test]
fn a_huge_file_is_passed_over_with_no_work() {
    let program = program();
    let huge = fs::File::create(program.corpus().join("riese.txt")).unwrap();
    huge.set_len(100 * 1024 * 1024).unwrap();
    let finding = "error: riese.txt: not read: the file has 100.0 MB, and the limit is";
    let checked = program.run_within(5, &["check"]).code(2);
    drop(
        checked
            .says(finding)
            .says("raise `corpus.max_file_mb` or split the file"),
    );
    program
        .run_within(5, &["ask", QUESTION])
        .complains(finding)
        .answers("1904");
}

#[test]
fn a_file_that_grows_too_large_keeps_its_last_good_version() {
    let program = program();
    program.ask(QUESTION).answers("1904");
    let file = fs::File::options()
        .append(true)
        .open(program.corpus().join("chronik.md"))
        .unwrap();
    file.set_len(33 * 1024 * 1024).unwrap();
    check_error(
        &program,
        "error: chronik.md: not read: the file has 33.0 MB",
    );
}

#[test]
fn a_long_line_is_read_in_seconds_of_the_processor() {
    let program = program();
    program.write(
        "zeile.txt",
        "Das ist ein Satz von vielen. ".repeat(2 * 1024 * 1024 / 29),
    );
    program.run_within(30, &["ask", QUESTION]).answers("1904");
}

#[test]
fn links_that_loop_or_lead_out_are_not_followed() {
    let program = program();
    symlink("..", program.corpus().join("kreis")).unwrap();
    check_warning(
        &program,
        "kreis: this link leads out of the corpus and is not followed",
    );
    program.remove("kreis").write("tief/ein.md", "x");
    symlink("../tief", program.corpus().join("tief/kreis")).unwrap();
    check_warning(
        &program,
        "tief/kreis: this link leads back to a folder above it",
    );
    let outside = program.folder().join("fremd.md");
    fs::write(&outside, "Fremd.\n").unwrap();
    symlink(&outside, program.corpus().join("fremd.md")).unwrap();
    check_warning(&program, "fremd.md: this link leads out of the corpus");
    symlink("selbst.md", program.corpus().join("selbst.md")).unwrap();
    drop(program.check().says("selbst.md: "));
    program.ask(QUESTION).answers("1904");
}
