//! PDF: files made for one trap each, files that mean harm, and the outlines of real ones.

mod books;
mod hostile;
mod oracle;
pub(crate) mod paper;
mod picture;
mod questions;
mod real;

use std::fmt::Write as _;

use fundstelle::corpus::{DocumentId, Format, Parsed, RawDocument, Reading, Warning, read};
use paper::{Font, Page, Paper};

use crate::program::Program;

fn parse(bytes: Vec<u8>) -> Result<Parsed, Warning> {
    read(RawDocument {
        id: DocumentId("a".to_owned()),
        path: "a.pdf".to_owned(),
        format: Format::Pdf,
        outline_text: None,
        encoding_label: None,
        bytes,
    })
}

/// What is read, in order: sections, paragraphs with their pages, what is set apart, findings.
fn dump(parsed: &Parsed) -> String {
    let document = &parsed.document;
    let reading = |span| Reading::of(&document.text, span, &document.edits).text;
    let pages = |span| {
        let pages = document.pages_of(span).iter();
        let labels: Vec<&str> = pages.map(|page| page.label.as_str()).collect();
        labels.join("–")
    };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for section in &document.sections {
        let marks = "#".repeat(usize::from(section.level));
        let heading = section.heading.map(reading).unwrap_or_default();
        lines.push((
            section.span.start,
            format!("{marks} {heading} [{}]", section.place),
        ));
    }
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let sentences = document.sentences_of(paragraph).iter();
        let read: Vec<String> = sentences.map(|sentence| reading(*sentence)).collect();
        let note = document
            .footnotes
            .iter()
            .find(|footnote| footnote.note == Some(index));
        let note = note.map_or_else(String::new, |note| format!(" {}", note.number));
        lines.push((
            paragraph.span.start,
            format!(
                "{:?}{note} p. {}: {}",
                paragraph.kind,
                pages(paragraph.span),
                read.join(" ⏎ ")
            ),
        ));
    }
    for apart in &document.set_apart {
        let words = apart.reading(&document.text, &document.edits);
        lines.push((apart.span.start, format!("-- {}: {words}", apart.reason)));
    }
    lines.sort();
    let mut out = String::new();
    if let Some(title) = &document.metadata.title {
        writeln!(out, "title: {title}").unwrap();
    }
    for (_, line) in lines {
        writeln!(out, "{line}").unwrap();
    }
    for mark in &document.footnotes {
        let before = document.text.get(..mark.mark.start).unwrap();
        let word = before.split_whitespace().next_back().unwrap_or_default();
        writeln!(out, "fn. {} behind {word}", mark.number).unwrap();
    }
    for warning in &parsed.warnings {
        writeln!(out, "{}", warning.message).unwrap();
    }
    let account = &document.account;
    assert_eq!(account.visible, account.accounted(), "{account:?}\n{out}");
    out
}

#[track_caller]
fn check(paper: &Paper, expected: &[&str]) {
    let parsed = parse(paper.bytes()).unwrap();
    let found = dump(&parsed);
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected);
}

/// Text that fills a line of a column of 300 points, so that the next line goes on with it.
const FULL: &str = "The harbour office keeps a list of all the boats that lie here, and";

#[test]
fn lines_become_paragraphs_and_hyphens_of_line_ends_go() {
    let paper = Paper::new().page(|page| {
        page.text(
            50.0,
            50.0,
            &[
                FULL,
                "of those who own them. It is open to everybody, as the co-opera-",
                "tion of harbours asks. The G7-",
                "Staaten do so too.",
            ],
        );
        page.text(
            62.0,
            98.0,
            &["A new paragraph is indented, as here. It has only this one line,"],
        );
        page.text(50.0, 110.0, &["and this one."]);
    });
    check(
        &paper,
        &[
            "Text p. 1: The harbour office keeps a list of all the boats that lie here, and of those who own them. ⏎ It is open to everybody, as the co-operation of harbours asks. ⏎ The G7-Staaten do so too.",
            "Text p. 1: A new paragraph is indented, as here. ⏎ It has only this one line, and this one.",
        ],
    );
}

#[test]
fn ligatures_are_read_letter_by_letter_and_what_nobody_names_is_a_gap() {
    let paper = Paper::new().page(|page| {
        page.text(50.0, 50.0, &["The of"]);
        page.line(79.5, 50.0, 10.0, Font::Odd, "1");
        page.text(84.5, 50.0, &["ce is open. There is a"]);
        page.line(186.0, 50.0, 10.0, Font::Odd, "3");
        page.text(191.5, 50.0, &["sign."]);
    });
    let parsed = parse(paper.bytes()).unwrap();
    let document = &parsed.document;
    assert!(document.text.contains("of\u{FB01}ce"), "{}", document.text);
    let found = dump(&parsed);
    assert!(found.contains("The office is open."), "{found}");
    assert!(
        found.contains("page 1: 1 character that the file does not name"),
        "{found}"
    );
    assert!(!found.contains('\u{FFFD}'), "{found}");
}

#[test]
fn a_letter_that_is_too_wide_for_itself_makes_its_page_uncertain() {
    let paper = Paper::new().page(|page| {
        page.line(
            50.0,
            50.0,
            10.0,
            Font::Odd,
            "2ey own h boats. All of t2em are old and lie in the harbour.",
        );
    });
    let found = dump(&parse(paper.bytes()).unwrap());
    assert!(
        found.contains("page 1: 2 letters are not those that the page shows"),
        "{found}"
    );
    let program = Program::with(&[]);
    program.write("a.pdf", paper.bytes());
    drop(program.ask("Who owns boats?").says("p. 1 (uncertain)"));
}

#[test]
fn columns_are_read_one_after_the_other_in_whatever_order_they_are_painted() {
    let left = [
        "Left one goes on",
        "to left two, and",
        "it goes on to left",
        "three and to the",
    ];
    let right = [
        "right column, that",
        "has this line and",
        "another one that",
        "ends here.",
    ];
    let whole = "Text p. 1: Left one goes on to left two, and it goes on to left three and to the right column, that has this line and another one that ends here.";
    let in_order = Paper::new().page(|page| {
        page.text(50.0, 50.0, &left).text(220.0, 50.0, &right);
    });
    check(&in_order, &[whole]);
    let out_of_order = Paper::new().page(|page| {
        for at in [3_u8, 1, 2, 0] {
            let y = 50.0 + 12.0 * f32::from(at);
            page.text(220.0, y, &right[usize::from(at)..=usize::from(at)]);
            page.text(50.0, y, &left[usize::from(at)..=usize::from(at)]);
        }
    });
    check(&out_of_order, &[whole]);
}

/// Three pages with a head, a number and text that goes over their ends.
pub(crate) fn report() -> Paper {
    let mut paper = Paper::new();
    for number in 7..10 {
        paper = paper.page(|page| {
            page.line(50.0, 30.0, 8.0, Font::Plain, "Annual report of the harbour");
            page.line(195.0, 570.0, 8.0, Font::Plain, &number.to_string());
            if number == 7 {
                page.line(50.0, 70.0, 18.0, Font::Bold, "The harbour");
                page.line(50.0, 100.0, 12.0, Font::Bold, "1 Boats");
                page.text(50.0, 130.0, &[FULL, FULL, FULL]);
            } else if number == 8 {
                page.text(
                    50.0,
                    70.0,
                    &[
                        "of their owners, who must pay the fee of ten crowns for a berth.",
                        "",
                    ],
                );
                page.line(50.0, 110.0, 12.0, Font::Bold, "1.1 Berths");
                page.text(50.0, 130.0, &["There are nine berths."]);
            } else {
                page.line(50.0, 70.0, 12.0, Font::Bold, "2 Winds");
                page.text(50.0, 90.0, &["They blow from the west."]);
            }
        });
    }
    paper
}

#[test]
fn running_heads_are_set_apart_and_pages_have_their_printed_numbers() {
    let text = format!(
        "{FULL} {FULL} {FULL} of their owners, who must pay the fee of ten crowns for a berth."
    );
    check(
        &report(),
        &[
            "title: The harbour",
            "# 1 Boats [§ 1]",
            "-- running head or foot: Annual report of the harbour 7",
            &format!("Text p. 7–8: {text}"),
            "## 1.1 Berths [§ 1.1]",
            "Text p. 8: There are nine berths.",
            "-- running head or foot: Annual report of the harbour 8",
            "# 2 Winds [§ 2]",
            "Text p. 9: They blow from the west.",
            "-- running head or foot: Annual report of the harbour 9",
        ],
    );
}

#[test]
fn a_conversation_about_a_pdf_names_its_pages() {
    let program = Program::with(&[]);
    program.write("report.pdf", report().bytes());
    let said = program.ask("What is the fee for a berth?");
    drop(
        said.says("fee of ten crowns")
            .says("— § 1 “Boats” ¶ 1, p. 7–8"),
    );
    drop(
        program
            .ask("p. 8")
            .says("There are nine berths.")
            .says("§ 1.1 “Berths” ¶ 1, p. 8"),
    );
    drop(program.ask("S. 9").says("They blow from the west."));
    drop(
        program
            .ask("§ 1.1 ¶ 1, p. 8")
            .says("There are nine berths."),
    );
    drop(program.ask("p. 12").says("7").says("9"));
    drop(
        program
            .check()
            .code(0)
            .says("report.pdf: en, PDF; 3 sections")
            .says("running head or foot"),
    );
}

#[test]
fn labels_of_the_file_win_over_what_is_printed() {
    let paper = report().label(0, b'r', 1).label(1, b'D', 41);
    let parsed = parse(paper.bytes()).unwrap();
    let labels: Vec<&str> = parsed
        .document
        .pages
        .iter()
        .map(|page| page.label.as_str())
        .collect();
    assert_eq!(labels, ["i", "41", "42"]);
}

#[test]
fn footnotes_are_joined_to_their_texts() {
    let paper = Paper::new().page(|page| {
        page.text(50.0, 200.0, &[FULL, FULL, FULL]);
        page.text(50.0, 300.0, &["The pier is old."]);
        page.line(123.0, 296.0, 6.0, Font::Plain, "1");
        page.text(130.0, 300.0, &["It has 10"]);
        page.line(168.6, 296.0, 6.0, Font::Plain, "6");
        page.text(180.0, 300.0, &["planks."]);
        page.line(50.0, 556.0, 5.0, Font::Plain, "1");
        page.line(
            54.0,
            560.0,
            8.0,
            Font::Plain,
            "Built in 1901, says the chronicle, and mended",
        );
        page.line(50.0, 570.0, 8.0, Font::Plain, "in 1950.");
    });
    check(
        &paper,
        &[
            &format!("Text p. 1: {FULL} {FULL} {FULL}"),
            "Text p. 1: The pier is old. ⏎ It has 106 planks.",
            "Note 1 p. 1: Built in 1901, says the chronicle, and mended in 1950.",
            "fn. 1 behind old.",
        ],
    );
}

#[test]
fn what_is_painted_twice_is_read_once() {
    let paper = Paper::new().page(|page| {
        page.text(50.0, 50.0, &["The bell tolls twice."]);
        page.text(50.4, 50.3, &["The bell tolls twice."]);
    });
    check(&paper, &["Text p. 1: The bell tolls twice."]);
}

#[test]
fn tags_name_headings_and_artifacts() {
    let paper = Paper::new()
        .page(|page| {
            page.marked(b"H1", Some(0), |page| {
                page.text(50.0, 50.0, &["Fees"]);
            });
            page.marked(b"P", Some(1), |page| {
                page.text(50.0, 80.0, &["The fee is ten crowns."]);
            });
            page.marked(b"Artifact", None, |page| {
                page.text(50.0, 300.0, &["Draft of May"]);
            });
        })
        .element(0, 0, b"H1")
        .element(0, 1, b"P");
    check(
        &paper,
        &[
            "title: Fees",
            "Text p. 1: The fee is ten crowns.",
            "-- running head or foot: Draft of May",
        ],
    );
}

#[test]
fn the_outline_names_headings_and_its_loops_end() {
    let paper = Paper::new()
        .title("Rules of the harbour")
        .page(|page| {
            page.text(50.0, 50.0, &["Fees", "The fee is ten crowns."]);
            page.text(50.0, 100.0, &["Berths", "There are nine."]);
        })
        .entry("Fees", 0)
        .entry("Berths", 0);
    check(
        &paper,
        &[
            "title: Rules of the harbour",
            "# Fees [§ ≈1]",
            "Text p. 1: The fee is ten crowns.",
            "# Berths [§ ≈2]",
            "Text p. 1: There are nine.",
        ],
    );
}

#[test]
fn lists_keep_their_items_and_tables_their_rows() {
    let paper = Paper::new().page(|page| {
        page.text(
            50.0,
            50.0,
            &[
                "Bring:",
                "• a rope of ten metres that is not yet",
                "• a knife",
            ],
        );
        page.text(50.0, 100.0, &["Boat", "Dinghy", "Yacht"]);
        page.text(150.0, 100.0, &["Fee", "10", "40"]);
    });
    let rows = Paper::new().page(|page| {
        for (row, (boat, fee)) in [("Boat", "Fee"), ("Dinghy", "10"), ("Yacht", "40")]
            .iter()
            .enumerate()
        {
            let y = 100.0 + 12.0 * f32::from(u8::try_from(row).unwrap());
            page.text(50.0, y, &[boat]).text(150.0, y, &[fee]);
        }
    });
    let found = dump(&parse(paper.bytes()).unwrap());
    assert!(
        found.contains("List p. 1: a rope of ten metres that is not yet ⏎ a knife"),
        "{found}"
    );
    check(
        &rows,
        &["Table p. 1: Boat | Fee ⏎ Dinghy | 10 ⏎ Yacht | 40"],
    );
}

#[test]
fn the_number_of_an_item_is_no_sentence() {
    let paper = Paper::new().page(|page| {
        page.text(
            50.0,
            50.0,
            &[
                "It says:",
                "i. Which boats lie here.",
                "ii. What a berth costs.",
            ],
        );
    });
    check(
        &paper,
        &[
            "Text p. 1: It says:",
            "List p. 1: i. Which boats lie here. ⏎ ii. What a berth costs.",
        ],
    );
}

#[test]
fn contents_are_set_apart() {
    let paper = Paper::new()
        .page(|page| {
            page.line(50.0, 50.0, 14.0, Font::Bold, "Contents");
            for at in 0_u8..6 {
                let line = format!("Chapter on the winds {at} . . . . . . . . . {}", at / 2 + 1);
                page.text(50.0, 80.0 + 12.0 * f32::from(at), &[&line]);
            }
        })
        .page(|page| {
            page.text(
                50.0,
                50.0,
                &["They blow from the west, and rarely from the east."],
            );
        })
        .page(|page| {
            page.text(50.0, 50.0, &["There are none in May."]);
        });
    let found = dump(&parse(paper.bytes()).unwrap());
    assert!(
        found.contains("-- navigation: Chapter on the winds 0"),
        "{found}"
    );
}

#[test]
fn pages_without_text_are_named() {
    let paper = Paper::new()
        .page(|page| {
            page.text(
                50.0,
                50.0,
                &["The only words of this file stand on its first page."],
            );
        })
        .page(Page::only_picture)
        .page(Page::only_picture);
    let found = dump(&parse(paper.bytes()).unwrap());
    assert!(
        found.contains("pages 2–3: a picture without text (a scan), not read"),
        "{found}"
    );
}

#[test]
fn what_a_machine_read_says_so_in_every_place() {
    let paper = Paper::new().page(|page| {
        page.only_picture();
        page.invisible(
            50.0,
            50.0,
            "The ferry leaves at noon on every day of the week.",
        );
    });
    let program = Program::with(&[]);
    program.write("scan.pdf", paper.bytes());
    drop(
        program
            .check()
            .says("page 1: the text was read from pictures by a machine"),
    );
    drop(
        program
            .ask("When does the ferry leave?")
            .says("p. 1 (machine-read)"),
    );
    drop(
        program
            .ask("¶ 1, p. 1 (machine-read)")
            .says("The ferry leaves at noon"),
    );
}

#[test]
fn invisible_text_beside_visible_text_is_set_apart() {
    let paper = Paper::new().page(|page| {
        page.text(
            50.0,
            50.0,
            &["The ferry leaves at noon on every day of the week."],
        );
        page.invisible(50.0, 90.0, "hidden");
    });
    check(
        &paper,
        &[
            "Text p. 1: The ferry leaves at noon on every day of the week.",
            "-- hidden: hidden",
        ],
    );
}
