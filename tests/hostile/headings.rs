//! More headings than paragraphs.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("headings", |n| repeated("# H\n", n)),
    Kind::markdown("headings-with-text", |n| {
        repeated("# H\n\nText of it.\n\n", n)
    }),
    Kind::markdown("headings-of-all-levels", |n| {
        counted(n, |i| format!("{} H\n\nText.\n\n", "#".repeat(i % 6 + 1)))
    }),
    Kind::markdown("headings-of-one-number", |n| {
        repeated("# 1 Title\n\nText.\n\n", n)
    }),
    Kind::markdown("setext", |n| repeated("a\n=\n", n)),
    Kind::markdown("signs-of-headings", |n| repeated("#", n)),
    Kind::markdown("heading-of-one-line", |n| {
        format!("# {}\n\nText.\n", repeated("Wort lang ", n))
    }),
    Kind::html("headings", |n| repeated("<h2>x</h2>", n)),
    Kind::html("headings-with-text", |n| {
        repeated("<h2>x</h2><p>Text of it.", n)
    }),
    Kind::html("headings-open", |n| repeated("<h1>x", n)),
    Kind::html("title-of-one-line", |n| {
        format!("<title>{}</title><p>Text.", repeated("Wort lang ", n))
    }),
    Kind::text("headings", |n| {
        counted(n, |i| format!("{}. Titel\n\nText.\n\n", i % 90 + 1))
    }),
    Kind::text("capitals", |n| repeated("TITEL HIER\n\nText.\n\n", n)),
];
