//! A copy of the file while it is used: whole, checked, and put into its place by one rename.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};
use tempfile::NamedTempFile;

use super::{
    BUSY, FILE, StoreError,
    check::{is_ours, is_sound},
    place::{self, Found},
};

/// The number of times that a copy is tried while another process writes all the time, and the time
/// between them.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// The reason why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing yet.
    #[error("{path} does not exist; nothing has been stored yet, or --data is another folder")]
    Nothing {
        /// The file.
        path: PathBuf,
    },
    /// There is a file of that name.
    #[error("{path} already exists; choose another file, or overwrite it with --force")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It is the file itself, or a folder.
    #[error("{path} cannot take a backup; name a new file")]
    NoPlace {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written there.
    #[error("cannot write {path}: {cause}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
    /// The file that is copied, or the copy, is damaged.
    #[error("the copy would be damaged: {0}")]
    Damaged(String),
    /// Reading or copying failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Copies the file of a data directory, whether it is used or not. Gives the length of the copy.
pub fn backup(data: &Path, to: &Path, may_overwrite: bool) -> Result<u64, BackupError> {
    let from = data.join(FILE);
    if place::look(data)? == Found::Nothing {
        return Err(BackupError::Nothing { path: from });
    }
    let path = to.to_owned();
    let is_same = fs::canonicalize(to).ok() == fs::canonicalize(&from).ok();
    if to.is_dir() || is_same || to.file_name().is_none() {
        return Err(BackupError::NoPlace { path });
    }
    if to.exists() && !may_overwrite {
        return Err(BackupError::Exists { path });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&from, flags)?;
    connection.busy_timeout(BUSY)?;
    let ours = is_ours(&connection).map_err(|failure| failure.of(from.clone()));
    ours.map_err(BackupError::Store)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let copy = copied(&connection, folder.unwrap_or(Path::new(".")))?;
    let kept = if may_overwrite {
        copy.persist(to)
    } else {
        copy.persist_noclobber(to)
    };
    let unwritable = |cause| BackupError::Unwritable { path, cause };
    let file = kept.map_err(|error| error.error).map_err(unwritable)?;
    Ok(file.metadata().map_or(0, |copy| copy.len()))
}

/// A whole copy of a database that may be in use, in a file that goes when it is dropped.
pub(super) fn copied(from: &Connection, folder: &Path) -> Result<NamedTempFile, BackupError> {
    let unwritable = |cause| BackupError::Unwritable {
        path: folder.to_owned(),
        cause,
    };
    let file = NamedTempFile::with_prefix_in(".fundstelle-", folder).map_err(unwritable)?;
    let mut to = Connection::open(file.path())?;
    copy(from, &mut to)?;
    // One file, whatever journal the other has.
    to.pragma_update(None, "journal_mode", "delete")?;
    if let Some(damage) = is_sound(&to, "integrity_check(1)")? {
        return Err(BackupError::Damaged(damage));
    }
    drop(to);
    file.as_file().sync_all().map_err(unwritable)?;
    Ok(file)
}

/// All pages in one step: what is written meanwhile is either in the copy or not.
fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let backup = Backup::new(from, to)?;
    for _ in 0..TRIES {
        if backup.step(-1)? == StepResult::Done {
            return Ok(());
        }
        thread::sleep(PAUSE);
    }
    Err(StoreError::Busy)
}
