//! The folder of sources: which files are documents, and their bytes. The only part of the corpus
//! that touches the disk.
//!
//! Not documents: hidden files and folders (their names begin with a dot), what editors and copiers
//! are not done with (`name.md~`, `name.md.part`), sidecars (`NAME.outline.toml`,
//! `name.ext.encoding`), and `README.md` at the root of the corpus, which tells operators what to
//! put there; and folders of things that can be made again, which say so by a file `CACHEDIR.TAG`
//! (<https://bford.info/cachedir/>), such as indexes. Links are followed as long as they stay within the corpus.
//! Whatever is passed over for another reason gives a warning.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use crate::corpus::{
    document::DocumentId,
    error::CorpusError,
    file_state::FileState,
    formats::Format,
    source_file::{
        Sidecar, SourceFile, belongs_to, is_sidecar, is_temporary, make_ids_unique, tie_sidecars,
        without_ending,
    },
    warning::{Severity, Warning},
};

/// The file by which a folder says that what is in it can be made again.
pub const CACHE_TAG: &str = "CACHEDIR.TAG";

/// What that file begins with.
pub const CACHE_SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55";

/// What was found in a corpus.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The documents, by relative path.
    pub files: Vec<SourceFile>,
    /// Folders that are named like documents.
    pub folders: Vec<String>,
    /// What was passed over, and why.
    pub warnings: Vec<Warning>,
}

/// The bytes of a document and of its sidecars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The file itself.
    pub bytes: Vec<u8>,
    /// The outline sidecar.
    pub outline_text: Option<String>,
    /// The encoding that the operator names.
    pub encoding_label: Option<String>,
    /// Over everything that the document is made of but its name: if it is the same, so is the
    /// document.
    pub hash: blake3::Hash,
}

/// Finds the documents below `root`. Files of more than `max_bytes` are not taken.
pub fn walk(root: &Path, max_bytes: u64) -> Result<Walk, CorpusError> {
    let home = check_root(root)?;
    let mut walker = Walker {
        root,
        home,
        max_bytes,
        files: Vec::new(),
        folders: Vec::new(),
        sidecars: Vec::new(),
        too_large: Vec::new(),
        warnings: Vec::new(),
    };
    let mut entries = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => {
                if !walker.enter(&entry) && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walker.note_error(&error),
        }
    }
    let walk = walker.finish();
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

/// Whether a file and its sidecars are still as they were when the folder was walked.
pub fn is_unchanged(file: &SourceFile) -> bool {
    let paths = [
        Some(&file.path),
        file.outline.as_ref(),
        file.encoding.as_ref(),
    ];
    let mut paths = paths.into_iter().flatten();
    // Every sidecar has its state, in whatever order.
    paths.all(|path| {
        fs::metadata(path).is_ok_and(|metadata| {
            let mut states = file.states.iter();
            states.any(|state| *state == FileState::of(&state.path, &metadata))
        })
    })
}

/// Reads one document with its sidecars.
pub fn load(file: &SourceFile) -> Result<Loaded, Warning> {
    let refused = |path: &Path, error: &std::io::Error| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let remedy = match error.kind() {
            _ if crate::open_files::is_reached(error) => crate::open_files::REMEDY,
            ErrorKind::PermissionDenied => "give this user the right to read it",
            ErrorKind::InvalidData => "save it as UTF-8",
            _ => "try again, or remove it",
        };
        Warning::error(format!("{name} cannot be read: {error}; {remedy}")).in_file(&file.relative)
    };
    let text = |path: &Option<PathBuf>| match path {
        Some(path) => fs::read_to_string(path)
            .map(Some)
            .map_err(|error| refused(path, &error)),
        None => Ok(None),
    };
    let bytes = fs::read(&file.path).map_err(|error| refused(&file.path, &error))?;
    let outline_text = text(&file.outline)?;
    let encoding_label = text(&file.encoding)?.map(|label| label.trim().to_owned());
    let mut hasher = blake3::Hasher::new();
    let format = file.format.to_string();
    for part in [
        Some(format.as_bytes()),
        outline_text.as_deref().map(str::as_bytes),
        encoding_label.as_deref().map(str::as_bytes),
        Some(bytes.as_slice()),
    ] {
        // Lengths keep the parts apart; a missing part is not an empty one.
        hasher.update(
            &part
                .map_or(u64::MAX, |part| part.len() as u64)
                .to_le_bytes(),
        );
        hasher.update(part.unwrap_or_default());
    }
    Ok(Loaded {
        bytes,
        outline_text,
        encoding_label,
        hash: hasher.finalize(),
    })
}

/// Whether a folder says that what is in it can be made again: no document of anybody.
fn is_cache(folder: &Path) -> bool {
    let tag = fs::read(folder.join(CACHE_TAG));
    tag.is_ok_and(|tag| tag.starts_with(CACHE_SIGNATURE.as_bytes()))
}

struct Walker<'a> {
    root: &'a Path,
    /// The root with all links resolved: nothing outside of it is read.
    home: PathBuf,
    max_bytes: u64,
    files: Vec<SourceFile>,
    folders: Vec<String>,
    sidecars: Vec<Sidecar>,
    /// Documents that are too large: their sidecars are not astray.
    too_large: Vec<String>,
    warnings: Vec<Warning>,
}

impl Walker<'_> {
    /// Takes one entry; false if nothing in it may be read.
    fn enter(&mut self, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        if name.starts_with('.') || is_temporary(&name) {
            return false;
        }
        let relative = self.relative(entry.path());
        if entry.path_is_symlink() && !self.stays_inside(entry.path()) {
            self.warn(
                relative,
                "this link leads out of the corpus and is not followed; copy the \
                 files into the corpus instead",
            );
            return false;
        }
        if entry.file_type().is_dir() {
            if is_cache(entry.path()) {
                return false;
            }
            if Format::from_path(entry.path()).is_some() {
                self.folders.push(relative);
            }
            return true;
        }
        if entry.file_type().is_file() {
            self.take_file(entry, relative);
        } else {
            self.warn(relative, "not read: this is neither a file nor a folder");
        }
        true
    }

    fn take_file(&mut self, entry: &DirEntry, relative: String) {
        if entry.depth() == 1 && relative.eq_ignore_ascii_case("README.md") {
            return;
        }
        if is_sidecar(&relative) {
            match entry.metadata() {
                Ok(metadata) => self.sidecars.push(Sidecar {
                    state: FileState::of(&relative, &metadata),
                    path: entry.path().to_owned(),
                    relative,
                }),
                Err(error) => self.note_error(&error),
            }
            return;
        }
        let Some(format) = Format::from_path(entry.path()) else {
            self.warnings
                .push(unsupported(entry.path()).in_file(relative));
            return;
        };
        if entry.path().to_str().is_none() {
            self.warn(
                relative.clone(),
                "the name of this file is not UTF-8; references show it as \
                 it stands here; rename it",
            );
        }
        let state = match entry.metadata() {
            Ok(metadata) => FileState::of(&relative, &metadata),
            Err(error) => return self.note_error(&error),
        };
        let len = state.len;
        if len > self.max_bytes {
            let warning = Warning::error(format!(
                "not read: the file has {} MB, and the limit is {} MB; raise `corpus.max_file_mb` or \
                 split the file",
                megabytes(len),
                megabytes(self.max_bytes)
            ));
            self.too_large.push(relative.clone());
            self.warnings.push(warning.in_file(relative));
            return;
        }
        let id = DocumentId(without_ending(&relative).to_owned());
        let path = entry.path().to_owned();
        let file = SourceFile {
            path,
            relative,
            id,
            format,
            states: vec![state],
            outline: None,
            encoding: None,
        };
        self.files.push(file);
    }

    fn finish(mut self) -> Walk {
        // Folders and files sort differently by name than their whole paths do.
        self.files.sort_by(|a, b| a.relative.cmp(&b.relative));
        let (files, too_large) = (&self.files, &self.too_large);
        self.sidecars.retain(|Sidecar { relative, .. }| {
            files
                .iter()
                .any(|file| belongs_to(relative, &file.relative))
                || !too_large
                    .iter()
                    .any(|document| belongs_to(relative, document))
        });
        self.warnings
            .extend(tie_sidecars(&mut self.files, self.sidecars));
        self.warnings.extend(make_ids_unique(&mut self.files));
        self.warnings.sort_by(|a, b| a.path.cmp(&b.path));
        Walk {
            files: self.files,
            folders: self.folders,
            warnings: self.warnings,
        }
    }

    fn stays_inside(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|target| target.starts_with(&self.home))
    }

    fn relative(&self, path: &Path) -> String {
        let inner = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Vec<_> = inner
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        parts.join("/")
    }

    fn warn(&mut self, relative: String, message: &str) {
        self.warnings
            .push(Warning::caution(message).in_file(relative));
    }

    fn note_error(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.root);
        let relative = self.relative(path);
        let hidden = relative.split('/').any(|part| part.starts_with('.'));
        if hidden {
            return;
        }
        let kind = error.io_error().map(std::io::Error::kind);
        let warning = if error.loop_ancestor().is_some() {
            Warning::caution(
                "this link leads back to a folder above it and is not followed; remove it",
            )
        } else if kind == Some(ErrorKind::NotFound) {
            Warning::caution("this link leads nowhere; remove it or restore what it points to")
        } else if kind == Some(ErrorKind::PermissionDenied) {
            Warning::error("not read: permission denied; give this user the right to read it")
        } else {
            Warning::error(format!("not read: {error}"))
        };
        self.warnings.push(warning.in_file(relative));
    }
}

fn unsupported(path: &Path) -> Warning {
    let remedy = format!("{} are; export it to one of these", Format::ENDINGS);
    match path.extension() {
        Some(ending) => Warning::note(format!(
            "not read: .{} is not supported yet; {remedy}",
            ending.to_string_lossy()
        )),
        None => Warning::note(format!("not read: the name has no ending; {remedy}")),
    }
}

/// Rounded up to a tenth, so that a file just above the limit does not seem to keep it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}
