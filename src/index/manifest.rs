//! The contents of a generation: its format, and the files it was built from.

use std::{
    borrow::Cow,
    fmt,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    time::SystemTime,
};

use serde::{Deserialize, Serialize};

use super::{IndexError, vectors::VectorsEntry};
use crate::{
    corpus::{
        Document, DocumentId, EditKind, FileState, Metadata, Reading, Severity, Warning, edition,
        regular_file, title,
    },
    embedding::Embedder,
    language::Language,
};

/// The format of a generation: of the manifest, the schema, the analysers and the documents kept
/// in it. A generation of another format is rebuilt. Raise it with every change to any of them.
pub const FORMAT_VERSION: u32 = 15;

pub(super) const FILE_NAME: &str = "manifest.json";

/// No manifest is longer.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// Said behind a finding about a file that was read before.
pub(super) const SERVED: &str = "; its last good version is served";

/// The table of contents of a generation. On disk a line with a checksum of it follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The name of the folder of the index that it belongs to.
    pub index: String,
    /// Counts builds; also the name of the generation's folder.
    pub generation: u64,
    /// The files of words and vectors.
    pub parts: Vec<GenerationFile>,
    /// The documents, by id.
    pub documents: Vec<DocumentEntry>,
    /// Warnings about the corpus as a whole, rather than about one document.
    pub warnings: Vec<Warning>,
    /// The vectors, unless the index is one of words only.
    pub vectors: Option<VectorsEntry>,
    /// Files that could not be read; their findings stand above, or with the document that is still
    /// served of them.
    #[serde(default)]
    pub failed: Vec<Failed>,
    /// Documents that were renamed, the last one last: old buttons and links find them here.
    #[serde(default)]
    pub former: Vec<Former>,
}

/// A file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerationFile {
    /// Its path in the generation, with `/` between folders.
    pub path: String,
    /// Size in bytes.
    pub len: u64,
    /// BLAKE3, in hexadecimal digits.
    pub hash: String,
}

/// The facts that are known about a document without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// Its id.
    pub id: DocumentId,
    /// Its path in the corpus.
    pub path: String,
    /// BLAKE3 of everything that the document was read from, in hexadecimal digits; not of its name.
    pub hash: String,
    /// The files it was read from, as they were then.
    pub files: Vec<FileState>,
    /// Title, edition, date.
    pub metadata: Metadata,
    /// The language it is written in.
    pub language: Language,
    /// The numbers of its sections, paragraphs, sentences and footnotes.
    pub counts: Counts,
    /// Warnings about it.
    pub warnings: Vec<Warning>,
}

/// The counts of what a document holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Sections, derived ones included.
    pub sections: usize,
    /// Paragraphs, notes included.
    pub paragraphs: usize,
    /// Words in them.
    #[serde(default)]
    pub words: usize,
    /// Passages.
    pub passages: usize,
    /// Sentences.
    pub sentences: usize,
    /// Footnote marks.
    pub footnotes: usize,
    /// Stretches set apart: navigation, notices and the like.
    pub set_apart: usize,
    /// Gaps in the source.
    pub gaps: usize,
}

/// A file that gave no document, as it was when that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// The file and its sidecars.
    pub files: Vec<FileState>,
    /// The reason why it gave none.
    pub warning: Warning,
    /// Whether the system refused it, which may be otherwise the next time, rather than its content.
    pub is_refused: bool,
}

/// A document that was renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The id that it had.
    pub id: DocumentId,
    /// The id that it has.
    pub now: DocumentId,
}

impl DocumentEntry {
    /// The entry of a document that was read from these files; it has so many passages.
    pub fn of(
        document: &Document,
        files: Vec<FileState>,
        hash: String,
        passages: usize,
        warnings: Vec<Warning>,
    ) -> Self {
        let edits = document.edits.iter();
        let gaps = edits.filter(|edit| edit.kind == EditKind::Gap);
        Self {
            counts: Counts {
                sections: document.sections.len(),
                paragraphs: document.paragraphs.len(),
                words: words(document),
                passages,
                sentences: document.sentences.len(),
                footnotes: document.footnotes.len(),
                set_apart: document.set_apart.len(),
                gaps: gaps.count(),
            },
            id: document.id.clone(),
            path: document.path.clone(),
            hash,
            files,
            metadata: document.metadata.clone(),
            language: document.language,
            warnings,
        }
    }

    /// The title, or the id where the source has none.
    pub fn title(&self) -> Cow<'_, str> {
        title(&self.metadata, &self.id)
    }

    /// The edition, as the source names it, else as the name of the file does.
    pub fn edition(&self) -> Option<&str> {
        edition(&self.metadata, &self.id)
    }

    /// Whether something about it should be looked at; a note costs nothing.
    pub fn has_warnings(&self) -> bool {
        let mut warnings = self.warnings.iter();
        warnings.any(|warning| warning.severity > Severity::Note)
    }

    /// Whether its file could not be read since, so that an older version of it is served.
    pub fn is_last_good_version(&self) -> bool {
        let mut warnings = self.warnings.iter();
        warnings.any(|warning| warning.message.ends_with(SERVED))
    }
}

/// The number of words in the paragraphs of a document.
fn words(document: &Document) -> usize {
    let words = document.paragraphs.iter().map(|paragraph| {
        let reading = Reading::of(&document.text, paragraph.span, &document.edits);
        reading.text.split_whitespace().count()
    });
    words.sum()
}

impl Counts {
    /// Adds what another document holds.
    pub(super) fn add(&mut self, other: &Counts) {
        let Counts {
            sections,
            paragraphs,
            words,
            passages,
            sentences,
            footnotes,
            set_apart,
            gaps,
        } = other;
        self.sections += sections;
        self.paragraphs += paragraphs;
        self.words += words;
        self.passages += passages;
        self.sentences += sentences;
        self.footnotes += footnotes;
        self.set_apart += set_apart;
        self.gaps += gaps;
    }
}

impl Manifest {
    /// Whether the generation has the vectors of a model, or none where there is no model.
    pub(super) fn has_vectors_of(&self, embedder: Option<&Embedder>) -> bool {
        let made_by = self.vectors.as_ref().map(|vectors| &vectors.model);
        made_by == embedder.map(Embedder::id)
    }

    /// Reads the manifest in the folder of a generation.
    pub fn read(folder: &Path) -> Result<Manifest, IndexError> {
        let manifest = Self::read_unplaced(folder)?;
        let generation = manifest.generation.to_string();
        if [Some(manifest.index.as_str()), Some(&generation)] != names(folder) {
            let Manifest { index, .. } = manifest;
            let what = format!("it is generation {generation} of {index}");
            return Err(IndexError::unusable(folder, &what));
        }
        Ok(manifest)
    }

    /// The same of a generation that is not in its place yet.
    pub(super) fn read_unplaced(folder: &Path) -> Result<Manifest, IndexError> {
        let path = folder.join(FILE_NAME);
        let damaged = |what: &dyn fmt::Display| {
            let what = format!("{FILE_NAME} is damaged: {what}");
            IndexError::unusable(folder, &what)
        };
        let text = regular_file::read_text(&path, MAX_BYTES).map_err(|error| {
            let what = format!("{FILE_NAME} cannot be read: {error}");
            IndexError::unusable(folder, &what)
        })?;
        let mut lines = text.splitn(2, '\n');
        let json = lines.next().unwrap_or_default();
        let version: Version = serde_json::from_str(json).map_err(|error| damaged(&error))?;
        if version.format_version != FORMAT_VERSION {
            return Err(IndexError::Unusable {
                reason: format!(
                    "the index has format {}, this program needs {FORMAT_VERSION}",
                    version.format_version
                ),
            });
        }
        let checksum = lines.next().unwrap_or_default().trim_end();
        if blake3::hash(json.as_bytes()).to_hex().as_str() != checksum {
            return Err(damaged(&"its checksum is another one"));
        }
        serde_json::from_str(json).map_err(|error| damaged(&error))
    }

    /// The time at which the manifest in the folder of a generation was written, if the file system says so.
    pub(super) fn written(folder: &Path) -> Option<SystemTime> {
        fs::metadata(folder.join(FILE_NAME)).ok()?.modified().ok()
    }

    /// Writes the manifest into the folder of a generation, in the place of one that may be there.
    pub(super) fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let path = folder.join(FILE_NAME);
        let next = folder.join(format!("{FILE_NAME}.next"));
        let written = File::create(&next).and_then(|file| {
            // Never whole in memory: that of a large corpus takes more than the corpus's longest document.
            let mut hashed = Hashed {
                file: BufWriter::new(file),
                hasher: blake3::Hasher::new(),
            };
            serde_json::to_writer(&mut hashed, self)?;
            let Hashed { mut file, hasher } = hashed;
            write!(file, "\n{}\n", hasher.finalize().to_hex())?;
            file.into_inner()?.sync_all()
        });
        written.map_err(IndexError::io("write", &next))?;
        fs::rename(&next, &path).map_err(IndexError::io("rename", &next))
    }

    /// The entry of a document.
    pub fn entry(&self, id: &DocumentId) -> Option<&DocumentEntry> {
        let index = self
            .documents
            .binary_search_by(|entry| entry.id.cmp(id))
            .ok()?;
        self.documents.get(index)
    }

    /// Every finding: about the corpus, and about each document.
    pub fn findings(&self) -> impl Iterator<Item = &Warning> {
        let of_documents = self.documents.iter().flat_map(|entry| &entry.warnings);
        self.warnings.iter().chain(of_documents)
    }
}

/// A file that is written, with a hash of what is in it.
struct Hashed {
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Only the version, so that a manifest of any format can be asked for it.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

/// The names of the folder of an index and of one of its generations.
fn names(generation: &Path) -> [Option<&str>; 2] {
    let index = generation.parent().and_then(Path::file_name);
    [index, generation.file_name()].map(|name| name?.to_str())
}
