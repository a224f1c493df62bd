//! All settings, section by section.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{
    AnswerConfig, CollectionConfig, ConfigError, CorpusConfig, DiscordConfig, EmbeddingConfig,
    HealthConfig, IndexConfig, LibraryConfig, LogConfig, StoreConfig, WebConfig,
};

/// The file that is read when none is named, if it exists.
pub const DEFAULT_FILE: &str = "config/fundstelle.toml";

/// That file as it is published: every setting with its default and a comment.
pub const DEFAULT_TEXT: &str = include_str!("../../config/fundstelle.toml");

/// All settings. `config/fundstelle.toml` shows each with its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the program keeps what it makes: indexes, and what users choose. (`--data`)
    pub data: PathBuf,
    /// The documents, and how they are read.
    pub corpus: CorpusConfig,
    /// The understanding of texts beyond their words.
    pub embedding: EmbeddingConfig,
    /// The sharing of one index.
    pub index: IndexConfig,
    /// The making of answers.
    pub answer: AnswerConfig,
    /// The Discord bot.
    pub discord: DiscordConfig,
    /// The documents that servers add on Discord.
    pub library: LibraryConfig,
    /// The reader.
    pub web: WebConfig,
    /// The database of what is chosen.
    pub store: StoreConfig,
    /// The report on how the program does.
    pub health: HealthConfig,
    /// The log.
    pub log: LogConfig,
    /// Folders of the corpus that only some may see: a list, and no section.
    #[serde(skip)]
    pub collections: Vec<CollectionConfig>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            corpus: CorpusConfig::default(),
            embedding: EmbeddingConfig::default(),
            index: IndexConfig::default(),
            answer: AnswerConfig::default(),
            discord: DiscordConfig::default(),
            library: LibraryConfig::default(),
            web: WebConfig::default(),
            store: StoreConfig::default(),
            health: HealthConfig::default(),
            log: LogConfig::default(),
            collections: Vec::new(),
        }
    }
}

impl Config {
    /// The faults of the files that hold secrets. They are read only where a secret is needed.
    pub fn secret_errors(&self) -> Vec<ConfigError> {
        let errors = [
            self.discord.read_token().err(),
            self.web.read_access_token().err(),
            self.store.read_url().err(),
        ];
        let of_collections = self.collections.iter();
        let of_collections = of_collections.map(|collection| collection.read_token().err());
        errors
            .into_iter()
            .chain(of_collections)
            .flatten()
            .filter(|error| !matches!(error, ConfigError::NoToken))
            .collect()
    }
}
