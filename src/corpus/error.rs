//! Why a corpus cannot be read at all. A single bad file is never the reason: it is a warning.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::printable;

use crate::open_files;

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// There is no such folder.
    #[error(
        "the corpus folder {} does not exist; create it and put documents into it, or name another one",
        shown(path)
    )]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// It is a file.
    #[error(
        "the corpus {} is not a folder; name the folder that holds the documents",
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
        /// What the system says.
        source: io::Error,
    },
    /// No file in it is a document.
    #[error(
        "the corpus folder {} holds no document; put {} files into it",
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

/// What helps where something cannot be read.
fn remedy(error: &io::Error) -> &'static str {
    if open_files::is_reached(error) {
        open_files::REMEDY
    } else {
        "give this user the right to read it"
    }
}
