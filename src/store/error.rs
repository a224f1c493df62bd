//! The reasons why nothing can be kept, in the words of whoever can do something about it.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

use super::postgres::ServerError;
use crate::open_files;

/// The reason why nothing can be kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The data directory or the file cannot be made or written.
    #[error("cannot write {path}: {cause}; {}", remedy(cause))]
    Unwritable {
        /// The directory or the file.
        path: PathBuf,
        /// The cause.
        cause: io::Error,
    },
    /// Something else stands in the place of the file.
    #[error("{path} is {what}, and not a file; move it away, or put a backup in its place")]
    NoFile {
        /// The place.
        path: PathBuf,
        /// The thing that stands there.
        what: String,
    },
    /// Another process has locked the file.
    #[error(
        "another process holds {path} locked; end it, or let it finish (`fuser {path}` names it): the \
         file is whole, and is used again as soon as it is free"
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is not one that this program can use.
    #[error(
        "{path} cannot be used: {cause}; put a backup in its place, or move it away to begin anew"
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: String,
    },
    /// The file was written by a newer version of the program.
    #[error(
        "{path} was written by a newer version of fundstelle; run that version, or move the file away to begin anew"
    )]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The file is no longer there, and cannot be written anew.
    #[error("the file was taken away while it was used: {0}")]
    Gone(String),
    /// Another process writes all the time.
    #[error("another process uses the file all the time; try again later")]
    Busy,
    /// Reading or writing failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// A row is not as it was written.
    #[error("the database gives something else than what was kept")]
    Cell,
    /// No column can hold it.
    #[error("a number is too large to be kept")]
    TooLarge,
    /// PostgreSQL does not do what it is asked.
    #[error(transparent)]
    Server(#[from] ServerError),
}

/// Says what helps where something cannot be written.
fn remedy(cause: &io::Error) -> &'static str {
    if open_files::is_reached(cause) {
        return open_files::REMEDY;
    }
    match cause.kind() {
        io::ErrorKind::StorageFull => "free some space",
        _ => "let the bot write there, or name another directory with --data",
    }
}

impl StoreError {
    /// The error code of the database, if it gives one.
    pub(super) fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Database(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}
