//! Files that hurt, made on the spot: each kind is a small pattern repeated to a given length. The
//! tests read them under limits, `benches/growth.rs` measures how their cost grows, and
//! `cargo run --example hostile -- DIR` writes them out.

pub(crate) mod attributes;
pub(crate) mod front_matter;
pub(crate) mod headings;
pub(crate) mod inline;
pub(crate) mod lines;
pub(crate) mod lists;
#[allow(dead_code, reason = "not all who include this measure memory")]
pub(crate) mod memory;
pub(crate) mod nesting;
pub(crate) mod notes;
pub(crate) mod outlines;
pub(crate) mod tables;

/// A kind of file that hurts.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// What it is called, in file names as well.
    pub(crate) name: &'static str,
    /// The ending of the file.
    pub(crate) ending: &'static str,
    /// The text, of about so many bytes.
    pub(crate) text: fn(usize) -> String,
    /// The sidecar, for a text of about so many bytes.
    pub(crate) outline: Option<fn(usize) -> String>,
}

impl Kind {
    pub(crate) const fn markdown(name: &'static str, text: fn(usize) -> String) -> Self {
        Self::of(name, "md", text)
    }

    pub(crate) const fn html(name: &'static str, text: fn(usize) -> String) -> Self {
        Self::of(name, "html", text)
    }

    pub(crate) const fn text(name: &'static str, text: fn(usize) -> String) -> Self {
        Self::of(name, "txt", text)
    }

    const fn of(name: &'static str, ending: &'static str, text: fn(usize) -> String) -> Self {
        Self {
            name,
            ending,
            text,
            outline: None,
        }
    }

    pub(crate) const fn with_outline(self, outline: fn(usize) -> String) -> Self {
        Self {
            outline: Some(outline),
            ..self
        }
    }
}

/// All kinds.
pub(crate) fn kinds() -> Vec<Kind> {
    [
        attributes::KINDS,
        front_matter::KINDS,
        headings::KINDS,
        inline::KINDS,
        lines::KINDS,
        lists::KINDS,
        nesting::KINDS,
        notes::KINDS,
        outlines::KINDS,
        tables::KINDS,
    ]
    .concat()
}

/// `pattern` repeated to about `bytes`.
pub(crate) fn repeated(pattern: &str, bytes: usize) -> String {
    pattern.repeat(bytes / pattern.len() + 1)
}

/// Parts that differ by their number, to about `bytes`.
pub(crate) fn counted(bytes: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&part(number));
        number += 1;
    }
    text
}
