//! The folder of an index: generations side by side, and the pointer to the one that serves.
//!
//! ```text
//! CURRENT             the number of the generation that serves, switched by renaming
//! lock                held by the process that builds
//! 7/                  a generation: manifest.json and words/, a tantivy index
//! 8.building/         one that is being built, or was when its process ended
//! ```
//!
//! A process may end at any moment. Until `CURRENT` is renamed the old generation serves; after
//! that the new one does, and it is complete on disk by then.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::IndexError;

const CURRENT: &str = "CURRENT";
const BUILDING: &str = "building";

/// The folder of an index.
#[derive(Clone, Debug)]
pub struct Generations {
    folder: PathBuf,
}

/// The right to build, given back when dropped (or when the process ends).
#[derive(Debug)]
pub(super) struct BuildLock {
    _file: File,
}

impl Generations {
    /// The index of the corpus in `corpus`, within the data directory. Each corpus folder has an
    /// index of its own, named by its last component and a hash of its full path.
    pub fn of_corpus(data: &Path, corpus: &Path) -> Self {
        let full = fs::canonicalize(corpus).unwrap_or_else(|_| corpus.to_owned());
        let hash = blake3::hash(full.to_string_lossy().as_bytes()).to_hex();
        let short = hash.get(..12).unwrap_or_default();
        let name = full
            .file_name()
            .map_or_else(|| "corpus".into(), |name| name.to_string_lossy());
        Self {
            folder: data.join("index").join(format!("{name}-{short}")),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The number of the generation that serves, if there is one.
    pub(super) fn current(&self) -> Option<u64> {
        fs::read_to_string(self.folder.join(CURRENT))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// The folder of a generation.
    pub(super) fn path(&self, generation: u64) -> PathBuf {
        self.folder.join(generation.to_string())
    }

    /// Claims the right to build; fails at once while another process has it.
    pub(super) fn lock(&self) -> Result<BuildLock, IndexError> {
        fs::create_dir_all(&self.folder).map_err(IndexError::io("create", &self.folder))?;
        let path = self.folder.join("lock");
        let file = File::create(&path).map_err(IndexError::io("create", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(BuildLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Busy {
                path: self.folder.clone(),
            }),
            Err(TryLockError::Error(error)) => Err(IndexError::io("lock", path)(error)),
        }
    }

    /// Waits until no process builds.
    pub(crate) fn wait(&self) -> Result<(), IndexError> {
        let path = self.folder.join("lock");
        let file = File::create(&path).map_err(IndexError::io("create", &path))?;
        file.lock().map_err(IndexError::io("lock", path))
    }

    /// Removes a generation that is being built: nothing in it is new.
    pub(super) fn give_up(building: &Path) -> Result<(), IndexError> {
        fs::remove_dir_all(building).map_err(IndexError::io("remove", building))
    }

    /// Makes room for a new generation: removes what unfinished builds left behind, and gives the
    /// folder to build in.
    pub(super) fn begin(&self, generation: u64, _lock: &BuildLock) -> Result<PathBuf, IndexError> {
        for (path, name) in self.entries()? {
            if name.ends_with(BUILDING) {
                fs::remove_dir_all(&path).map_err(IndexError::io("remove", &path))?;
            }
        }
        let stale = self.path(generation);
        if stale.exists() {
            // Complete, but never published: its process ended before the switch.
            fs::remove_dir_all(&stale).map_err(IndexError::io("remove", &stale))?;
        }
        let folder = self.folder.join(format!("{generation}.{BUILDING}"));
        fs::create_dir_all(&folder).map_err(IndexError::io("create", &folder))?;
        Ok(folder)
    }

    /// Publishes what was built: everything to disk, into its place, then the switch.
    pub(super) fn publish(&self, generation: u64, built: &Path) -> Result<(), IndexError> {
        sync_tree(built)?;
        let place = self.path(generation);
        fs::rename(built, &place).map_err(IndexError::io("rename", built))?;
        sync(&self.folder)?;
        let next = self.folder.join(format!("{CURRENT}.next"));
        fs::write(&next, format!("{generation}\n")).map_err(IndexError::io("write", &next))?;
        sync(&next)?;
        let current = self.folder.join(CURRENT);
        fs::rename(&next, &current).map_err(IndexError::io("switch", &current))?;
        sync(&self.folder)
    }

    /// Removes generations before the last two. A reader that still has one open keeps its files
    /// until it lets go; one that is about to open the last but one still finds it.
    pub(super) fn remove_old(&self, current: u64) -> Result<(), IndexError> {
        for (path, name) in self.entries()? {
            let is_old = name.parse::<u64>().is_ok_and(|number| number + 1 < current);
            if is_old {
                fs::remove_dir_all(&path).map_err(IndexError::io("remove", &path))?;
            }
        }
        Ok(())
    }

    fn entries(&self) -> Result<Vec<(PathBuf, String)>, IndexError> {
        let list = fs::read_dir(&self.folder).map_err(IndexError::io("list", &self.folder))?;
        let mut entries: Vec<_> = list
            .filter_map(Result::ok)
            .map(|entry| {
                (
                    entry.path(),
                    entry.file_name().to_string_lossy().into_owned(),
                )
            })
            .collect();
        entries.sort();
        Ok(entries)
    }
}

fn sync(path: &Path) -> Result<(), IndexError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(IndexError::io("sync", path))
}

fn sync_tree(folder: &Path) -> Result<(), IndexError> {
    let list = || -> io::Result<Vec<fs::DirEntry>> { fs::read_dir(folder)?.collect() };
    for entry in list().map_err(IndexError::io("list", folder))? {
        let path = entry.path();
        if path.is_dir() {
            sync_tree(&path)?;
        } else {
            sync(&path)?;
        }
    }
    sync(folder)
}
