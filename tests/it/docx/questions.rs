//! Twenty questions about a document, each with the words and the place of its answer.

use super::made::{Made, cell, item, level, list, mark, note, numbered, p, row, t};
use crate::packed::check_questions;

/// What berths cost, with a cell over two columns.
fn fees() -> String {
    [
        row(&["Vessel", "Summer", "Winter"]),
        row(&["Canoe", "4 crowns", "2 crowns"]),
        row(&["Sailboat", "19 crowns", "11 crowns"]),
        format!(
            "<w:tr>{}{}</w:tr>",
            cell("", "Trawler"),
            cell("<w:gridSpan w:val='2'/>", "63 crowns")
        ),
    ]
    .concat()
}

/// The charter of a marina, with all that a word processor counts by itself.
fn charter() -> Made {
    let levels = [
        level(0, "decimal", "§ %1"),
        level(1, "decimal", "(%2)"),
        level(2, "lowerLetter", "%3)"),
    ];
    let bullets = level(0, "bullet", "•");
    let with_note = |text: &str, id: u32| p("", &format!("{}{}", t(text), mark("footnote", id)));
    let body = [
        p("T", &t("Charter of the marina")),
        p(
            "",
            &t("The members adopted this charter in the spring of 1987."),
        ),
        numbered("berschrift1", 1, 0, "Membership"),
        item(1, 1, "Every adult who owns a vessel may become a member."),
        item(1, 1, "An application must contain:"),
        item(1, 2, "the surname of the applicant,"),
        item(1, 2, "the registration of the vessel,"),
        item(1, 2, "a certificate of insurance."),
        item(
            1,
            1,
            "The committee decides on an application within six weeks.",
        ),
        numbered("berschrift1", 1, 0, "Fees"),
        with_note("Fees fall due on the first of March.", 4),
        format!("<w:tbl>{}</w:tbl>", fees()),
        p(
            "",
            &t("Whoever pays late owes a surcharge of five percent."),
        ),
        numbered("berschrift1", 1, 0, "Quiet hours"),
        p(
            "",
            &t("Engines must not run between ten in the evening and six in the morning."),
        ),
        p("", &t("Exempt are:")),
        item(2, 0, "the lifeboat"),
        item(2, 0, "the ferry to Vell island"),
        numbered("berschrift1", 1, 0, "Dissolution"),
        with_note("The remaining fortune goes to the seamen's orphanage.", 2),
    ];
    let notes = [
        note("footnote", 2, "The orphanage stands in Tarn street."),
        note("footnote", 4, "Until 2003 they fell due in May."),
    ];
    Made::with(body.concat())
        .part(
            "numbering",
            "numbering",
            &(list(1, &levels.concat()) + &list(2, &bullets)),
        )
        .part("footnotes", "footnotes", &notes.concat())
}

/// Questions, with words and the place of the answer.
const QUESTIONS: [(&str, &str, &str); 20] = [
    (
        "When did the members adopt the charter?",
        "in the spring of 1987",
        "¶ 1",
    ),
    (
        "Who may become a member?",
        "Every adult who owns a vessel",
        "§ 1 “Membership” (1)",
    ),
    (
        "What must an application contain?",
        "a certificate of insurance",
        "§ 1 “Membership” (2)",
    ),
    (
        "When does the committee decide on an application?",
        "within six weeks",
        "§ 1 “Membership” (3)",
    ),
    (
        "§ 1 (2) b)",
        "the registration of the vessel",
        "§ 1 “Membership” (2) b)",
    ),
    ("§ 1 (1)", "Every adult", "§ 1 “Membership” (1)"),
    (
        "When do fees fall due?",
        "on the first of March",
        "§ 2 “Fees” ¶ 1, fn. 1",
    ),
    (
        "What does a canoe cost in winter?",
        "Canoe | 4 crowns | 2 crowns",
        "§ 2 “Fees” ¶ 2",
    ),
    (
        "What does a sailboat cost in summer?",
        "Sailboat | 19 crowns",
        "§ 2 “Fees” ¶ 2",
    ),
    (
        "What does a trawler cost?",
        "Trawler | 63 crowns",
        "§ 2 “Fees” ¶ 2",
    ),
    (
        "How high is the surcharge for those who pay late?",
        "a surcharge of five percent",
        "§ 2 “Fees” ¶ 3",
    ),
    ("§ 2 ¶ 3", "Whoever pays late", "§ 2 “Fees” ¶ 3"),
    (
        "When must engines not run?",
        "between ten in the evening",
        "§ 3 “Quiet hours” ¶ 1",
    ),
    (
        "Is the ferry to Vell island exempt?",
        "the ferry to Vell island",
        "§ 3 “Quiet hours”",
    ),
    (
        "Is the lifeboat exempt?",
        "the lifeboat",
        "§ 3 “Quiet hours”",
    ),
    ("§ 3", "Exempt are:", "§ 3 “Quiet hours”"),
    (
        "Who gets the remaining fortune?",
        "seamen's orphanage",
        "§ 4 “Dissolution” ¶ 1, fn. 2",
    ),
    ("fn. 1", "Until 2003 they fell due in May.", "fn. 1"),
    ("fn. 2", "The orphanage stands in Tarn street.", "fn. 2"),
    ("Dissolution", "The remaining fortune", "§ 4 “Dissolution”"),
];

#[test]
fn twenty_questions_are_answered_with_their_places() {
    check_questions("charter.docx", charter().bytes(), &QUESTIONS);
}
