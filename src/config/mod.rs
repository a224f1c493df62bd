//! Settings: defaults, then the file, then the environment, then flags. The only place that reads
//! the environment.
//!
//! A new setting is a field with its doc comment and its default in the file of its section, what it
//! may be in that section's `ALLOWED` (if its type does not say it), and its line with a comment in
//! `config/fundstelle.toml`. The environment, messages, `config check` and `docs/configuration.md`
//! follow from these.

mod allowed;
mod answer;
mod collection;
mod corpus;
mod discord;
mod embedding;
mod environment;
mod error;
mod file;
mod flags;
mod health;
mod index;
mod keys;
mod library;
mod loaded;
mod log;
#[cfg(test)]
mod page;
mod rules;
mod secret;
mod settings;
mod source;
mod store;
mod together;
mod web;

pub use answer::AnswerConfig;
pub use collection::CollectionConfig;
pub use corpus::CorpusConfig;
pub use discord::{DISCORD, DiscordConfig};
pub use embedding::EmbeddingConfig;
pub use environment::system_language;
pub use error::{ConfigError, Problem};
pub use flags::Flags;
pub use health::HealthConfig;
pub use index::{IndexConfig, IndexSharing};
pub use library::{LibraryConfig, LibraryUse};
pub use loaded::{LoadedConfig, Setting, ShownValue};
pub use log::{LogConfig, LogFormat};
pub use secret::Secret;
pub use settings::{Config, DEFAULT_FILE, DEFAULT_TEXT};
pub use source::Source;
pub use store::StoreConfig;
pub use web::WebConfig;
