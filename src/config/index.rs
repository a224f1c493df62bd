//! The index: whether several processes share one, how, and which of them may build it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The sharing of one index among several processes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexConfig {
    /// The way in which an index reaches the processes that do not build it.
    pub share: IndexSharing,
    /// The folder that all of them see, for `folder`.
    pub share_folder: PathBuf,
    /// Whether this process may build what all serve.
    pub build: bool,
}

/// The way in which processes share an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexSharing {
    /// They do not: each builds its own.
    #[default]
    Off,
    /// One builds, and the others fetch the files from the database of `store.url`.
    Postgres,
    /// One builds, and the others fetch the files from a folder that all see.
    Folder,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[(
    "index.share",
    Allowed::Like("off, postgres or folder", |text| {
        matches!(text, "off" | "postgres" | "folder")
    }),
)];

impl IndexConfig {
    /// Whether several processes share one index.
    pub fn is_shared(&self) -> bool {
        self.share != IndexSharing::Off
    }
}

impl Default for IndexConfig {
    fn default() -> Self {
        Self {
            share: IndexSharing::default(),
            share_folder: PathBuf::new(),
            build: true,
        }
    }
}
