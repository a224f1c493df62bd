//! Every example that the project shows is answered with the right sentence in bold: those of the
//! README, of the documentation, of `--help`, and of the bundled documents themselves.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use crate::program::{Program, folded};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// An example, and words of the sentence that answers it; any of them. Of a place: words that stand
/// there.
const EXPECTED: [(&str, &[&str]); 17] = [
    ("Wer leitet das CFIUS?", &["Finanzminister der USA"]),
    (
        "Who chairs CFIUS?",
        &["Finanzminister der USA", "Secretary of the Treasury"],
    ),
    (
        "Who chairs the committee on foreign investment?",
        &["Finanzminister der USA", "Secretary of the Treasury"],
    ),
    (
        "Wozu diente SEMATECH?",
        &["Rückstand gegenüber Japan wettmachen"],
    ),
    (
        "What was SEMATECH meant to do?",
        &["close the gap with Japan", "Rückstand gegenüber Japan"],
    ),
    (
        "Warum überstand das Bündnis den Handelskonflikt?",
        &["weil Japan ein Verbündeter war"],
    ),
    (
        "Why did the alliance survive the trade conflict?",
        &[
            "because Japan was an ally",
            "weil Japan ein Verbündeter war",
        ],
    ),
    ("§ 2.3", &["kehrt zurück", "is returning"]),
    ("2.3–2.5, 4", &["Not there: § 2.5."]),
    ("¶ 12", &["—"]),
    ("fn. 17", &["Schoff 2020"]),
    ("S. 12", &["has no pages", "keine Seiten"]),
    ("p. 12", &["has no pages"]),
    ("section four", &["NAFTA"]),
    ("Fn. 17", &["Schoff 2020"]),
    ("2.3", &["kehrt zurück", "is returning"]),
    ("4", &["NAFTA"]),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_default()
}

/// What is asked in some text: `ask "…"`.
fn asked(text: &str) -> impl Iterator<Item = String> {
    let asked = text.split("ask \"").skip(1);
    asked.filter_map(|rest| rest.split('"').next().map(str::to_owned))
}

fn shown() -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    for path in docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        shown.extend(asked(&fs::read_to_string(path).unwrap()));
    }
    shown.extend(asked(&read("README.md")));
    let help = Command::new(env!("CARGO_BIN_EXE_fundstelle"));
    let help = { help }.args(["ask", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let first = help.lines().next().unwrap_or_default();
    let places = first.split('`').skip(1).step_by(2).map(str::to_owned);
    shown.extend(places.filter(|place| !place.contains('…')));
    for entry in fs::read_dir(Path::new(ROOT).join("corpus")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
        let front = text.split("\n---\n").next().unwrap_or_default();
        let items = front.lines().filter_map(|line| line.strip_prefix("  - "));
        shown.extend(items.map(|item| item.trim_matches('"').to_owned()));
    }
    shown
}

#[test]
fn every_example_is_answered_with_the_right_sentence() {
    let shown = shown();
    assert!(shown.len() > 5, "{shown:?}");
    let program = Program::with_copy_of(&Path::new(ROOT).join("corpus")).with_meaning();
    let mut wrong = Vec::new();
    for example in &shown {
        let expected = EXPECTED.iter().find(|(question, _)| question == example);
        let Some((_, words)) = expected else {
            wrong.push(format!("{example}: say in EXPECTED what answers it"));
            continue;
        };
        let said = folded(&program.ask(example).stdout);
        // The first sentence in bold; what is one sentence has none, and a place neither.
        let first = said.split("— ").next().unwrap_or_default();
        let bold = first.split("**").nth(1);
        let is_question = example.ends_with('?');
        let looked_at = if is_question {
            bold.unwrap_or(first)
        } else {
            &said
        };
        if !words.iter().any(|words| looked_at.contains(words)) {
            wrong.push(format!("{example}: {looked_at}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
