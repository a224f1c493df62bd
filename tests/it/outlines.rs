//! The section trees of documents of many kinds, as their sources number them: each was read against its
//! source.

use std::{fs, path::Path};

use crate::program::Program;

/// The outline of the documents in a folder, and how much of each is read.
fn outline(corpus: &Path) -> String {
    let program = Program::with_copy_of(corpus);
    let outline = program.run(&["outline"]).code(0).stdout;
    let check = program.run(&["check"]).stdout;
    let read = check
        .lines()
        .filter(|line| line.contains(" read") || !line.starts_with(' '));
    format!("{outline}\n{}\n", read.collect::<Vec<_>>().join("\n"))
}

/// The numbers of the sections, each as deep as it stands; their titles are those of others.
fn numbers(corpus: &Path) -> String {
    let program = Program::with_copy_of(corpus);
    let outline = program.run(&["outline", "--json"]).code(0).json();
    let mut lines = Vec::new();
    for document in outline.as_array().unwrap() {
        lines.push(document["path"].as_str().unwrap().to_owned());
        for section in document["sections"].as_array().unwrap() {
            let level = usize::try_from(section["level"].as_u64().unwrap()).unwrap();
            let number = section["number"].as_str();
            let number = number.map_or("without a number", |_| section["place"].as_str().unwrap());
            lines.push(format!("{}{number}", "  ".repeat(level)));
        }
    }
    lines.join("\n")
}

#[track_caller]
fn check(sets: &Path, snapshots: &str, shown: impl Fn(&Path) -> String) {
    let mut names: Vec<_> = fs::read_dir(sets)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("corpus").is_dir())
        .collect();
    names.sort();
    assert!(names.len() > 3, "{names:?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../cases/{snapshots}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for path in names {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            insta::assert_snapshot!(name, shown(&path.join("corpus")));
        }
    });
}

#[test]
fn documents_of_many_kinds_have_the_sections_of_their_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    check(&root.join("tests/eval/sets"), "outlines", outline);
}

#[test]
fn real_documents_have_the_sections_of_their_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = root.join("../shared/eval/real");
    if !real.is_dir() {
        eprintln!("skipped: there are no real documents here");
        return;
    }
    check(&real, "real", numbers);
}
