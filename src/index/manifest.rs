//! What a generation holds: its format, and the files it was built from.

use std::{fs, path::Path, time::SystemTime};

use serde::{Deserialize, Serialize};

use super::{IndexError, vectors::VectorsEntry};
use crate::{
    corpus::{DocumentId, Metadata, Severity, SourceFile, Warning},
    language::Language,
};

/// The format of a generation: of the manifest, the schema, the analysers and the documents kept
/// in it. A generation of another format is rebuilt. Raise it with every change to any of them.
pub const FORMAT_VERSION: u32 = 2;

const FILE_NAME: &str = "manifest.json";

/// The table of contents of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Counts builds; also the name of the generation's folder.
    pub generation: u64,
    /// The documents, by id.
    pub documents: Vec<DocumentEntry>,
    /// What is odd about the corpus as a whole, rather than about one document.
    pub warnings: Vec<Warning>,
    /// The vectors, unless the index is one of words only.
    pub vectors: Option<VectorsEntry>,
}

/// What is known about a document without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// Its id.
    pub id: DocumentId,
    /// Its path in the corpus.
    pub path: String,
    /// BLAKE3 of everything that the document was read from, in hexadecimal digits.
    pub hash: String,
    /// The files it was read from, as they were then.
    pub files: Vec<FileState>,
    /// Title, edition, date.
    pub metadata: Metadata,
    /// The language it is written in.
    pub language: Language,
    /// How many sections, paragraphs, sentences and footnotes it has.
    pub counts: Counts,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// How much a document holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Sections, derived ones included.
    pub sections: usize,
    /// Paragraphs, notes included.
    pub paragraphs: usize,
    /// Passages.
    pub passages: usize,
    /// Sentences.
    pub sentences: usize,
    /// Footnote marks.
    pub footnotes: usize,
    /// Stretches set apart as boilerplate.
    pub boilerplate: usize,
    /// Gaps in the source.
    pub gaps: usize,
}

/// Size and time of a file: while both are as they were, it is taken to be unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Path in the corpus.
    pub path: String,
    /// Size in bytes.
    pub len: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified_ns: u128,
}

impl DocumentEntry {
    /// The title, or the id where the source has none.
    pub fn title(&self) -> &str {
        self.metadata.title.as_deref().unwrap_or(self.id.as_str())
    }

    /// Whether something about it should be looked at; a note costs nothing.
    pub fn has_warnings(&self) -> bool {
        let mut warnings = self.warnings.iter();
        warnings.any(|warning| warning.severity > Severity::Note)
    }
}

impl Counts {
    /// Adds what another document holds.
    pub(super) fn add(&mut self, other: &Counts) {
        let Counts {
            sections,
            paragraphs,
            passages,
            sentences,
            footnotes,
            boilerplate,
            gaps,
        } = other;
        self.sections += sections;
        self.paragraphs += paragraphs;
        self.passages += passages;
        self.sentences += sentences;
        self.footnotes += footnotes;
        self.boilerplate += boilerplate;
        self.gaps += gaps;
    }
}

impl FileState {
    /// The states of the files that a document is read from.
    pub fn of(file: &SourceFile) -> Vec<FileState> {
        let companions = [
            Some(&file.path),
            file.outline.as_ref(),
            file.encoding.as_ref(),
        ];
        companions
            .into_iter()
            .flatten()
            .map(|path| Self::of_path(path))
            .collect()
    }

    fn of_path(path: &Path) -> FileState {
        let metadata = fs::metadata(path).ok();
        let modified = metadata
            .as_ref()
            .and_then(|metadata| metadata.modified().ok());
        FileState {
            path: path.to_string_lossy().into_owned(),
            len: metadata.map_or(0, |metadata| metadata.len()),
            modified_ns: modified
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                .map_or(0, |age| age.as_nanos()),
        }
    }
}

impl Manifest {
    /// Reads the manifest in the folder of a generation.
    pub fn read(folder: &Path) -> Result<Manifest, IndexError> {
        let path = folder.join(FILE_NAME);
        let text = fs::read_to_string(&path).map_err(IndexError::io("read", &path))?;
        let version: Version =
            serde_json::from_str(&text).map_err(|error| unreadable(&path, &error))?;
        if version.format_version != FORMAT_VERSION {
            return Err(IndexError::Unusable {
                reason: format!(
                    "the index has format {}, this program needs {FORMAT_VERSION}",
                    version.format_version
                ),
            });
        }
        serde_json::from_str(&text).map_err(|error| unreadable(&path, &error))
    }

    /// When the manifest in the folder of a generation was written, if the file system says so.
    pub(super) fn written(folder: &Path) -> Option<SystemTime> {
        fs::metadata(folder.join(FILE_NAME)).ok()?.modified().ok()
    }

    /// Writes the manifest into the folder of a generation.
    pub(super) fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(FILE_NAME);
        let text = serde_json::to_vec(self).map_err(|error| unreadable(&path, &error))?;
        fs::write(&path, text).map_err(IndexError::io("write", &path))
    }

    /// The entry of a document.
    pub fn entry(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        let index = self
            .documents
            .binary_search_by(|entry| entry.id.cmp(id))
            .ok()?;
        self.documents.get(index)
    }
}

/// Only the version, so that a manifest of any format can be asked for it.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

fn unreadable(path: &Path, error: &serde_json::Error) -> IndexError {
    IndexError::Unusable {
        reason: format!("{} is damaged: {error}", path.display()),
    }
}
