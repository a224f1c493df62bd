//! The reasons why a corpus cannot be read at all. A single bad file is never one of them: it is a warning.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::printable;

use crate::open_files;

/// The reason why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// There is no such folder.
    #[error(
        "the corpus folder {} does not exist; create it and add documents, or choose another one with \
         --corpus",
        shown(path)
    )]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// It is a file.
    #[error(
        "the corpus {} is not a folder; --corpus takes the folder of documents",
        shown(path)
    )]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// It may not be read.
    #[error(
        "the corpus folder {} cannot be read: {source}; {}",
        shown(path),
        remedy(source)
    )]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// The error from the system.
        source: io::Error,
    },
    /// No file in it is a document.
    #[error(
        "the corpus folder {} contains no documents; add {} files",
        shown(path),
        super::Format::ENDINGS
    )]
    Empty {
        /// The folder.
        path: PathBuf,
    },
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// The remedy where something cannot be read.
fn remedy(error: &io::Error) -> &'static str {
    if open_files::is_reached(error) {
        open_files::REMEDY
    } else {
        "make it readable for the user that runs this program"
    }
}
