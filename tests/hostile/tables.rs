//! Tables with more columns or rows than anybody reads.

use super::{Kind, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::markdown("columns", |n| {
        repeated("|a", n / 2) + "\n" + &repeated("|-", n / 2) + "\n"
    }),
    Kind::markdown("columns-and-short-rows", |n| {
        repeated("|a", n / 4) + "\n" + &repeated("|-", n / 4) + "\n" + &repeated("|\n", n / 2)
    }),
    Kind::markdown("rows", |n| {
        "|a|b|\n|-|-|\n".to_owned() + &repeated("|c|d|\n", n)
    }),
    Kind::markdown("tables", |n| repeated("|a|\n|-|\n\n", n)),
    Kind::markdown("bars", |n| repeated("|", n)),
    Kind::html("cells", |n| {
        "<table><tr>".to_owned() + &repeated("<td>a", n)
    }),
    Kind::html("rows", |n| {
        "<table>".to_owned() + &repeated("<tr><td>a<td>b", n)
    }),
    Kind::html("cell-of-one-line", |n| {
        format!("<table><tr><td>a<td>{}</table>", repeated("Wort lang ", n))
    }),
];
