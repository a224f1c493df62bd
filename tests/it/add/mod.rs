//! `add` and `outline --suggest`, as conversations on the command line.

mod fetched;
mod server;
mod suggested;

use std::fs;

use crate::{
    docx::made::{Made, p, t},
    pdf::report,
    program::{Program, Said},
};

const BELL: &str = "# The bell\n\n## Times\n\nThe bell tolls at noon.\n";

/// Everything that the corpus holds, hidden files too.
fn held(program: &Program) -> Vec<String> {
    let corpus = program.corpus();
    let entries = walkdir::WalkDir::new(&corpus).min_depth(1);
    let entries = entries.sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let relative = |path: &std::path::Path| {
        let path = path.strip_prefix(&corpus).unwrap();
        path.to_str().unwrap().to_owned()
    };
    files.map(|entry| relative(entry.path())).collect()
}

fn text(program: &Program, name: &str) -> String {
    fs::read_to_string(program.corpus().join(name)).unwrap()
}

/// A file beside the corpus.
fn beside(program: &Program, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(program.folder().join(name), bytes).unwrap();
}

/// What was said, and how it ended.
fn said(said: &Said) -> String {
    let Said {
        code,
        stdout,
        stderr,
    } = said;
    format!("{stdout}{stderr}exit code {}", code.unwrap())
}

#[track_caller]
fn refuses(program: &Program, args: &[&str], why: &str) {
    let before = held(program);
    let command: Vec<&str> = [&["add"], args].concat();
    program.run(&command).fails(why);
    assert_eq!(held(program), before, "nothing is left behind");
}

#[test]
fn a_file_is_added_and_answers() {
    let program = Program::with(&[]);
    beside(&program, "bell.md", BELL);
    beside(&program, "harbour", report().bytes());
    insta::assert_snapshot!(said(&program.run(&["add", "bell.md"])), @"
    added bell.md (46 bytes)
    bell.md: en, UTF-8; 1 section, 1 paragraph, 1 sentence, 0 footnotes
      100 % read
    exit code 0
    ");
    insta::assert_snapshot!(said(&program.run(&["add", "harbour"])), @"
    added harbour.pdf (102 KB)
    harbour.pdf: en, PDF; 3 sections, 3 paragraphs, 3 sentences, 0 footnotes
      78.6 % read, 21.4 % running head or foot
      set apart, running head or foot, p. 7: Annual report of the harbour 7
      set apart, running head or foot, p. 8: Annual report of the harbour 8
      set apart, running head or foot, p. 9: Annual report of the harbour 9
    exit code 0
    ");
    assert_eq!(held(&program), ["bell.md", "harbour.pdf"]);
    program.ask("When does the bell toll?").answers("at noon");
    let check = program.check().code(0).stdout;
    let added = program.run(&["add", "bell.md"]).code(0);
    insta::assert_snapshot!(said(&added), @"
    bell.md is there already, with the same bytes (46 bytes); nothing was changed
    bell.md: en, UTF-8; 1 section, 1 paragraph, 1 sentence, 0 footnotes
      100 % read
    exit code 0
    ");
    let shown: Vec<&str> = added.stdout.lines().skip(1).collect();
    assert!(
        check.contains(&shown.join("\n")),
        "as check says it: {check}"
    );
}

#[test]
fn what_is_there_is_not_overwritten_in_silence() {
    let program = Program::with(&[("bell.md", BELL), ("law/act.txt", "The act is long.\n")]);
    let other = BELL.replace("noon", "nine");
    beside(&program, "bell.md", &other);
    refuses(
        &program,
        &["bell.md"],
        "bell.md was not added: another document has the name bell.md; replace it with --replace, or choose a \
         name with --as NAME",
    );
    assert_eq!(text(&program, "bell.md"), BELL);
    beside(&program, "act copy.txt", "The act is long.\n");
    drop(
        program.run(&["add", "act copy.txt"]).code(0).says(
            "law/act.txt is there already, with the same bytes (17 bytes); nothing was changed",
        ),
    );
    beside(&program, "act.md", "# The act\n\nIt is short.\n");
    refuses(
        &program,
        &["act.md", "--as", "law/act.md"],
        "law/act.txt has the same name but for its ending",
    );
    drop(
        program
            .run(&["add", "bell.md", "--as", "law/bell"])
            .code(0)
            .says("added law/bell.md"),
    );
    drop(
        program
            .run(&["add", "bell.md", "--replace"])
            .code(0)
            .says("replaced bell.md"),
    );
    assert_eq!(text(&program, "bell.md"), other);
    assert_eq!(held(&program), ["bell.md", "law/act.txt", "law/bell.md"]);
}

#[test]
fn names_stay_in_the_corpus() {
    let program = Program::with(&[]);
    beside(&program, "bell.md", BELL);
    for name in ["../bell.md", "/tmp/bell.md", ".bell.md", "bell.tmp"] {
        refuses(
            &program,
            &["bell.md", "--as", name],
            "cannot be a name in the corpus",
        );
    }
    refuses(
        &program,
        &["bell.md", "--as", "bell.pdf"],
        "it is Markdown and no PDF",
    );
    refuses(
        &program,
        &["bell.md", "--as", ""],
        "a value is required for '--as <NAME>'",
    );
    program.write("file", "x");
    refuses(
        &program,
        &["bell.md", "--as", "file/bell.md"],
        "file is no folder in the corpus",
    );
    beside(&program, "~$a\u{202e}b .MD", "# Lage\n\nSie ist gut.\n");
    drop(
        program
            .run(&["add", "~$a\u{202e}b .MD"])
            .code(0)
            .says("added ab.MD"),
    );
}

#[test]
fn what_cannot_be_read_is_named_and_not_kept() {
    let program = Program::with(&[("bell.md", BELL)]);
    fs::create_dir(program.folder().join("folder")).unwrap();
    beside(&program, "empty.md", " \n");
    beside(&program, "picture.md", b"\x89PNG\r\n\x1a\n\0\0");
    beside(&program, "table.csv", "a,b\n1,2\n");
    beside(
        &program,
        "cut.docx",
        &Made::with(p("", &t("x"))).bytes()[..200],
    );
    beside(&program, "marks.md", "---\n\n---\n");
    let large = "x ".repeat(600_000);
    beside(&program, "large.md", large);
    for (file, why) in [
        (
            "nowhere.md",
            "there is no file nowhere.md; an address begins with https://",
        ),
        (
            "folder",
            "folder cannot be read: it is not a regular file; name a file",
        ),
        ("empty.md", "empty.md was not added: it is empty"),
        (
            "picture.md",
            "it is a PNG image; pictures, sound and programs are not read",
        ),
        ("table.csv", ".csv is not read; .md, .markdown, .txt"),
        (
            "cut.docx",
            "it is an archive or office file that is damaged or not whole",
        ),
        (
            "marks.md",
            "nothing can be quoted from it: no text was found in it",
        ),
        (
            "file:///etc/passwd",
            "a file is added by its path, without file://",
        ),
    ] {
        refuses(&program, &[file], why);
    }
    let mut command = program.command(&["add", "large.md"]);
    command.env("FUNDSTELLE_CORPUS__MAX_FILE_MB", "1");
    Said::of(command)
        .fails("large.md has more than 1 MB, and that is the limit; raise corpus.max_file_mb");
    assert_eq!(held(&program), ["bell.md"]);
    drop(
        program
            .run(&["add", "table.csv", "--as", "table.txt"])
            .code(0)
            .says("added table.txt"),
    );
    let nowhere = Program::without_corpus();
    nowhere
        .run(&["add", "x.md"])
        .fails("the corpus folder corpus does not exist; create it");
}

#[test]
fn a_locked_document_is_not_kept() {
    let program = Program::with(&[]);
    let lock = format!(
        "trailer\n<<\n/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]",
        "41".repeat(32)
    );
    let bytes = report().bytes();
    let at = bytes
        .windows(10)
        .rposition(|part| part == b"trailer\n<<")
        .unwrap();
    beside(
        &program,
        "locked.pdf",
        [&bytes[..at], lock.as_bytes(), &bytes[at + 10..]].concat(),
    );
    refuses(
        &program,
        &["locked.pdf", "--title", "Locked"],
        "locked.pdf was not added: nothing can be quoted from it: it is encrypted and opens with a password only",
    );
}

#[test]
fn findings_are_said_and_the_exit_code_is_that_of_check() {
    let program = Program::with(&[]);
    beside(&program, "bell.md", BELL);
    program.write(
        "bell.outline.toml",
        "[[section]]\ntitle = 'Nowhere'\nstarts_with = 'The gong'\n",
    );
    let added = program.run(&["add", "bell.md"]).code(2);
    let finding = "error: bell.md: section 1 `Nowhere`: `starts_with` is not found in the text";
    drop(added.says("added bell.md").says(finding));
    drop(program.check().code(2).says(finding));
}

#[test]
fn title_date_and_source_stand_in_the_sidecar() {
    let program = Program::with(&[]);
    beside(&program, "bell.md", BELL);
    let facts = [
        "add",
        "bell.md",
        "--title",
        "The \"old\" bell",
        "--date",
        "2020-01-02",
        "--source",
        "https://me:pw@example.org/bell?id=3&token=x",
    ];
    insta::assert_snapshot!(said(&program.run(&facts)), @"
    added bell.md (46 bytes)
      bell.outline.toml names the source, without what may be a secret: https://example.org/bell?id=3
    bell.md: en, UTF-8; 1 section, 1 paragraph, 1 sentence, 0 footnotes
      100 % read
    exit code 0
    ");
    insta::assert_snapshot!(text(&program, "bell.outline.toml"), @r#"
    # Written by fundstelle add; corpus/README.md says what else may stand here.
    title = 'The "old" bell'
    date = "2020-01-02"
    source_url = "https://example.org/bell?id=3"
    "#);
    drop(
        program
            .run(&["outline"])
            .code(0)
            .says("The \"old\" bell (bell.md)"),
    );
    program.write("bell.outline.toml", "titel = 'x'\n");
    beside(&program, "bell.md", BELL.replace("noon", "nine"));
    refuses(
        &program,
        &["bell.md", "--replace", "--title", "x"],
        "bell.outline.toml: line 1, column 1: unknown key `titel`; did you mean `title`?; mend it first",
    );
    assert_eq!(text(&program, "bell.md"), BELL);
}

#[test]
fn programs_get_json() {
    let program = Program::with(&[]);
    beside(&program, "bell.md", BELL);
    let added = program.run(&["add", "bell.md", "--json"]).code(0).json();
    assert_eq!(added["done"], "added");
    assert_eq!(added["bytes"], BELL.len());
    let check = program.run(&["check", "--json"]).code(0).json();
    assert_eq!(added["file"], check["files"][0]);
    let again = program.run(&["add", "bell.md", "--json"]).code(0).json();
    assert_eq!(again["done"], "there_already");
}
