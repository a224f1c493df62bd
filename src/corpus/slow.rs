//! Files that take long to read: one at a time, while the others are read and served.

use std::time::Duration;

use super::{Attempt, FileState, request::SandboxResponse};
use crate::sandbox::{Fault, Pending};

/// The files that were found to take long.
#[derive(Debug, Default)]
pub(super) struct Slow {
    now: Option<Long>,
    /// Those that wait for their turn.
    later: Vec<Vec<FileState>>,
}

/// A file that takes long.
#[derive(Debug)]
struct Long {
    states: Vec<FileState>,
    progress: Progress,
    attempt: Option<Attempt>,
}

#[derive(Debug)]
enum Progress {
    Reads(Pending<SandboxResponse>),
    Done(Result<SandboxResponse, Fault>),
}

/// The known state of a file.
pub(super) enum Known {
    /// Nothing: it is tried.
    No,
    /// It is read, or waits for its turn.
    Waits,
    /// It is its turn.
    IsNext,
    /// It was read.
    Done(Result<SandboxResponse, Fault>, Option<Attempt>),
}

impl Slow {
    /// Whether a file is not to be had yet.
    pub(super) fn has(&mut self, states: &[FileState]) -> bool {
        self.look();
        match &self.now {
            Some(now) if now.states == states => matches!(now.progress, Progress::Reads(_)),
            Some(_) => self.waits(states),
            None => false,
        }
    }

    /// Returns the known state of a file; what was read is taken.
    pub(super) fn take(&mut self, states: &[FileState]) -> Known {
        self.look();
        match self.now.take() {
            Some(Long {
                states: of,
                progress: Progress::Done(result),
                attempt,
            }) if of == states => Known::Done(result, attempt),
            None if self.waits(states) => Known::IsNext,
            now => {
                let waits = now.as_ref().is_some_and(|now| now.states == states);
                self.now = now;
                if waits || self.waits(states) {
                    Known::Waits
                } else {
                    Known::No
                }
            }
        }
    }

    /// Takes a file that was found to take long. If another one is read, that of this one is ended
    /// until it is its turn.
    pub(super) fn put(
        &mut self,
        states: &[FileState],
        pending: Pending<SandboxResponse>,
        attempt: Option<Attempt>,
    ) {
        if self.now.is_some() {
            self.later.push(states.to_owned());
            return;
        }
        self.later.retain(|later| later != states);
        self.now = Some(Long {
            states: states.to_owned(),
            progress: Progress::Reads(pending),
            attempt,
        });
    }

    /// Forgets files that are not there any more, or have changed.
    pub(super) fn retain(&mut self, is_there: impl Fn(&[FileState]) -> bool) {
        self.now.take_if(|now| !is_there(&now.states));
        self.later.retain(|states| is_there(states));
    }

    /// The paths of the files that are not to be had yet.
    pub(super) fn paths(&mut self) -> Vec<String> {
        let now = self.now.iter().map(|now| &now.states);
        let all = now.chain(&self.later).filter_map(|states| states.first());
        all.map(|state| state.path.clone()).collect()
    }

    fn waits(&self, states: &[FileState]) -> bool {
        self.later.iter().any(|later| later == states)
    }

    /// Looks whether the file that is read is done.
    fn look(&mut self) {
        if let Some(now) = &mut self.now
            && let Progress::Reads(pending) = &mut now.progress
            && let Some(result) = pending.wait(Duration::ZERO)
        {
            now.progress = Progress::Done(result);
        }
    }
}
