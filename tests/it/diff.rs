//! Editions of a document over time: the newest one answers, an older one says that there is a newer one, and
//! `diff` says what changed between two of them, word by word.

use serde_json::Value;

use crate::program::Program;

pub(crate) const RULES: &str = "---\ntitle: Club rules\nlanguage: en\n---

## 1 Membership

Anybody who sails can become a member of the club.

## 2 Fees

### 2.1 Amount

The yearly fee is 25 euros for each member. Members under 18 pay half of it.

### 2.2 Payment

The fee is due on the first of May. Whoever pays later than the first of June pays 5 euros more.

The treasurer sends the invoices in April.
";

pub(crate) const OLD_RULES: &str = "---\ntitle: Club rules\nlanguage: en\n---

## 1 Membership

Anybody who sails can become a member of the club.

## 2 Fees

### 2.1 Amount

The yearly fee is 20 euros for each member.

### 2.2 Payment

The fee is due on the first of March. Whoever pays later than the first of June pays 5 euros more.

### 2.3 Gifts

Gifts are spent on the boats.
";

fn both() -> Program {
    Program::with(&[("rules@2024-06.md", RULES), ("rules@2021.md", OLD_RULES)])
}

#[test]
fn the_newest_edition_answers_alone() {
    let program = both();
    let said = program.run(&["ask", "How high is the yearly fee?"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["ask", "§ 2.2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.check().code(0);
    assert!(!said.stdout.contains("warning"), "{}", said.stdout);
}

#[test]
fn an_older_edition_says_that_there_is_a_newer_one() {
    let said = both().run(&["ask", "§ 2.2 ¶ 1", "--document", "rules@2021"]);
    insta::assert_snapshot!(said.stdout, @"");
    let said = both().run(&["verify", "The yearly fee is 20 euros"]);
    insta::assert_snapshot!(said.stdout, @"");
    // What stands in both is found in the newest.
    let said = both().run(&["verify", "Anybody who sails can become a member"]);
    insta::assert_snapshot!(said.stdout, @"");
}

#[test]
fn what_changed_in_a_section_is_shown_word_by_word() {
    let program = both();
    let said = program.run(&["diff", "§ 2.2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["diff", "Amount"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["diff", "§", "1"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["diff", "§ 2.3"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["diff", "§ 9"]).code(1);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program.run(&["diff", "§ 2.2", "--from", "2019"]).code(1);
    insta::assert_snapshot!(said.stdout, @"");
}

/// The bytes of a document that are named.
fn bytes(document: &str, spans: &Value) -> String {
    let spans = spans.as_array().unwrap().iter().map(|span| {
        let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        &document[at("start")..at("end")]
    });
    spans.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn every_word_of_a_change_is_proved_by_its_bytes() {
    let said = both().run(&["diff", "§ 2", "--json"]).code(0);
    let found: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(found["diff"], "changed");
    let changes = found["changes"].as_array().unwrap();
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for change in changes {
        let words = folded(change["words"].as_str().unwrap());
        let (from, to) = (
            bytes(OLD_RULES, &change["from"]),
            bytes(RULES, &change["to"]),
        );
        match change["side"].as_str().unwrap() {
            "from" => assert_eq!((folded(&from), folded(&to)), (words, String::new())),
            "to" => assert_eq!((folded(&from), folded(&to)), (String::new(), words)),
            _ => assert_eq!((folded(&from), folded(&to)), (words.clone(), words)),
        }
    }
}

#[test]
fn editions_are_named_and_chosen() {
    let program = both();
    program.write("rules@2019.md", OLD_RULES.replace("20 euros", "15 euros"));
    program.write(
        "other.md",
        "---\ntitle: Harbour\nlanguage: en\n---\n\n## 1 Place\n\nIt lies here.\n\n## 2 Fees\n\nIt is free.\n",
    );
    let said = program.run(&["diff", "§ 2.1", "--from", "2019", "--to", "2021"]);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program
        .run(&["diff", "§ 2.1", "--document", "other"])
        .code(1);
    insta::assert_snapshot!(said.stdout, @"");
    program.write(
        "other-old.md",
        "---\ntitle: Harbour\nlanguage: en\nedition_of: other\nedition: 1998\n---\n\n## 1 Place\n\nIt lies here.\n\n## 2 Fees\n\nIt is cheap.\n",
    );
    let said = program.run(&["diff", "§ 2"]).code(1);
    insta::assert_snapshot!(said.stdout, @"");
    let said = program
        .run(&["diff", "§ 2", "--document", "other-old"])
        .code(0);
    insta::assert_snapshot!(said.stdout, @"");
}

#[test]
fn sections_without_numbers_are_compared_by_their_headings() {
    let new = "---\nlanguage: en\n---\n\n## Aims\n\nWe sail together.\n\n## Board\n\nThe board has four members.\n";
    let old = "---\nlanguage: en\ndate: 2020-01-01\n---\n\n## Board\n\nThe board has three members.\n\n## Boats\n\nThere are two.\n";
    let program = Program::with(&[("club.md", new), ("club@2020.md", old)]);
    let said = program.run(&["diff", "§ 2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"");
}

#[test]
fn a_translation_of_an_older_edition_does_not_answer() {
    let german = "---\ntitle: Vereinsregeln\nlanguage: de\ntranslation_of: rules@2021\n---\n\n## 2 Beiträge\n\n### 2.1 Höhe\n\n\
        Der Jahresbeitrag beträgt 20 Euro für jedes Mitglied.\n";
    let program = both();
    program.write("regeln.md", german);
    let said = program.run(&["ask", "Wie hoch ist der Jahresbeitrag für jedes Mitglied?"]);
    assert!(
        !said.stdout.contains("Der Jahresbeitrag beträgt 20 Euro"),
        "{}",
        said.stdout
    );
    let said = program.run(&["ask", "§ 2.1", "--document", "regeln"]);
    insta::assert_snapshot!(said.stdout, @"");
}

#[test]
fn check_tells_what_is_wrong_with_editions() {
    let program = Program::with(&[
        ("a.md", &RULES.replace("---\n\n", "edition_of: b\n---\n\n")),
        ("rules@2021.md", OLD_RULES),
        (
            "c.md",
            &RULES.replace("---\n\n", "edition_of: d\nedition: 1\n---\n\n"),
        ),
        ("d.md", &RULES.replace("---\n\n", "edition: 1\n---\n\n")),
    ]);
    let said = program.check();
    let found = said.stdout.lines().filter(|line| line.contains("edition"));
    insta::assert_snapshot!(found.collect::<Vec<_>>().join("\n"), @"");
}
