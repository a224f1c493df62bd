//! Markup within one paragraph of Markdown, mostly left open.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("emphasis", |n| repeated("*a **b ", n)),
    Kind::markdown("emphasis-of-both-signs", |n| repeated("*a_ ", n)),
    Kind::markdown("emphasis-within-words", |n| repeated("a**b", n)),
    Kind::markdown("emphasis-closed", |n| repeated("_a_ ", n)),
    Kind::markdown("emphasis-signs", |n| repeated("*_", n)),
    Kind::markdown("struck", |n| repeated("~~a ~", n)),
    Kind::markdown("references", |n| repeated("[a][b] ", n)),
    Kind::markdown("brackets", |n| repeated("[", n)),
    Kind::markdown("brackets-closed", |n| {
        repeated("[", n / 2) + &repeated("]", n / 2)
    }),
    Kind::markdown("pictures", |n| repeated("![", n)),
    Kind::markdown("links-open", |n| repeated("[a](", n)),
    Kind::markdown("links-with-signs", |n| repeated("[a](<b", n)),
    Kind::markdown("links-with-titles", |n| repeated("[a](b 'c", n)),
    Kind::markdown("links", |n| repeated("[a](b) ", n)),
    Kind::markdown("definitions", |n| {
        counted(n / 2, |i| format!("[a{i}]: x\n")) + "\n" + &counted(n / 2, |i| format!("[a{i}] "))
    }),
    Kind::markdown("definition-used-often", |n| {
        format!("[a]: {}\n\n{}", "x".repeat(n.isqrt()), repeated("[a] ", n))
    }),
    Kind::markdown("code", |n| counted(n, |i| "`".repeat(i % 200 + 1) + "a ")),
    Kind::markdown("code-closed", |n| repeated("`a` ", n)),
    Kind::markdown("comments", |n| repeated("<!--", n)),
    Kind::markdown("tags", |n| repeated("a <b c ", n)),
    Kind::markdown("tags-with-values", |n| repeated("a <b c=\"", n)),
    Kind::markdown("tags-closed", |n| repeated("a <b>c</b> ", n)),
    Kind::markdown("instructions", |n| repeated("a <?", n)),
    Kind::markdown("data", |n| repeated("a <![CDATA[", n)),
    Kind::markdown("declarations", |n| repeated("a <!A ", n)),
    Kind::markdown("addresses", |n| repeated("<http:", n)),
    Kind::markdown("entities", |n| repeated("&amp;", n)),
    Kind::markdown("entities-open", |n| repeated("&", n)),
    Kind::markdown("escapes", |n| repeated("\\*", n)),
    Kind::markdown("html-blocks", |n| repeated("<p>\na\n\n", n)),
    Kind::markdown("one-html-block", |n| repeated("<div>\n", n)),
    Kind::markdown("one-html-table", |n| {
        format!(
            "<table>\n{}</table>\n",
            repeated("<tr><td>a</td></tr>\n", n)
        )
    }),
    Kind::html("entities", |n| repeated("&amp;&am", n)),
];
