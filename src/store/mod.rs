//! The things that outlive a restart: settings of servers, votes, gaps, tallies, and which answer
//! belongs to which question. One database file in the data directory, or a database on a server of PostgreSQL where
//! one is named. Times are seconds since 1970 and are given by the caller.

mod backup;
mod check;
mod connect;
mod error;
mod failure;
mod forget;
mod gap_reports;
mod gaps;
mod greeted;
mod inspect;
mod open;
mod place;
mod postgres;
mod replies;
mod resilient_store;
mod session;
mod settings;
mod store_state;
mod tallies;
mod transfer;
mod values;
mod votes;

use std::{
    path::PathBuf,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use postgres::Pool;
use session::Session;

pub use backup::{BackupError, backup};
pub use error::StoreError;
pub use forget::Forgotten;
pub use gap_reports::GapReports;
pub use gaps::{Gap, Gaps};
pub use inspect::Inspection;
pub use place::was_taken_away;
pub use postgres::{
    HandedSession, Leader, LeaseAnswer, LeaseRound, LeaseTerms, Listener, PostgresServer,
    Published, PublishedFile, Sent, ServerError, ShardCensus, ShardLease, ShardLeases, ShareError,
    SharedIndex,
};
pub use resilient_store::ResilientStore;
pub use settings::{PagePictures, Settings};
pub use store_state::Availability;
pub use tallies::{Tallied, Tallies};
pub use transfer::{TransferError, Transferred};
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

/// The open database. Calls are short; those to a file wait for each other.
pub struct Store {
    database: Database,
}

enum Database {
    File(Mutex<Connection>),
    Server(Pool),
}

impl Store {
    fn of(connection: Connection) -> Self {
        Self {
            database: Database::File(Mutex::new(connection)),
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
        Ok(Self::of(connection))
    }

    /// Closes the file. Nothing is kept after that.
    fn close(&self) -> Result<(), StoreError> {
        if let Some(mut file) = self.file() {
            drop(std::mem::replace(&mut *file, Connection::open_in_memory()?));
        }
        Ok(())
    }

    /// The file, where it is one.
    fn file(&self) -> Option<MutexGuard<'_, Connection>> {
        match &self.database {
            // A call that panicked has left no half of a transaction: those are rolled back.
            Database::File(file) => Some(file.lock().unwrap_or_else(PoisonError::into_inner)),
            Database::Server(_) => None,
        }
    }

    /// Reads. The work may be done again where a connection ended.
    fn read<T>(
        &self,
        work: impl Fn(&mut Session<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match &self.database {
            Database::File(file) => {
                let file = file.lock().unwrap_or_else(PoisonError::into_inner);
                work(&mut Session::Sqlite(&file))
            }
            Database::Server(pool) => pool.read(|link| work(&mut Session::Postgres(link))),
        }
    }

    /// Reads and writes in one transaction. The work may be done again where others were in its way.
    fn write<T>(
        &self,
        work: impl Fn(&mut Session<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match &self.database {
            Database::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                // Nobody else writes between reading and writing.
                let behavior = TransactionBehavior::Immediate;
                let transaction = file.transaction_with_behavior(behavior)?;
                let done = work(&mut Session::Sqlite(&transaction))?;
                transaction.commit()?;
                Ok(done)
            }
            Database::Server(pool) => pool.write(|link| work(&mut Session::Postgres(link))),
        }
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
