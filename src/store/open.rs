//! Opening the file: as it should be, for reading only where that fails, and for a look at it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    BUSY, FILE, MIGRATIONS, STEPS, Store, StoreError,
    check::{Known, check, is_whole, version},
    failure::Failure,
    place::{self, Found},
};

/// The journal is cut off at so many bytes when it begins anew.
const JOURNAL: i64 = 4 << 20;

impl Store {
    /// Opens the file of a data directory, and brings it to the present schema, in one transaction.
    pub fn open(data: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(data).map_err(|cause| StoreError::Unwritable {
            path: data.to_owned(),
            cause,
        })?;
        let known = known(data)?;
        let path = data.join(FILE);
        keep_private(&path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags).map_err(Failure::from);
        let prepared = opened.and_then(|connection| prepared(connection, known));
        let connection = prepared.map_err(|error| error.of(path))?;
        place::mark_used(data);
        Ok(Self::of(connection))
    }

    /// Opens the file so that the settings in it can be read, if they can be trusted: a row that is
    /// damaged or of another schema might say less than was chosen.
    pub(super) fn open_to_read(data: &Path) -> Result<Self, StoreError> {
        known(data)?;
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

/// Finds out what can be known of a file before it is opened.
pub(super) fn known(data: &Path) -> Result<Known, StoreError> {
    Ok(Known {
        found: place::look(data)?,
        was_used: place::was_used(data),
    })
}

fn prepared(mut connection: Connection, known: Known) -> Result<Connection, Failure> {
    connection.busy_timeout(BUSY)?;
    check(&mut connection, known)?;
    // Readers do not wait for writers.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "journal_size_limit", JOURNAL)?;
    connection.pragma_update(None, "synchronous", "normal")?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", "on")?;
    MIGRATIONS.to_latest(&mut connection)?;
    // A file that can be read and not written is told now, and not at the first vote.
    connection.pragma_update(None, "user_version", STEPS.len())?;
    if known.found == Found::Nothing {
        // From now on it is known that there is a file: it must not be lost with the machine's power.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    Ok(connection)
}

/// Opens a file for a look at it, as it would be opened to be used.
pub(super) fn to_inspect(path: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // What a program that was killed left in the journal stays there.
    let has_journal = !is_journal_empty(path);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_journal)?;
    Ok(connection)
}

/// Opens a file that is not written. Where not even the journal's index can be made, as in a folder
/// that cannot be written, it is read as it stands, if nothing stands in the journal.
pub(super) fn read_only(path: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    let error = match version(&connection).map_err(Failure::from) {
        Ok(_) => return Ok(connection),
        // Whoever has it may be writing.
        Err(Failure::Locked) => return Err(Failure::Locked),
        Err(error) => error,
    };
    let Some(text) = path.to_str().filter(|_| is_journal_empty(path)) else {
        return Err(error);
    };
    let text = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let address = format!("file:{text}?immutable=1");
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(address, flags)?)
}

fn is_journal_empty(path: &Path) -> bool {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    fs::metadata(PathBuf::from(journal)).map_or(true, |journal| journal.len() == 0)
}

/// Whether a file is of the present schema.
fn is_present(connection: &Connection) -> Result<(), Failure> {
    match version(connection)? {
        version if version == STEPS.len() => Ok(()),
        version if version > STEPS.len() => Err(Failure::Newer),
        version => Err(Failure::Unusable(format!("its schema is {version}"))),
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
