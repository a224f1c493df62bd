//! Documents that were removed and are kept aside for a while, so that they can be put back: each under the time at
//! which it was removed, in a hidden folder that is never read.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The hidden folder beside the documents.
const FOLDER: &str = ".removed";

/// A document that was removed and is kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The time at which it was removed, in seconds since 1970.
    pub removed: i64,
    /// Tells apart what was removed in the same second.
    count: u32,
    /// The name that it had.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

impl Aside {
    fn of_file(file: &str, bytes: u64) -> Option<Self> {
        let (time, name) = file.split_once('-')?;
        let (removed, count) = time.split_once('.')?;
        Some(Self {
            removed: removed.parse().ok()?,
            count: count.parse().ok()?,
            name: name.to_owned(),
            bytes,
        })
    }

    /// The name by which it is found again: another one for each time that something is removed.
    pub fn file(&self) -> String {
        format!("{}.{}-{}", self.removed, self.count, self.name)
    }

    pub(super) fn path(&self, shelf: &Path) -> PathBuf {
        shelf.join(FOLDER).join(self.file())
    }
}

/// All that is kept aside, the oldest first.
pub(super) fn all(shelf: &Path) -> Vec<Aside> {
    let entries = fs::read_dir(shelf.join(FOLDER)).into_iter().flatten();
    let asides = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let bytes = entry.metadata().ok()?.len();
        Aside::of_file(entry.file_name().to_str()?, bytes)
    });
    let mut asides: Vec<Aside> = asides.collect();
    asides.sort_by(|a, b| (a.removed, a.count, &a.name).cmp(&(b.removed, b.count, &b.name)));
    asides
}

/// Moves a document aside.
pub(super) fn keep(shelf: &Path, name: &str, now: i64) -> io::Result<Aside> {
    fs::create_dir_all(shelf.join(FOLDER))?;
    let path = shelf.join(name);
    let mut aside = Aside {
        removed: now,
        count: 0,
        name: name.to_owned(),
        bytes: fs::symlink_metadata(&path)?.len(),
    };
    while fs::symlink_metadata(aside.path(shelf)).is_ok() {
        aside.count += 1;
    }
    fs::rename(&path, aside.path(shelf))?;
    Ok(aside)
}

/// Removes for good what was removed before a time, and the oldest of what has more bytes than these.
pub(super) fn forget(shelf: &Path, before: i64, most: u64) -> Vec<Aside> {
    let mut forgotten = Vec::new();
    let mut left: u64 = 0;
    for aside in all(shelf).into_iter().rev() {
        left = left.saturating_add(aside.bytes);
        let is_kept = aside.removed > before && left <= most;
        if !is_kept && fs::remove_file(aside.path(shelf)).is_ok() {
            left = left.saturating_sub(aside.bytes);
            forgotten.push(aside);
        }
    }
    forgotten
}
