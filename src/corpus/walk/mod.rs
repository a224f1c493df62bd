//! The folder of sources: which files are documents.
//!
//! Not documents: hidden files and folders (their names begin with a dot), what editors and copiers
//! are not done with (`name.md~`, `name.md.part`), sidecars (`NAME.outline.toml`,
//! `name.ext.encoding`), a `README.md` at the root of the corpus that tells operators what to put
//! there and says so by a mark; and folders of things that can be made again, which say so by a file `CACHEDIR.TAG`
//! (<https://bford.info/cachedir/>), such as indexes. Links are followed as long as they stay within
//! the corpus, and each folder is read once, however many links lead to it. Whatever is passed over
//! for another reason gives a warning.

mod cache_tag;
mod files;
mod one;
mod shelves;

use std::{
    collections::{BTreeSet, VecDeque},
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use crate::corpus::{
    error::CorpusError,
    formats::Format,
    printable,
    source_file::is_temporary,
    warning::{Severity, Warning},
};
use cache_tag::is_cache;
use files::{Found, FoundFile};

pub use cache_tag::{CACHE_SIGNATURE, CACHE_TAG};
pub use files::Walk;
pub use one::{find, find_in};

/// The number of files, folders and links that are looked at. More is no folder of documents.
const MAX_ENTRIES: usize = 250_000;

/// The folders of documents.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The corpus.
    pub corpus: &'a Path,
    /// The folder of what servers keep. It is never read as a part of the corpus, wherever it is.
    pub shelves: &'a Path,
    /// Whether what servers keep is read.
    pub reads_shelves: bool,
}

/// Finds the documents of the corpus and those of all servers.
pub fn walk_all(folders: Folders<'_>, max_bytes: u64) -> Result<Walk, CorpusError> {
    let corpus = walk_some(
        folders.corpus,
        Some(folders.shelves),
        max_bytes,
        MAX_ENTRIES,
    );
    if !folders.reads_shelves {
        return corpus;
    }
    let mut walk = match corpus {
        Err(CorpusError::Empty { .. }) => Walk {
            is_corpus_empty: true,
            ..Walk::default()
        },
        corpus => corpus?,
    };
    walk.add(shelves::walk(folders.shelves, max_bytes));
    Ok(walk)
}

/// Finds the documents below `root`. Files of more than `max_bytes` are not taken.
pub fn walk(root: &Path, max_bytes: u64) -> Result<Walk, CorpusError> {
    walk_some(root, None, max_bytes, MAX_ENTRIES)
}

/// The same without what is in another folder.
fn walk_some(
    root: &Path,
    without: Option<&Path>,
    max_bytes: u64,
    max_entries: usize,
) -> Result<Walk, CorpusError> {
    let home = check_root(root)?;
    let without = without.and_then(|folder| fs::canonicalize(folder).ok());
    let mut walker = Walker {
        root,
        entered: without.iter().cloned().chain([home.clone()]).collect(),
        without,
        left: max_entries,
        max_entries,
        found: Found::of_at_most(max_bytes),
        linked: VecDeque::new(),
        home: home.clone(),
    };
    walker.read_folder(root, &home);
    walker.read_linked();
    let walk = walker.found.finish();
    // With an error among the warnings there was something to read, and its owner must hear that.
    if walk.files.is_empty() && walk.warnings.iter().all(|w| w.severity != Severity::Error) {
        return Err(CorpusError::Empty {
            path: root.to_owned(),
        });
    }
    Ok(walk)
}

fn check_root(root: &Path) -> Result<PathBuf, CorpusError> {
    let path = root.to_owned();
    let metadata = match fs::metadata(root) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(CorpusError::Missing { path });
        }
        Err(source) => return Err(CorpusError::Unreadable { path, source }),
    };
    if !metadata.is_dir() {
        return Err(CorpusError::NotAFolder { path });
    }
    let readable = fs::read_dir(root).and_then(|_| fs::canonicalize(root));
    readable.map_err(|source| CorpusError::Unreadable { path, source })
}

struct Walker<'a> {
    root: &'a Path,
    /// The root with all links resolved: nothing outside of it is read.
    home: PathBuf,
    /// Nothing in it is read, either.
    without: Option<PathBuf>,
    max_entries: usize,
    /// The number of entries that may still be looked at.
    left: usize,
    found: Found,
    /// The folders that were entered, all links resolved: none is entered twice.
    entered: BTreeSet<PathBuf>,
    /// Links to folders: what stands where it is, is read first.
    linked: VecDeque<LinkedFolder>,
}

/// A link to a folder of the corpus.
struct LinkedFolder {
    path: PathBuf,
    relative: String,
    target: PathBuf,
}

impl Walker<'_> {
    /// Reads what is in a folder; `real` is the folder with all links resolved.
    fn read_folder(&mut self, folder: &Path, real: &Path) {
        let mut entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) if entry.depth() == 0 => continue,
                Ok(entry) => entry,
                Err(error) => {
                    self.note_error(&error);
                    continue;
                }
            };
            if self.left == 0 {
                return self.cut(&entry);
            }
            self.left -= 1;
            let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            if !self.enter(&entry, &real.join(inner)) && entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
    }

    /// Reads the folders that only links lead to: hidden ones.
    fn read_linked(&mut self) {
        while let Some(link) = self.linked.pop_front() {
            if self.entered.contains(&link.target) {
                self.found.warn(
                    link.relative,
                    "this link leads to a folder that is read already, and is not \
                     followed; remove it",
                );
            } else if self.enter_folder(&link.path, link.target.clone()) {
                self.read_folder(&link.path, &link.target);
            }
        }
    }

    /// Takes one entry; false if nothing in it may be read.
    fn enter(&mut self, entry: &DirEntry, real: &Path) -> bool {
        let name = entry.file_name().to_string_lossy();
        if name.starts_with('.') || is_temporary(&name) {
            return false;
        }
        let relative = self.relative(entry.path());
        let kind = entry.file_type();
        if kind.is_symlink() {
            self.take_link(entry.path(), relative, real);
            return false;
        }
        if kind.is_dir() {
            self.note_folder(entry.path(), relative);
            return self.enter_folder(entry.path(), real.to_owned());
        }
        if !kind.is_file() {
            self.found
                .warn(relative, "not read: this is neither a file nor a folder");
            return false;
        }
        match entry.metadata() {
            Ok(metadata) => self.found.take_file(FoundFile {
                is_plain: self.is_plain(entry.path()),
                path: entry.path().to_owned(),
                relative,
                metadata,
            }),
            Err(error) => self.note_error(&error),
        }
        true
    }

    /// Whether what is in a folder is to be read: it is, once, unless it can be made again.
    fn enter_folder(&mut self, path: &Path, real: PathBuf) -> bool {
        !is_cache(path) && self.entered.insert(real)
    }

    fn note_folder(&mut self, path: &Path, relative: String) {
        if Format::from_path(path).is_some() {
            self.found.walk.folders.push(relative);
        }
    }

    /// Takes what a link leads to. It is not followed again when the file is read.
    fn take_link(&mut self, path: &Path, relative: String, real: &Path) {
        let target = fs::canonicalize(path).and_then(|target| {
            let metadata = fs::symlink_metadata(&target)?;
            Ok((target, metadata))
        });
        let (target, metadata) = match target {
            Ok(found) => found,
            Err(error) => return self.note_io_error(relative, &error, &error),
        };
        let is_left_out = |folder: &PathBuf| target.starts_with(folder);
        if !target.starts_with(&self.home) || self.without.as_ref().is_some_and(is_left_out) {
            self.found.warn(
                relative,
                "this link leads out of the corpus and is not followed; copy the \
                 files into the corpus instead",
            );
        } else if metadata.is_file() {
            self.found.take_file(FoundFile {
                is_plain: self.is_plain(path),
                path: target,
                relative,
                metadata,
            });
        } else if !metadata.is_dir() {
            self.found
                .warn(relative, "not read: this is neither a file nor a folder");
        } else if real.starts_with(&target) {
            self.found.warn(
                relative,
                "this link leads back to a folder above it and is not followed; remove it",
            );
        } else {
            self.note_folder(path, relative.clone());
            self.linked.push_back(LinkedFolder {
                path: path.to_owned(),
                relative,
                target,
            });
        }
    }

    fn cut(&mut self, entry: &DirEntry) {
        let relative = self.relative(entry.path());
        self.linked.clear();
        self.found.walk.is_cut = true;
        let warning = Warning::error(format!(
            "not read, nor what comes behind it: the corpus has more than {} files, folders and \
             links; keep in it what is to be read, and nothing else",
            self.max_entries
        ));
        self.found.walk.warnings.push(warning.in_file(relative));
    }

    /// Whether the path in the corpus can be shown as it is.
    fn is_plain(&self, path: &Path) -> bool {
        let name = self.inner(path).to_str();
        name.is_some_and(|name| printable(name) == name)
    }

    /// The path in the corpus as it is shown: it names the document everywhere from here on.
    fn relative(&self, path: &Path) -> String {
        let parts: Vec<_> = self
            .inner(path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        printable(&parts.join("/")).into_owned()
    }

    fn inner<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(self.root).unwrap_or(path)
    }

    fn note_error(&mut self, error: &walkdir::Error) {
        let relative = self.relative(error.path().unwrap_or(self.root));
        let hidden = relative.split('/').any(|part| part.starts_with('.'));
        if hidden {
            return;
        }
        match error.io_error() {
            Some(cause) => self.note_io_error(relative, cause, error),
            None => self
                .found
                .warn(relative, "not read: it leads back to a folder above it"),
        }
    }

    fn note_io_error(
        &mut self,
        relative: String,
        cause: &io::Error,
        error: &dyn std::error::Error,
    ) {
        let warning = match cause.kind() {
            ErrorKind::NotFound => {
                Warning::caution("this link leads nowhere; remove it or restore what it points to")
            }
            ErrorKind::PermissionDenied => Warning::error(
                "not read: permission denied; make it readable for the user that runs this program",
            ),
            _ => Warning::error(format!("not read: {error}")),
        };
        self.found.walk.warnings.push(warning.in_file(relative));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_keep_is_read_as_theirs_and_never_as_a_part_of_the_corpus() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.md", "data/library/17/b.md", "data/library/18/b.md"] {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), "x").unwrap();
        }
        for (target, link) in [
            ("data/library/17", "shown"),
            ("data/library/17/b.md", "c.md"),
            ("../18/b.md", "data/library/17/other.md"),
            ("../18", "data/library/17/folder.md"),
        ] {
            std::os::unix::fs::symlink(target, at(link)).unwrap();
        }
        let corpus = folder.path();
        let shelves = at("data/library");
        let found = |reads_shelves| {
            let folders = Folders {
                corpus,
                shelves: &shelves,
                reads_shelves,
            };
            let walk = walk_all(folders, 10).unwrap();
            let paths = walk.files.iter().map(|file| file.relative.clone());
            let paths: Vec<String> = paths.collect();
            for file in &walk.files {
                let found = find_in(folders, &file.relative, 10).unwrap();
                assert_eq!(found.as_ref(), Some(file));
            }
            paths
        };
        assert_eq!(found(false), ["a.md"]);
        assert_eq!(
            found(true),
            [".library/17/b.md", ".library/18/b.md", "a.md"]
        );
        let folders = Folders {
            corpus,
            shelves: &shelves,
            reads_shelves: true,
        };
        for path in [
            "data/library/17/b.md",
            "c.md",
            ".library/17/../18/b.md",
            ".library/17/18/b.md",
            ".library/17/other.md",
            ".library/b.md",
            ".library/017/b.md",
        ] {
            assert_eq!(find_in(folders, path, 10).unwrap(), None, "{path}");
        }
        fs::remove_file(at("a.md")).unwrap();
        assert!(walk_all(folders, 10).unwrap().is_corpus_empty);
    }

    #[test]
    fn no_more_is_looked_at_than_a_limit_and_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md", "c.md", "d.md"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let walk = |limit| walk_some(folder.path(), None, 10, limit).unwrap();
        assert!(!walk(4).is_cut);
        let cut = walk(2);
        assert!(cut.is_cut);
        let names: Vec<_> = cut.files.iter().map(|file| &file.relative).collect();
        assert_eq!(names, ["a.md", "b.md"]);
        insta::assert_snapshot!(cut.warnings[0], @"error: c.md: not read, nor what comes behind it: the corpus has more than 2 files, folders and links; keep in it what is to be read, and nothing else");
    }
}
