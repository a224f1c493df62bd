//! Tags with more attributes than anybody writes.

use super::{Kind, counted, repeated};

pub(crate) const KINDS: &[Kind] = &[
    Kind::html("attributes-of-one-tag", |n| {
        format!("<p {}>Text here.", counted(n, |i| format!("a{i}=v ")))
    }),
    Kind::html("attributes-of-an-end-tag", |n| {
        format!("<p>Text here.</p {}>", counted(n, |i| format!("a{i} ")))
    }),
    Kind::html("attributes-of-an-open-tag", |n| {
        format!("<p>Text here.<p {}", counted(n, |i| format!("a{i} ")))
    }),
    Kind::html("attributes-of-body", |n| {
        counted(n, |i| format!("<body a{i}=1>x"))
    }),
    Kind::html("attributes-with-signs", |n| {
        format!("<p {}>Text here.", counted(n, |i| format!("a{i}='>' ")))
    }),
    Kind::html("classes", |n| {
        format!("<p class='{}'>x", counted(n, |i| format!("c{i} ")))
    }),
    Kind::html("attributes-of-formatting", |n| {
        counted(n, |i| {
            let attributes = counted(300, |j| format!("a{j}={i} "));
            format!("<b {attributes}>x")
        })
    }),
    Kind::html("comments", |n| repeated("<!-- a -- b <p c='", n)),
    Kind::html("signs", |n| repeated("<", n)),
    Kind::html("open-signs", |n| repeated("<a b", n)),
];
