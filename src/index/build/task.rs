//! The task of a build: what is read, with what, and what need not be done.

use std::path::Path;

use crate::{
    corpus::{Debouncer, DocumentReader, Folders},
    embedding::Embedder,
    index::{IndexError, Manifest},
};

/// The task of a build.
#[derive(Clone, Copy)]
pub struct Build<'a> {
    /// The folders of documents.
    pub folders: Folders<'a>,
    /// Whether a program that serves may serve no document, as some may be added while it does.
    pub may_be_empty: bool,
    /// Larger files are not read.
    pub max_file_bytes: u64,
    /// Whether to read everything again.
    pub force: bool,
    /// A generation that is read, whether or not it is still there: the next has a higher number.
    pub after: u64,
    /// The model that makes the vectors; without one, the index is one of words only.
    pub embedder: Option<&'a Embedder>,
    /// The time at which it makes them.
    pub embeds: Embeds,
    /// The reader of the files.
    pub reader: &'a DocumentReader,
    /// Told of a generation in its folder before it serves, which it does not where this fails: whoever shares the
    /// index publishes it to the others first.
    pub announce: Option<Announce<'a>>,
    /// The memory that the process may use, in bytes.
    pub memory: u64,
    /// Waits for files that are being copied, and for those that take long to read; without it, they
    /// are read as they are, however long it takes.
    pub debouncer: Option<&'a Debouncer>,
}

/// Somebody who is told of a generation before it serves.
pub type Announce<'a> = &'a (dyn Fn(&Path, &Manifest) -> Result<(), IndexError> + Sync);

/// The time at which the texts of a corpus without vectors are embedded. A corpus that has some keeps them up
/// to date in every build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embeds {
    /// Before anything is published.
    AtOnce,
    /// If they are many, not in this build: what is published can be asked by its words, and the next
    /// build embeds.
    AfterWords,
    /// Not by this build, which is for somebody who only reads.
    Never,
}

impl<'a> Build<'a> {
    /// The model, unless the generation before has no vectors and this build is not to make the first ones.
    pub(super) fn embedder_behind(self, before: Option<&Manifest>) -> Option<&'a Embedder> {
        let has_vectors = before.is_some_and(|before| before.vectors.is_some());
        self.embedder
            .filter(|_| has_vectors || self.embeds != Embeds::Never)
    }
}
