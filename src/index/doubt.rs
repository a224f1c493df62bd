//! Whether the files of an open generation are still those that were opened. What goes wrong with
//! them, a panic too, puts them in doubt; then, and when they are others by size, time or number,
//! all of them are compared with their checksums again.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    IndexError,
    guard::guarded,
    manifest::GenerationFile,
    parts::{self, Identity},
};

/// The doubt about the files of a generation.
pub(super) struct Doubt {
    /// The files as they were when they were found to be whole.
    known: Mutex<Vec<Identity>>,
    reason: Mutex<Option<String>>,
}

impl Doubt {
    /// None, of files that were just compared with their checksums.
    pub(super) fn none(known: Vec<Identity>) -> Self {
        Self {
            known: Mutex::new(known),
            reason: Mutex::default(),
        }
    }
}

impl Doubt {
    /// Does some work with the files in `folder`.
    pub(super) fn guarded<T>(
        &self,
        folder: &Path,
        work: impl FnOnce() -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let result = guarded(folder, work);
        if let Err(error) = &result {
            lock(&self.reason).get_or_insert_with(|| error.to_string());
        }
        result
    }

    /// The reason why an answer may have failed, until [`Doubt::damage`] has looked at the files.
    pub(super) fn reason(&self) -> Option<String> {
        lock(&self.reason).clone()
    }

    /// Looks at the files in `folder`, of which the manifest lists these; says what is wrong with them.
    pub(super) fn damage(&self, folder: &Path, listed: &[GenerationFile]) -> Option<String> {
        let mut known = lock(&self.known);
        let now =
            parts::check_sizes(folder, listed).and_then(|()| parts::identities(folder, listed));
        let doubt = self.reason();
        if doubt.is_none() && now.is_ok_and(|now| now == *known) {
            return None;
        }
        let error = match parts::check(folder, listed) {
            Ok(identities) => {
                *known = identities;
                *lock(&self.reason) = None;
                if let Some(doubt) = doubt {
                    tracing::error!(doubt, "the index failed, and its files are whole");
                }
                return None;
            }
            Err(error) => error.to_string(),
        };
        *lock(&self.reason) = Some(error.clone());
        Some(error)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
