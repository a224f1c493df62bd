//! Notes of files that are being read, on disk. A note whose process has ended names a file that may
//! have ended it: that file is not tried again until it changes, or the program would end at every
//! start.
//!
//! Only files that take long or are large are noted: no other can end a process, and whoever pulls
//! the plug should harm none of the others. A note is locked as long as its process lives, and is not
//! forced to the disk: it outlives the process, and need not outlive the machine.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::FileState;
use crate::file_lock::FileLock;

/// The notes of this process.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<Notes>);

#[derive(Debug, Default)]
struct Notes {
    paths: BTreeSet<PathBuf>,
    /// Whether the program stops: what it is reading does not end it.
    has_ended: bool,
}

/// A file that is being read; the note goes when this is dropped.
#[derive(Debug)]
pub struct Attempt {
    path: PathBuf,
    _lock: FileLock,
    all: Arc<Attempts>,
}

impl Attempts {
    /// Notes in `folder` that a file is being read. Where that cannot be written, it is read all the
    /// same.
    pub fn begin(self: &Arc<Self>, folder: &Path, states: &[FileState]) -> Option<Attempt> {
        let path = note_of(folder, states)?;
        fs::create_dir_all(folder).ok()?;
        let mut notes = self.lock();
        if notes.has_ended {
            return None;
        }
        let mut options = File::options();
        let file = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .ok()?;
        // Another process reads it, too, and has its own note.
        let mut lock = FileLock::try_lock(file).ok()?;
        let text = serde_json::to_vec(states).ok()?;
        let file = lock.file();
        file.set_len(0).and_then(|()| file.write_all(&text)).ok()?;
        notes.paths.insert(path.clone());
        Some(Attempt {
            path,
            _lock: lock,
            all: Arc::clone(self),
        })
    }

    /// Whether a process ended while it read this file as it is.
    pub fn was_cut_off(folder: &Path, states: &[FileState]) -> bool {
        let read = || {
            let path = note_of(folder, states)?;
            let file = File::open(&path).ok()?;
            let _lock = FileLock::try_lock_shared(file).ok()?;
            let noted: Vec<FileState> = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
            Some(noted == states)
        };
        read().unwrap_or(false)
    }

    /// Forgets that a process ended while it read this file.
    pub fn forget(folder: &Path, states: &[FileState]) {
        if Self::was_cut_off(folder, states)
            && let Some(path) = note_of(folder, states)
        {
            drop(fs::remove_file(path));
        }
    }

    /// Takes all notes back: the program stops because it was told to.
    pub fn end(&self) {
        let mut notes = self.lock();
        notes.has_ended = true;
        for path in std::mem::take(&mut notes.paths) {
            drop(fs::remove_file(path));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if self.all.lock().paths.remove(&self.path) {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// The path of the note of a file.
fn note_of(folder: &Path, states: &[FileState]) -> Option<PathBuf> {
    let name = blake3::hash(states.first()?.path.as_bytes()).to_hex();
    Some(folder.join(name.get(..16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(len: u64) -> [FileState; 1] {
        [FileState {
            path: "a.md".to_owned(),
            len,
            modified_ns: 1,
            changed_ns: 2,
        }]
    }

    /// Leaves what a process that ends leaves.
    fn leave(folder: &Path, states: &[FileState]) {
        fs::create_dir_all(folder).unwrap();
        fs::write(
            note_of(folder, states).unwrap(),
            serde_json::to_vec(states).unwrap(),
        )
        .unwrap();
    }

    #[test]
    fn a_note_is_gone_when_its_file_was_read() {
        let (folder, attempts) = (tempfile::tempdir().unwrap(), Arc::new(Attempts::default()));
        let attempt = attempts.begin(folder.path(), &states(1)).unwrap();
        // It is being read, and has ended nobody.
        assert!(!Attempts::was_cut_off(folder.path(), &states(1)));
        drop(attempt);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_note_that_is_left_names_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        leave(folder.path(), &states(1));
        assert!(Attempts::was_cut_off(folder.path(), &states(1)));
        assert!(!Attempts::was_cut_off(folder.path(), &states(2)));
        Attempts::forget(folder.path(), &states(1));
        assert!(!Attempts::was_cut_off(folder.path(), &states(1)));
    }

    #[test]
    fn whoever_is_told_to_stop_leaves_no_note() {
        let (folder, attempts) = (tempfile::tempdir().unwrap(), Arc::new(Attempts::default()));
        let attempt = attempts.begin(folder.path(), &states(1));
        attempts.end();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(attempts.begin(folder.path(), &states(1)).is_none());
        drop(attempt);
    }
}
