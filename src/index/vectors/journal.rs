//! The journal of what a build has embedded so far, on disk: embedding is the longest part of a build,
//! and one that was interrupted goes on where it was.
//!
//! The journal stands beside the generations and is removed when one is published.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use redb::{Builder, Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::Key;
use crate::{
    embedding::ModelId,
    index::{IndexError, guard::guarded},
};

const FILE_NAME: &str = "embedded.redb";

/// The bytes of the journal that are kept in memory. Hardly anything is read twice; redb's own choice
/// of 1 GiB outgrows a small container.
const CACHE_BYTES: usize = 4 * 1024 * 1024;

/// Vectors by key.
const VECTORS: TableDefinition<'_, Key, &[u8]> = TableDefinition::new("vectors");
/// The model that made them, under an empty name.
const MODEL: TableDefinition<'_, &str, &str> = TableDefinition::new("model");

/// The journal of a build.
pub(super) struct Journal {
    path: PathBuf,
    database: Database,
}

impl Journal {
    /// Opens the journal in the folder of an index, or begins one. One that another model wrote,
    /// or that is damaged, is begun again: nothing in it is needed.
    pub(super) fn open(folder: &Path, model: &ModelId) -> Result<Self, IndexError> {
        let path = folder.join(FILE_NAME);
        let begin = || Self::begin(&path, model).map_err(|error| failed(&path, error));
        // What a killed build left may be anything, and is not worth a start that fails.
        if let Ok(Some(journal)) = guarded(folder, || Ok(Some(begin()?).filter(|j| j.is_of(model))))
        {
            return Ok(journal);
        }
        remove(folder)?;
        begin()
    }

    fn begin(path: &Path, model: &ModelId) -> Result<Self, redb::Error> {
        let database = Builder::new().set_cache_size(CACHE_BYTES).create(path)?;
        let write = database.begin_write()?;
        {
            drop(write.open_table(VECTORS)?);
            let mut models = write.open_table(MODEL)?;
            let is_new = models.get("")?.is_none();
            if is_new {
                models.insert("", model.to_string().as_str())?;
            }
        }
        write.commit()?;
        Ok(Self {
            path: path.to_owned(),
            database,
        })
    }

    fn is_of(&self, model: &ModelId) -> bool {
        let read = || -> Result<bool, redb::Error> {
            let read = self.database.begin_read()?;
            let found = read.open_table(MODEL)?.get("")?;
            Ok(found.is_some_and(|found| found.value() == model.to_string()))
        };
        read().unwrap_or(false)
    }

    /// The vectors of a text, if it was embedded before. A journal that cannot be read is removed: the next
    /// build does without it.
    pub(super) fn get(&self, key: Key) -> Result<Option<Vec<u8>>, IndexError> {
        let read = || -> Result<Option<Vec<u8>>, redb::Error> {
            let read = self.database.begin_read()?;
            let found = read.open_table(VECTORS)?.get(key)?;
            Ok(found.map(|found| found.value().to_vec()))
        };
        let read = || read().map_err(|error| failed(&self.path, error));
        guarded(&self.path, read).inspect_err(|_| drop(fs::remove_file(&self.path)))
    }

    /// Keeps the vectors of some texts; they are on disk when this returns.
    pub(super) fn add(&self, vectors: &[(Key, Vec<u8>)]) -> Result<(), IndexError> {
        let write = || -> Result<(), redb::Error> {
            let write = self.database.begin_write()?;
            {
                let mut table = write.open_table(VECTORS)?;
                for (key, bytes) in vectors {
                    table.insert(key, bytes.as_slice())?;
                }
            }
            write.commit()?;
            Ok(())
        };
        write().map_err(|error| failed(&self.path, error))
    }
}

/// Removes the journal in the folder of an index, if there is one.
pub(super) fn remove(folder: &Path) -> Result<(), IndexError> {
    let path = folder.join(FILE_NAME);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(IndexError::io("remove", &path)(error))
        }
        _ => Ok(()),
    }
}

fn failed(path: &Path, error: redb::Error) -> IndexError {
    let cause = match error {
        redb::Error::Io(cause) => cause,
        other => io::Error::other(other),
    };
    IndexError::io("keep vectors in", path)(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u16) -> Key {
        let mut key = [0; 16];
        key[..2].copy_from_slice(&n.to_le_bytes());
        key
    }

    /// Reads everything; says how much of it was there.
    fn read_all(folder: &Path, model: &ModelId) -> Result<usize, IndexError> {
        let journal = Journal::open(folder, model)?;
        let mut known = 0;
        for n in 0..400 {
            known += usize::from(journal.get(key(n))?.is_some());
        }
        Ok(known)
    }

    #[test]
    fn whatever_is_left_of_a_journal_a_build_begins() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let [model, other]: [ModelId; 2] =
            ["one", "another"].map(|id| serde_json::from_value(id.into()).unwrap());
        let journal = Journal::open(folder.path(), &model).unwrap();
        let vectors = |from: u16| (from..from + 100).map(|n| (key(n), vec![3; 2_000]));
        for from in [0, 100, 200, 300] {
            journal.add(&vectors(from).collect::<Vec<_>>()).unwrap();
        }
        // As a build that is killed leaves it: nobody closes it.
        let whole = fs::read(&path).unwrap();
        drop(journal);
        fs::write(&path, &whole).unwrap();
        assert_eq!(read_all(folder.path(), &model).unwrap(), 400);

        let cut = |share: usize| whole[..whole.len() * share / 16].to_vec();
        let garbled = |step: usize| {
            let mut bytes = whole.clone();
            bytes
                .iter_mut()
                .step_by(step)
                .for_each(|byte| *byte ^= 0x55);
            bytes
        };
        let left = (0..16).map(cut);
        let left = left.chain([1, 7, 97, 997, 4_099, 65_537].map(garbled));
        for (at, left) in left.enumerate() {
            fs::write(&path, left).unwrap();
            // The first build may fail over it, the second does not know of it.
            if read_all(folder.path(), &model).is_err() {
                assert!(!path.exists(), "{at}");
                assert_eq!(read_all(folder.path(), &model).unwrap(), 0, "{at}");
            }
        }
        // That of another model is none.
        fs::write(&path, &whole).unwrap();
        assert_eq!(read_all(folder.path(), &other).unwrap(), 0);
    }
}
