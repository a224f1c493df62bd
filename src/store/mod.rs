//! The things that outlive a restart: settings of servers, votes, gaps, tallies, and which answer
//! belongs to which question. One database file in the data directory. Times are seconds since 1970
//! and are given by the caller.

mod backup;
mod check;
mod failure;
mod forget;
mod gap_reports;
mod gaps;
mod greeted;
mod inspect;
mod open;
mod place;
mod replies;
mod resilient_store;
mod settings;
mod tallies;
mod votes;

use std::{
    io,
    path::PathBuf,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::{M, Migrations};
use thiserror::Error;

use crate::open_files;

pub use backup::{BackupError, backup};
pub use forget::Forgotten;
pub use gap_reports::GapReports;
pub use gaps::{Gap, Gaps};
pub use inspect::Inspection;
pub use place::was_taken_away;
pub use resilient_store::{Availability, ResilientStore};
pub use settings::{PagePictures, Settings};
pub use tallies::{Tallied, Tallies};
pub use votes::{Vote, Votes};

/// The name of the file in the data directory.
pub const FILE: &str = "fundstelle.sqlite3";

/// The time to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(2);

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

/// The time for which anything about a user is kept at most, in seconds.
const YEAR: i64 = 365 * DAY;

/// Every step from an empty file to the present schema, oldest first. A step that was released is
/// never changed; `tests/cases/store` has a file of each version.
const STEPS: [&str; 3] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
];

static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(STEPS.map(M::up).to_vec()));

/// The open file. Calls are short, and wait for each other.
pub struct Store {
    connection: Mutex<Connection>,
}

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
    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Database(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}

impl Store {
    fn of(connection: Connection) -> Self {
        let connection = Mutex::new(connection);
        Self { connection }
    }

    /// Keeps everything in memory, until the program ends.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        MIGRATIONS
            .to_latest(&mut connection)
            .map_err(|error| StoreError::Unusable {
                path: PathBuf::from(":memory:"),
                cause: error.to_string(),
            })?;
        Ok(Self::of(connection))
    }

    /// Closes the file. Nothing is kept after that.
    fn close(&self) -> Result<(), StoreError> {
        let memory = Connection::open_in_memory()?;
        drop(std::mem::replace(&mut *self.connection(), memory));
        Ok(())
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A call that panicked has left no half of a transaction: those are rolled back.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_steps_are_sound_and_there_is_a_file_of_each_version() {
        MIGRATIONS.validate().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/store");
        for version in 1..=STEPS.len() {
            let file = folder.join(format!("{version}.sql"));
            assert!(file.exists(), "{}", file.display());
        }
    }
}
