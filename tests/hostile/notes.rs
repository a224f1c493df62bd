//! Footnotes: marks without texts, texts without marks, and one mark many times.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("marks-of-one-note", |n| {
        repeated("a[^1] ", n) + "\n\n[^1]: Text.\n"
    }),
    Kind::markdown("marks-without-text", |n| repeated("a[^x] ", n)),
    Kind::markdown("marks-open", |n| repeated("[^", n)),
    Kind::markdown("notes", |n| {
        let marks = counted(n / 2, |i| format!("a[^n{i}] "));
        marks + "\n\n" + &counted(n / 2, |i| format!("[^n{i}]: Text.\n\n"))
    }),
    Kind::markdown("texts-without-mark", |n| {
        counted(n, |i| format!("[^n{i}]: Text.\n\n"))
    }),
    Kind::markdown("some-texts", |n| {
        counted(n, |i| format!("a[^n{i}] ")) + "\n\n[^n0]: Text.\n"
    }),
    Kind::markdown("label-of-one-line", |n| {
        let label = "l".repeat(n / 2);
        format!("a[^{label}]\n\n[^{label}]: Text.\n")
    }),
    Kind::html("marks-in-one-sup", |n| {
        format!(
            "<p>a<sup>{}</sup><p id=n>Text",
            repeated("<a href=#n>1</a>, ", n)
        )
    }),
    Kind::html("marks-without-text", |n| {
        counted(n, |i| format!("a<sup><a href=#n{i}>{}</a></sup>", i % 999))
    }),
    Kind::html("notes", |n| {
        let marks = counted(n / 2, |i| {
            format!("<p>a<sup><a href=#n{i}>{}</a></sup>", i % 9999)
        });
        let notes = counted(n / 2, |i| format!("<li id=n{i}>Text of it."));
        format!("{marks}<ol>{notes}</ol>")
    }),
    Kind::html("notes-in-deep-containers", |n| {
        let notes = counted(n, |i| {
            format!(
                "<p>a<sup><a href=#n{i}>{}</a></sup><div><div><div><p id=n{i}>Text</div></div></div>",
                i % 9999
            )
        });
        "<section>".repeat(100) + &notes
    }),
];
