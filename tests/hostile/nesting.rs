//! Elements within elements, and formatting that is never closed.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::html("div-in-div", |n| repeated("<div>", n) + "deep words here."),
    Kind::html("div-in-div-with-text", |n| repeated("<div>a ", n)),
    Kind::html("div-in-div-closed", |n| {
        repeated("<div>", n / 2) + "deep words here." + &repeated("</div>", n / 2)
    }),
    Kind::html("ul-in-li", |n| repeated("<ul><li>", n) + "x"),
    Kind::html("ul-in-li-with-text", |n| repeated("<ul><li>a ", n)),
    Kind::html("blockquote-in-blockquote", |n| {
        repeated("<blockquote>a ", n)
    }),
    Kind::html("span-in-span", |n| repeated("<span>a ", n)),
    Kind::html("nav-in-nav", |n| repeated("<nav>a ", n)),
    Kind::html("table-in-table", |n| repeated("<table><tr><td>a ", n)),
    Kind::html("table-beside-cells", |n| repeated("<table><b>a ", n)),
    Kind::html("template-in-template", |n| repeated("<template>a ", n)),
    Kind::html("svg-in-svg", |n| repeated("<svg><g>a ", n)),
    Kind::html("sup-in-sup", |n| repeated("<sup>a ", n)),
    Kind::html("link-around-div", |n| repeated("<a href=x><div>a ", n)),
    Kind::html("bold-around-div", |n| repeated("<b><div>a ", n)),
    Kind::html("fonts", |n| {
        counted(n, |i| format!("<font a{i}=1>")) + &repeated("<p>x", n / 10)
    }),
    Kind::html("fonts-in-paragraphs", |n| {
        counted(n, |i| format!("<p><font id=a{i}>x</p>"))
    }),
    Kind::html("bold-in-paragraphs", |n| repeated("<p><b>x", n)),
    Kind::html("bold-in-cells", |n| {
        "<table>".to_owned() + &counted(n, |i| format!("<tr><td><b id=b{i}>x"))
    }),
    Kind::html("rules", |n| repeated("<h2>a</h2><hr><hr>", n)),
    Kind::html("breaks", |n| repeated("<br>", n) + "x"),
    Kind::html("deep-lists-beside", |n| {
        repeated("<ul><li>a", 800) + &repeated("<br>a", n)
    }),
    Kind::html("deep-navigation-beside", |n| {
        repeated("<nav>a", 800) + &repeated("<i>a</i>", n)
    }),
    Kind::html("options", |n| repeated("<select><option>a", n)),
];
