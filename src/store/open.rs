//! Opening the file: as it should be, for reading only where that fails, and for a look at it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::SchemaVersionError;

use super::{BUSY, FILE, MIGRATIONS, STEPS, Store, StoreError};

/// The journal is cut off at so many bytes when it begins anew.
const JOURNAL: i64 = 4 << 20;

impl Store {
    /// Opens the file of a data directory, and brings it to the present schema, in one transaction.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(data).map_err(|cause| StoreError::Directory {
            path: data.to_owned(),
            cause,
        })?;
        let path = data.join(FILE);
        keep_private(&path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags).map_err(Failure::from);
        let connection = opened.and_then(prepared).map_err(|error| error.of(path))?;
        Ok(Self::of(connection))
    }

    /// Opens the file so that the settings in it can be read, if they can be trusted: a row that is
    /// damaged or of another schema might say less than was chosen.
    pub(super) fn open_to_read(data: &Path) -> Result<Self, StoreError> {
        let path = data.join(FILE);
        let connection = read_only(&path).map_err(|error| error.of(path.clone()))?;
        let check = || -> Result<(), Failure> {
            is_present(&connection)?;
            is_whole(&connection, "quick_check(settings)")
        };
        check().map_err(|error| error.of(path))?;
        Ok(Self::of(connection))
    }
}

/// Why a file cannot be opened.
pub(super) enum Failure {
    Newer,
    Unusable(String),
}

impl Failure {
    pub(super) fn of(self, path: PathBuf) -> StoreError {
        match self {
            Self::Newer => StoreError::Newer { path },
            Self::Unusable(cause) => StoreError::Unusable { path, cause },
        }
    }
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
    connection.pragma_update(None, "journal_size_limit", JOURNAL)?;
    connection.pragma_update(None, "synchronous", "normal")?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", "on")?;
    is_whole(&connection, "quick_check(1)")?;
    MIGRATIONS.to_latest(&mut connection)?;
    // A file that can be read and not written is told now, and not at the first vote.
    connection.pragma_update(None, "user_version", STEPS.len())?;
    Ok(connection)
}

/// Opens a file that is not written. Where not even the journal's index can be made, as in a folder
/// that cannot be written, it is read as it stands, if nothing stands in the journal.
pub(super) fn read_only(path: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    let Err(error) = version(&connection) else {
        return Ok(connection);
    };
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    let is_empty = fs::metadata(PathBuf::from(journal)).map_or(true, |journal| journal.len() == 0);
    let Some(text) = path.to_str().filter(|_| is_empty) else {
        return Err(error.into());
    };
    let text = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let address = format!("file:{text}?immutable=1");
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(address, flags)?)
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether a file is of the present schema.
fn is_present(connection: &Connection) -> Result<(), Failure> {
    match version(connection)? {
        version if version == STEPS.len() => Ok(()),
        version if version > STEPS.len() => Err(Failure::Newer),
        version => Err(Failure::Unusable(format!("its schema is {version}"))),
    }
}

/// Whether `check` finds nothing.
pub(super) fn is_sound(connection: &Connection, check: &str) -> rusqlite::Result<Option<String>> {
    let said: String = connection.query_row(&format!("PRAGMA {check}"), [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

pub(super) fn is_whole(connection: &Connection, check: &str) -> Result<(), Failure> {
    match is_sound(connection, check)? {
        None => Ok(()),
        Some(said) => Err(Failure::Unusable(said)),
    }
}

/// Sees to it that only its owner may read the file: there are users in it. What cannot be changed
/// is told by `doctor`.
fn keep_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        drop(
            fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path),
        );
        if fs::metadata(path).is_ok_and(|found| found.is_file() && is_open_to_others(&found)) {
            drop(fs::set_permissions(path, fs::Permissions::from_mode(0o600)));
        }
    }
    #[cfg(not(unix))]
    let _: &Path = path;
}

pub(super) fn is_open_to_others(found: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        found.permissions().mode() & 0o077 != 0
    }
    #[cfg(not(unix))]
    {
        let _: &fs::Metadata = found;
        false
    }
}
