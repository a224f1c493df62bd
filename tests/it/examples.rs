//! Every example that the project shows is answered with the right sentence in bold: those of the
//! README, of the documentation, of `--help`, of the locale files, of the first page, of replies to greetings, and
//! of the bundled documents themselves.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use crate::{
    bundled,
    program::{Program, folded},
    web::{Site, get},
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// An example, and words of the sentence that answers it; any of them. Of a place: words that stand
/// there.
const EXPECTED: [(&str, &[&str]); 23] = [
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
    ("What does § 2.3 say?", &["kehrt zurück", "is returning"]),
    ("2.3–2.5, 4", &["Not there: § 2.5."]),
    ("¶ 12", &["—"]),
    ("fn. 17", &["Schoff 2020"]),
    ("S. 12", &["has no pages", "keine Seiten"]),
    ("p. 12", &["has no pages"]),
    ("section four", &["NAFTA"]),
    ("Fn. 17", &["Schoff 2020"]),
    ("2.3", &["kehrt zurück", "is returning"]),
    ("4", &["NAFTA"]),
    (
        "Wann wurde SEMATECH gegründet?",
        &["1987, entstand SEMATECH"],
    ),
    (
        "When was SEMATECH founded?",
        &["in 1987, SEMATECH was founded"],
    ),
    (
        "Was ist Technonationalismus?",
        &["heißt Technonationalismus"],
    ),
    (
        "What is techno-nationalism?",
        &["is called technonationalism"],
    ),
    (
        "What is technonationalism?",
        &["is called technonationalism"],
    ),
];

/// Questions that newcomers ask of the bundled report, shown nowhere.
const FIRST_QUESTIONS: [&str; 5] = [
    "Wann wurde SEMATECH gegründet?",
    "When was SEMATECH founded?",
    "Was ist Technonationalismus?",
    "What is techno-nationalism?",
    "What is technonationalism?",
];

/// What the first page offers to readers of each language: all of it in that language.
async fn offered_on_the_first_page() -> BTreeSet<String> {
    let site = Site::start().await;
    let mut offered = BTreeSet::new();
    for (language, word) in [("de", "Wer leitet"), ("en", "Who chairs")] {
        let page = format!("/?lang={language}");
        let page = get(&site.reader(), &page).await.is(200).body;
        let section = page.split("id=\"examples\"").nth(1).unwrap();
        let section = section.split("</ul>").next().unwrap();
        let texts = section.split("<bdi>").skip(1);
        let texts = texts.map(|rest| rest.split("</bdi>").next().unwrap().to_owned());
        let texts: Vec<String> = texts.collect();
        assert_eq!(texts.len(), 3, "{language}: {texts:?}");
        assert!(texts[0].starts_with(word), "{language}: {texts:?}");
        offered.extend(texts);
    }
    offered
}

/// What a reply to a greeting offers.
fn offered_to(greeting: &str, program: &Program) -> Vec<String> {
    let said = program.ask(greeting).stdout;
    let lines = said.lines().filter_map(|line| line.strip_prefix("  "));
    let offered: Vec<String> = lines.map(str::to_owned).collect();
    assert_eq!(offered.len(), 3, "{said}");
    offered
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_default()
}

/// What is asked in some text: `ask "…"`, with options before the question or without.
fn asked(text: &str) -> impl Iterator<Item = String> {
    let words = text.match_indices("ask ");
    let words = words.filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    words.filter_map(|(at, word)| {
        let line = text[at + word.len()..].lines().next()?;
        let (options, behind) = line.split_once('"')?;
        let mut words = options.split_whitespace();
        let is_command = words.next().is_none_or(|first| first.starts_with("--"));
        let question = behind.split('"').next()?;
        is_command.then(|| question.to_owned())
    })
}

/// The places that a text names with their numbers: `§ 2.3`, `Fn. 17`.
fn places(text: &str) -> impl Iterator<Item = String> {
    let signs = ["§ ", "¶ ", "Fn. ", "fn. ", "S. ", "p. "];
    signs.into_iter().flat_map(|sign| {
        let behind = text.split(sign).skip(1);
        behind.filter_map(move |rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            let number = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
            (!number.is_empty()).then(|| format!("{sign}{number}"))
        })
    })
}

/// What a text sets in quotation marks and asks, but for what follows another question.
fn questions(text: &str) -> impl Iterator<Item = String> {
    let marks = [('„', '“'), ('“', '”')];
    marks.into_iter().flat_map(|(open, close)| {
        let quoted = text.split(open).skip(1);
        quoted.filter_map(move |rest| {
            let question = rest.split(close).next()?;
            let is_question = question.ends_with('?') && !question.contains(['{', '\n']);
            let follows = FOLLOW_UPS.contains(&question);
            (is_question && !follows).then(|| question.to_owned())
        })
    })
}

/// Examples that follow another question; tests of follow-ups prove those.
const FOLLOW_UPS: [&str; 2] = ["und Japan?", "and Japan?"];

fn shown() -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    for path in docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        shown.extend(asked(&fs::read_to_string(path).unwrap()));
    }
    shown.extend(asked(&read("README.md")));
    for entry in fs::read_dir(Path::new(ROOT).join("locales")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        shown.extend(places(&text.replace(r#"{"\u00A0"}"#, " ")));
        shown.extend(questions(&text));
    }
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

#[tokio::test(flavor = "multi_thread")]
async fn every_example_is_answered_with_the_right_sentence() {
    let mut shown = shown();
    assert!(shown.len() > 5, "{shown:?}");
    let program = Program::with_copy_of(&bundled::corpus()).with_meaning();
    bundled::is_embedded(&program.folder().join("data"), &program.corpus());
    shown.extend(offered_on_the_first_page().await);
    shown.extend(
        ["hi", "Guten Morgen", "hola"]
            .iter()
            .flat_map(|of| offered_to(of, &program)),
    );
    shown.extend(FIRST_QUESTIONS.map(str::to_owned));
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
