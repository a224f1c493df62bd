//! The progress of a build, told to whoever waits for it.

/// The stage that a build is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStage {
    /// Documents are read.
    Reading,
    /// Passages and sentences are embedded.
    Embedding,
}

/// The work that a build has before it, as far as can be told without reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Documents that are to be read.
    pub documents: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Whether their texts are embedded, which takes most of the time.
    pub embeds: bool,
    /// Whether nothing is taken over from an index that is there.
    pub is_new: bool,
}

/// The listener that a build tells how far it is. Called from several threads.
pub trait Progress: Sync {
    /// A build begins that has something to do.
    fn announce(&self, _ahead: Ahead) {}
    /// A stage begins, in which this many documents or texts are to be done.
    fn begin(&self, stage: BuildStage, count: usize);
    /// One more is done.
    fn advance(&self);
    /// The stage is over.
    fn finish(&self);
}

/// Shows no progress.
impl Progress for () {
    fn begin(&self, _stage: BuildStage, _count: usize) {}
    fn advance(&self) {}
    fn finish(&self) {}
}
