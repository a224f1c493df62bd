//! The readers of files: this process, or children of it that can be stopped, whatever is in the file.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{
    Attempt, Attempts, LoadedFile, Parsed, RawDocument, SourceFile, Walk, Warning, read,
    request::{SandboxRequest, SandboxResponse, answer},
    slow::{Known, Slow},
};
use crate::sandbox::{Fault, Limits, Pending, Sandbox};

/// Nearly every file is read by then; another one is noted.
const USUAL: Duration = Duration::from_millis(250);

/// The further time that the others wait for a file, where they can be served without it.
const LONGER: Duration = Duration::from_millis(750);

/// A file of more bytes is noted until it is in the index.
const LARGE: usize = 1024 * 1024;

/// The least memory that reading a file takes, in multiples of its bytes.
const LEAST_COST: u64 = 5;

/// The memory that bringing a document into the index takes, in multiples of its own, about.
const INDEXING: u64 = 3;

/// The bound that keeps the memory of a child small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryBound {
    /// `corpus.read_memory_mb`.
    #[default]
    Setting,
    /// The memory that the program may use in all.
    Machine,
}

impl MemoryBound {
    /// The way to give a child more memory.
    fn remedy(self) -> &'static str {
        match self {
            Self::Setting => "raise `corpus.read_memory_mb`",
            Self::Machine => "give the program more memory",
        }
    }
}

/// Reads documents. Clones share the children, and what they are at.
#[derive(Clone, Debug, Default)]
pub struct DocumentReader(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Without one, documents are read in this process.
    sandbox: Option<Sandbox>,
    bound: MemoryBound,
    slow: Mutex<Slow>,
    attempts: Arc<Attempts>,
}

/// The way in which a file is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions<'a> {
    /// The folder where it is noted that a file is being read.
    pub notes: &'a Path,
    /// Whether a file that takes long is read on while the others are served.
    pub leaves_slow: bool,
}

/// The outcome of reading a file.
#[derive(Debug)]
pub enum ReadOutcome {
    /// A document. The note that it was being read is to go when it is in the index.
    Read(Box<Parsed>, Option<Attempt>),
    /// None, and why.
    Refused {
        /// The finding.
        warning: Warning,
        /// Whether it may be otherwise the next time, though the file is as it is.
        may_pass: bool,
    },
    /// None yet: it takes long.
    StillReading,
}

impl DocumentReader {
    /// Reads documents in this process: nothing stops a file that is hard to read.
    pub fn in_process() -> Self {
        Self::default()
    }

    /// Has children read documents.
    pub fn sandboxed(sandbox: Sandbox, bound: MemoryBound) -> Self {
        Self(Arc::new(Inner {
            sandbox: Some(sandbox),
            bound,
            ..Inner::default()
        }))
    }

    /// The children, if there are any.
    pub fn sandbox(&self) -> Option<&Sandbox> {
        self.0.sandbox.as_ref()
    }

    /// Reads a file.
    pub fn read(&self, file: &SourceFile, loaded: LoadedFile, how: ReadOptions<'_>) -> ReadOutcome {
        let raw = RawDocument::of(file, loaded);
        let Some(sandbox) = &self.0.sandbox else {
            return self.finished(file, how, Ok(answer(SandboxRequest::Document(raw))), None);
        };
        let mut is_next = false;
        if how.leaves_slow {
            match self.slow().take(&file.states) {
                Known::No => {}
                Known::Waits => return ReadOutcome::StillReading,
                Known::IsNext => is_next = true,
                Known::Done(result, attempt) => return self.finished(file, how, result, attempt),
            }
        }
        let bytes = raw.bytes.len();
        let asked = sandbox.ask(SandboxRequest::Document(raw), bytes);
        let mut pending = match asked {
            Ok(pending) => pending,
            Err(fault) => return self.finished(file, how, Err(fault), None),
        };
        if !is_next && let Some(result) = pending.wait(USUAL) {
            return self.finished(file, how, result, None);
        }
        let attempt = self.note(file, how);
        if !how.leaves_slow {
            return self.finished(file, how, pending.finish(), attempt);
        }
        self.leave(file, how, pending, attempt, is_next)
    }

    /// Reads a document that is not of the corpus yet, or by itself. The error is a finding that says why
    /// there is none.
    pub fn read_alone(&self, raw: RawDocument) -> Result<Box<Parsed>, Warning> {
        let Some(sandbox) = &self.0.sandbox else {
            return read(raw).map(Box::new);
        };
        let path = raw.path.clone();
        let fault = |fault| self.finding(&fault).in_file(&path);
        let bytes = raw.bytes.len();
        let least = u64::try_from(bytes).unwrap_or(u64::MAX);
        if least.saturating_mul(LEAST_COST) > sandbox.limits().memory {
            return Err(fault(Fault::Memory));
        }
        let asked = sandbox.ask(SandboxRequest::Document(raw), bytes);
        let answered = asked
            .and_then(Pending::<SandboxResponse>::finish)
            .map_err(fault)?;
        let SandboxResponse::Document(result) = answered else {
            return Err(fault(Fault::unasked()));
        };
        let parsed = result.map_err(|warning| warning.in_file(&path))?;
        if self.is_too_large(&parsed) {
            return Err(fault(Fault::Length));
        }
        Ok(parsed)
    }

    /// Waits a little more for a file, then lets it be read while the others are served.
    fn leave(
        &self,
        file: &SourceFile,
        how: ReadOptions<'_>,
        mut pending: Pending<SandboxResponse>,
        attempt: Option<Attempt>,
        is_next: bool,
    ) -> ReadOutcome {
        if !is_next && let Some(result) = pending.wait(LONGER) {
            return self.finished(file, how, result, attempt);
        }
        self.slow().put(&file.states, pending, attempt);
        ReadOutcome::StillReading
    }

    fn finished(
        &self,
        file: &SourceFile,
        how: ReadOptions<'_>,
        result: Result<SandboxResponse, Fault>,
        attempt: Option<Attempt>,
    ) -> ReadOutcome {
        match result {
            Ok(SandboxResponse::Document(Ok(parsed))) if self.is_too_large(&parsed) => {
                ReadOutcome::Refused {
                    warning: self.finding(&Fault::Length),
                    may_pass: false,
                }
            }
            Ok(SandboxResponse::Document(Ok(parsed))) => {
                let is_large = parsed.document.text.len() > LARGE;
                let attempt = attempt.or_else(|| is_large.then(|| self.note(file, how)).flatten());
                ReadOutcome::Read(parsed, attempt)
            }
            Ok(SandboxResponse::Document(Err(warning))) => ReadOutcome::Refused {
                warning,
                may_pass: false,
            },
            Ok(SandboxResponse::Picture(_)) => ReadOutcome::Refused {
                warning: self.finding(&Fault::unasked()),
                may_pass: false,
            },
            Err(fault) => ReadOutcome::Refused {
                may_pass: matches!(fault, Fault::NotStarted(_)),
                warning: self.finding(&fault),
            },
        }
    }

    /// Whether bringing a document into the index takes more memory than one file may.
    fn is_too_large(&self, parsed: &Parsed) -> bool {
        let limits = self.0.sandbox.as_ref().map(Sandbox::limits);
        let memory = u64::try_from(parsed.document.memory()).unwrap_or(u64::MAX);
        limits.is_some_and(|limits| memory.saturating_mul(INDEXING) > limits.memory)
    }

    fn note(&self, file: &SourceFile, how: ReadOptions<'_>) -> Option<Attempt> {
        self.0.attempts.begin(how.notes, &file.states)
    }

    /// The reason why a file is not even loaded, if it is not.
    pub fn refusal(&self, file: &SourceFile) -> Option<Warning> {
        let limits = self.0.sandbox.as_ref()?.limits();
        let len = file.states.first().map_or(0, |state| state.len);
        let is_too_much = len.saturating_mul(LEAST_COST) > limits.memory;
        is_too_much.then(|| self.finding(&Fault::Memory))
    }

    /// Whether a file takes long and is not to be had yet.
    pub fn is_reading(&self, file: &SourceFile) -> bool {
        self.slow().has(&file.states)
    }

    /// The paths of the files that take long and are not to be had yet.
    pub fn still_reading(&self) -> Vec<String> {
        self.slow().paths()
    }

    /// Goes on with the files that are still as they were, and leaves the others.
    pub fn retain(&self, walk: &Walk) {
        let is_there = |states: &[_]| walk.files.iter().any(|file| file.states == states);
        self.slow().retain(is_there);
    }

    /// Ends the children that have nothing to do.
    pub fn rest(&self) {
        if let Some(sandbox) = &self.0.sandbox {
            sandbox.rest();
        }
    }

    /// Stops because the program was told to: nothing that is being read is to blame for its end.
    pub fn stop(&self) {
        self.0.attempts.end();
        self.slow().retain(|_| false);
        self.rest();
    }

    fn slow(&self) -> MutexGuard<'_, Slow> {
        self.0.slow.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finding(&self, fault: &Fault) -> Warning {
        let limits = self.0.sandbox.as_ref().map(Sandbox::limits);
        let words = limits.map(|limits| words(fault, limits, self.0.bound));
        Warning::error(words.unwrap_or_else(|| fault.to_string()))
    }
}

/// Says what became of a file, and what to do about it.
fn words(fault: &Fault, limits: Limits, bound: MemoryBound) -> String {
    let megabytes = limits.memory / 1024 / 1024;
    let more = bound.remedy();
    match fault {
        Fault::Memory => format!(
            "reading it was stopped: it needs more than {megabytes} MB of memory; split the file, or {more}"
        ),
        Fault::Killed => {
            "reading it was stopped by the system, most likely as memory ran out; split \
                          the file, or give the program more memory"
                .to_owned()
        }
        Fault::Time => format!(
            "reading it was stopped: it takes longer than {} s; split the file, or raise \
             `corpus.read_seconds`",
            limits.seconds
        ),
        Fault::Stack => {
            "reading it was stopped: it is nested too deeply; simplify the file".to_owned()
        }
        Fault::Length => format!(
            "reading it was stopped: it has more parts than there is memory for; split the file, or {more}"
        ),
        Fault::Panic(place) => format!(
            "reading it was stopped by a mistake of this program ({place}); report it, with the file \
             if you may, and leave the file out until it is mended"
        ),
        Fault::Ended(how) => format!("reading it was broken off ({how}); report it"),
        Fault::NotStarted(why) => format!(
            "it cannot be read, as no process can be started for it: {why}; let the program start \
             processes of its own (a limit such as `pids` may be too low)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_without_memory_says_what_gives_it_more() {
        let limits = Limits {
            memory: 64 << 20,
            seconds: 20,
            answer: 1 << 20,
        };
        for fault in [Fault::Memory, Fault::Length] {
            let by_setting = words(&fault, limits, MemoryBound::Setting);
            assert!(by_setting.ends_with("or raise `corpus.read_memory_mb`"));
            // The setting is higher than what there is.
            let by_machine = words(&fault, limits, MemoryBound::Machine);
            assert!(by_machine.ends_with("or give the program more memory"));
        }
    }
}
