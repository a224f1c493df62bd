//! (0) A lock on an open file that is given back at once. Closing a file gives its lock back as well, but
//! not while a child that is just being started still has a copy of it.

use std::{
    fs::{File, TryLockError},
    io,
};

/// A file that is locked until this is dropped, or the process ends.
#[derive(Debug)]
pub struct FileLock(File);

impl FileLock {
    /// Locks a file for itself, if nobody has locked it.
    pub fn try_lock(file: File) -> Result<Self, TryLockError> {
        file.try_lock().map(|()| Self(file))
    }

    /// Locks a file together with others who do, if nobody has locked it for itself.
    pub fn try_lock_shared(file: File) -> Result<Self, TryLockError> {
        file.try_lock_shared().map(|()| Self(file))
    }

    /// Waits until nobody has locked a file, and locks it for itself.
    pub fn lock(file: File) -> io::Result<Self> {
        file.lock().map(|()| Self(file))
    }

    /// Waits until nobody has locked a file for itself, and locks it together with others.
    pub fn lock_shared(file: File) -> io::Result<Self> {
        file.lock_shared().map(|()| Self(file))
    }

    /// The file.
    pub fn file(&mut self) -> &mut File {
        &mut self.0
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing the file, which follows, is what is left where this fails.
        drop(self.0.unlock());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_given_back_though_a_copy_of_the_file_is_open() {
        let path = tempfile::NamedTempFile::new().unwrap();
        let (first, second) = (path.reopen().unwrap(), path.reopen().unwrap());
        // What a child has that is being started.
        let copy = first.try_clone().unwrap();
        drop(FileLock::try_lock(first).unwrap());
        drop(FileLock::try_lock(second).unwrap());
        drop(copy);
    }
}
