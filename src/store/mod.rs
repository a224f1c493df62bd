//! What outlives a restart: settings of servers, votes, gaps, tallies, and which answer belongs to
//! which question. One database file in the data directory. Times are seconds since 1970 and are
//! given by the caller.

mod forget;
mod gaps;
mod inspect;
mod replies;
mod settings;
mod tallies;
mod votes;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations, SchemaVersionError};
use thiserror::Error;

pub use forget::Forgotten;
pub use gaps::{Gap, Gaps};
pub use inspect::Inspection;
pub use settings::{GapReports, Settings};
pub use tallies::{Outcome, Tallies};
pub use votes::{Vote, Votes};

/// The name of the file in the data directory.
pub const FILE: &str = "fundstelle.sqlite3";

/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(2);

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

/// How long anything about a user is kept at most.
const YEAR: i64 = 365 * DAY;

/// Every step from an empty file to the present schema, oldest first. A step that was released is
/// never changed; `tests/cases/store` has a file of each version.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(STEPS.map(M::up).to_vec()));

/// The open file. Calls are short, and wait for each other.
pub struct Store {
    connection: Mutex<Connection>,
}

/// Why nothing can be kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The data directory cannot be made or written.
    #[error(
        "cannot write {path}: {cause}; let the bot write there, or name another directory with --data"
    )]
    Directory {
        /// The data directory.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not one that this program can use.
    #[error(
        "{path} cannot be used: {cause}; put a copy of an earlier day in its place, or move it away to begin anew"
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
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
    /// Reading or writing failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

impl Store {
    /// Opens the file of a data directory, and brings it to the present schema.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(data).map_err(|cause| StoreError::Directory {
            path: data.to_owned(),
            cause,
        })?;
        let path = data.join(FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags).map_err(Failure::from);
        let opened = opened.and_then(prepared);
        match opened {
            Ok(connection) => Ok(Self {
                connection: Mutex::new(connection),
            }),
            Err(Failure::Newer) => Err(StoreError::Newer { path }),
            Err(Failure::Unusable(cause)) => Err(StoreError::Unusable { path, cause }),
        }
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
        Ok(Self {
            connection: Mutex::new(connection),
        })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A call that panicked has left no half of a transaction: those are rolled back.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

enum Failure {
    Newer,
    Unusable(String),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unusable(error.to_string())
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
            error => Self::Unusable(error.to_string()),
        }
    }
}

fn prepared(mut connection: Connection) -> Result<Connection, Failure> {
    connection.busy_timeout(BUSY)?;
    // Readers do not wait for writers.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", "on")?;
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Failure::Unusable(said));
    }
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
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
