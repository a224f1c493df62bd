//! The folder of an index: generations side by side, and the pointer to the one that serves.
//!
//! ```text
//! CURRENT             the number of the generation that serves, switched by renaming
//! lock                held by the process that builds
//! CACHEDIR.TAG        says that all of it can be made again: to backups, and to a corpus around it
//! 7/                  a generation: manifest.json and words/, a tantivy index for each language
//! 7/in-use            locked by everybody who reads it
//! 8.building/         one that is being built, or was when its process ended
//! fetched/            files of a generation that is being fetched from those with whom it is shared
//! attempts/           notes of large or slow files that are being read, locked while they are
//! ```
//!
//! A process may end at any moment. Until `CURRENT` is renamed the old generation serves; after
//! that the new one does, and it is complete on disk by then.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Component, Path, PathBuf},
};

use super::IndexError;
use crate::{
    corpus::{CACHE_SIGNATURE, CACHE_TAG, regular_file},
    file_lock::FileLock,
};

const CURRENT: &str = "CURRENT";
const BUILDING: &str = "building";
const IN_USE: &str = "in-use";
const LOCK: &str = "lock";

/// No number is longer.
const MAX_CURRENT_BYTES: u64 = 64;

/// The folder of an index.
#[derive(Clone, Debug)]
pub struct Generations {
    folder: PathBuf,
}

/// The right to build, given back when dropped (or when the process ends).
#[derive(Debug)]
pub(super) struct BuildLock {
    _lock: FileLock,
}

impl Generations {
    /// The index of the corpus in `corpus`, within the data directory. Each corpus folder has an
    /// index of its own, named by its last component and a hash of its full path. A link is a folder
    /// of its own: what it leads to may be switched while the corpus stays the same.
    pub fn of_corpus(data: &Path, corpus: &Path) -> Self {
        let full = full(corpus);
        let hash = blake3::hash(full.to_string_lossy().as_bytes()).to_hex();
        let short = hash.get(..12).unwrap_or_default();
        let name = full
            .file_name()
            .map_or_else(|| "corpus".into(), |name| name.to_string_lossy());
        Self {
            folder: data.join("index").join(format!("{name}-{short}")),
        }
    }

    /// The index that this process shares with others, whatever the path of the corpus is on each: a generation is the
    /// same on all of them.
    pub fn shared(data: &Path) -> Self {
        Self {
            folder: data.join("index").join("shared"),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the folder.
    pub(super) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The folder in which it is noted which files are being read.
    pub(super) fn attempts(&self) -> PathBuf {
        self.folder.join("attempts")
    }

    /// Forgets which files were being read when a process ended, so that they are tried again.
    pub(super) fn forget_attempts(&self) {
        drop(fs::remove_dir_all(self.attempts()));
    }

    /// The folder of the generation that serves, if there ever was one.
    pub(super) fn current_folder(&self) -> Result<Option<PathBuf>, IndexError> {
        match self.current() {
            Some(current) => Ok(Some(self.path(current))),
            None if self.is_begun() => Err(IndexError::Unusable {
                reason: format!(
                    "nothing in {} says which generation of the index serves",
                    self.folder().display()
                ),
            }),
            None => Ok(None),
        }
    }

    /// The number of the generation that serves, if there is one.
    pub(crate) fn current(&self) -> Option<u64> {
        let text = regular_file::read_text(&self.folder.join(CURRENT), MAX_CURRENT_BYTES);
        text.ok()?.trim().parse().ok()
    }

    /// Whether there is any generation, or was one.
    pub(super) fn is_begun(&self) -> bool {
        fs::symlink_metadata(self.folder.join(CURRENT)).is_ok() || self.numbers().next().is_some()
    }

    /// The number of the next generation, higher than `after`. If the pointer is damaged, it is one
    /// that nobody reads.
    pub(super) fn next(&self, after: u64) -> u64 {
        let current = self.current();
        let is_there = |current: &u64| self.path(*current).is_dir();
        let highest = || self.numbers().max().max(current);
        let last = current.filter(is_there).or_else(highest).unwrap_or(0);
        last.max(after).checked_add(1).unwrap_or(1)
    }

    /// The numbers of all generations on disk.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> {
        let entries = self.entries().unwrap_or_default().into_iter();
        entries.filter_map(|(_, name)| name.parse::<u64>().ok())
    }

    /// The folder of a generation.
    pub(super) fn path(&self, generation: u64) -> PathBuf {
        self.folder.join(generation.to_string())
    }

    /// Claims the right to build; fails at once while another process has it.
    pub(super) fn lock(&self) -> Result<BuildLock, IndexError> {
        fs::create_dir_all(&self.folder).map_err(IndexError::write("create", &self.folder))?;
        let tag = self.folder.join(CACHE_TAG);
        if !tag.exists() {
            let text =
                format!("{CACHE_SIGNATURE}\n# An index of fundstelle, made from a corpus.\n");
            fs::write(&tag, text).map_err(IndexError::write("write", &tag))?;
        }
        let path = self.folder.join(LOCK);
        let file = open_lock(&path).map_err(IndexError::write("create", &path))?;
        match FileLock::try_lock(file) {
            Ok(lock) => Ok(BuildLock { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Busy {
                path: self.folder.clone(),
            }),
            Err(TryLockError::Error(error)) => Err(IndexError::io("lock", path)(error)),
        }
    }

    /// Waits until no process builds.
    pub(crate) fn wait(&self) -> Result<(), IndexError> {
        let path = self.folder.join(LOCK);
        let file = open_lock(&path).map_err(IndexError::write("create", &path))?;
        let lock = FileLock::lock(file).map_err(IndexError::io("lock", path))?;
        drop(lock);
        Ok(())
    }

    /// Removes a generation that was being built, as far as that is possible now; the next build
    /// does the rest.
    pub(super) fn give_up(building: &Path) {
        drop(fs::remove_dir_all(building));
    }

    /// Makes room for a new generation: removes what unfinished builds left behind, and gives the
    /// folder to build in.
    pub(super) fn begin(&self, generation: u64, _lock: &BuildLock) -> Result<PathBuf, IndexError> {
        for (path, name) in self.entries()? {
            if name.ends_with(BUILDING) {
                remove(&path).map_err(IndexError::io("remove", &path))?;
            }
        }
        let folder = self.folder.join(format!("{generation}.{BUILDING}"));
        fs::create_dir_all(&folder).map_err(IndexError::io("create", &folder))?;
        let in_use = folder.join(IN_USE);
        File::create(&in_use).map_err(IndexError::io("create", &in_use))?;
        Ok(folder)
    }

    /// Publishes what was built: everything to disk, into its place, then the switch.
    pub(super) fn publish(&self, generation: u64, built: &Path) -> Result<(), IndexError> {
        sync_tree(built)?;
        let place = self.path(generation);
        // Complete, but never published: its process ended before the switch. Or damaged, and fetched again.
        let stale = self.folder.join(format!("{generation}.stale.{BUILDING}"));
        if place.exists() {
            remove(&stale).map_err(IndexError::io("remove", &stale))?;
            fs::rename(&place, &stale).map_err(IndexError::io("rename", &place))?;
        }
        fs::rename(built, &place).map_err(IndexError::io("rename", built))?;
        sync(&self.folder)?;
        let next = self.folder.join(format!("{CURRENT}.next"));
        remove(&next).map_err(IndexError::io("remove", &next))?;
        fs::write(&next, format!("{generation}\n")).map_err(IndexError::io("write", &next))?;
        sync(&next)?;
        let current = self.folder.join(CURRENT);
        if current.is_dir() {
            // Somebody put it there; no pointer can be renamed into its place.
            remove(&current).map_err(IndexError::io("remove", &current))?;
        }
        fs::rename(&next, &current).map_err(IndexError::io("switch", &current))?;
        // What is left of it is removed by the next build.
        drop(remove(&stale));
        sync(&self.folder)
    }

    /// Removes every generation that neither serves nor is read by anybody, in any process. What
    /// cannot be removed is tried again after the next build.
    pub(super) fn remove_old(&self, _lock: &BuildLock) {
        let Some(current) = self.current() else {
            return;
        };
        for (path, name) in self.entries().unwrap_or_default() {
            let is_old = name.parse::<u64>().is_ok_and(|number| number != current);
            if is_old {
                InUse::remove_unless_claimed(&path);
            }
        }
    }

    /// Removes what nobody reads any more, unless somebody builds: they do it in the end.
    pub fn tidy(&self) {
        let current = self.current();
        if self.numbers().any(|number| Some(number) != current)
            && let Ok(lock) = self.lock()
        {
            self.remove_old(&lock);
        }
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

/// A generation that is read: it stays on disk until this is dropped, or the process ends.
#[derive(Debug)]
pub(super) struct InUse {
    _lock: FileLock,
}

impl InUse {
    /// Claims the generation in `folder`; nothing where the file system knows no locks. If it was
    /// removed in the meantime, opening it fails.
    pub(super) fn claim(folder: &Path) -> Option<Self> {
        let path = folder.join(IN_USE);
        // A generation of an older program has no such file; a disk may be read-only.
        let open = regular_file::open(&path).or_else(|_| File::create_new(&path));
        let file = open.ok()?;
        let lock = FileLock::lock_shared(file).ok()?;
        Some(Self { _lock: lock })
    }

    /// Removes a generation that nobody reads. Whoever is about to read it waits, and finds it gone.
    fn remove_unless_claimed(folder: &Path) {
        // It is held until the folder is gone; a generation of an older program has no such file.
        let file = regular_file::open(&folder.join(IN_USE)).ok();
        let lock = file.map(FileLock::try_lock);
        if !matches!(lock, Some(Err(TryLockError::WouldBlock))) {
            drop(remove(folder));
        }
    }
}

/// Opens the file that is locked by whoever builds, whatever stands in its place.
fn open_lock(path: &Path) -> io::Result<File> {
    let stands = fs::symlink_metadata(path);
    if stands.is_ok_and(|stands| !stands.is_file()) {
        remove(path)?;
    }
    let mut options = File::options();
    options.write(true).create(true).truncate(false).open(path)
}

/// Removes whatever stands there, if anything does.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}

/// A path from the root, without following its last link.
fn full(corpus: &Path) -> PathBuf {
    let absolute = std::path::absolute(corpus).unwrap_or_else(|_| corpus.to_owned());
    let goes_up = absolute
        .components()
        .any(|part| part == Component::ParentDir);
    if goes_up {
        return fs::canonicalize(corpus).unwrap_or(absolute);
    }
    absolute
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
