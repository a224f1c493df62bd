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
    insta::assert_snapshot!(said.stdout, @"
    This comes near, but it may not be the answer.

      **The yearly fee is 25 euros for each member.** Members under 18 pay half of it.
      — § 2.1 “Amount” ¶ 1 · Club rules, 2024-06

      other places: § 2.2 “Payment” ¶ 1; § 2.2 “Payment” ¶ 2
    ");
    let said = program.run(&["ask", "§ 2.2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    The fee is due on the first of May. Whoever pays later than the first of June pays 5 euros more.

    The treasurer sends the invoices in April.
    — § 2.2 “Payment” · Club rules, 2024-06
    ");
    let said = program.check().code(0);
    assert!(!said.stdout.contains("warning"), "{}", said.stdout);
}

#[test]
fn an_older_edition_says_that_there_is_a_newer_one() {
    let said = both().run(&["ask", "§ 2.2 ¶ 1", "--document", "rules@2021"]);
    insta::assert_snapshot!(said.stdout, @r#"
    The fee is due on the first of March. Whoever pays later than the first of June pays 5 euros more.
    — § 2.2 “Payment” ¶ 1 · Club rules, 2021
    There is a newer edition: 2024-06. The same place there: ask "§ 2.2 “Payment”" --document
    rules@2024-06
    "#);
    let said = both().run(&["verify", "The yearly fee is 20 euros"]);
    insta::assert_snapshot!(said.stdout, @r#"
    Word for word.

      The yearly fee is 20 euros […]
      — § 2.1 “Amount” ¶ 1 · Club rules, 2021
      There is a newer edition: 2024-06. The same place there: ask "§ 2.1 “Amount” ¶ 1" --document
      rules@2024-06
    "#);
    // What stands in both is found in the newest.
    let said = both().run(&["verify", "Anybody who sails can become a member"]);
    insta::assert_snapshot!(said.stdout, @"
    Word for word. It appears 2 times; this is the first place.

      Anybody who sails can become a member […]
      — § 1 “Membership” ¶ 1 · Club rules, 2024-06
    ");
}

#[test]
fn a_question_may_name_an_older_edition() {
    let program = both();
    let said = program.run(&["ask", "How high is the yearly fee in the 2021 edition?"]);
    insta::assert_snapshot!(said.stdout, @r#"
    This comes near, but it may not be the answer.

      The yearly fee is 20 euros for each member.
      — § 2.1 “Amount” ¶ 1 · Club rules, 2021
      There is a newer edition: 2024-06. The same place there: ask "§ 2.1 “Amount” ¶ 1" --document
      rules@2024-06

      other places: § 2.2 “Payment” ¶ 1; § 2.3 “Gifts” ¶ 1
    "#);
    let said = program.run(&["ask", "How high is the yearly fee in the 2024 version?"]);
    insta::assert_snapshot!(said.stdout, @"
    This comes near, but it may not be the answer.

      **The yearly fee is 25 euros for each member.** Members under 18 pay half of it.
      — § 2.1 “Amount” ¶ 1 · Club rules, 2024-06

      other places: § 2.2 “Payment” ¶ 1; § 2.2 “Payment” ¶ 2
    ");
}

#[test]
fn what_changed_in_a_section_is_shown_word_by_word() {
    let program = both();
    let said = program.run(&["diff", "§ 2.2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 2021 to edition 2024-06.

      The fee is due on the first of [-March-]{+May+}. Whoever pays later than the first of June pays 5
      euros more.{+

      The treasurer sends the invoices in April.+}
      — § 2.2 “Payment” ¶ 1 · Club rules, 2021
      — § 2.2 “Payment” · Club rules, 2024-06
    ");
    let said = program.run(&["diff", "Amount"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 2021 to edition 2024-06.

      The yearly fee is [-20-]{+25+} euros for each member.{+ Members under 18 pay half of it.+}
      — § 2.1 “Amount” ¶ 1 · Club rules, 2021
      — § 2.1 “Amount” ¶ 1 · Club rules, 2024-06
    ");
    let said = program.run(&["diff", "§", "1"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    Nothing changed here from edition 2021 to edition 2024-06.

      — § 1 “Membership” ¶ 1 · Club rules, 2021
      — § 1 “Membership” ¶ 1 · Club rules, 2024-06
    ");
    let said = program.run(&["diff", "§ 2.3"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This is only in edition 2021; edition 2024-06 no longer has this place.

      Gifts are spent on the boats.
      — § 2.3 “Gifts” ¶ 1 · Club rules, 2021
    ");
    let said = program.run(&["diff", "§ 9"]).code(1);
    insta::assert_snapshot!(said.stdout, @"Neither of the editions compared has this place: Club rules (rules@2024-06).");
    let said = program.run(&["diff", "§ 2.2", "--from", "2019"]).code(1);
    insta::assert_snapshot!(said.stdout, @"With “2019” there are no two editions to compare. There are: 2024-06, 2021.");
}

#[test]
fn without_a_place_all_that_changed_is_listed() {
    let program = both();
    let said = program.run(&["diff"]).code(0);
    insta::assert_snapshot!(said.stdout, @r#"
    3 sections changed from edition 2021 to edition 2024-06:

      changed: § 2.1 “Amount”
      changed: § 2.2 “Payment”
      gone: § 2.3 “Gifts”

    Word by word: diff "§ 2.1" --document rules@2024-06 --from rules@2021 --to rules@2024-06
    "#);
    // The way that is named leads to the words.
    let way = said.stdout.split("diff \"").nth(1).unwrap();
    let place = way.split('"').next().unwrap();
    let shown = program.run(&["diff", place]).code(0);
    assert!(shown.stdout.contains("[-20-]{+25+}"), "{}", shown.stdout);
    let said = program.run(&["diff", "--to", "2021"]).code(1);
    insta::assert_snapshot!(said.stdout, @"With “2021” there are no two editions to compare. There are: 2024-06, 2021.");
    let said = program
        .run(&["diff", "--from", "2024", "--to", "2021"])
        .code(0);
    let lines: Vec<_> = said.stdout.lines().skip(2).take(4).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    changed: § 2.1 “Amount”
    changed: § 2.2 “Payment”
    new: § 2.3 “Gifts”
    ");
}

const STATUTE: &str = "---\ntitle: Statute\nlanguage: en\n---

It was passed by the assembly.

## 1 Aims

We sail together on the lake.

## 2 Board

The board has three members, who are elected for two years.

## 3 Boats

There are two boats, and both are blue.

## 4 Money

### 4.1 Fees

Nobody pays anything.
";

const NEW_STATUTE: &str = "---\ntitle: Statute\nlanguage: en\n---

It was passed by the general assembly.

## 1 Aims

We sail  together on the lake.

## 2 Honour

Whoever helps is honoured.

## 3 The “board”

The board has three members, who are elected for two years.

## 4 Money and gifts

### 4.1 Charges

Nobody pays much.
";

#[test]
fn sections_are_the_same_by_heading_number_and_words() {
    let program = Program::with(&[("statute@2.md", NEW_STATUTE), ("statute@1.md", STATUTE)]);
    let said = program.run(&["diff"]).code(0);
    insta::assert_snapshot!(said.stdout, @r#"
    6 sections changed from edition 1 to edition 2:

      changed: what stands before the first section
      new: § 2 “Honour”
      heading changed: § 2 “Board” → § 3 “The ‘board’”
      gone: § 3 “Boats”
      heading changed: § 4 “Money” → § 4 “Money and gifts”
      changed, heading too: § 4.1 “Fees” → § 4.1 “Charges”

    Word by word: diff "Honour" --document statute@2 --from statute@1 --to statute@2
    "#);
    // The headings of a place are compared, and those in it.
    let said = program.run(&["diff", "§ 4"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 1 to edition 2.

      Heading: [-§ 4 Money-]{+§ 4 Money and gifts+}

      Heading: [-§ 4.1 Fees-]{+§ 4.1 Charges+}

      Nobody pays [-anything-]{+much+}.
      — § 4.1 “Fees” ¶ 1 · Statute, 1
      — § 4.1 “Charges” ¶ 1 · Statute, 2
    ");
    // What is the same but for white space and the form of quotation marks is the same.
    let same = NEW_STATUTE
        .replace("“board”", "\"board\"")
        .replace("sail  ", "sail ");
    program.write("statute@3.md", same);
    let said = program.run(&["diff"]).code(0);
    insta::assert_snapshot!(said.stdout, @"Nothing changed from edition 2 to edition 3.");
}

#[test]
fn a_text_without_sections_is_compared_as_a_whole() {
    let program = Program::with(&[
        ("note@2.txt", "The bell tolls at noon.\n"),
        ("note@1.txt", "The bell tolls at dawn.\n"),
    ]);
    let said = program.run(&["diff"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 1 to edition 2.

      The bell tolls at [-dawn-]{+noon+}.
      — ¶ 1 · note, 1
      — ¶ 1 · note, 2
    ");
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
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 2019 to edition 2021.

      The yearly fee is [-15-]{+20+} euros for each member.
      — § 2.1 “Amount” ¶ 1 · Club rules, 2019
      — § 2.1 “Amount” ¶ 1 · Club rules, 2021
    ");
    let said = program
        .run(&["diff", "§ 2.1", "--document", "other"])
        .code(1);
    insta::assert_snapshot!(said.stdout, @"There is only one edition of this, so there is nothing to compare.");
    program.write(
        "other-old.md",
        "---\ntitle: Harbour\nlanguage: en\nedition_of: other\nedition: 1998\n---\n\n## 1 Place\n\nIt lies here.\n\n## 2 Fees\n\nIt is cheap.\n",
    );
    let said = program.run(&["diff", "§ 2"]).code(1);
    insta::assert_snapshot!(said.stdout, @"
    Several documents come into question, each in several editions: Harbour (other), Club rules
    (rules@2024-06). Choose one of them.
    ");
    let said = program
        .run(&["diff", "§ 2", "--document", "other-old"])
        .code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 1998 to edition other.md.

      It is [-cheap-]{+free+}.
      — § 2 “Fees” ¶ 1 · Harbour, 1998
      — § 2 “Fees” ¶ 1 · Harbour
    ");
}

#[test]
fn sections_without_numbers_are_compared_by_their_headings() {
    let new = "---\nlanguage: en\n---\n\n## Aims\n\nWe sail together.\n\n## Board\n\nThe board has four members.\n";
    let old = "---\nlanguage: en\ndate: 2020-01-01\n---\n\n## Board\n\nThe board has three members.\n\n## Boats\n\nThere are two.\n";
    let program = Program::with(&[("club.md", new), ("club@2020.md", old)]);
    let said = program.run(&["diff", "§ 2"]).code(0);
    insta::assert_snapshot!(said.stdout, @"
    This changed from edition 2020 to edition club.md.

      The board has [-three-]{+four+} members.
      — § ≈1 “Board” ¶ 1 · club, 2020, 2020-01-01
      — § ≈2 “Board” ¶ 1 · club
    ");
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
    insta::assert_snapshot!(said.stdout, @r#"
    Der Jahresbeitrag beträgt 20 Euro für jedes Mitglied.
    — § 2.1 „Höhe“ ¶ 1 · Vereinsregeln
    There is a newer edition: 2024-06. The same place there: ask "§ 2.1 “Amount” ¶ 1" --document
    rules@2024-06
    "#);
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
    insta::assert_snapshot!(found.collect::<Vec<_>>().join("\n"), @"
    warning: d.md: nothing tells whether this edition or `c` is newer, so `c` is taken for it; give each an `edition` of its own that has its year or its number, or a `date`
    note: rules@2021.md: is called an edition of `rules`, and no other edition of it is in the corpus; put the others beside it, or give the file a name without `@`
    warning: a.md: `edition_of` names `b`, and there is no such document; the nearest is `rules@2021`; write the path of another edition in the corpus, without the ending, or remove the line
    ");
}
