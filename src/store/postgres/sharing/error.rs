//! The reasons why an index is not shared.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::store::{ServerError, StoreError};

/// The reason why an index is not published or fetched.
#[derive(Debug, Error)]
pub enum ShareError {
    /// The database does not do what it is asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder, or a file of the index, cannot be read or written.
    #[error(
        "cannot {action} {path}: {cause}; see that index.share_folder is there and can be written"
    )]
    Folder {
        /// The action that was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The cause of the failure.
        cause: io::Error,
    },
    /// A file that is published is not whole.
    #[error("{path} of the published index is damaged; whoever builds sends it again")]
    Damaged {
        /// The path of the file in its generation.
        path: String,
    },
    /// A file here is not the one that was to be published.
    #[error("{path} has changed since it was built; it is not published")]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else builds, or nobody.
    #[error(
        "this process does not build any more, so it publishes nothing: {place} has ended its connection, or gave it to \
         somebody else (it must not be pooled by transaction)"
    )]
    NotLeading {
        /// The host and the database.
        place: String,
    },
    /// A newer generation is published.
    #[error("a newer generation of the index is published; this one is not")]
    Overtaken,
}

impl From<ServerError> for ShareError {
    fn from(error: ServerError) -> Self {
        Self::Store(error.into())
    }
}

impl ShareError {
    pub(super) fn folder(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Folder {
            action,
            path,
            cause,
        }
    }
}
