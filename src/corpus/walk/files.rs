//! The files of a corpus as they are found: documents, their sidecars, and what is neither.

use std::{
    fs::Metadata,
    path::{Path, PathBuf},
};

use super::cache_tag::CACHE_TAG;
use crate::{
    corpus::{
        document_id::DocumentId,
        file_state::FileState,
        formats::Format,
        regular_file::read_start,
        source_file::{
            Sidecar, SourceFile, belongs_to, is_sidecar, make_ids_unique, max_sidecar,
            tie_sidecars, without_ending,
        },
        warning::Warning,
    },
    plural::counted,
};

/// Signs that a `README.md` is for operators and no document: the mark by which it says so, and the beginning of
/// the one that came with the program before there was a mark.
const ABOUT_FOLDER: [&str; 2] = [
    "<!-- fundstelle: not a document -->",
    "# The corpus folder\n\nFundstelle answers",
];

/// So much of it is looked at.
const README_BYTES: u64 = 1_000;

/// The result of a walk through a corpus.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The documents, by relative path.
    pub files: Vec<SourceFile>,
    /// Folders that are named like documents.
    pub folders: Vec<String>,
    /// The entries that were passed over, and why.
    pub warnings: Vec<Warning>,
    /// Whether there is more than was looked at: what was not found may be there.
    pub is_cut: bool,
    /// Whether no document is in the corpus itself, which is no error where servers keep their own.
    pub is_corpus_empty: bool,
}

impl Walk {
    /// Adds what was found elsewhere.
    pub(super) fn add(&mut self, other: Walk) {
        self.files.extend(other.files);
        self.files.sort_by(|a, b| a.relative.cmp(&b.relative));
        self.warnings.extend(other.warnings);
        self.warnings.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// The result of a walk so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) walk: Walk,
    /// Larger files are not taken.
    max_bytes: u64,
    sidecars: Vec<Sidecar>,
    /// Documents that are too large: their sidecars are not astray.
    too_large: Vec<String>,
}

/// A file, or a link to one.
pub(super) struct FoundFile {
    /// The path of the file on the disk, all links resolved.
    pub(super) path: PathBuf,
    /// Its path in the corpus, or that of the link to it.
    pub(super) relative: String,
    pub(super) metadata: Metadata,
    /// Whether the path in the corpus can be shown as it is.
    pub(super) is_plain: bool,
}

impl Found {
    pub(super) fn of_at_most(max_bytes: u64) -> Self {
        Self {
            max_bytes,
            ..Self::default()
        }
    }

    /// Takes a file for what its name says.
    pub(super) fn take_file(&mut self, file: FoundFile) {
        let FoundFile {
            path,
            relative,
            metadata,
            is_plain,
        } = file;
        if relative.eq_ignore_ascii_case("README.md") && is_about_folder(&path) {
            return;
        }
        let state = FileState::of(&relative, &metadata);
        if is_sidecar(&relative) {
            return self.take_sidecar(relative, path, state);
        }
        if relative.ends_with(&format!("/{CACHE_TAG}")) {
            return self.warn(
                relative,
                "this file does not begin like a cache tag, so the folder is read; \
                 remove the file, or mend it",
            );
        }
        let Some(format) = Format::from_path(Path::new(&relative)) else {
            let warning = unsupported(Path::new(&relative));
            return self.walk.warnings.push(warning.in_file(relative));
        };
        if state.len > self.max_bytes {
            let warning = Warning::error(format!(
                "not read: the file has {} MB, and the limit is {} MB; raise `corpus.max_file_mb` or \
                 split the file",
                megabytes(state.len),
                megabytes(self.max_bytes)
            ));
            self.too_large.push(relative.clone());
            return self.walk.warnings.push(warning.in_file(relative));
        }
        if !is_plain {
            self.warn(
                relative.clone(),
                "the name of this file cannot be shown as it is; references show it as it stands \
                 here; rename it",
            );
        }
        self.walk.files.push(SourceFile {
            path,
            id: DocumentId(without_ending(&relative).to_owned()),
            relative,
            format,
            states: vec![state],
            outline: None,
            encoding: None,
            max_bytes: self.max_bytes,
        });
    }

    fn take_sidecar(&mut self, relative: String, path: PathBuf, state: FileState) {
        let limit = max_sidecar(&relative);
        if state.len > limit {
            let warning = Warning::error(format!(
                "this sidecar has {}, and the limit is {limit}; the document is read \
                 without it; is it the right file?",
                counted(state.len, "byte", "bytes")
            ));
            return self.walk.warnings.push(warning.in_file(relative));
        }
        self.sidecars.push(Sidecar {
            relative,
            path,
            state,
        });
    }

    /// Ties everything together.
    pub(super) fn finish(self) -> Walk {
        let mut found = self.walk;
        // Folders and files sort differently by name than their whole paths do, and links come last.
        found.files.sort_by(|a, b| a.relative.cmp(&b.relative));
        let (files, too_large) = (&found.files, &self.too_large);
        let mut sidecars = self.sidecars;
        sidecars.retain(|Sidecar { relative, .. }| {
            files
                .iter()
                .any(|file| belongs_to(relative, &file.relative))
                || !too_large
                    .iter()
                    .any(|document| belongs_to(relative, document))
        });
        let untied = tie_sidecars(&mut found.files, sidecars);
        found.warnings.extend(untied);
        let renamed = make_ids_unique(&mut found.files);
        found.warnings.extend(renamed);
        found.warnings.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    pub(super) fn warn(&mut self, relative: String, message: &str) {
        let warning = Warning::caution(message).in_file(relative);
        self.walk.warnings.push(warning);
    }
}

/// Whether the `README.md` at the root of a corpus tells operators what to put there, as the one does that
/// comes with the program. Any other is a document like others.
fn is_about_folder(path: &Path) -> bool {
    let start = read_start(path, README_BYTES);
    start.is_ok_and(|start| {
        let start = String::from_utf8_lossy(&start).replace('\r', "");
        ABOUT_FOLDER.iter().any(|mark| start.contains(mark))
    })
}

fn unsupported(path: &Path) -> Warning {
    let remedy = format!("{} are; export it to one of these", Format::ENDINGS);
    match path.extension() {
        Some(ending) => Warning::note(format!(
            "not read: .{} is not supported yet; {remedy}",
            ending.to_string_lossy()
        )),
        None => Warning::note(format!("not read: the name has no ending; {remedy}")),
    }
}

/// Rounded up to a tenth, so that a file just above the limit does not seem to keep it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}
