//! One thing is not said as several are: "1 footnotes" stands nowhere. What the command line says of a document
//! with one of everything is read, and so is the code: a count in a text is made by `plural::counted`.

use std::{fs, path::Path};

use regex::Regex;

use crate::program::Program;

const ONE_OF_EACH: &str = "---\nlanguage: de\n---\n\n# Turm\n\n## Bau\n\nDer Turm wurde 1904 gebaut.[^1]\n\n[^1]: Chronik.\n";

/// Words behind a name in a text.
const NO_COUNTS: [&str; 13] = [
    "as", "begins", "does", "has", "is", "leads", "looks", "makes", "names", "says", "this", "was",
    "wins",
];

#[test]
fn one_thing_is_counted_as_one() {
    let several = Regex::new(r"\b1 (?:more )?[a-z]+s\b").unwrap();
    let program = Program::with(&[("turm.md", ONE_OF_EACH)]);
    for arguments in [
        &["index"][..],
        &["index"],
        &["check"],
        &["outline"],
        &["doctor"],
        &["ask", "§ 9"],
        &["ask", "Wie lang ist der Bericht?"],
        &["ask", "How long is the report?"],
        &["verify", "Der Turm wurde 1904 gebaut."],
    ] {
        let said = program.run(arguments);
        let all = format!("{}{}", said.stdout, said.stderr);
        assert!(!all.is_empty());
        let found = several.find(&all).map(|found| found.as_str());
        assert_eq!(found, None, "{arguments:?}\n{all}");
    }
    let checked = program.check().code(0);
    drop(checked.says("1 section, 2 paragraphs, 2 sentences, 1 footnote"));
}

/// The texts of a source file, without its unit tests.
fn texts(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let comment = Regex::new(r"(?m)^\s*//.*$").unwrap();
    let text = Regex::new(r#""((?:[^"\\\n]|\\.|\\\n|\n)*?)""#).unwrap();
    let goes_on = Regex::new(r"\\\n\s*").unwrap();
    let code = comment.replace_all(code, "");
    text.captures_iter(&code)
        .map(|found| goes_on.replace_all(&found[1], "").into_owned())
        .filter(|text| !text.contains('\n'))
        .collect()
}

/// The words behind a value that look like several of something. A value in capitals is a limit, which is never
/// one.
fn several(text: &str) -> Vec<String> {
    let counted = Regex::new(r"\{[a-z_]*\} (?:more )?([a-z]+s)\b").unwrap();
    let found = counted.captures_iter(text).map(|found| found[1].to_owned());
    found
        .filter(|word| !NO_COUNTS.contains(&word.as_str()))
        .collect()
}

#[test]
fn counts_in_texts_are_made_in_one_way() {
    // These stand behind limits and behind counts beyond one, and some are no counts.
    let known = [
        "add {} files",
        "{pos}/{len}",
        "<w:{name}",
        "it has more than {limit} bytes",
        "it has {} parts, and {MOST_PARTS} is the limit",
        "it has {} pages, and {MOST_PAGES} is the limit",
        "more than {} files, folders and links",
    ];
    let files = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut count = 0;
    for file in files.into_iter().filter_map(Result::ok) {
        if file.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        for text in texts(&fs::read_to_string(file.path()).unwrap()) {
            count += 1;
            if known.iter().any(|known| text.contains(known)) {
                continue;
            }
            let several = several(&text);
            assert!(
                several.is_empty(),
                "{}: {text:?} counts {several:?}; `plural::counted` says one thing as one",
                file.path().display()
            );
        }
    }
    assert!(count > 1_000, "only {count} texts were read");
}

#[test]
fn a_count_in_a_text_is_found() {
    assert_eq!(
        several("{count} footnotes, {} files"),
        ["footnotes", "files"]
    );
    assert_eq!(several("{left} more findings are not listed"), ["findings"]);
    assert!(several("{title} has {MOST} parts; {file} is").is_empty());
}
