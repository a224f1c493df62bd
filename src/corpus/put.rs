//! Putting files into the corpus folder so that nobody ever sees half of one: each is written whole under a
//! hidden name, which the walk passes over, forced to the disk, and renamed. What fails leaves nothing behind.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write as _},
    path::{Component, Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::regular_file::read;

/// The beginning of the names under which files are written.
const PREFIX: &str = ".fundstelle-";

/// Whether a name in a folder is that of a file that is being written, or was when the program was killed.
pub(super) fn is_unfinished(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// A file that is to stand in a folder.
#[derive(Clone, Debug)]
pub struct NewFile<'a> {
    /// Its path in the folder, with `/` between folders.
    pub relative: &'a str,
    /// The bytes that are to stand in it.
    pub bytes: &'a [u8],
    /// Whether it may take the place of another one.
    pub replaces: bool,
}

/// The reason why files cannot be put somewhere.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// The path leads out of the folder, or through something that is no folder.
    #[error("{0} is no folder in the corpus; choose another name")]
    NoFolder(String),
    /// Another file has come to stand there.
    #[error("{0} exists; nothing was changed")]
    Exists(String),
    /// It cannot be written.
    #[error("cannot write {path}: {}; {}", said(cause), remedy(cause))]
    Unwritable {
        /// The path in the folder.
        path: String,
        /// The error from the system.
        cause: io::Error,
    },
}

/// The system's message, without the hidden name, of which nobody knows.
fn said(cause: &io::Error) -> String {
    let said = cause.to_string();
    said.split(" at path ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn remedy(cause: &io::Error) -> &'static str {
    match cause.kind() {
        ErrorKind::PermissionDenied => {
            "let the user that runs this command write in the corpus folder, or run it as one that may"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "run this where the corpus folder can be written, such as outside of the container"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk",
        ErrorKind::InvalidFilename => "choose a shorter name",
        _ => "look at the corpus folder",
    }
}

/// The changes made so far, to be taken back unless all of them are made.
#[derive(Default)]
struct Done {
    folders: Vec<PathBuf>,
    /// Files that stand now, each with what stood there before.
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Drop for Done {
    fn drop(&mut self) {
        for (path, before) in self.files.drain(..).rev() {
            // There is nobody to be told of a failure: the error that led here is told.
            drop(match before {
                None => fs::remove_file(&path),
                Some(bytes) => restore(&path, &bytes),
            });
        }
        for folder in self.folders.drain(..).rev() {
            drop(fs::remove_dir(folder));
        }
    }
}

fn restore(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = written(folder, bytes, path)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Puts files into a folder, one after the other: all, or none. The last is the one that the others belong to.
pub fn put(root: &Path, files: &[NewFile<'_>]) -> Result<(), PutError> {
    let mut done = Done::default();
    let mut ready = Vec::new();
    for file in files {
        let unwritable = |cause| PutError::Unwritable {
            path: file.relative.to_owned(),
            cause,
        };
        let path = root.join(file.relative);
        let folder = folder_of(root, file.relative, &mut done)?;
        let copy = written(&folder, file.bytes, &path).map_err(unwritable)?;
        ready.push((file, path, copy));
    }
    for (file, path, copy) in ready {
        let before = file.replaces.then(|| read(&path, u64::MAX).ok()).flatten();
        let kept = if file.replaces {
            copy.persist(&path)
        } else {
            copy.persist_noclobber(&path)
        };
        kept.map_err(|error| match error.error {
            cause if cause.kind() == ErrorKind::AlreadyExists => {
                PutError::Exists(file.relative.to_owned())
            }
            cause => PutError::Unwritable {
                path: file.relative.to_owned(),
                cause,
            },
        })?;
        if let Some(folder) = path.parent() {
            // Where folders cannot be forced to the disk, the files are there all the same.
            drop(File::open(folder).and_then(|folder| folder.sync_all()));
        }
        done.files.push((path, before));
    }
    done.files.clear();
    done.folders.clear();
    Ok(())
}

/// A whole copy under a hidden name, which goes when it is dropped.
fn written(folder: &Path, bytes: &[u8], instead_of: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any other file that its owner makes: whoever serves it may be another user.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Ok(before) = fs::metadata(instead_of) {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a file is to stand in; it is made if there is none.
fn folder_of(root: &Path, relative: &str, done: &mut Done) -> Result<PathBuf, PutError> {
    let refused = || PutError::NoFolder(folder_name(relative).to_owned());
    let home = fs::canonicalize(root).map_err(|_| refused())?;
    let mut folder = root.to_owned();
    for part in Path::new(folder_name(relative)).components() {
        let Component::Normal(part) = part else {
            return Err(refused());
        };
        folder.push(part);
        match fs::create_dir(&folder) {
            Ok(()) => done.folders.push(folder.clone()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let real = fs::canonicalize(&folder).map_err(|_| refused())?;
                if !real.is_dir() || !real.starts_with(&home) {
                    return Err(refused());
                }
            }
            Err(cause) => {
                return Err(PutError::Unwritable {
                    path: relative.to_owned(),
                    cause,
                });
            }
        }
    }
    Ok(folder)
}

/// The path without its last part.
fn folder_name(relative: &str) -> &str {
    relative.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn file<'a>(relative: &'a str, text: &'a str, replaces: bool) -> NewFile<'a> {
        NewFile {
            relative,
            bytes: text.as_bytes(),
            replaces,
        }
    }

    /// Everything in a folder, with what stands in it.
    fn all(folder: &Path) -> Vec<String> {
        let entries = walkdir::WalkDir::new(folder)
            .min_depth(1)
            .sort_by_file_name();
        let shown = entries.into_iter().map(|entry| {
            let entry = entry.unwrap();
            let name = entry.path().strip_prefix(folder).unwrap().display();
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            format!("{name}: {text}")
        });
        shown.collect()
    }

    #[test]
    fn files_are_put_with_their_folders_and_read_by_others() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(
            root,
            &[
                file("law/a.outline.toml", "x", true),
                file("law/a.md", "y", false),
            ],
        )
        .unwrap();
        assert_eq!(all(root), ["law: ", "law/a.md: y", "law/a.outline.toml: x"]);
        let mine = root.join("mine");
        fs::write(&mine, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&root.join("law/a.md")), mode(&mine));
    }

    #[test]
    fn what_is_replaced_keeps_who_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        put(folder.path(), &[file("a.md", "new", true)]).unwrap();
        assert_eq!(all(folder.path()), ["a.md: new"]);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn what_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.md"), "old").unwrap();
        fs::write(root.join("a.outline.toml"), "old").unwrap();
        let files = [
            file("new/b.outline.toml", "x", true),
            file("a.outline.toml", "x", true),
            file("a.md", "x", false),
        ];
        let error = put(root, &files).unwrap_err();
        assert_eq!(error.to_string(), "a.md exists; nothing was changed");
        assert_eq!(all(root), ["a.md: old", "a.outline.toml: old"]);
    }

    #[test]
    fn nothing_is_put_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let root = folder.path();
        symlink(elsewhere.path(), root.join("link")).unwrap();
        fs::write(root.join("file"), "").unwrap();
        for path in [
            "link/a.md",
            "file/a.md",
            "../a.md",
            "/a/b.md",
            "new/../../a.md",
        ] {
            let error = put(root, &[file(path, "x", true)]).unwrap_err();
            assert!(matches!(error, PutError::NoFolder(_)), "{path}: {error}");
        }
        assert_eq!(all(root), ["file: ", "link: "]);
        assert_eq!(all(elsewhere.path()).len(), 0);
    }
}
