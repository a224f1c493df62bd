//! The place of the bytes of files: chunks in the database, or files in a folder that all processes see. A file is
//! there as a whole or not at all, under the hash of what is in it.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use super::{PublishedFile, ShareError};
use crate::store::{StoreError, postgres::Link};

/// A chunk is no longer, in bytes.
const CHUNK: usize = 1024 * 1024;

/// The end of the name of a file that is being written.
const UNFINISHED: &str = ".part";

/// The place of the bytes of files.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Database,
    Folder(PathBuf),
}

impl Place {
    /// Whether a file is there.
    pub(super) fn has(&self, link: &mut Link, file: &PublishedFile) -> Result<bool, ShareError> {
        match self {
            Self::Database => {
                let sql = "SELECT 1::bigint FROM published_chunks WHERE hash = ?1 AND chunk = 0";
                Ok(!link.rows(sql, &[file.hash.as_str().into()])?.is_empty())
            }
            Self::Folder(folder) => {
                let metadata = fs::metadata(folder.join(&file.hash));
                Ok(metadata.is_ok_and(|metadata| metadata.len() == file.len))
            }
        }
    }

    /// Puts a file there, in the place of one that may be.
    pub(super) fn put(
        &self,
        link: &mut Link,
        file: &PublishedFile,
        from: &Path,
    ) -> Result<(), ShareError> {
        match self {
            Self::Database => {
                link.batch("BEGIN")?;
                let sent = send(link, file, from);
                link.batch(if sent.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
                sent
            }
            Self::Folder(folder) => copy(folder, file, from),
        }
    }

    /// Removes the files that no generation names.
    pub(super) fn sweep(&self, link: &mut Link) -> Result<(), ShareError> {
        match self {
            Self::Database => {
                let sql = "DELETE FROM published_chunks
                           WHERE hash NOT IN (SELECT hash FROM published_files)";
                link.execute(sql, &[])?;
            }
            Self::Folder(folder) => {
                let rows = link.rows("SELECT DISTINCT hash FROM published_files", &[])?;
                let named: Result<Vec<&str>, _> = rows.iter().map(|row| row.text(0)).collect();
                let named = named?;
                let list = fs::read_dir(folder).map_err(ShareError::folder("list", folder))?;
                for entry in list.flatten() {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if is_ours(&name) && !named.contains(&name.as_str()) {
                        // What cannot be removed now is tried again after the next build.
                        drop(fs::remove_file(entry.path()));
                    }
                }
            }
        }
        let sql = "DELETE FROM doubted_files
                   WHERE hash NOT IN (SELECT hash FROM published_files)";
        link.execute(sql, &[])?;
        Ok(())
    }
}

/// Whether a file of this name was put into the folder by a process of this program.
fn is_ours(name: &str) -> bool {
    let hash = name.split('.').next().unwrap_or_default();
    hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn send(link: &mut Link, file: &PublishedFile, from: &Path) -> Result<(), ShareError> {
    let sql = "DELETE FROM published_chunks WHERE hash = ?1";
    link.execute(sql, &[file.hash.as_str().into()])?;
    let mut number = 0;
    pour(file, from, |chunk| {
        let sql = "INSERT INTO published_chunks (hash, chunk, bytes) VALUES ($1, $2, $3)";
        link.put_bytes(sql, &file.hash, number, chunk)?;
        number += 1;
        Ok(())
    })
}

fn copy(folder: &Path, file: &PublishedFile, from: &Path) -> Result<(), ShareError> {
    fs::create_dir_all(folder).map_err(ShareError::folder("make", folder))?;
    let random = fastrand::u64(..);
    let unfinished = folder.join(format!("{}.{random:016x}{UNFINISHED}", file.hash));
    let failed = |action| ShareError::folder(action, &unfinished);
    let mut written = File::create_new(&unfinished).map_err(failed("make"))?;
    let copied = pour(file, from, |chunk| {
        written.write_all(chunk).map_err(failed("write"))
    });
    let place = folder.join(&file.hash);
    let placed = copied
        .and_then(|()| written.sync_all().map_err(failed("sync")))
        .and_then(|()| fs::rename(&unfinished, &place).map_err(failed("rename")));
    if placed.is_err() {
        drop(fs::remove_file(&unfinished));
    }
    placed
}

/// Hands over a file in chunks, at least one; fails at its end if it is not the one that is meant.
fn pour(
    file: &PublishedFile,
    from: &Path,
    mut take: impl FnMut(&[u8]) -> Result<(), ShareError>,
) -> Result<(), ShareError> {
    let mut source = File::open(from).map_err(ShareError::folder("read", from))?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = Vec::with_capacity(CHUNK);
    while hasher.count() < file.len || file.len == 0 {
        chunk.clear();
        read(&mut source, &mut chunk).map_err(ShareError::folder("read", from))?;
        hasher.update(&chunk);
        take(&chunk)?;
        if chunk.is_empty() {
            break;
        }
    }
    if hasher.count() == file.len && hasher.finalize().to_hex().as_str() == file.hash {
        return Ok(());
    }
    Err(ShareError::Changed {
        path: from.to_owned(),
    })
}

/// Reads the next chunk, which is shorter at the end alone.
fn read(source: &mut File, chunk: &mut Vec<u8>) -> io::Result<usize> {
    Read::by_ref(source).take(CHUNK as u64).read_to_end(chunk)
}

/// Writes a file of the folder, as far as it is whole.
pub(super) fn fetch_from(
    folder: &Path,
    file: &PublishedFile,
    into: &mut dyn Write,
) -> Result<(), ShareError> {
    let path = folder.join(&file.hash);
    let mut source = match File::open(&path) {
        Ok(source) => source,
        // The folder is there, and the file is not.
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.is_dir() => {
            return Err(damaged(file));
        }
        Err(error) => return Err(ShareError::folder("read", path)(error)),
    };
    let mut hasher = blake3::Hasher::new();
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        chunk.clear();
        read(&mut source, &mut chunk).map_err(ShareError::folder("read", &path))?;
        if chunk.is_empty() {
            break;
        }
        hasher.update(&chunk);
        into.write_all(&chunk)
            .map_err(ShareError::folder("write a copy of", &path))?;
    }
    is_whole(file, &hasher)
}

/// Writes a file of the database, as far as it is whole; `chunk` reads one.
pub(super) fn fetch_chunks(
    file: &PublishedFile,
    into: &mut dyn Write,
    mut chunk: impl FnMut(i64) -> Result<Option<Vec<u8>>, StoreError>,
) -> Result<(), ShareError> {
    let mut hasher = blake3::Hasher::new();
    let mut number = 0;
    while hasher.count() < file.len {
        let bytes = chunk(number)?.filter(|bytes| !bytes.is_empty());
        let bytes = bytes.ok_or_else(|| damaged(file))?;
        hasher.update(&bytes);
        into.write_all(&bytes)
            .map_err(ShareError::folder("write a copy of", &file.path))?;
        number += 1;
    }
    is_whole(file, &hasher)
}

fn is_whole(file: &PublishedFile, hasher: &blake3::Hasher) -> Result<(), ShareError> {
    let is_same = hasher.count() == file.len && hasher.finalize().to_hex().as_str() == file.hash;
    is_same.then_some(()).ok_or_else(|| damaged(file))
}

fn damaged(file: &PublishedFile) -> ShareError {
    ShareError::Damaged {
        path: file.path.clone(),
    }
}
