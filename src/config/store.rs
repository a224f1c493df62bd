//! The database in which the program keeps what servers and users chose.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret, allowed::Allowed, secret};

/// The database of what servers and users chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoreConfig {
    /// The address of a database of PostgreSQL; empty for a file in the data directory.
    pub url: Secret,
    /// A file that holds it; read where there is no other.
    pub url_file: PathBuf,
    /// The number of connections that may be open to it.
    pub connections: usize,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[("store.connections", Allowed::Whole(1..=100))];

impl StoreConfig {
    /// The address, from wherever it is given; nothing for the file.
    pub fn read_url(&self) -> Result<Option<Secret>, ConfigError> {
        secret::read("store.url_file", &self.url, &self.url_file)
    }
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            url: Secret::default(),
            url_file: PathBuf::new(),
            connections: 4,
        }
    }
}
