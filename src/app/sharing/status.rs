//! The state of a shared index, for those who run the program.

use std::fmt;

use crate::index::Adopted;

/// The state of a shared index, as this process sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharingStatus {
    /// The newest generation that is published, as far as is known.
    pub published: Option<u64>,
    /// The part of this process.
    pub role: SharingRole,
    /// The reason why what is published is not served, or why nothing is known of it.
    pub problem: Option<String>,
    /// The files that were fetched last.
    pub fetched: Adopted,
}

/// The part of a process in building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingRole {
    /// It builds.
    Builds,
    /// It would build if the one that does were gone.
    Waits,
    /// It never builds.
    Serves,
}

impl fmt::Display for SharingRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Builds => "this process builds it",
            Self::Waits => "this process does not build it now",
            Self::Serves => "this process never builds it",
        })
    }
}
