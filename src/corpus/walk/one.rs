//! One document of a corpus, found by its path without a look at the others, under the rules of the walk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Folders,
    cache_tag::is_cache,
    check_root,
    files::{Found, FoundFile},
    shelves,
};
use crate::corpus::{
    error::CorpusError,
    shelf::is_shelved,
    source_file::{SourceFile, encoding_of, is_temporary, outline_of},
};

/// Finds the document with this path in the corpus below `root`, with its sidecars; nothing if the walk would not
/// take it. Its id is the one that it would have alone.
///
/// A path over a link to a folder leads to the document as well where the walk has read that folder by another path.
/// A name that cannot be shown as it is stands otherwise on the disk than here: only then all files are looked at.
pub fn find(
    root: &Path,
    relative: &str,
    max_bytes: u64,
) -> Result<Option<SourceFile>, CorpusError> {
    let home = check_root(root)?;
    let mut found = Found::of_at_most(max_bytes);
    let (encoding, outline) = (encoding_of(relative), outline_of(relative));
    for path in [relative, &encoding, &outline] {
        if let Some(file) = found_file(root, &home, path) {
            found.take_file(file);
        }
    }
    let mut files = found.finish().files;
    if files.is_empty() && relative.contains(['\\', char::REPLACEMENT_CHARACTER]) {
        files = super::walk(root, max_bytes)?.files;
    }
    let mut files = files.into_iter();
    Ok(files.find(|file| file.relative == relative))
}

/// The same for a document of the corpus or of a server.
pub fn find_in(
    folders: Folders<'_>,
    relative: &str,
    max_bytes: u64,
) -> Result<Option<SourceFile>, CorpusError> {
    if !is_shelved(relative) {
        let found = find(folders.corpus, relative, max_bytes)?;
        let shelves = fs::canonicalize(folders.shelves).ok();
        let is_elsewhere = |file: &SourceFile| {
            let real = fs::canonicalize(&file.path).ok();
            let inside = |shelves: &PathBuf| real.is_none_or(|real| real.starts_with(shelves));
            !shelves.as_ref().is_some_and(inside)
        };
        return Ok(found.filter(is_elsewhere));
    }
    let mut found = Found::of_at_most(max_bytes);
    let (encoding, outline) = (encoding_of(relative), outline_of(relative));
    for path in [relative, &encoding, &outline] {
        if let Some(file) = shelves::found_file(folders.shelves, path) {
            found.take_file(file);
        }
    }
    let files = if folders.reads_shelves {
        found.finish().files
    } else {
        Vec::new()
    };
    Ok(files.into_iter().find(|file| file.relative == relative))
}

/// The file of a path, if every step of it is one that the walk takes.
fn found_file(root: &Path, home: &Path, relative: &str) -> Option<FoundFile> {
    let mut steps = relative.split('/').peekable();
    let mut path = root.to_owned();
    while let Some(step) = steps.next() {
        // No part of a path leads back: `..` begins with a dot.
        if step.is_empty() || step.starts_with('.') || is_temporary(step) {
            return None;
        }
        path.push(step);
        let is_last = steps.peek().is_none();
        let real = within(home, &path).ok()?;
        let metadata = fs::symlink_metadata(&real).ok()?;
        if is_last {
            // A link is not followed again when the file is read.
            let path = if path.is_symlink() { real } else { path };
            return metadata.is_file().then(|| FoundFile {
                path,
                relative: relative.to_owned(),
                metadata,
                is_plain: true,
            });
        }
        if !metadata.is_dir() || is_cache(&real) {
            return None;
        }
    }
    None
}

/// The path with all links resolved, if that is in the corpus.
fn within(home: &Path, path: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(path)?;
    if real.starts_with(home) {
        return Ok(real);
    }
    Err(io::ErrorKind::NotFound.into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::{
        super::{CACHE_SIGNATURE, CACHE_TAG, walk},
        *,
    };

    const MOST: u64 = 20;

    /// A corpus of everything that is a document and of what is none, and a folder beside it.
    fn corpus() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join("corpus").join(name);
        let write = |name: &str, text: &str| {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), text).unwrap();
        };
        write("a.md", "one");
        write("a.outline.toml", "title = \"A\"\n");
        write("a.md.encoding", "utf-8");
        write("law/b.md", "two");
        write("law/long.md", "more bytes than are read here");
        write(".hidden/c.md", "three");
        write("draft.md~", "four");
        write("odd.xyz", "five");
        write("cache/d.md", "six");
        write(&format!("cache/{CACHE_TAG}"), CACHE_SIGNATURE);
        write("README.md", "<!-- fundstelle: not a document -->");
        fs::write(folder.path().join("secret.md"), "seven").unwrap();
        fs::create_dir(folder.path().join("outside")).unwrap();
        fs::write(folder.path().join("outside/e.md"), "eight").unwrap();
        symlink("../secret.md", at("secret.md")).unwrap();
        symlink("../outside", at("outside")).unwrap();
        symlink("law/b.md", at("linked.md")).unwrap();
        symlink(".hidden", at("shown")).unwrap();
        symlink("nowhere.md", at("broken.md")).unwrap();
        write("new\nline.md", "nine");
        rustix::fs::mkfifoat(rustix::fs::CWD, at("queue.md"), rustix::fs::Mode::RWXU).unwrap();
        folder
    }

    #[test]
    fn a_document_is_found_by_its_path_as_the_walk_finds_it() {
        let folder = corpus();
        let root = folder.path().join("corpus");
        let walked = walk(&root, MOST).unwrap().files;
        let paths: Vec<_> = walked.iter().map(|file| file.relative.as_str()).collect();
        let expected = [
            "a.md",
            "law/b.md",
            "linked.md",
            "new\\nline.md",
            "shown/c.md",
        ];
        assert_eq!(paths, expected);
        for file in walked {
            let found = find(&root, &file.relative, MOST).unwrap();
            assert_eq!(found.as_ref(), Some(&file));
        }
    }

    #[test]
    fn nothing_else_is_found_by_any_path() {
        let folder = corpus();
        let root = folder.path().join("corpus");
        for path in [
            "law/long.md",
            ".hidden/c.md",
            "draft.md~",
            "odd.xyz",
            "cache/d.md",
            "README.md",
            "a.outline.toml",
            "secret.md",
            "outside/e.md",
            "../secret.md",
            "law/../../secret.md",
            "law/./b.md",
            "law//b.md",
            "/etc/hostname",
            "broken.md",
            "queue.md",
            "law",
            "law/",
            "",
            "a.md/b.md",
            "a\0.md",
        ] {
            assert_eq!(find(&root, path, MOST).unwrap(), None, "{path:?}");
        }
        let missing = find(&folder.path().join("no"), "a.md", MOST);
        assert!(matches!(missing, Err(CorpusError::Missing { .. })));
    }
}
