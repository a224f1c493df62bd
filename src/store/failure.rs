//! The reasons why a file cannot be opened, in the words of whoever can do something about it.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;
use rusqlite_migration::SchemaVersionError;

use super::{StoreError, place::obstacle};

/// The reason why a file cannot be opened.
pub(super) enum Failure {
    Newer,
    /// Another process has it.
    Locked,
    /// There is no space.
    Full,
    /// The system lets nobody at it.
    Refused(String),
    Unusable(String),
}

impl Failure {
    pub(super) fn of(self, path: PathBuf) -> StoreError {
        match self {
            Self::Newer => StoreError::Newer { path },
            Self::Locked => StoreError::Locked { path },
            Self::Full => StoreError::Unwritable {
                path,
                cause: io::ErrorKind::StorageFull.into(),
            },
            Self::Refused(cause) => match obstacle(&path) {
                Some(cause) => StoreError::Unwritable { path, cause },
                None => StoreError::Unusable { path, cause },
            },
            Self::Unusable(cause) => StoreError::Unusable { path, cause },
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Refused(said)
            }
            _ => Self::Unusable(said),
        }
    }
}

impl From<rusqlite_migration::Error> for Failure {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::MigrationDefinition(
                rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
            )
            | rusqlite_migration::Error::SpecifiedSchemaVersion(
                SchemaVersionError::TargetVersionOutOfRange { .. },
            ) => Self::Newer,
            rusqlite_migration::Error::RusqliteError { err, .. } => Self::from(err),
            error => Self::Unusable(error.to_string()),
        }
    }
}
