//! Size and times of a file: while they are as they were, it is taken to be unchanged.

use std::{
    fs::Metadata,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

/// A file as it was when somebody looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Path in the corpus.
    pub path: String,
    /// Size in bytes.
    pub len: u64,
    /// Time of the last change, in nanoseconds since 1970. Whoever writes a file may set it.
    pub modified_ns: u128,
    /// Time of the last change to the file or its attributes, which nobody can set; 0 where the
    /// system has none.
    #[serde(default)]
    pub changed_ns: u128,
}

impl FileState {
    pub(super) fn of(path: impl Into<String>, metadata: &Metadata) -> Self {
        Self {
            path: path.into(),
            len: metadata.len(),
            modified_ns: metadata.modified().map_or(0, since_1970),
            changed_ns: changed_ns(metadata),
        }
    }
}

/// A time in nanoseconds since 1970.
pub(super) fn since_1970(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |age| age.as_nanos())
}

#[cfg(unix)]
fn changed_ns(metadata: &Metadata) -> u128 {
    use std::os::unix::fs::MetadataExt;
    let seconds = u128::try_from(metadata.ctime()).unwrap_or(0);
    seconds * 1_000_000_000 + u128::try_from(metadata.ctime_nsec()).unwrap_or(0)
}

#[cfg(not(unix))]
fn changed_ns(_: &Metadata) -> u128 {
    0
}
