//! The documents that servers add on Discord.

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The documents that those who manage a server add on Discord, and that only this server sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryConfig {
    /// The servers that may add some.
    pub enabled: LibraryUse,
    /// Larger files are not taken, in MiB.
    pub max_file_mb: u64,
    /// The room that the documents of one server may take, in MiB.
    pub max_total_mb: u64,
    /// The number of documents that one server may keep.
    pub max_documents: usize,
    /// The days for which removed documents can be put back, and those of a server that the bot has left stay.
    pub grace_days: u64,
}

/// The servers that may add documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LibraryUse {
    /// The only one that the bot is on; none where it is on several.
    #[default]
    #[serde(rename = "one server")]
    OneServer,
    /// All that the bot is on.
    #[serde(rename = "all servers")]
    AllServers,
    /// None; what was added is not read, either.
    #[serde(rename = "off")]
    Off,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[
    (
        "library.enabled",
        Allowed::Like("one server, all servers or off", |text| {
            matches!(text, "one server" | "all servers" | "off")
        }),
    ),
    ("library.max_file_mb", Allowed::Whole(1..=4_096)),
    ("library.max_total_mb", Allowed::Whole(1..=1_048_576)),
    ("library.max_documents", Allowed::Whole(1..=10_000)),
    ("library.grace_days", Allowed::Whole(0..=3_650)),
];

impl Default for LibraryConfig {
    fn default() -> Self {
        Self {
            enabled: LibraryUse::default(),
            max_file_mb: 10,
            max_total_mb: 100,
            max_documents: 100,
            grace_days: 7,
        }
    }
}
