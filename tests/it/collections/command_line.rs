//! The operator sees everything, and can ask as somebody who does not.

use super::{DOCS, has_no_other, write};
use crate::program::Program;

const SETTINGS: &str = r#"
[[collection]]
name = "board"
folders = ["board"]
servers = [100]

[[collection]]
name = "vault"
folders = ["vault", "press"]
token_file = "none"
"#;

fn program() -> Program {
    let program = Program::with(&[]);
    write(&program.corpus());
    std::fs::create_dir(program.folder().join("config")).unwrap();
    std::fs::write(program.folder().join("config/fundstelle.toml"), SETTINGS).unwrap();
    program
}

#[test]
fn the_operator_asks_all_documents_or_as_others_do() {
    let program = program();
    for doc in &DOCS {
        let question = doc.question();
        let said = program.run(&["ask", &question]).stdout;
        assert!(said.contains(doc.fee), "{said}");
        let said = program
            .run(&["ask", "--collection", "board", &question])
            .stdout;
        let is_seen =
            !matches!(doc.folder, "press/" | "vault/") && !doc.folder.starts_with(".library");
        assert_eq!(said.contains(doc.fee), is_seen, "{said}");
    }
    let said = program.run(&["ask", "--collection", "board", "§ 1"]).stdout;
    let seen = "zolbrin quarnel vexolin mirtopal dranukel plonteri";
    has_no_other(&said, seen, "");
    let wrong = program.run(&["ask", "--collection", "bord", "§ 1"]);
    assert!(
        wrong
            .stderr
            .contains("there is no collection bord; there are board, vault"),
        "{wrong:?}"
    );
}

#[test]
fn by_meaning_only_what_is_seen_is_found() {
    // All documents tell of a harbour, in words that no question has.
    let program = program().with_meaning();
    let seen = "zolbrin quarnel vexolin mirtopal dranukel plonteri";
    let mut found = 0;
    for question in [
        "What does one pay each day to moor in the port?",
        "Was kostet ein Liegeplatz am Tag?",
        "When does the bell sound?",
        "Um wie viel Uhr läutet die Glocke?",
        "How much can the derrick raise?",
        "What is the sulfanto fee?",
    ] {
        let said = program.run(&["ask", "--collection", "board", question]);
        has_no_other(&said.stdout, seen, question);
        found += usize::from(said.stdout.contains("of the harbour"));
    }
    assert!(found > 2, "only {found} are answered");
}

#[test]
fn collections_are_counted() {
    let program = program();
    let said = program.run(&["check"]).stdout;
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("collection "))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    collection board: 2 documents, seen by 1 server
    collection vault: 5 documents, seen by whoever has its token
    ");
}
