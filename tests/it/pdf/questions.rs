//! Twenty questions about a report as it is printed, each with the words, the place and the page of its answer.

use super::paper::{Font, Page, Paper};
use crate::packed::check_questions;

/// A section's heading.
fn heading(page: &mut Page, y: f32, words: &str) {
    page.line(50.0, y, 12.0, Font::Bold, words);
}

/// A line of a note at the foot of the page, its number before it.
fn note(page: &mut Page, y: f32, number: &str, words: &str) {
    page.line(50.0, y - 4.0, 5.0, Font::Plain, number);
    page.line(54.0, y, 8.0, Font::Plain, words);
}

/// The head and the number that stand on every page.
fn printed_around(page: &mut Page, number: &str) {
    page.line(50.0, 30.0, 8.0, Font::Plain, "Lighthouse of Skerry Head");
    page.line(195.0, 590.0, 8.0, Font::Plain, number);
}

/// Rows, each cell at the place of its column.
fn table(page: &mut Page, y: f32, rows: &[[&str; 3]]) {
    let mut down = y;
    for cells in rows {
        for (x, cell) in [50.0, 150.0, 250.0].into_iter().zip(cells) {
            page.text(x, down, &[cell]);
        }
        down += 12.0;
    }
}

fn preface(page: &mut Page) {
    printed_around(page, "i");
    page.line(50.0, 70.0, 18.0, Font::Bold, "Report of the lighthouse");
    page.text(
        50.0,
        110.0,
        &[
            "This report was written by the keeper Morwenna Tregear in the winter of",
            "1998. She thanks the fishermen of Porth, who lent her their logbooks.",
        ],
    );
}

fn tower(page: &mut Page) {
    printed_around(page, "1");
    heading(page, 70.0, "1 The tower");
    page.text(
        50.0,
        90.0,
        &[
            "The tower was built in 1842 of granite from the quarry of Lamorna, and it",
            "is 31 metres high. Its lamp burned colza oil until electric light came.",
        ],
    );
    page.line(372.0, 98.0, 6.0, Font::Plain, "1");
    heading(page, 140.0, "1.1 Light");
    page.text(
        50.0,
        160.0,
        &[
            "The light flashes twice every fifteen seconds and is seen at a distance",
            "of eighteen nautical miles. In fog the horn sounds once in each mi-",
            "nute.",
        ],
    );
    heading(page, 220.0, "1.2 Keepers");
    page.text(
        50.0,
        240.0,
        &[
            "Three keepers lived in the tower at a time. Each of them served for six",
            "weeks and then went ashore for two. A keeper who fell ill was relieved by",
            "the reserve keeper of Porth, whom the boat of the harbour office brought,",
        ],
    );
    note(
        page,
        560.0,
        "1",
        "It was laid in 1927, says the log of the cable ship Faraday.",
    );
}

fn visits(page: &mut Page) {
    printed_around(page, "2");
    page.text(
        50.0,
        70.0,
        &["unless the sea was too rough; then the flag with a black ball was hoisted."],
    );
    heading(page, 110.0, "2 Visits");
    page.text(50.0, 130.0, &["Visitors are asked to bring:"]);
    page.text(
        50.0,
        142.0,
        &[
            "a) boots with soles that do not slip,",
            "b) a warm coat,",
            "c) the permit of the trust.",
        ],
    );
    heading(page, 200.0, "2.1 Prices");
    page.text(50.0, 220.0, &["A visit costs, in pounds:"]);
    table(
        page,
        244.0,
        &[
            ["Visitor", "Summer", "Winter"],
            ["Adult", "9.50", "6.00"],
            ["Child", "4.00", "2.50"],
            ["School class", "55.00", "35.00"],
        ],
    );
    page.text(
        50.0,
        310.0,
        &["Members of the trust do not pay for their visits."],
    );
}

fn winds(page: &mut Page) {
    printed_around(page, "3");
    heading(page, 70.0, "3 Winds and wrecks");
    page.text(
        50.0,
        90.0,
        &[
            "The wind blows from",
            "the west on two days",
            "of three. The storm of",
            "January 1884 broke all",
        ],
    );
    page.text(
        220.0,
        90.0,
        &[
            "panes of the lantern.",
            "Nine ships were lost",
            "here, the last of them",
            "the barque Elspeth.",
        ],
    );
    page.line(311.0, 122.0, 6.0, Font::Plain, "2");
    note(
        page,
        560.0,
        "2",
        "Her bell hangs in the chapel of Saint Senan.",
    );
}

/// The report: a preface on page i, three more pages from 1 on.
fn report() -> Paper {
    Paper::new()
        .title("Report of the lighthouse")
        .page(preface)
        .page(tower)
        .page(visits)
        .page(winds)
        .label(0, b'r', 1)
        .label(1, b'D', 1)
}

/// Questions, with words and the place of the answer.
const QUESTIONS: [(&str, &str, &str); 20] = [
    (
        "Who wrote this report?",
        "the keeper Morwenna Tregear",
        "¶ 1, p. i",
    ),
    (
        "Who lent their logbooks?",
        "She thanks the fishermen of Porth",
        "¶ 1, p. i",
    ),
    (
        "When was the tower built?",
        "The tower was built in 1842",
        "§ 1 “The tower” ¶ 1, p. 1",
    ),
    (
        "How high is the tower?",
        "it is 31 metres high",
        "§ 1 “The tower” ¶ 1, p. 1",
    ),
    (
        "What did the lamp burn?",
        "Its lamp burned colza oil",
        "§ 1 “The tower” ¶ 1, p. 1, fn. 1",
    ),
    (
        "How often does the light flash?",
        "twice every fifteen seconds",
        "§ 1.1 “Light” ¶ 1, p. 1",
    ),
    (
        "How often does the horn sound in fog?",
        "once in each minute",
        "§ 1.1 “Light” ¶ 1, p. 1",
    ),
    (
        "For how long did a keeper serve?",
        "served for six weeks",
        "§ 1.2 “Keepers” ¶ 1, p. 1",
    ),
    (
        "Who relieved a keeper who fell ill?",
        "whom the boat of the harbour office brought, unless the sea was too rough",
        "§ 1.2 “Keepers” ¶ 1, p. 1–2",
    ),
    (
        "What must visitors bring?",
        "the permit of the trust",
        "§ 2 “Visits” ¶ 1",
    ),
    ("§ 2 b)", "a warm coat", "§ 2 “Visits”"),
    (
        "What does a child pay in winter?",
        "Child | 4.00 | 2.50",
        "§ 2.1 “Prices” ¶ 2, p. 2",
    ),
    (
        "How much does a school class cost in summer?",
        "School class | 55.00",
        "§ 2.1 “Prices” ¶ 2, p. 2",
    ),
    (
        "Do members of the trust pay?",
        "Members of the trust do not pay",
        "§ 2.1 “Prices” ¶ 3, p. 2",
    ),
    (
        "What did the storm of January 1884 break?",
        "broke all panes of the lantern",
        "§ 3 “Winds and wrecks” ¶ 1, p. 3",
    ),
    (
        "Which ship was the last to be lost?",
        "the barque Elspeth",
        "§ 3 “Winds and wrecks” ¶ 1, p. 3, fn. 2",
    ),
    ("fn. 2", "Her bell hangs in the chapel", "p. 3, fn. 2"),
    ("p. i", "Morwenna Tregear", "¶ 1, p. i"),
    ("p. 3", "Nine ships were lost", "p. 3"),
    (
        "§ 1.1 ¶ 1",
        "eighteen nautical miles",
        "§ 1.1 “Light” ¶ 1, p. 1",
    ),
];

#[test]
fn twenty_questions_are_answered_with_their_pages() {
    check_questions("lighthouse.pdf", report().bytes(), &QUESTIONS);
}
