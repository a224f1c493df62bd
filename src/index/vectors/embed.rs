//! Embedding what is new: on all cores, one text a core, kept in the journal as it comes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Key, NewTexts, Vectors,
    journal::{self, Journal},
    texts::{PassageText, SentenceText},
};
use crate::{
    embedding::{Embedder, write_row},
    index::{BuildStage, IndexError, Progress},
};

/// The number of texts that are embedded between two writes to disk: as many are lost when a build is
/// interrupted. That is a few seconds' work.
const KEEP_EVERY: usize = 64;

/// So many texts are in memory at once, so that all cores have enough to do.
const AT_ONCE: usize = 1_024;

/// Vectors by key: those of texts that are new, or that stood in another document before.
pub(in crate::index) struct Embedded {
    journal: Journal,
    /// The rows of other vectors, in the generation before.
    before: BTreeMap<Key, usize>,
    /// The number of texts that were embedded just now.
    pub(in crate::index) count: usize,
}

/// A text that has no vectors yet.
enum Missing {
    Passage(PassageText),
    Sentence(SentenceText),
}

/// Embeds what is new in some documents.
pub(in crate::index) fn embed(
    folder: &Path,
    embedder: &Embedder,
    texts: &NewTexts<'_>,
    before: Option<&Vectors>,
    progress: &dyn Progress,
) -> Result<Embedded, IndexError> {
    let journal = Journal::open(folder, embedder.id())?;
    let before = before.map(Vectors::keys).unwrap_or_default();
    let mut new = BTreeSet::new();
    for texts in texts.all() {
        for key in texts?.keys() {
            if !before.contains_key(&key) && !new.contains(&key) && journal.get(key)?.is_none() {
                new.insert(key);
            }
        }
    }
    let count = new.len();
    progress.begin(BuildStage::Embedding, count);
    let mut missing = Vec::new();
    for texts in texts.all() {
        if new.is_empty() {
            break;
        }
        let texts = texts?;
        let passages = texts.passages.into_iter().map(Missing::Passage);
        let sentences = texts.sentences.into_iter().map(Missing::Sentence);
        for text in passages.chain(sentences) {
            if new.remove(&text.key()) {
                missing.push(text);
            }
            if missing.len() >= AT_ONCE {
                embed_all(embedder, &std::mem::take(&mut missing), &journal, progress)?;
            }
        }
    }
    embed_all(embedder, &missing, &journal, progress)?;
    progress.finish();
    Ok(Embedded {
        journal,
        before,
        count,
    })
}

/// Embeds some texts, and keeps their vectors.
fn embed_all(
    embedder: &Embedder,
    texts: &[Missing],
    journal: &Journal,
    progress: &dyn Progress,
) -> Result<(), IndexError> {
    let writer = JournalWriter::new(journal);
    on_all_cores(texts, |text| {
        writer.keep(text.key(), embed_one(embedder, text)?)?;
        progress.advance();
        Ok(())
    })?;
    writer.finish()
}

impl Missing {
    fn key(&self) -> Key {
        match self {
            Missing::Passage(passage) => passage.key,
            Missing::Sentence(sentence) => sentence.key,
        }
    }
}

/// Does something with each item, on as many threads as there are cores; stops at the first error.
///
/// These are no threads of rayon: the model computes in a pool of its own, and while a thread of
/// rayon waits for another pool it begins the next item, and the next within that one.
fn on_all_cores<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), IndexError> + Sync,
) -> Result<(), IndexError> {
    let next = AtomicUsize::new(0);
    let some = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = work(item) {
                next.store(items.len(), Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        let mut threads = threads.into_iter();
        threads.try_for_each(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

fn embed_one(embedder: &Embedder, text: &Missing) -> Result<Vec<u8>, IndexError> {
    let mut bytes = Vec::new();
    match text {
        Missing::Sentence(sentence) => {
            write_row(&embedder.sentence(&sentence.text)?, &mut bytes);
        }
        Missing::Passage(passage) => {
            let made = embedder.passage(&passage.context, &passage.text)?;
            write_row(&made.vector, &mut bytes);
            for token in &made.tokens {
                let sentence = passage.sentence_at(token.start);
                bytes.push(u8::try_from(sentence).unwrap_or(u8::MAX));
                write_row(&token.vector, &mut bytes);
            }
        }
    }
    Ok(bytes)
}

impl Embedded {
    /// The vectors of a new text: a row, and for a passage those of its tokens behind it.
    pub(super) fn vectors(&self, key: Key) -> Result<Option<Vec<u8>>, IndexError> {
        self.journal.get(key)
    }

    /// The row of the generation before that has the vectors of a text.
    pub(super) fn row_before(&self, key: &Key) -> Option<usize> {
        self.before.get(key).copied()
    }

    /// Forgets what was kept on the way: it is published. What cannot be forgotten does no harm.
    pub(in crate::index) fn forget(self, folder: &Path) {
        drop(self.journal);
        drop(journal::remove(folder));
    }
}

/// Gathers what several threads embed, and writes it to the journal now and then.
struct JournalWriter<'a> {
    journal: &'a Journal,
    gathered: Mutex<Vec<(Key, Vec<u8>)>>,
}

impl<'a> JournalWriter<'a> {
    fn new(journal: &'a Journal) -> Self {
        Self {
            journal,
            gathered: Mutex::default(),
        }
    }

    fn keep(&self, key: Key, vectors: Vec<u8>) -> Result<(), IndexError> {
        let due = {
            let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            gathered.push((key, vectors));
            if gathered.len() < KEEP_EVERY {
                return Ok(());
            }
            std::mem::take(&mut *gathered)
        };
        self.journal.add(&due)
    }

    fn finish(self) -> Result<(), IndexError> {
        let rest = self.gathered.into_inner();
        self.journal
            .add(&rest.unwrap_or_else(PoisonError::into_inner))
    }
}
