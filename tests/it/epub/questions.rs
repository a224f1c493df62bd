//! Twenty questions about a book, each with the words and the place of its answer.

use super::made::Book;
use crate::packed::check_questions;

/// A book of three chapters with printed pages 5 to 9, and notes in a file of their own.
fn book() -> Book {
    Book::new()
        .says("<dc:title>The lighthouse of Orm</dc:title><dc:creator>Ada Holm</dc:creator><dc:language>en</dc:language>")
        .file(
            "one.xhtml",
            "<h1>1 Stone</h1><p><span epub:type='pagebreak' title='5'/>The tower was begun in 1811 by the mason Jonas \
             Erl.<a epub:type='noteref' href='notes.xhtml#n1'>1</a></p><p>Its granite came from the quarry of \
             Sund.</p><h2>1.1 Height</h2><p>It measures <span epub:type='pagebreak' title='6'/>forty-one metres.</p>\
             <table><tr><th>Floor</th><th>Use</th></tr><tr><td>Cellar</td><td>oil</td></tr>\
             <tr><td>Attic</td><td>lamp</td></tr></table>",
        )
        .file(
            "two.xhtml",
            "<h1>2 Light</h1><p><span epub:type='pagebreak' title='7'/>The lamp burned whale oil until 1868.</p>\
             <p>Electric current arrived in 1924.<a epub:type='noteref' href='notes.xhtml#n2'>2</a></p>\
             <p>A keeper had to:</p><ol><li>trim the wick</li><li>polish the lens</li><li>write the journal</li></ol>\
             <h2>2.1 Fog</h2><p><span epub:type='pagebreak' title='8'/>In fog a bell was rung twice a minute.</p>",
        )
        .file(
            "three.xhtml",
            "<h1>3 Keepers</h1><p><span epub:type='pagebreak' title='9'/>Marta Lind was the last keeper.</p>\
             <blockquote><p>I never missed the town.</p></blockquote>\
             <p>Since 1990 the tower belongs to the museum of Hald.</p>",
        )
        .file(
            "notes.xhtml",
            "<ol><li id='n1'>Erl drowned in 1815.</li><li id='n2'>By a cable of nine miles.</li></ol>",
        )
}

/// Questions, with words and the place of the answer.
const QUESTIONS: [(&str, &str, &str); 20] = [
    (
        "Who began the tower?",
        "by the mason Jonas Erl",
        "§ 1 “Stone” ¶ 1, p. 5, fn. 1",
    ),
    (
        "Where did the granite come from?",
        "the quarry of Sund",
        "§ 1 “Stone” ¶ 2, p. 5",
    ),
    (
        "How many metres does it measure?",
        "forty-one metres",
        "§ 1.1 “Height” ¶ 1, p. 5–6",
    ),
    (
        "What is the cellar used for?",
        "Cellar | oil",
        "§ 1.1 “Height” ¶ 2, p. 6",
    ),
    (
        "What is the attic used for?",
        "Attic | lamp",
        "§ 1.1 “Height” ¶ 2, p. 6",
    ),
    ("§ 1.1 ¶ 1", "forty-one metres", "p. 5–6"),
    ("p. 5", "The tower was begun", "§ 1 “Stone”"),
    (
        "How long did the lamp burn whale oil?",
        "until 1868",
        "§ 2 “Light” ¶ 1, p. 7",
    ),
    (
        "When did electric current arrive?",
        "arrived in 1924",
        "§ 2 “Light” ¶ 2, p. 7, fn. 2",
    ),
    (
        "What did a keeper have to polish?",
        "polish the lens",
        "§ 2 “Light”",
    ),
    (
        "Who had to write the journal?",
        "A keeper had to:",
        "§ 2 “Light”",
    ),
    (
        "How often was the bell rung in fog?",
        "twice a minute",
        "§ 2.1 “Fog” ¶ 1, p. 8",
    ),
    ("page 8", "In fog a bell", "§ 2.1 “Fog” ¶ 1, p. 8"),
    (
        "Who was the last keeper?",
        "Marta Lind",
        "§ 3 “Keepers” ¶ 1, p. 9",
    ),
    (
        "Who missed the town?",
        "I never missed the town.",
        "§ 3 “Keepers” ¶ 2, p. 9",
    ),
    (
        "To which museum does the tower belong?",
        "the museum of Hald",
        "§ 3 “Keepers” ¶ 3, p. 9",
    ),
    ("fn. 1", "Erl drowned in 1815.", "fn. 1"),
    ("fn. 2", "By a cable of nine miles.", "fn. 2"),
    ("§ 3", "Marta Lind", "§ 3 “Keepers”"),
    ("pages 8–9", "Since 1990", "p. 9"),
];

#[test]
fn twenty_questions_are_answered_with_their_places() {
    check_questions("tower.epub", book().bytes(), &QUESTIONS);
}
