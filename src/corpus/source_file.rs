//! Tells which files are documents and sidecars, by their names alone.

use std::{collections::BTreeSet, path::PathBuf};

use crate::corpus::{
    document_id::DocumentId, file_state::FileState, formats::Format, warning::Warning,
};

/// A file that is a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path on the disk; it is no link.
    pub path: PathBuf,
    /// Path within the corpus, with `/` between folders.
    pub relative: String,
    /// The relative path without the ending, unless another document has that id.
    pub id: DocumentId,
    /// The format its ending names.
    pub format: Format,
    /// The file and its sidecars, as they were when the folder was walked.
    pub states: Vec<FileState>,
    /// Its outline sidecar: `NAME.outline.toml`.
    pub outline: Option<PathBuf>,
    /// The sidecar that names its encoding: `name.ext.encoding`.
    pub encoding: Option<PathBuf>,
    /// The most bytes of it that are read, however it may grow.
    pub max_bytes: u64,
}

/// The ending of an outline sidecar, in place of the document's.
const OUTLINE: &str = ".outline.toml";

/// The ending of the sidecar that names an encoding, after the document's.
const ENCODING: &str = ".encoding";

/// The most bytes that an outline may have: thousands of headings.
pub(super) const MAX_OUTLINE_BYTES: u64 = 1024 * 1024;

/// The most bytes that the name of an encoding may have, with what may stand around it.
pub(super) const MAX_ENCODING_BYTES: u64 = 1024;

/// A file that belongs to a document.
#[derive(Clone, Debug)]
pub(super) struct Sidecar {
    pub(super) relative: String,
    pub(super) path: PathBuf,
    pub(super) state: FileState,
}

/// The path of the outline sidecar of a document.
pub fn outline_of(relative: &str) -> String {
    format!("{}{OUTLINE}", without_ending(relative))
}

/// The path of the sidecar that names the encoding of a document.
pub fn encoding_of(relative: &str) -> String {
    format!("{relative}{ENCODING}")
}

/// Whether a file belongs to another one.
pub(super) fn is_sidecar(relative: &str) -> bool {
    relative.ends_with(OUTLINE) || relative.ends_with(ENCODING)
}

/// The most bytes that a sidecar may have.
pub(super) fn max_sidecar(relative: &str) -> u64 {
    if relative.ends_with(OUTLINE) {
        MAX_OUTLINE_BYTES
    } else {
        MAX_ENCODING_BYTES
    }
}

/// Whether a sidecar is named after a document.
pub(super) fn belongs_to(sidecar: &str, document: &str) -> bool {
    sidecar.strip_suffix(ENCODING) == Some(document)
        || sidecar.strip_suffix(OUTLINE) == Some(without_ending(document))
}

/// Ties sidecars to the documents they are named after.
pub(super) fn tie_sidecars(files: &mut [SourceFile], sidecars: Vec<Sidecar>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for Sidecar {
        relative: sidecar,
        path,
        state,
    } in sidecars
    {
        let mut tied = false;
        if let Some(document) = sidecar.strip_suffix(ENCODING) {
            for file in files.iter_mut().filter(|file| file.relative == document) {
                file.encoding = Some(path.clone());
                file.states.push(state.clone());
                tied = true;
            }
        } else if let Some(document) = sidecar.strip_suffix(OUTLINE) {
            let belongs = |file: &&mut SourceFile| without_ending(&file.relative) == document;
            for file in files.iter_mut().filter(belongs) {
                file.outline = Some(path.clone());
                file.states.push(state.clone());
                tied = true;
            }
        }
        if !tied {
            let warning = Warning::caution(
                "this sidecar has no document beside it; a sidecar is called \
                 like its document: report.txt, report.outline.toml, report.txt.encoding",
            );
            warnings.push(warning.in_file(sidecar));
        }
    }
    warnings
}

/// Gives every document an id of its own: the second one with an id keeps its ending.
pub(super) fn make_ids_unique(files: &mut [SourceFile]) -> Vec<Warning> {
    let mut taken = BTreeSet::new();
    let mut warnings = Vec::new();
    for file in files {
        if !taken.insert(file.id.clone()) {
            let wanted = file.id.clone();
            file.id = DocumentId(file.relative.clone());
            let mut count = 2;
            while !taken.insert(file.id.clone()) {
                file.id = DocumentId(format!("{}-{count}", file.relative));
                count += 1;
            }
            warnings.push(
                Warning::caution(format!(
                    "another document has the id {wanted}; this one is called {}; rename one of \
                     them",
                    file.id
                ))
                .in_file(&file.relative),
            );
        }
    }
    warnings
}

/// Endings of files that an editor or a copier is not done with.
const UNFINISHED: [&str; 8] = [
    "~",
    ".tmp",
    ".temp",
    ".part",
    ".partial",
    ".filepart",
    ".crdownload",
    ".swp",
];

/// Whether a name is one that editors and copiers give to files of their own: what is not yet whole,
/// and what keeps a place. (Hidden names, such as `.~lock.report.md#` and rsync's
/// `.report.md.Xa81fQ`, are left out before.)
pub(super) fn is_temporary(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    UNFINISHED.iter().any(|ending| lower.ends_with(ending))
        || lower.starts_with("~$")
        || (lower.starts_with('#') && lower.ends_with('#'))
}

/// A relative path without the ending of its last part.
pub fn without_ending(relative: &str) -> &str {
    match relative.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => relative,
    }
}
