//! The reasons why a server cannot keep a document.

use std::io::{self, ErrorKind};

use crate::corpus::put::PutError;

/// The reason why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// A document of this name is there.
    #[error("there is a document {0}")]
    Taken(String),
    /// There is one whose name differs in capitals or in its ending alone.
    #[error("there is a document {0}, whose name is too near")]
    Beside(String),
    /// The server has as many documents as it may have.
    #[error("no more than {0} may be kept")]
    TooMany(usize),
    /// The documents of the server would have more bytes than they may have.
    #[error("there is no room: the limit is {most}, of which {used} are used")]
    TooLarge {
        /// The bytes that its documents have.
        used: u64,
        /// The bytes that they may have.
        most: u64,
    },
    /// There is no such document.
    #[error("there is no such document")]
    Missing,
    /// The disk does not take it.
    #[error("{0}")]
    Unwritable(io::Error),
    /// The same, where a document was to be written.
    #[error(transparent)]
    Put(#[from] PutError),
}

impl ShelfError {
    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        let (Self::Unwritable(cause) | Self::Put(PutError::Unwritable { cause, .. })) = self else {
            return false;
        };
        matches!(
            cause.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        )
    }
}
