//! The documents that servers keep beside the corpus: every regular file in the folder of a server. No link is
//! followed and no folder in it is read, so that nothing of one server is ever read for another.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::files::{Found, FoundFile, Walk};
use crate::corpus::{
    shelf::{folders, server_of, shelved_path},
    source_file::is_temporary,
};

/// Finds the documents of all servers. No folder is as good as an empty one.
pub(super) fn walk(shelves: &Path, max_bytes: u64) -> Walk {
    let mut found = Found::of_at_most(max_bytes);
    for (server, folder) in folders(shelves) {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.collect();
        names.sort();
        for name in names {
            if let Some(file) = file(&folder, server, &name) {
                found.take_file(file);
            }
        }
    }
    found.finish()
}

/// A file in the folder of a server.
fn file(folder: &Path, server: u64, name: &str) -> Option<FoundFile> {
    let path: PathBuf = folder.join(name);
    let metadata = fs::symlink_metadata(&path).ok()?;
    let is_read = metadata.is_file() && !name.starts_with('.') && !is_temporary(name);
    is_read.then(|| FoundFile {
        path,
        relative: shelved_path(server, name),
        metadata,
        is_plain: true,
    })
}

/// Finds a file of the document with this path, or of a sidecar of it.
pub(super) fn found_file(shelves: &Path, relative: &str) -> Option<FoundFile> {
    let server = server_of(relative)?;
    let (folder, name) = relative.rsplit_once('/')?;
    let is_inside = shelved_path(server, name) == format!("{folder}/{name}");
    is_inside
        .then(|| file(&shelves.join(server.to_string()), server, name))
        .flatten()
}
