//! What is read.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The documents, and how they are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorpusConfig {
    /// The folder of documents. (`--corpus`)
    pub folder: PathBuf,
    /// Larger files are not read, in MiB.
    pub max_file_mb: u64,
    /// The memory that reading one file may take, in MiB; at most a quarter of what the program may
    /// use.
    pub read_memory_mb: u64,
    /// The processor time that reading one file may take, in seconds.
    pub read_seconds: u64,
    /// Whether the operating system is asked to tell of changes in the folder.
    pub watch: bool,
    /// The time between two looks at the folder for changes, besides what the system tells, in seconds.
    pub refresh_seconds: u64,
    /// A file that is being written is read when it has not changed for this long, in seconds.
    pub settle_seconds: u64,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[
    ("corpus.max_file_mb", Allowed::Whole(1..=4_096)),
    ("corpus.read_memory_mb", Allowed::Whole(16..=65_536)),
    ("corpus.read_seconds", Allowed::Whole(1..=3_600)),
    ("corpus.refresh_seconds", Allowed::Whole(1..=100_000)),
    ("corpus.settle_seconds", Allowed::Whole(1..=100_000)),
];

impl Default for CorpusConfig {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("corpus"),
            max_file_mb: 32,
            read_memory_mb: 512,
            read_seconds: 20,
            watch: true,
            refresh_seconds: 10,
            settle_seconds: 1,
        }
    }
}
