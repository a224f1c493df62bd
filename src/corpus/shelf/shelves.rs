//! The folders of all servers: which of them keep documents, and what becomes of those whose server the bot has left.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, RwLock},
};

use super::{
    aside,
    path::server_of_folder,
    server_shelf::{Shelf, ShelfLimits},
};
use crate::corpus::{put::is_unfinished, regular_file::read_text};

/// In the folder of a server that the bot has left: the time at which that was seen.
const LEFT: &str = ".left";

/// The most bytes that such a file may have.
const MAX_TIME: u64 = 64;

/// The folders of all servers.
#[derive(Debug)]
pub struct Shelves {
    folder: PathBuf,
    /// The servers that have a folder, and that the bot has not left.
    servers: RwLock<BTreeSet<u64>>,
    /// Held while something is changed: two managers may want the same.
    changing: Mutex<()>,
}

/// The folders of servers below a folder, each with its path. A link is none.
pub(in crate::corpus) fn folders(folder: &Path) -> Vec<(u64, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let folders = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let server = server_of_folder(entry.file_name().to_str()?)?;
        entry
            .file_type()
            .ok()?
            .is_dir()
            .then(|| (server, entry.path()))
    });
    let mut folders: Vec<_> = folders.collect();
    folders.sort();
    folders
}

impl Shelves {
    /// The folders below this one. It need not be there.
    pub fn of(folder: PathBuf) -> Self {
        let there = folders(&folder).into_iter();
        let present = there.filter(|(_, path)| left(path).is_none());
        Self {
            servers: RwLock::new(present.map(|(server, _)| server).collect()),
            folder,
            changing: Mutex::default(),
        }
    }

    /// Whether a server that the bot is on may have documents of its own.
    pub fn has(&self, server: u64) -> bool {
        let servers = self.servers.read();
        servers
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&server)
    }

    /// Whether any server may have some.
    pub fn is_empty(&self) -> bool {
        let servers = self.servers.read();
        servers.unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The folder of a server, to look at.
    pub fn shelf(&self, server: u64) -> Shelf {
        Shelf::of(&self.folder, server)
    }

    /// Changes something in the folder of a server, alone. Whoever is there sees what it keeps from now on.
    pub fn change<T>(&self, server: u64, change: impl FnOnce(&Shelf) -> T) -> T {
        let _alone = self.alone();
        let changed = change(&self.shelf(server));
        if self.path(server).is_dir() {
            self.put(server, left(&self.path(server)).is_none());
        }
        changed
    }

    /// The bot is on a server: what is kept there stays.
    pub fn comes(&self, server: u64) -> io::Result<()> {
        let path = self.path(server);
        if !path.is_dir() {
            return Ok(());
        }
        let _alone = self.alone();
        match fs::remove_file(path.join(LEFT)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.put(server, true);
        Ok(())
    }

    /// The bot is no longer on a server: nobody sees what is kept there, and after a while it goes. Says whether there
    /// is anything, and the bot was there until now.
    pub fn leaves(&self, server: u64, now: i64) -> io::Result<bool> {
        let path = self.path(server);
        self.put(server, false);
        if !path.is_dir() || left(&path).is_some() {
            return Ok(false);
        }
        let _alone = self.alone();
        fs::write(path.join(LEFT), now.to_string())?;
        Ok(true)
    }

    /// The servers that have a folder, whether or not the bot is there.
    pub fn servers(&self) -> Vec<u64> {
        let there = folders(&self.folder).into_iter();
        there.map(|(server, _)| server).collect()
    }

    /// Removes for good what was removed before a time, and all of the servers that the bot had left by then. Says of
    /// which servers all is gone.
    pub fn forget(&self, before: i64, limits: ShelfLimits) -> Vec<u64> {
        let _alone = self.alone();
        let mut gone = Vec::new();
        for (server, path) in folders(&self.folder) {
            let has_left = left(&path).is_some_and(|since| since <= before);
            if has_left && fs::remove_dir_all(&path).is_ok() {
                gone.push(server);
            } else {
                aside::forget(&path, before, limits.total.max(limits.file));
            }
        }
        gone
    }

    /// Removes what a killed program left half written.
    pub fn tidy(&self) {
        let _alone = self.alone();
        for (_, path) in folders(&self.folder) {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                let name = entry.file_name();
                if name.to_str().is_some_and(is_unfinished) {
                    // What cannot be removed is not read either.
                    drop(fs::remove_file(entry.path()));
                }
            }
        }
    }

    fn path(&self, server: u64) -> PathBuf {
        self.folder.join(server.to_string())
    }

    fn put(&self, server: u64, is_there: bool) {
        let servers = self.servers.write();
        let mut servers = servers.unwrap_or_else(PoisonError::into_inner);
        if is_there {
            servers.insert(server);
        } else {
            servers.remove(&server);
        }
    }

    fn alone(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time at which it was seen that the bot is no longer on the server of a folder. What is there and cannot be read
/// is taken for a time that never passes: nobody sees the documents, and they stay.
fn left(folder: &Path) -> Option<i64> {
    let path = folder.join(LEFT);
    fs::symlink_metadata(&path).ok()?;
    let text = read_text(&path, MAX_TIME);
    let time = text.ok().and_then(|text| text.trim().parse().ok());
    Some(time.unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: ShelfLimits = ShelfLimits {
        file: 100,
        total: 100,
        documents: 9,
    };

    fn shelves() -> (tempfile::TempDir, Shelves) {
        let folder = tempfile::tempdir().unwrap();
        let shelves = Shelves::of(folder.path().to_owned());
        for server in [17, 18] {
            let put = |shelf: &Shelf| shelf.put(("a.md", b"x"), false, LIMITS, 100).map(drop);
            shelves.change(server, put).unwrap();
        }
        (folder, shelves)
    }

    #[test]
    fn what_a_server_keeps_goes_a_while_after_the_bot_left_it() {
        let (folder, shelves) = shelves();
        assert!(shelves.leaves(17, 100).unwrap());
        assert!(!shelves.leaves(17, 150).unwrap(), "it left then");
        assert!(!shelves.leaves(19, 100).unwrap(), "nothing is there");
        assert!(!shelves.has(17) && shelves.has(18));
        // A restart forgets nothing of that.
        let shelves = Shelves::of(folder.path().to_owned());
        assert!(!shelves.has(17) && shelves.has(18));
        assert_eq!(shelves.forget(99, LIMITS), [0; 0]);
        shelves.comes(17).unwrap();
        assert!(shelves.has(17));
        assert_eq!(shelves.forget(1_000, LIMITS), [0; 0]);
        shelves.leaves(17, 2_000).unwrap();
        assert_eq!(shelves.forget(2_000, LIMITS), [17]);
        assert_eq!(shelves.servers(), [18]);
    }

    #[test]
    fn what_was_removed_goes_after_a_while() {
        let (_folder, shelves) = shelves();
        let removed = shelves.change(17, |shelf| shelf.remove("a.md", LIMITS, 100));
        let (_, aside) = removed.unwrap();
        shelves.forget(99, LIMITS);
        assert_eq!(shelves.shelf(17).asides(), [aside]);
        shelves.forget(100, LIMITS);
        assert!(shelves.shelf(17).asides().is_empty());
    }

    #[test]
    fn what_a_killed_program_left_half_written_goes_at_the_start() {
        let (folder, shelves) = shelves();
        let half = folder.path().join("17/.fundstelle-x1y2");
        fs::write(&half, "half").unwrap();
        shelves.tidy();
        assert!(!half.exists());
        assert_eq!(shelves.shelf(17).files().len(), 1);
    }
}
