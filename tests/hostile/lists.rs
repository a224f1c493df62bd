//! Lists and quotations of Markdown in each other.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("lists-on-one-line", |n| repeated("- ", n) + "deep\n"),
    Kind::markdown("numbers-on-one-line", |n| repeated("1. ", n) + "deep\n"),
    Kind::markdown("quotations-on-one-line", |n| repeated("> ", n) + "deep\n"),
    Kind::markdown("lists-and-quotations-on-one-line", |n| {
        repeated("> - ", n) + "deep\n"
    }),
    Kind::markdown("deep-list-and-empty-lines", |n| {
        repeated("- ", n / 2) + "deep\n" + &repeated("\n", n / 2) + "end\n"
    }),
    Kind::markdown("list-by-steps", |n| {
        let depth = n.isqrt();
        let steps: String = (0..depth).map(|i| " ".repeat(2 * i) + "- a\n").collect();
        steps + &repeated("\n", n / 2) + "end\n"
    }),
    Kind::markdown("items", |n| repeated("- a\n", n)),
    Kind::markdown("items-apart", |n| repeated("* a\n\n", n)),
    Kind::markdown("items-with-code", |n| repeated("- a\n\n      b\n", n)),
    Kind::markdown("numbered-items", |n| counted(n, |i| format!("{i}. a\n"))),
    Kind::markdown("lists-of-other-signs", |n| repeated("- a\n* b\n+ c\n", n)),
    Kind::markdown("quotation-lines", |n| repeated(">\n", n)),
    Kind::markdown("lazy-lines", |n| {
        repeated("> - ", 40) + "a\n" + &repeated("a\n", n)
    }),
    Kind::markdown("code-blocks", |n| repeated("    a\n\n", n)),
    Kind::markdown("fences", |n| repeated("```\n", n)),
    Kind::text("items", |n| repeated("- a\n", n)),
    Kind::text("numbered-items", |n| {
        counted(n, |i| format!("{}. a\n", i % 900 + 1))
    }),
];
