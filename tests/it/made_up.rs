//! Made-up documents, questions and changes of a corpus. Few words, so that questions meet them;
//! many signs that parsers stumble over.

use proptest::{collection::vec, prelude::*, sample::select};

const WORDS: [&str; 32] = [
    "Brücke",
    "Ufer",
    "Größe",
    "Straßenbahn",
    "über",
    "der",
    "die",
    "und",
    "steht",
    "wächst",
    "river",
    "the",
    "is",
    "old",
    "z. B.",
    "Dr.",
    "2,5",
    "1904",
    "§",
    "¶",
    "„alt“",
    "*sehr*",
    "**neu**",
    "`x`",
    "&amp;",
    "a_b",
    "\\*",
    "[Link](http://a.de/b)",
    "e\u{301}t\u{e9}",
    "…",
    "–",
    "🌉",
];

const NAMES: [&str; 5] = ["a.md", "b.md", "c.txt", "d.md", "e.txt"];

fn sentence() -> impl Strategy<Value = String> {
    let note = prop_oneof![4 => Just(String::new()), 1 => (1..4).prop_map(|n| format!("[^{n}]"))];
    let end = select(vec![".", "?", "!", ".", ":", ""]);
    (vec(select(WORDS.to_vec()), 1..12), end, note)
        .prop_map(|(words, end, note)| format!("{}{end}{note}", words.join(" ")))
}

fn paragraph() -> impl Strategy<Value = String> {
    let glue = select(vec![" ", "\n", "  ", "\t"]);
    (vec(sentence(), 1..5), glue).prop_map(|(sentences, glue)| sentences.join(glue))
}

fn block() -> impl Strategy<Value = String> {
    let number = select(vec!["", "", "", "2 ", "2.3 ", "IV ", "3. "]);
    let list = select(vec!["- ", "* ", "1. "]);
    prop_oneof![
        5 => paragraph(),
        3 => (1..4_usize, number, vec(select(WORDS.to_vec()), 1..4))
            .prop_map(|(level, number, words)| format!("{} {number}{}", "#".repeat(level), words.join(" "))),
        1 => (list, vec(sentence(), 1..4)).prop_map(|(mark, items)| {
            items.iter().map(|item| format!("{mark}{item}")).collect::<Vec<_>>().join("\n")
        }),
        1 => (1..4, paragraph()).prop_map(|(n, text)| format!("[^{n}]: {}", text.replace('\n', " "))),
        1 => paragraph().prop_map(|text| format!("> {}", text.replace('\n', "\n> "))),
        1 => sentence().prop_map(|text| format!("```\n{text}\n    x  y\n\n  z\n```")),
        1 => sentence().prop_map(|text| format!("| a | b |\n|---|---|\n| {} | 1 |", text.replace('|', "/"))),
    ]
}

/// A document in Markdown, which may as well be read as plain text.
pub(crate) fn document() -> impl Strategy<Value = String> {
    (vec(block(), 1..9), select(vec!["\n\n", "\r\n\r\n"]))
        .prop_map(|(blocks, gap)| format!("{}\n", blocks.join(gap)))
}

pub(crate) fn question() -> impl Strategy<Value = String> {
    vec(select(WORDS[..14].to_vec()), 1..5).prop_map(|words| words.join(" "))
}

/// What happens to a corpus between two builds.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Write(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let name = || select(NAMES.to_vec());
    prop_oneof![
        4 => (name(), document()).prop_map(|(name, text)| Change::Write(name, text)),
        1 => name().prop_map(Change::Remove),
        1 => (name(), name()).prop_map(|(from, to)| Change::Rename(from, to)),
    ]
}
