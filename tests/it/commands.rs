//! The commands from outside: exit codes, options, and what they say when something is wrong.

use std::{io::Write as _, process::Stdio};

use crate::program::{Program, Said};

const REPORT: &str = "# Bericht\n\n## Lage\n\nDer Umsatz stieg 2023 um vier Prozent. Der Gewinn sank.\n\n\
                      ## Aussicht\n\nIm Jahr 2024 baut die Firma eine Halle in Celle.\n";

fn program() -> Program {
    Program::with(&[
        ("bericht.md", REPORT),
        ("recht/satzung.txt", "Der Verein heißt Lindenhof.\n"),
    ])
}

#[test]
fn ask_ends_with_0_answered_1_not_found_2_failed() {
    let program = program();
    program
        .ask("Wie stieg der Umsatz?")
        .complains_of_nothing()
        .answers("um vier Prozent");
    program.ask("§ 2").answers("Halle in Celle");
    program.ask("Wer komponierte die Oper Turandot?").refuses();
    drop(program.ask("§ 9").code(1).says("There is no such place."));
    program.ask("  ").fails("the question is empty");
    drop(program.run(&["ask"]).code(2).complains("<QUESTION>"));
    program
        .run(&["ask", "--nonsense"])
        .fails("use '-- --nonsense'");
    drop(
        program
            .run(&["answer"])
            .code(2)
            .complains("unrecognized subcommand"),
    );
}

#[test]
fn colour_is_asked_for_and_turned_off_as_everywhere() {
    let program = program();
    let ask = |names: &[&str]| {
        let mut command = program.command(&["ask", "Wie stieg der Umsatz?"]);
        for name in names {
            command.env(name, "1");
        }
        Said::of(command).code(0).stdout
    };
    let (bold, plain) = ("\x1b[1mDer Umsatz", "**Der Umsatz");
    assert!(ask(&[]).contains(plain));
    assert!(ask(&["CLICOLOR_FORCE"]).contains(bold));
    assert!(ask(&["CLICOLOR_FORCE", "NO_COLOR"]).contains(plain));
    assert!(ask(&["CLICOLOR"]).contains(plain), "a pipe is no terminal");
}

#[test]
fn a_question_needs_no_quotation_marks() {
    program()
        .run(&["ask", "Wie", "stieg", "der", "Umsatz?"])
        .answers("um vier Prozent");
}

#[test]
fn index_outline_and_check_end_with_0() {
    let program = program();
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("generation 1: 2 documents (2 read, 0 kept, 0 removed)"),
    );
    drop(
        program
            .run(&["index"])
            .code(0)
            .says("generation 1: 2 documents, nothing changed"),
    );
    drop(
        program
            .run(&["index", "--force"])
            .code(0)
            .says("generation 2: 2 documents (2 read"),
    );
    drop(
        program
            .run(&["outline"])
            .code(0)
            .says("§ ≈1 Lage § ≈2 Aussicht")
            .says("no sections, 1 paragraph"),
    );
    let one = program
        .run(&["outline", "bericht"])
        .code(0)
        .says("§ ≈2 Aussicht");
    drop(one.never_says("satzung"));
    drop(
        program
            .check()
            .code(0)
            .says("bericht.md: de, UTF-8")
            .complains_of_nothing(),
    );
}

#[test]
fn a_document_can_be_named_and_a_wrong_name_gets_the_nearest() {
    let program = program();
    let lage = "Wie stieg der Umsatz?";
    program
        .run(&["ask", lage, "--document", "bericht"])
        .answers("um vier Prozent");
    drop(
        program
            .run(&["ask", lage, "--document", "recht/satzung"])
            .code(1)
            .never_says("Prozent"),
    );
    for args in [
        &["ask", lage, "--document", "recht/satzng"][..],
        &["verify", "Der Gewinn sank.", "--document", "satzung"],
        &["outline", "Recht/Satzung"],
    ] {
        program.run(args).fails("the nearest is recht/satzung");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = program();
    drop(program.run(&["index"]).code(0));
    for args in [
        &["ask", "Wie stieg der Umsatz?"][..],
        &["check", "--json"],
        &["--help"],
    ] {
        let mut command = program.command(args);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command.stdout(Stdio::from(writer)).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn verify_reads_standard_input() {
    let program = program();
    let mut child = program
        .command(&["verify", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("Der Gewinn\nsank.\n".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Word for word."));
}

#[test]
fn each_corpus_has_an_index_of_its_own() {
    let program = program();
    drop(program.run(&["index"]).code(0));
    let other = Program::with(&[("a.md", "Die Brücke ist aus Holz.\n")]);
    let folder = other.corpus();
    let folder = folder.to_str().unwrap();
    program
        .run(&["ask", "Ist die Brücke aus Holz?", "--corpus", folder])
        .answers("aus Holz");
    program
        .ask("Wie stieg der Umsatz?")
        .answers("um vier Prozent");
    let indexes = std::fs::read_dir(program.folder().join("data/index")).unwrap();
    assert_eq!(indexes.count(), 2);
}

#[test]
fn settings_come_from_file_environment_and_flags() {
    let program = program();
    let settings = program.folder().join("settings.toml");
    std::fs::write(&settings, "[answer]\nmax_citation = 3\n").unwrap();
    let file = settings.to_str().unwrap();
    let wrong = program.run(&["ask", "x", "--config", file]);
    drop(
        wrong
            .code(2)
            .complains("settings.toml:2")
            .complains("did you mean answer.max_citations?"),
    );
    program
        .run(&["ask", "x", "--config", "none.toml"])
        .fails("none.toml");
    let mut command = program.command(&["ask", "x"]);
    command.env("FUNDSTELLE_ANSWER__MAX_CITATIONS", "300");
    Said::of(command).fails("answer.max_citations is 300; it must be 1 to 25");
}

#[test]
fn a_document_may_come_back_in_another_language() {
    let program = Program::with(&[(
        "turm.md",
        "# Turm\n\nDer Turm ist 40 Meter hoch. Er hat drei Glocken, und die größte wiegt zwei Tonnen.\n",
    )]);
    let languages = || {
        let current = std::fs::read_to_string(program.index().join("CURRENT")).unwrap();
        let words = program.index().join(current.trim()).join("words");
        let folders = std::fs::read_dir(words).unwrap();
        let mut names: Vec<String> = folders
            .map(|folder| folder.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    program.ask("Wie hoch ist der Turm?").answers("40 Meter");
    assert_eq!(languages(), ["de"]);
    program.write(
        "turm.md",
        "# Tower\n\nThe tower is 40 metres high. It has three bells, and the largest weighs two tonnes.\n",
    );
    let said = program
        .ask("How high is the tower?")
        .never_says("Meter hoch");
    said.answers("40 metres");
    assert_eq!(languages(), ["en"]);
    program.write(
        "brücke.md",
        "# Brücke\n\nDie Brücke wurde 1904 gebaut. Sie führt über den Fluss und hat vier Bögen aus Stein.\n",
    );
    program
        .ask("Wann wurde die Brücke gebaut?")
        .answers("1904 gebaut");
    program.ask("How high is the tower?").answers("40 metres");
    assert_eq!(languages(), ["de", "en"]);
}

#[test]
fn an_index_keeps_nothing_of_the_one_before() {
    let program = Program::with(&[(
        "turm.md",
        "# Turm\n\nDer Turm ist 40 Meter hoch. Er hat drei Glocken.\n",
    )]);
    drop(program.run(&["index"]).code(0));
    for height in [50, 60] {
        program.write(
            &format!("turm-{height}.md"),
            format!("# Neuer Turm\n\nDer neue Turm ist {height} Meter hoch und aus Beton.\n"),
        );
        drop(program.run(&["index"]).code(0));
        let current = std::fs::read_to_string(program.index().join("CURRENT")).unwrap();
        let words = program.index().join(current.trim()).join("words/de");
        let files = std::fs::read_dir(words).unwrap();
        let stores = files.filter(|file| {
            let path = file.as_ref().unwrap().path();
            path.extension().is_some_and(|ending| ending == "store")
        });
        assert_eq!(stores.count(), 1);
    }
}
