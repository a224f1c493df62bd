//! One long line, many short ones, and signs that make a reader look far ahead.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::text("prose", |n| {
        repeated("Der Hafen wurde im Jahr 1644 gebaut. ", n)
    }),
    Kind::text("paragraphs", |n| {
        repeated("Der Hafen wurde im Jahr 1644 gebaut.\n\n", n)
    }),
    Kind::text("numbered-paragraphs", |n| {
        repeated("(1) A.\n\n(2) B.\n\n", n)
    }),
    Kind::text("numbered-in-turn", |n| {
        repeated("(1) A.\n\n(a) B.\n\n(i) C.\n\n", n)
    }),
    Kind::text("words", |n| repeated("a ", n)),
    Kind::text("one-word", |n| repeated("a", n)),
    Kind::text("stops", |n| repeated(". ", n)),
    Kind::text("stops-and-closers", |n| repeated(".)", n)),
    Kind::text("closers-behind-a-stop", |n| {
        format!("日本。 a.{} {}", ")".repeat(n / 2), "1".repeat(n / 2))
    }),
    Kind::text("full-stops-of-japan", |n| repeated("日．", n)),
    Kind::text("sentences-of-japan", |n| repeated("これは本です。", n)),
    Kind::text("quotation-marks", |n| repeated("„a“ ", n)),
    Kind::text("opening-marks", |n| format!("a. {} b", "(".repeat(n))),
    Kind::text("spaces", |n| format!("a.{}b", " ".repeat(n))),
    Kind::text("empty-lines", |n| repeated("\n", n)),
    Kind::text("short-lines", |n| repeated("a\n", n)),
    Kind::text("pages", |n| repeated("a\u{c}", n)),
    Kind::text("glued", |n| repeated("Es war so.Dann kam es anders.", n)),
    Kind::text("glued-with-notes", |n| {
        counted(n, |i| {
            format!("Es war so.{}Dann kam es anders.", i % 900 + 1)
        })
    }),
    Kind::text("glued-with-nothing-between", |n| {
        repeated("Es war so.Dann kam es.Und so.", 5_000) + &repeated("\u{feff}", n)
    }),
    Kind::text("glued-with-dots", |n| repeated("Es war so.Dann ...... ", n)),
    Kind::text("glued-digits", |n| repeated("Es war so.Dann 1.2.3.4,5 ", n)),
    Kind::markdown("prose", |n| {
        repeated("Der Hafen wurde im Jahr 1644 gebaut. ", n)
    }),
    Kind::html("prose", |n| {
        repeated("<p>Der Hafen wurde im Jahr 1644 gebaut, sagt man.</p>\n", n)
    }),
    Kind::html("prose-in-one-paragraph", |n| {
        repeated("Der Hafen wurde im Jahr 1644 gebaut. ", n)
    }),
    Kind::html("preformatted", |n| "<pre>".to_owned() + &repeated("a\n", n)),
];
