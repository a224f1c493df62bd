//! A look at what stands in the place of the file, before it is opened: something that is no file would be waited for,
//! and an empty one taken for new. A mark beside it remembers that there was one.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{FILE, StoreError};

/// Stands beside the file from its first use on.
pub(super) const MARK: &str = "fundstelle.sqlite3.exists";

/// The text of the mark, for whoever opens it.
const MARK_SAYS: &str = "Servers and users have chosen settings here, in fundstelle.sqlite3. By this file the \
                         program knows that one that is empty\nis not new, but lost what was in it.\n";

/// So many files the database has open at once.
const OPEN_FILES: usize = 4;

/// The endings of the files that the database writes beside its own.
const JOURNALS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The thing that stands in the place of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or a file without a byte where there never was another.
    Nothing,
    /// A file.
    File,
}

/// Looks at the place of the file without opening anything.
pub(super) fn look(data: &Path) -> Result<Found, StoreError> {
    for journal in JOURNALS {
        let path = data.join(format!("{FILE}{journal}"));
        if let Some(found) = metadata(&path)? {
            is_file(&path, &found)?;
        }
    }
    let path = data.join(FILE);
    let Some(found) = metadata(&path)? else {
        return Ok(Found::Nothing);
    };
    is_file(&path, &found)?;
    match found.len() {
        0 if was_used(data) => {
            let cause = EMPTIED.to_owned();
            Err(StoreError::Unusable { path, cause })
        }
        0 => Ok(Found::Nothing),
        _ => Ok(Found::File),
    }
}

/// The fault of a file that says nothing where one has been that did.
pub(super) const EMPTIED: &str = "it is empty, and was not before";

/// Whether there has been a file that was used.
pub(super) fn was_used(data: &Path) -> bool {
    !matches!(fs::exists(data.join(MARK)), Ok(false))
}

/// Whether there has been a file that was used, and there is none any more.
pub fn was_taken_away(data: &Path) -> bool {
    matches!(fs::exists(data.join(MARK)), Ok(true))
        && matches!(fs::exists(data.join(FILE)), Ok(false))
}

/// Remembers that there is a file. Where that cannot be written, the next one does.
pub(super) fn mark_used(data: &Path) {
    let written = || -> io::Result<()> {
        let mut mark = File::create_new(data.join(MARK))?;
        io::Write::write_all(&mut mark, MARK_SAYS.as_bytes())?;
        mark.sync_all()?;
        File::open(data)?.sync_all()
    };
    drop(written());
}

/// The error with which the system keeps the program from writing the file, if it does.
pub(super) fn obstacle(path: &Path) -> Option<io::Error> {
    let data = path.parent()?;
    // Never the file itself: to close it would end the locks of whoever has it open.
    let files = (0..OPEN_FILES).map(|_| File::open(data));
    let files: io::Result<Vec<File>> = files.collect();
    let is_there = fs::exists(path).unwrap_or(true);
    let file = is_there.then(|| may_write(path)).and_then(Result::err);
    files.err().or(file).or_else(|| may_write(data).err())
}

#[cfg(unix)]
fn may_write(path: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(path, Access::READ_OK | Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(())
}

/// The metadata of what a path leads to; nothing where nothing stands there.
fn metadata(path: &Path) -> Result<Option<fs::Metadata>, StoreError> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_nothing(&error) => match fs::symlink_metadata(path) {
            Ok(_) => Err(no_file(path, "a link that leads nowhere")),
            Err(_) => Ok(None),
        },
        // A link that leads to itself, a folder that may not be looked into.
        Err(cause) => Err(StoreError::Unwritable {
            path: path.to_owned(),
            cause,
        }),
    }
}

/// Whether nothing stands in a place.
fn is_nothing(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

fn is_file(path: &Path, found: &fs::Metadata) -> Result<(), StoreError> {
    if found.is_file() {
        return Ok(());
    }
    let what = kind(found);
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    if is_link {
        return Err(no_file(path, &format!("a link to {what}")));
    }
    Err(no_file(path, what))
}

fn no_file(path: &Path, what: &str) -> StoreError {
    StoreError::NoFile {
        path: PathBuf::from(path),
        what: what.to_owned(),
    }
}

fn kind(found: &fs::Metadata) -> &'static str {
    if found.is_dir() {
        return "a directory";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        let kind = found.file_type();
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    "a device"
}
