//! The word index of a generation, on disk: opened for reading, and written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    index::SegmentId,
    merge_policy::NoMergePolicy,
    query::TermQuery,
    schema::{IndexRecordOption, Value},
};

use super::{IndexError, manifest::DocumentEntry, read_only::ReadOnlyDirectory, schema::Fields};
use crate::{
    corpus::{Document, DocumentId, printable},
    passages::Passage,
};

/// The folder of the tantivy index within a generation.
pub(super) const WORDS: &str = "words";

/// Memory for each indexing thread, in bytes.
const WRITER_BYTES: usize = 48 * 1024 * 1024;

/// Tantivy takes no less.
const LEAST_WRITER_BYTES: usize = 15 * 1024 * 1024;

/// The share of the memory of this process that indexing may use, as a divisor.
const SHARE: u64 = 6;

/// From this many new documents on, all cores index. Below, one thread saves merging its work.
const MANY_DOCUMENTS: usize = 200;

/// Opens the word index of the generation in `folder`, whose files are known to be whole.
pub(super) fn open(folder: &Path) -> Result<IndexReader, IndexError> {
    let unusable = |error: tantivy::TantivyError| IndexError::unusable(folder, &error);
    let directory = ReadOnlyDirectory::open(&folder.join(WORDS))
        .map_err(|error| IndexError::unusable(folder, &error))?;
    let index = Index::open(directory).map_err(unusable)?;
    if index.schema() != Fields::new().schema {
        return Err(IndexError::unusable(folder, &"it has other fields"));
    }
    Fields::register_analysers(&index);
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    reader.try_into().map_err(unusable)
}

/// The record of a document, if it is the one that the manifest names: a quote from another one
/// would prove nothing.
pub(super) fn document(
    searcher: &Searcher,
    fields: &Fields,
    entry: &DocumentEntry,
) -> Result<Document, IndexError> {
    let id = &entry.id;
    let unusable = |what: &dyn std::fmt::Display| IndexError::Unusable {
        reason: format!("the record of {} {what}", printable(id.as_str())),
    };
    let failed = |error| unusable(&format_args!("cannot be read: {error}"));
    let key = Term::from_field_text(fields.key, id.as_str());
    let query = TermQuery::new(key, IndexRecordOption::Basic);
    let first = TopDocs::with_limit(1).order_by_score();
    let found = searcher.search(&query, &first).map_err(failed)?;
    let (_, address) = found.first().ok_or_else(|| unusable(&"is missing"))?;
    let record: TantivyDocument = searcher.doc(*address).map_err(failed)?;
    let record = record.get_first(fields.record);
    let bytes = record
        .and_then(|value| value.as_bytes())
        .unwrap_or_default();
    let (seal, bytes) = bytes.split_at_checked(SEAL).unwrap_or_default();
    if sealed(&entry.hash, bytes).is_none_or(|hash| hash != *seal) {
        return Err(unusable(&"is not that of the file that was read"));
    }
    let document: Document = postcard::from_bytes(bytes)
        .map_err(|error| unusable(&format_args!("is damaged: {error}")))?;
    if document.id != *id {
        return Err(unusable(&"is that of another document"));
    }
    Ok(document)
}

/// Bytes in front of a record, by which it is known to be whole, and made from a certain source.
const SEAL: usize = blake3::OUT_LEN;

/// The seal of a record that was made from the source with this hash.
fn sealed(source: &str, record: &[u8]) -> Option<blake3::Hash> {
    let source = blake3::Hash::from_hex(source).ok()?;
    Some(blake3::keyed_hash(source.as_bytes(), record))
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
        memory: u64,
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
        let (threads, bytes) = room(documents, memory);
        let writer: IndexWriter = index
            .writer_with_num_threads(threads, bytes)
            .map_err(IndexError::tantivy(folder))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            index,
            writer,
        })
    }

    /// Adds a document with its passages and sentences; `source` is the hash of what it was read
    /// from.
    pub(super) fn add(
        &self,
        document: &Document,
        source: &str,
        passages: &[Passage],
        replaces: bool,
    ) -> Result<(), IndexError> {
        if replaces {
            self.remove(&document.id);
        }
        let lost = |what: &dyn std::fmt::Display| IndexError::Unusable {
            reason: format!("{} cannot be kept: {what}", printable(&document.path)),
        };
        let record = postcard::to_stdvec(document).map_err(|error| lost(&error))?;
        let seal = sealed(source, &record).ok_or_else(|| lost(&"its hash is none"))?;
        let bytes = [seal.as_bytes().as_slice(), &record].concat();
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

/// The number of threads that index so many new documents, and the bytes that they have in all.
fn room(documents: usize, memory: u64) -> (usize, usize) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let wanted = if documents < MANY_DOCUMENTS {
        1
    } else {
        cores.min(8)
    };
    let share = usize::try_from(memory / SHARE).unwrap_or(usize::MAX);
    let (least, most) = (LEAST_WRITER_BYTES, WRITER_BYTES);
    let threads = wanted.min(share / least).max(1);
    (threads, share.clamp(threads * least, threads * most))
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
