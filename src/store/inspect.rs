//! A look at the file that changes nothing: whether every page is whole, and which version it has.

use std::{fs, path::Path};

use super::{
    FILE, STEPS, Store, StoreError,
    check::{Known, check},
    failure::Failure,
    open::{is_open_to_others, known, to_inspect},
    place::Found,
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
        let known = known(data)?;
        let path = data.join(FILE);
        let found = fs::metadata(&path).ok();
        let Some(found) = found.filter(|_| known.found == Found::File) else {
            return Ok(None);
        };
        let version = inspected(&path, known).map_err(|error| error.of(path))?;
        Ok(Some(Inspection {
            version,
            present: STEPS.len(),
            is_open_to_others: is_open_to_others(&found),
        }))
    }
}

fn inspected(path: &Path, known: Known) -> Result<usize, Failure> {
    check(&mut to_inspect(path)?, known)
}
