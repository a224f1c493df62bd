//! The word index of a generation, on disk: opened for reading only if it is whole, and written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tantivy::{
    Index, IndexWriter, TantivyDocument, Term, index::SegmentId, merge_policy::NoMergePolicy,
};

use super::{IndexError, schema::Fields};
use crate::{
    corpus::{Document, DocumentId},
    passages::Passage,
};

/// The folder of the tantivy index within a generation.
pub(super) const WORDS: &str = "words";

/// Memory for each indexing thread, in bytes.
const WRITER_BYTES: usize = 48 * 1024 * 1024;

/// From this many new documents on, all cores index. Below, one thread saves merging its work.
const MANY_DOCUMENTS: usize = 200;

/// Opens the word index of the generation in `folder`. Every file is compared with its checksum:
/// the documents are kept in there, and a quote from a damaged one would prove nothing.
pub(super) fn open_whole(folder: &Path) -> Result<Index, IndexError> {
    let words = folder.join(WORDS);
    let unusable = |reason: &dyn std::fmt::Display| IndexError::Unusable {
        reason: format!(
            "the index in {} cannot be opened: {reason}",
            words.display()
        ),
    };
    let index = Index::open_in_dir(&words).map_err(|error| unusable(&error))?;
    if index.schema() != Fields::new().schema {
        return Err(unusable(&"it has other fields"));
    }
    let damaged = index
        .validate_checksum()
        .map_err(|error| unusable(&error))?;
    match damaged.iter().min() {
        Some(file) => Err(unusable(&format!("{} is damaged", file.display()))),
        None => Ok(index),
    }
}

/// Writes the word index of a generation.
pub(super) struct WordWriter {
    folder: PathBuf,
    fields: Fields,
    index: Index,
    writer: IndexWriter,
}

impl WordWriter {
    /// A new index, or a copy of the one in `from`.
    pub(super) fn open(
        folder: &Path,
        from: Option<&Path>,
        documents: usize,
    ) -> Result<Self, IndexError> {
        fs::create_dir_all(folder).map_err(IndexError::io("create", folder))?;
        let fields = Fields::new();
        let index = match from {
            Some(from) => {
                link_all(from, folder)?;
                Index::open_in_dir(folder)
            }
            None => Index::create_in_dir(folder, fields.schema.clone()),
        }
        .map_err(IndexError::tantivy(folder))?;
        Fields::register_analysers(&index);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if documents < MANY_DOCUMENTS {
            1
        } else {
            cores.min(8)
        };
        let writer: IndexWriter = index
            .writer_with_num_threads(threads, threads * WRITER_BYTES)
            .map_err(IndexError::tantivy(folder))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            index,
            writer,
        })
    }

    /// Adds a document with its passages and sentences.
    pub(super) fn add(
        &self,
        document: &Document,
        passages: &[Passage],
        replaces: bool,
    ) -> Result<(), IndexError> {
        if replaces {
            self.remove(&document.id);
        }
        let bytes = postcard::to_stdvec(document).map_err(|error| IndexError::Unusable {
            reason: format!("{} cannot be kept: {error}", document.path),
        })?;
        let add = |record: TantivyDocument| {
            self.writer
                .add_document(record)
                .map(|_| ())
                .map_err(IndexError::tantivy(&self.folder))
        };
        add(self.fields.document_record(document, &bytes))?;
        for passage in passages {
            add(self.fields.passage_record(document, passage))?;
        }
        for index in 0..document.sentences.len() {
            add(self.fields.sentence_record(document, index))?;
        }
        Ok(())
    }

    pub(super) fn remove(&self, id: &DocumentId) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.document, id.as_str()));
    }

    /// Commits, and merges everything into one segment: searching is fastest so, and the
    /// statistics behind the scores are those of a fresh index.
    pub(super) fn finish(mut self) -> Result<(), IndexError> {
        let failed = || IndexError::tantivy(&self.folder);
        self.writer.commit().map_err(failed())?;
        let segments = self.index.searchable_segment_metas().map_err(failed())?;
        let has_deletes = segments
            .iter()
            .any(|segment| segment.num_deleted_docs() > 0);
        if segments.len() > 1 || has_deletes {
            let ids: Vec<SegmentId> = segments.iter().map(tantivy::SegmentMeta::id).collect();
            self.writer.merge(&ids).wait().map_err(failed())?;
            self.writer
                .garbage_collect_files()
                .wait()
                .map_err(failed())?;
        }
        self.writer
            .wait_merging_threads()
            .map_err(IndexError::tantivy(&self.folder))
    }
}

/// Takes over the files of a tantivy index: segment files never change, so a link is enough.
fn link_all(from: &Path, to: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(from).map_err(IndexError::io("list", from))? {
        let path = entry.map_err(IndexError::io("list", from))?.path();
        let name = path.file_name().unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "lock") {
            continue;
        }
        let place = to.join(name);
        let is_rewritten = path.extension().is_some_and(|ending| ending == "json");
        if is_rewritten || fs::hard_link(&path, &place).is_err() {
            fs::copy(&path, &place).map_err(IndexError::io("copy", &path))?;
        }
    }
    Ok(())
}
