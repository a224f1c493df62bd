//! Sidecars with thousands of sections.

use super::{Kind, counted};

fn text(bytes: usize) -> String {
    counted(bytes, |i| format!("Absatz {i} handelt davon.\n\n"))
}

fn sections(bytes: usize, starts_with: impl Fn(usize) -> String) -> String {
    counted(bytes, |i| {
        format!(
            "[[section]]\ntitle = \"T{i}\"\nstarts_with = \"{}\"\n",
            starts_with(i)
        )
    })
}

pub(crate) const KINDS: &[Kind] = &[
    Kind::text("outline", text).with_outline(|n| sections(n, |i| format!("Absatz {i} handelt"))),
    Kind::text("outline-not-found", text)
        .with_outline(|n| sections(n, |i| format!("Absatz {i} war"))),
    Kind::text("outline-found-often", text)
        .with_outline(|n| sections(n, |i| "Absatz".get(..i % 6 + 1).unwrap_or("A").to_owned())),
    Kind::text("outline-in-one-paragraph", |n| {
        counted(n, |i| format!("Satz {i} ist da. "))
    })
    .with_outline(|n| sections(n, |i| format!("Satz {i} ist"))),
];
