//! The state of the corpus, for those who run the program.

use super::{BuildProgress, SharingStatus, Snapshot};
use crate::corpus::Severity;

/// The state of the corpus. Times are in seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The generation that serves; nothing while none does.
    pub generation: Option<u64>,
    /// The time at which it was built.
    pub built: Option<u64>,
    /// Documents that are served.
    pub documents: usize,
    /// Files that were read otherwise than their authors may have meant, or not at all.
    pub with_warnings: usize,
    /// Those of them that were not read at all, or of which an older version is served.
    pub with_errors: usize,
    /// The time of the last look at the corpus that found that what is served is what it says.
    pub checked: Option<u64>,
    /// The reason why what is served is not what the corpus says, or why nothing is served.
    pub problem: Option<String>,
    /// Files that are not read yet, as they are still being written.
    pub waiting: usize,
    /// Files that take long to read, and are being read while the others are served.
    pub reading: Vec<String>,
    /// Whether questions are answered by their words alone, until the texts are embedded.
    pub awaits_vectors: bool,
    /// The progress of the build, if there is one.
    pub building: Option<BuildProgress>,
    /// Whether the operating system tells of changes; if not, they are seen a little later.
    pub is_watched: bool,
    /// The state of those with whom the index is shared, where it is.
    pub sharing: Option<SharingStatus>,
}

impl Status {
    /// Adds what is known of the generation that serves.
    pub(super) fn of(self, snapshot: &Snapshot) -> Self {
        Self {
            generation: Some(snapshot.generation()),
            built: snapshot.built(),
            documents: snapshot.entries().len(),
            with_warnings: snapshot.files_with(Severity::Warning),
            with_errors: snapshot.files_with(Severity::Error),
            awaits_vectors: snapshot.app.awaits_vectors(),
            ..self
        }
    }
}
