//! The reason why a child gave no answer.

use std::{io, process::ExitStatus};

/// The reason why a child gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It needed more memory than it may have.
    #[error("it needs more memory than it may have")]
    Memory,
    /// The system killed it, as it does when memory runs out.
    #[error("the system killed it, most likely as memory ran out")]
    Killed,
    /// It took longer than it may.
    #[error("it takes longer than it may")]
    Time,
    /// It called itself too often.
    #[error("it is nested too deeply")]
    Stack,
    /// Its answer was longer than it may be.
    #[error("what is in it takes more room than it may")]
    Length,
    /// It panicked: a mistake of this program.
    #[error("it met a mistake of this program in {0}")]
    Panic(String),
    /// It ended, or said what nobody understands.
    #[error("it ended: {0}")]
    Ended(String),
    /// It could not be started, or not be limited.
    #[error("no process could be started for it: {0}")]
    NotStarted(String),
}

impl Fault {
    /// A child that answers what it was not asked.
    pub fn unasked() -> Self {
        Self::Ended("it answered something else".to_owned())
    }

    pub(super) fn not_started(error: &io::Error) -> Self {
        Self::NotStarted(error.to_string())
    }

    /// Reads the reason from the end of a child and from what it complained of.
    pub(super) fn of_end(status: ExitStatus, complaint: &str) -> Self {
        if complaint.contains("memory allocation of") {
            return Self::Memory;
        }
        if complaint.contains("overflowed its stack") {
            return Self::Stack;
        }
        match signal(status) {
            Some(SIGKILL) => Self::Killed,
            Some(SIGXCPU) => Self::Time,
            // Whoever starts and ends at once was not limited, and has read nothing.
            None if !complaint.is_empty() => Self::NotStarted(complaint.trim().to_owned()),
            _ => Self::Ended(status.to_string()),
        }
    }
}

const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
