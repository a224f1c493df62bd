//! Errors of an index, said with path and remedy.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::open_files;

/// An index could not be built, published or opened. The generation that serves is untouched.
#[derive(Debug, Error)]
pub enum IndexError {
    /// The corpus folder itself cannot be read.
    #[error(transparent)]
    Corpus(#[from] crate::corpus::CorpusError),
    /// The operating system refused something.
    #[error("cannot {action} {path}: {cause}{}", remedy(cause))]
    Io {
        /// The action that was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The cause of the failure.
        cause: io::Error,
    },
    /// Tantivy refused something.
    #[error(
        "the index in {path} failed: {}{}",
        what_failed(cause),
        tantivy_remedy(cause)
    )]
    Tantivy {
        /// The folder of the generation.
        path: PathBuf,
        /// The cause of the failure.
        cause: tantivy::TantivyError,
    },
    /// The embedding model failed.
    #[error(transparent)]
    Embedding(#[from] crate::embedding::EmbeddingError),
    /// Nothing may be written where the index stands; what is there is read all the same.
    #[error(
        "the data directory cannot be written ({path}: {cause}){}",
        remedy(cause)
    )]
    NotWritable {
        /// On which file or folder it was tried.
        path: PathBuf,
        /// The cause of the failure.
        cause: io::Error,
    },
    /// Another process is building this index.
    #[error("another process is building the index in {path}; wait for it, or end it")]
    Busy {
        /// The folder of the index.
        path: PathBuf,
    },
    /// An index that several processes share was not published or fetched.
    #[error("{0}")]
    Sharing(String),
    /// A file of an index that several processes share is damaged where it is published.
    #[error("{0}")]
    NotWhole(String),
    /// All documents of the corpus are still being written, or read.
    #[error("the documents are still being copied or read; they are served when that is done")]
    Waiting,
    /// There is no generation that this program can serve.
    #[error("{reason}{}", text_remedy(reason))]
    Unusable {
        /// The reason: missing, of another format, damaged.
        reason: String,
    },
}

impl IndexError {
    pub(super) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| IndexError::Io {
            action,
            path,
            cause,
        }
    }

    /// The same for what a build writes first of all.
    pub(super) fn write(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| match cause.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                IndexError::NotWritable { path, cause }
            }
            _ => IndexError::io(action, path)(cause),
        }
    }

    /// A generation in `folder` that cannot be used.
    pub(super) fn unusable(folder: &Path, what: &dyn fmt::Display) -> Self {
        let folder = folder.display();
        IndexError::Unusable {
            reason: format!("the index in {folder} cannot be used: {what}"),
        }
    }

    pub(super) fn tantivy(path: impl Into<PathBuf>) -> impl FnOnce(tantivy::TantivyError) -> Self {
        let path = path.into();
        move |cause| IndexError::Tantivy { path, cause }
    }
}

fn remedy(error: &io::Error) -> String {
    if open_files::is_reached(error) {
        return format!("; {}", open_files::REMEDY);
    }
    let remedy = match error.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory => {
            "; give the program a folder that it may write to with --data or FUNDSTELLE_DATA"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; free some space, or choose another disk with --data; an index from before still serves"
        }
        _ => "",
    };
    remedy.to_owned()
}

/// The message of tantivy, or what it means where a thread of its writer stopped: then why is not told.
fn what_failed(error: &tantivy::TantivyError) -> String {
    if matches!(error, tantivy::TantivyError::ErrorInThread(_)) {
        "it could not be written; most often the disk is full, or has no room for more files"
            .to_owned()
    } else {
        error.to_string()
    }
}

/// Tantivy wraps what the operating system said, sometimes as text only.
fn tantivy_remedy(error: &tantivy::TantivyError) -> String {
    let text = format!("{error:?}");
    let is_full = matches!(error, tantivy::TantivyError::ErrorInThread(_))
        || text.contains("StorageFull")
        || text.contains("No space left");
    if is_full {
        remedy(&io::Error::from(io::ErrorKind::StorageFull))
    } else if text.contains("PermissionDenied") {
        remedy(&io::Error::from(io::ErrorKind::PermissionDenied))
    } else {
        text_remedy(&text)
    }
}

/// The remedy where only a text is left of what the operating system said.
fn text_remedy(text: &str) -> String {
    if open_files::is_reached_in(text) {
        format!("; {}", open_files::REMEDY)
    } else {
        String::new()
    }
}
