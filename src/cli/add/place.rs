//! The place in the corpus where a document is to stand, and what stands there.

use std::{fs, path::Path};

use anyhow::bail;
use encoding_rs::Encoding;

use super::offer::Offer;
use crate::corpus::{
    Format, SourceFile, Walk, outline_of, printable, regular_file, safe_name, with_ending,
};

/// The state of the place where a document is to stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Free,
    /// The same bytes, there or under another name.
    Same(String),
    /// Something else.
    Other,
    /// A document that has the same name but for its ending.
    Beside(String),
}

/// A name that the operator wants, if it can be one: `law/act.pdf`.
pub(super) fn wanted(name: &str) -> anyhow::Result<String> {
    let parts: Option<Vec<String>> = name.split('/').map(safe_name).collect();
    match parts.map(|parts| parts.join("/")) {
        Some(safe) if safe == name => Ok(safe),
        Some(near) => bail!(
            "--as: {} cannot be a name in the corpus; the nearest is {near}",
            printable(name)
        ),
        None => bail!(
            "--as: {} cannot be a name in the corpus; it takes names such as act.pdf and law/act.pdf",
            printable(name)
        ),
    }
}

/// The path in the corpus for what is offered, in this format.
pub(super) fn path(wanted: Option<&str>, offer: &Offer, format: Format) -> String {
    let own = offer.names.first().unwrap_or(&offer.fallback);
    let whole = wanted.unwrap_or(own);
    match whole.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/{}", with_ending(name, format)),
        None => with_ending(whole, format),
    }
}

/// Finds what stands at this path, and whether the bytes are there under another name.
pub(super) fn standing(root: &Path, walk: &Walk, relative: &str, bytes: &[u8]) -> Standing {
    let path = root.join(relative);
    if fs::symlink_metadata(&path).is_ok() {
        return if holds(&path, bytes) {
            Standing::Same(relative.to_owned())
        } else {
            Standing::Other
        };
    }
    let files = &walk.files;
    let length = bytes.len() as u64;
    let is_as_long = |file: &&SourceFile| file.states.first().is_some_and(|s| s.len == length);
    let mut candidates = files.iter().filter(is_as_long);
    if let Some(same) = candidates.find(|file| holds(&file.path, bytes)) {
        return Standing::Same(same.relative.clone());
    }
    beside(walk, relative)
}

/// Whether another document has the same name but for its ending.
pub(super) fn beside(walk: &Walk, relative: &str) -> Standing {
    let outline = outline_of(relative);
    let mut files = walk.files.iter();
    let other =
        files.find(|file| file.relative != relative && outline_of(&file.relative) == outline);
    other.map_or(Standing::Free, |other| {
        Standing::Beside(other.relative.clone())
    })
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    regular_file::read(path, bytes.len() as u64).is_ok_and(|found| found == bytes)
}

/// The encoding that has to be kept beside a text, as nobody could tell it from the bytes.
pub(super) fn encoding(offer: &Offer, format: Format) -> Option<&'static str> {
    let is_clear = !format.is_text()
        || std::str::from_utf8(&offer.bytes).is_ok()
        || Encoding::for_bom(&offer.bytes).is_some();
    let charset = offer.charset.filter(|_| !is_clear)?;
    // Whoever says UTF-8 of this is wrong.
    (charset != encoding_rs::UTF_8).then(|| charset.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let found = wanted(name).unwrap_or_else(|error| error.to_string());
        assert!(found.starts_with(expected), "{found}");
    }

    #[test]
    fn wanted_names_stay_in_the_corpus_and_are_read() {
        check("act.pdf", "act.pdf");
        check("law/2024/act", "law/2024/act");
        check(
            "law/.act.pdf",
            "--as: law/.act.pdf cannot be a name in the corpus; the nearest is law/act.pdf",
        );
        for name in [
            "../act.pdf",
            "/act.pdf",
            "law//act.pdf",
            "law/",
            "",
            "a.tmp",
            "a/./b.md",
        ] {
            check(
                name,
                &format!("--as: {name} cannot be a name in the corpus; it takes"),
            );
        }
    }
}
