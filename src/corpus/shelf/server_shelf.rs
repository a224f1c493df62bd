//! The documents of one server on disk: files in one folder, each whole or not there, within a quota.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{
    aside::{self, Aside},
    error::ShelfError,
    path::shelved_path,
};
use crate::corpus::{
    file_state::FileState,
    formats::Format,
    put::{NewFile, put},
    source_file::{is_temporary, without_ending},
};

/// The bounds of what one server may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShelfLimits {
    /// The bytes of one document.
    pub file: u64,
    /// The bytes of all.
    pub total: u64,
    /// Their number.
    pub documents: usize,
}

/// A document that a server keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelvedFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The time of its last change, in seconds since 1970.
    pub added: i64,
    /// The file as the walk finds it: by this it is known which version is in the index.
    pub state: FileState,
}

/// The folder of one server.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    server: u64,
}

impl Shelf {
    pub(super) fn of(shelves: &Path, server: u64) -> Self {
        Self {
            folder: shelves.join(server.to_string()),
            server,
        }
    }

    /// The documents, by name.
    pub fn files(&self) -> Vec<ShelvedFile> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten();
        let files = entries.filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            self.file(&name)
        });
        let mut files: Vec<ShelvedFile> = files.collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    /// A document by its name.
    pub fn file(&self, name: &str) -> Option<ShelvedFile> {
        let is_one = is_document(name) && !name.contains(['/', '\\']);
        let metadata = fs::symlink_metadata(self.folder.join(name)).ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH);
        let seconds = modified.map_or(0, |age| age.as_secs());
        (is_one && metadata.is_file()).then(|| ShelvedFile {
            name: name.to_owned(),
            bytes: metadata.len(),
            added: i64::try_from(seconds).unwrap_or(i64::MAX),
            state: FileState::of(shelved_path(self.server, name), &metadata),
        })
    }

    /// Documents that are kept aside, the oldest first.
    pub fn asides(&self) -> Vec<Aside> {
        aside::all(&self.folder)
    }

    /// Says why a document of this name and size cannot be kept, if it cannot.
    pub fn check(
        &self,
        (name, bytes): (&str, u64),
        replaces: bool,
        limits: ShelfLimits,
    ) -> Result<(), ShelfError> {
        let mut files = self.files();
        if files.iter().any(|file| file.name == name) {
            if !replaces {
                return Err(ShelfError::Taken(name.to_owned()));
            }
            files.retain(|file| file.name != name);
        }
        // Names that differ in this alone would be one id, or one file on other disks.
        let stem = |name: &str| without_ending(name).to_lowercase();
        if let Some(other) = files.iter().find(|file| stem(&file.name) == stem(name)) {
            return Err(ShelfError::Beside(other.name.clone()));
        }
        if files.len() >= limits.documents {
            return Err(ShelfError::TooMany(limits.documents));
        }
        let used: u64 = files.iter().map(|file| file.bytes).sum();
        if used.saturating_add(bytes) > limits.total {
            let most = limits.total;
            return Err(ShelfError::TooLarge { used, most });
        }
        Ok(())
    }

    /// Puts a document there: it is whole or not there, whatever happens. One of the same name is kept aside.
    pub fn put(
        &self,
        (name, bytes): (&str, &[u8]),
        replaces: bool,
        limits: ShelfLimits,
        now: i64,
    ) -> Result<Option<Aside>, ShelfError> {
        self.check((name, bytes.len() as u64), replaces, limits)?;
        fs::create_dir_all(&self.folder).map_err(ShelfError::Unwritable)?;
        let before = self.file(name).is_some();
        let before = before.then(|| self.set_aside(name, limits, now));
        let before = before.transpose()?;
        let file = NewFile {
            relative: name,
            bytes,
            replaces: false,
        };
        if let Err(error) = put(&self.folder, &[file]) {
            if let Some(before) = &before {
                self.move_back(before).map_err(ShelfError::Unwritable)?;
            }
            return Err(error.into());
        }
        Ok(before)
    }

    /// Takes a document away. It is kept aside.
    pub fn remove(
        &self,
        name: &str,
        limits: ShelfLimits,
        now: i64,
    ) -> Result<(ShelvedFile, Aside), ShelfError> {
        let file = self.file(name).ok_or(ShelfError::Missing)?;
        Ok((file, self.set_aside(name, limits, now)?))
    }

    /// Puts a document back that was kept aside; another one of its name is kept aside then, if it may be replaced.
    pub fn put_back(
        &self,
        aside: &Aside,
        replaces: bool,
        limits: ShelfLimits,
        now: i64,
    ) -> Result<Option<Aside>, ShelfError> {
        if !self.asides().contains(aside) {
            return Err(ShelfError::Missing);
        }
        self.check((&aside.name, aside.bytes), replaces, limits)?;
        let before = self.file(&aside.name).is_some();
        let before = before.then(|| aside::keep(&self.folder, &aside.name, now));
        let before = before.transpose().map_err(ShelfError::Unwritable)?;
        self.move_back(aside).map_err(ShelfError::Unwritable)?;
        Ok(before)
    }

    fn set_aside(&self, name: &str, limits: ShelfLimits, now: i64) -> Result<Aside, ShelfError> {
        let aside = aside::keep(&self.folder, name, now).map_err(ShelfError::Unwritable)?;
        // What is kept aside takes no more room than what is kept.
        aside::forget(&self.folder, i64::MIN, limits.total.max(aside.bytes));
        Ok(aside)
    }

    fn move_back(&self, aside: &Aside) -> io::Result<()> {
        fs::rename(aside.path(&self.folder), self.folder.join(&aside.name))
    }
}

/// Whether a name in the folder is that of a document.
pub(in crate::corpus) fn is_document(name: &str) -> bool {
    !name.starts_with('.') && !is_temporary(name) && Format::from_path(Path::new(name)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: ShelfLimits = ShelfLimits {
        file: 10,
        total: 20,
        documents: 3,
    };

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of(folder.path(), 17);
        (folder, shelf)
    }

    fn names(shelf: &Shelf) -> Vec<String> {
        shelf.files().into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn what_is_replaced_or_removed_can_be_put_back() {
        let (folder, shelf) = shelf();
        let text = || fs::read_to_string(folder.path().join("17/a.md")).unwrap();
        assert_eq!(
            shelf.put(("a.md", b"one"), false, LIMITS, 100).unwrap(),
            None
        );
        let taken = shelf.put(("a.md", b"two"), false, LIMITS, 101);
        assert!(matches!(taken, Err(ShelfError::Taken(_))));
        let before = shelf.put(("a.md", b"two"), true, LIMITS, 101).unwrap();
        assert_eq!(text(), "two");
        let two = shelf
            .put_back(&before.unwrap(), true, LIMITS, 101)
            .unwrap()
            .unwrap();
        assert_eq!(text(), "one");
        let (_, one) = shelf.remove("a.md", LIMITS, 101).unwrap();
        assert!(names(&shelf).is_empty());
        shelf.put_back(&two, false, LIMITS, 102).unwrap();
        assert_eq!(text(), "two");
        // Another one has come to stand there.
        let taken = shelf.put_back(&one, false, LIMITS, 102);
        assert!(matches!(taken, Err(ShelfError::Taken(_))));
        // Each can be put back once.
        let gone = shelf.put_back(&two, true, LIMITS, 102);
        assert!(matches!(gone, Err(ShelfError::Missing)));
    }

    #[test]
    fn bytes_and_number_are_bounded_also_of_what_is_kept_aside() {
        let (_folder, shelf) = shelf();
        let put =
            |name: &str, bytes: &[u8]| shelf.put((name, bytes), true, LIMITS, 100).map(|_| ());
        put("a.md", &[b'a'; 10]).unwrap();
        assert!(matches!(
            put("b.md", &[b'b'; 11]),
            Err(ShelfError::TooLarge { used: 10, most: 20 })
        ));
        put("b.md", b"b").unwrap();
        put("c.md", b"c").unwrap();
        assert!(matches!(put("d.md", b"d"), Err(ShelfError::TooMany(3))));
        for near in ["A.md", "a.txt"] {
            assert!(matches!(put(near, b"x"), Err(ShelfError::Beside(_))));
        }
        for _ in 0..5 {
            put("a.md", &[b'x'; 10]).unwrap();
        }
        assert_eq!(shelf.asides().len(), 2);
    }

    #[test]
    fn nothing_but_documents_is_listed_and_no_name_leads_out() {
        let (folder, shelf) = shelf();
        let path = folder.path().join("17");
        fs::create_dir_all(path.join("folder.md")).unwrap();
        for name in [".hidden.md", "a.md~", "a.outline.toml", "x.exe"] {
            fs::write(path.join(name), "x").unwrap();
        }
        std::os::unix::fs::symlink("/etc/hostname", path.join("link.md")).unwrap();
        fs::create_dir_all(folder.path().join("18")).unwrap();
        fs::write(folder.path().join("18/other.md"), "x").unwrap();
        assert!(names(&shelf).is_empty());
        for name in ["../18/other.md", "..", "", "/etc/hostname"] {
            let removed = shelf.remove(name, LIMITS, 1);
            assert!(matches!(removed, Err(ShelfError::Missing)), "{name}");
        }
    }
}
