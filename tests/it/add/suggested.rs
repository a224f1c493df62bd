//! An outline sidecar to begin with.

use super::{held, said, text};
use crate::program::Program;

const CHARTER: &str = "# Charter\n\n## § 1 Name\n\nThe club is called Lindenhof.\n\n### Seat\n\nIt sits in Celle.\n\n\
                       ## § 2a Fees\n\nThe fee is ten crowns.\n";

#[test]
fn the_sections_found_are_written_to_be_edited() {
    let program = Program::with(&[("law/charter.md", CHARTER)]);
    let before = program.run(&["outline"]).code(0).stdout;
    insta::assert_snapshot!(said(&program.run(&[
        "outline",
        "--suggest",
        "corpus/law/charter.md"
    ])), @"
    wrote corpus/law/charter.outline.toml: 3 sections
      edit it, and run fundstelle check
    exit code 0
    ");
    insta::assert_snapshot!(text(&program, "law/charter.outline.toml"), @r#"
    # The sections as they were read, for you to edit: titles, levels, where they begin. As soon as this file
    # names sections, they take the place of those in the document. Run fundstelle check after every change;
    # corpus/README.md says what else may stand here.
    title = "Charter"
    language = "en"

    [[section]]
    number = "§ 1"
    title = "Name"
    starts_with = "§ 1 Name The club is"

    [[section]]
    level = 2
    title = "Seat"
    starts_with = "Seat It sits in Celle."

    [[section]]
    number = "§ 2a"
    title = "Fees"
    starts_with = "§ 2a Fees The fee is"
    "#);
    assert_eq!(
        held(&program),
        ["law/charter.md", "law/charter.outline.toml"]
    );
    assert_eq!(program.run(&["outline"]).code(0).stdout, before);
    drop(
        program
            .check()
            .code(0)
            .says("law/charter.md: en, UTF-8; 3 sections")
            .says("100 % read"),
    );
    let edited = text(&program, "law/charter.outline.toml")
        .replace("title = \"Seat\"", "title = \"Where it sits\"");
    program.write("law/charter.outline.toml", &edited);
    drop(program.run(&["outline"]).code(0).says("Where it sits"));
    for name in ["corpus/law/charter.md", "law/charter.md", "law/charter"] {
        program
            .run(&["outline", "--suggest", name])
            .fails("charter.outline.toml names sections already, and is not changed");
    }
    assert_eq!(text(&program, "law/charter.outline.toml"), edited);
}

#[test]
fn a_sidecar_without_sections_keeps_what_stands_in_it() {
    let program = Program::with(&[("charter.md", CHARTER)]);
    let mine = "# Mine.\ntitle = 'Our charter'\nsource_url = 'https://example.org/'";
    program.write("charter.outline.toml", mine);
    insta::assert_snapshot!(said(&program.run(&["outline", "--suggest", "charter.md"])), @"
    added to corpus/charter.outline.toml: 3 sections; what stood there is unchanged
      edit it, and run fundstelle check
    exit code 0
    ");
    let now = text(&program, "charter.outline.toml");
    assert!(
        now.starts_with(&format!("{mine}\n\n[[section]]\n")),
        "{now}"
    );
    drop(
        program
            .run(&["outline"])
            .code(0)
            .says("Our charter (charter.md)"),
    );
    drop(program.check().code(0));
}

#[test]
fn a_text_without_sections_shows_where_they_could_begin() {
    let program = Program::with(&[("bell.txt", "The bell is old.\n\nIt tolls at noon.\n")]);
    insta::assert_snapshot!(said(&program.run(&["outline", "--suggest", "bell.txt"])), @"
    wrote corpus/bell.outline.toml: no section, as none was found, but the beginnings of paragraphs
      edit it, and run fundstelle check
    exit code 0
    ");
    insta::assert_snapshot!(text(&program, "bell.outline.toml"), @r#"
    # The sections as they were read, for you to edit: titles, levels, where they begin. As soon as this file
    # names sections, they take the place of those in the document. Run fundstelle check after every change;
    # corpus/README.md says what else may stand here.
    # title = "bell"
    language = "en"

    # No section was found. Paragraphs begin with these words; write a title where a section
    # begins, take the # away there, and delete the others.

    # [[section]]
    # title = ""
    # starts_with = "The bell is old."

    # [[section]]
    # title = ""
    # starts_with = "It tolls at noon."
    "#);
    drop(program.check().code(0));
    program
        .run(&["outline", "--suggest", "bell.txt"])
        .fails("names sections already, and is not changed");
}

#[test]
fn what_cannot_have_an_outline_is_named() {
    let program = Program::with(&[("bell.txt", "The bell is old.\n")]);
    program.write("table.csv", "a").write("broken.md", "x");
    program.write("broken.outline.toml", "[[section]\n");
    for (name, why) in [
        (
            "nowhere.md",
            "there is no file nowhere.md, neither here nor in the corpus",
        ),
        ("table.csv", "table.csv is not read; .md"),
        ("broken.md", "broken.outline.toml is not changed: line 1"),
    ] {
        program.run(&["outline", "--suggest", name]).fails(why);
    }
    drop(
        program
            .run(&["outline", "bell", "--suggest", "bell.txt"])
            .code(2),
    );
}
