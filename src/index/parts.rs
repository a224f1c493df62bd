//! The files of a generation: which there are, how long each is, and what is in it. The manifest lists
//! them, so that nothing of another generation, or of another index, is taken for a part of this one.

use std::{
    fs::{self, Metadata},
    path::Path,
    time::SystemTime,
};

use rayon::prelude::*;

use super::{IndexError, manifest::GenerationFile, vectors, words};
use crate::{corpus::regular_file, plural::counted};

/// The folders of a generation whose files are parts of it.
const FOLDERS: [&str; 2] = [words::WORDS, vectors::FOLDER];

/// The marks that tell a file from another one in its place, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    len: u64,
    modified: Option<SystemTime>,
    number: u64,
}

/// Lists the parts of a generation that was just built in `folder`.
pub(super) fn list(folder: &Path) -> Result<Vec<GenerationFile>, IndexError> {
    let mut paths = Vec::new();
    for (path, _) in entries(folder)? {
        if is_lock(&path) {
            // Tantivy leaves it behind.
            let path = folder.join(path);
            fs::remove_file(&path).map_err(IndexError::io("remove", &path))?;
        } else {
            paths.push(path);
        }
    }
    let part = |path: String| {
        let (len, hash) = sum(&folder.join(&path))?;
        Ok(GenerationFile { path, len, hash })
    };
    paths.into_par_iter().map(part).collect()
}

/// Whether the files of a generation are those that are listed, by their names and sizes.
pub(super) fn check_sizes(folder: &Path, parts: &[GenerationFile]) -> Result<(), IndexError> {
    let unusable = |what: &dyn std::fmt::Display| Err(IndexError::unusable(folder, what));
    let found = entries(folder)?;
    for (path, metadata) in &found {
        match parts.iter().find(|part| part.path == *path) {
            _ if !metadata.is_file() => return unusable(&format_args!("{path} is no file")),
            None => return unusable(&format_args!("{path} does not belong to it")),
            Some(part) if part.len != metadata.len() => {
                let (len, wanted) = (counted(metadata.len(), "byte", "bytes"), part.len);
                return unusable(&format_args!("{path} has {len} instead of {wanted}"));
            }
            Some(_) => {}
        }
    }
    let is_missing = |part: &&GenerationFile| !found.iter().any(|(path, _)| *path == part.path);
    match parts.iter().find(is_missing) {
        Some(part) => unusable(&format_args!("{} is missing", part.path)),
        None => Ok(()),
    }
}

/// Whether the files of a generation are those that are listed, by all that is in them. Says how
/// each would be known again.
pub(super) fn check(folder: &Path, parts: &[GenerationFile]) -> Result<Vec<Identity>, IndexError> {
    check_sizes(folder, parts)?;
    // Before they are read: what changes meanwhile is another file.
    let identities = identities(folder, parts)?;
    parts.par_iter().try_for_each(|part| {
        let (_, hash) = sum(&folder.join(&part.path))?;
        if hash == part.hash {
            return Ok(());
        }
        let what = format!("{} is damaged, or that of another generation", part.path);
        Err(IndexError::unusable(folder, &what))
    })?;
    Ok(identities)
}

/// The marks by which the files are known again.
pub(super) fn identities(
    folder: &Path,
    parts: &[GenerationFile],
) -> Result<Vec<Identity>, IndexError> {
    let identity = |part: &GenerationFile| {
        let path = folder.join(&part.path);
        let metadata = fs::symlink_metadata(&path);
        metadata
            .map(|metadata| Identity::of(&metadata))
            .map_err(|error| IndexError::unusable(folder, &format_args!("{}: {error}", part.path)))
    };
    parts.iter().map(identity).collect()
}

impl Identity {
    fn of(metadata: &Metadata) -> Self {
        Self {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            number: number(metadata),
        }
    }
}

/// The entries in the folders of a generation, sorted.
fn entries(folder: &Path) -> Result<Vec<(String, Metadata)>, IndexError> {
    let mut found = Vec::new();
    for name in FOLDERS {
        // An index of words has no vectors.
        if fs::symlink_metadata(folder.join(name)).is_err() {
            continue;
        }
        for (path, metadata) in entries_in(folder, name)? {
            if metadata.is_dir() {
                found.extend(entries_in(folder, &path)?);
            } else {
                found.push((path, metadata));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// The entries of one folder of a generation.
fn entries_in(folder: &Path, name: &str) -> Result<Vec<(String, Metadata)>, IndexError> {
    let unusable = |error| IndexError::unusable(folder, &format_args!("{name}: {error}"));
    let entries = fs::read_dir(folder.join(name)).map_err(unusable)?;
    let entry = |entry: fs::DirEntry| {
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        Ok((path, entry.metadata()?))
    };
    let entries = entries.map(|read| read.and_then(entry));
    entries.collect::<Result<_, _>>().map_err(unusable)
}

fn is_lock(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "lock")
}

/// Size and hash of a file.
pub(super) fn sum(path: &Path) -> Result<(u64, String), IndexError> {
    let mut hasher = blake3::Hasher::new();
    let file = regular_file::open(path).map_err(IndexError::io("read", path))?;
    hasher
        .update_reader(file)
        .map_err(IndexError::io("read", path))?;
    Ok((hasher.count(), hasher.finalize().to_hex().to_string()))
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
