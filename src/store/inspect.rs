//! A look at the file that changes nothing: whether it can be used, and which version it has.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{BUSY, FILE, Failure, STEPS, Store, StoreError};

/// A file that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The version of its schema.
    pub version: usize,
    /// The version that this program brings it to.
    pub present: usize,
}

impl Store {
    /// Looks at the file of a data directory, if there is one.
    pub fn inspect(data: &Path) -> Result<Option<Inspection>, StoreError> {
        let path = data.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        match inspected(&path) {
            Ok(inspection) => Ok(Some(inspection)),
            Err(Failure::Newer) => Err(StoreError::Newer { path }),
            Err(Failure::Unusable(cause)) => Err(StoreError::Unusable { path, cause }),
        }
    }
}

fn inspected(path: &Path) -> Result<Inspection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Failure::Unusable(said));
    }
    let version: usize = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let present = STEPS.len();
    if version > present {
        return Err(Failure::Newer);
    }
    Ok(Inspection { version, present })
}
