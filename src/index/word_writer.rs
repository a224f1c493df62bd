//! Writing the words of a generation. The index of a language is begun when its first document comes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tantivy::{
    Index, IndexWriter, TantivyDocument, Term, index::SegmentId, merge_policy::NoMergePolicy,
};

use super::{IndexError, schema::Fields, words::sealed};
use crate::{
    corpus::{Document, DocumentId, printable},
    language::Language,
    passages::Passage,
};

/// Memory for each indexing thread, in bytes.
const WRITER_BYTES: usize = 48 * 1024 * 1024;

/// Tantivy takes no less.
const LEAST_WRITER_BYTES: usize = 15 * 1024 * 1024;

/// The share of the memory of this process that indexing may use in a language, as a divisor. Most corpora have one
/// or two.
const SHARE: u64 = 12;

/// From this many new documents on, all cores index. Below, one thread saves merging its work.
const MANY_DOCUMENTS: usize = 200;

/// Writes the words of a generation.
pub(super) struct WordWriter<'a> {
    folder: &'a Path,
    from: Option<&'a Path>,
    threads: usize,
    bytes: usize,
    languages: Mutex<BTreeMap<Language, Arc<LanguageWriter>>>,
}

/// Writes the index of a language.
struct LanguageWriter {
    folder: PathBuf,
    fields: Fields,
    index: Index,
    writer: IndexWriter,
}

impl<'a> WordWriter<'a> {
    /// Begins the words in `folder`, with those in `from`; so many documents are new.
    pub(super) fn new(
        folder: &'a Path,
        from: Option<&'a Path>,
        documents: usize,
        memory: u64,
    ) -> Self {
        let (threads, bytes) = room(documents, memory);
        Self {
            folder,
            from,
            threads,
            bytes,
            languages: Mutex::default(),
        }
    }

    /// Adds a document with its passages and sentences; `source` is the hash of what it was read
    /// from.
    pub(super) fn add(
        &self,
        document: &Document,
        source: &str,
        passages: &[Passage],
    ) -> Result<(), IndexError> {
        let writer = self.language(document.language)?;
        writer.add(document, source, passages)
    }

    /// Removes a document that was in this language.
    pub(super) fn remove(&self, id: &DocumentId, language: Language) -> Result<(), IndexError> {
        let writer = self.language(language)?;
        let key = Term::from_field_text(writer.fields.document, id.as_str());
        writer.writer.delete_term(key);
        Ok(())
    }

    /// Finishes the indexes of these languages, those in which there are documents now. Others are not kept.
    pub(super) fn finish(self, languages: &BTreeSet<Language>) -> Result<(), IndexError> {
        for language in languages {
            // Also where nothing changed.
            drop(self.language(*language)?);
        }
        let writers = self.languages.into_inner();
        for (language, writer) in writers.unwrap_or_else(PoisonError::into_inner) {
            let unfinished = || IndexError::Unusable {
                reason: "the words were still being written".to_owned(),
            };
            let writer = Arc::into_inner(writer).ok_or_else(unfinished)?;
            if languages.contains(&language) {
                writer.finish()?;
            } else {
                writer.discard()?;
            }
        }
        Ok(())
    }

    fn language(&self, language: Language) -> Result<Arc<LanguageWriter>, IndexError> {
        let mut languages = lock(&self.languages);
        if let Some(writer) = languages.get(&language) {
            return Ok(Arc::clone(writer));
        }
        let code = language.code();
        let from = self.from.map(|from| from.join(code));
        let from = from.filter(|from| from.exists());
        let folder = self.folder.join(code);
        let writer = LanguageWriter::open(folder, from.as_deref(), language, self)?;
        let writer = Arc::new(writer);
        languages.insert(language, Arc::clone(&writer));
        Ok(writer)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl LanguageWriter {
    /// A new index, or a copy of the one in `from`.
    fn open(
        folder: PathBuf,
        from: Option<&Path>,
        language: Language,
        room: &WordWriter<'_>,
    ) -> Result<Self, IndexError> {
        fs::create_dir_all(&folder).map_err(IndexError::io("create", &folder))?;
        let fields = Fields::of(language);
        let index = match from {
            Some(from) => {
                link_all(from, &folder)?;
                Index::open_in_dir(&folder)
            }
            None => Index::create_in_dir(&folder, fields.schema.clone()),
        }
        .map_err(IndexError::tantivy(&folder))?;
        fields.register_analysers(&index);
        let writer: IndexWriter = index
            .writer_with_num_threads(room.threads, room.bytes)
            .map_err(IndexError::tantivy(&folder))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            folder,
            fields,
            index,
            writer,
        })
    }

    fn add(
        &self,
        document: &Document,
        source: &str,
        passages: &[Passage],
    ) -> Result<(), IndexError> {
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

    /// Commits, and merges everything into one segment: searching is fastest so, and the
    /// statistics behind the scores are those of a fresh index.
    fn finish(mut self) -> Result<(), IndexError> {
        let failed = || IndexError::tantivy(&self.folder);
        self.writer.commit().map_err(failed())?;
        let segments = self.index.searchable_segment_metas().map_err(failed())?;
        let has_deletes = segments
            .iter()
            .any(|segment| segment.num_deleted_docs() > 0);
        if segments.len() > 1 || has_deletes {
            let ids: Vec<SegmentId> = segments.iter().map(tantivy::SegmentMeta::id).collect();
            // As long as somebody knows them, their files stay.
            drop(segments);
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

    /// Leaves nothing behind.
    fn discard(self) -> Result<(), IndexError> {
        let Self { folder, writer, .. } = self;
        writer
            .wait_merging_threads()
            .map_err(IndexError::tantivy(&folder))?;
        fs::remove_dir_all(&folder).map_err(IndexError::io("remove", &folder))
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
