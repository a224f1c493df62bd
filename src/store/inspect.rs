//! A look at the file that changes nothing: whether every page is whole, and which version it has.

use std::{fs, path::Path};

use super::{
    FILE, STEPS, Store, StoreError,
    open::{Failure, is_open_to_others, is_whole, read_only, version},
};

/// A file that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The version of its schema.
    pub version: usize,
    /// The version that this program brings it to.
    pub present: usize,
    /// Whether others than its owner may read it; users stand in it.
    pub is_open_to_others: bool,
}

impl Store {
    /// Looks at the file of a data directory, if there is one.
    pub fn inspect(data: &Path) -> Result<Option<Inspection>, StoreError> {
        let path = data.join(FILE);
        let Ok(found) = fs::metadata(&path) else {
            return Ok(None);
        };
        let version = inspected(&path).map_err(|error| error.of(path))?;
        Ok(Some(Inspection {
            version,
            present: STEPS.len(),
            is_open_to_others: is_open_to_others(&found),
        }))
    }
}

fn inspected(path: &Path) -> Result<usize, Failure> {
    let connection = read_only(path)?;
    is_whole(&connection, "integrity_check(1)")?;
    match version(&connection)? {
        version if version > STEPS.len() => Err(Failure::Newer),
        version => Ok(version),
    }
}
