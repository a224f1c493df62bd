//! Settings: defaults, then the file, then the environment, then flags. The only place that reads
//! the environment.
//!
//! A new setting is a field with its doc comment and its default in the file of its section, what it
//! may be in that section's `ALLOWED` (if its type does not say it), and its line with a comment in
//! `config/fundstelle.toml`. The environment, messages, `config check` and `docs/configuration.md`
//! follow from these.

mod allowed;
mod answer;
mod corpus;
mod discord;
mod embedding;
mod environment;
mod error;
mod file;
mod flags;
mod health;
mod keys;
mod loaded;
mod log;
#[cfg(test)]
mod page;
mod secret;
mod source;
mod web;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use answer::AnswerConfig;
pub use corpus::CorpusConfig;
pub use discord::{DISCORD, DiscordConfig};
pub use embedding::EmbeddingConfig;
pub use environment::system_language;
pub use error::{ConfigError, Problem};
pub use flags::Flags;
pub use health::HealthConfig;
pub use loaded::{Loaded, Setting, Shown};
pub use log::{LogConfig, LogFormat};
pub use secret::Secret;
pub use source::Source;
pub use web::WebConfig;

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
    /// What is read.
    pub corpus: CorpusConfig,
    /// How texts are understood beyond their words.
    pub embedding: EmbeddingConfig,
    /// How answers are made.
    pub answer: AnswerConfig,
    /// The Discord bot.
    pub discord: DiscordConfig,
    /// The reader.
    pub web: WebConfig,
    /// What tells how the program does.
    pub health: HealthConfig,
    /// What is logged, and how.
    pub log: LogConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            corpus: CorpusConfig::default(),
            embedding: EmbeddingConfig::default(),
            answer: AnswerConfig::default(),
            discord: DiscordConfig::default(),
            web: WebConfig::default(),
            health: HealthConfig::default(),
            log: LogConfig::default(),
        }
    }
}

impl Config {
    /// Reads and checks all settings: defaults, the settings file, the environment, and flags, each of
    /// which wins over the one before. The error lists everything that is wrong, with its place.
    ///
    /// ```
    /// use fundstelle::config::{Config, Flags};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("fundstelle.toml");
    /// std::fs::write(&file, "[answer]\nmax_citations = 5\n")?;
    /// let mut flags = Flags { config: Some(file.clone()), ..Flags::default() };
    /// assert_eq!(Config::load(&flags)?.answer.max_citations, 5);
    ///
    /// flags.corpus = Some("reports".into());
    /// assert_eq!(Config::load(&flags)?.corpus.folder, std::path::Path::new("reports"));
    ///
    /// std::fs::write(&file, "[answer]\nmax_citations = 500\n")?;
    /// let error = Config::load(&flags).unwrap_err().to_string();
    /// assert!(error.contains("it must be 1 to 25"), "{error}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn load(flags: &Flags) -> Result<Config, ConfigError> {
        Loaded::read(flags).map(|loaded| loaded.config)
    }

    /// What is wrong with the files that hold secrets. They are read only where a secret is needed.
    pub fn secret_errors(&self) -> Vec<ConfigError> {
        let errors = [
            self.discord.read_token().err(),
            self.web.read_access_token().err(),
        ];
        errors
            .into_iter()
            .flatten()
            .filter(|error| !matches!(error, ConfigError::NoToken))
            .collect()
    }
}
