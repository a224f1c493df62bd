//! Settings: defaults, then the file, then the environment, then flags. The only place that reads
//! the environment.

mod discord;
mod web;

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use discord::{DISCORD, DiscordConfig, Token};
pub use web::{HealthConfig, WebConfig};

/// The file that is read when none is named, if it exists.
pub const DEFAULT_FILE: &str = "config/fundstelle.toml";

const ENV_PREFIX: &str = "FUNDSTELLE_";

/// Variables of the environment with names that other bots use too.
const DISCORD_ENV: [&str; 2] = ["DISCORD_TOKEN", "DISCORD_TOKEN_FILE"];

/// All settings. `config/fundstelle.toml` shows each with its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the program keeps what it makes: indexes. (`FUNDSTELLE_DATA`, `--data`)
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
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusConfig {
    /// The folder of documents. (`FUNDSTELLE_CORPUS__FOLDER`, `--corpus`)
    pub folder: PathBuf,
    /// Larger files are not read, in MiB. (`FUNDSTELLE_CORPUS__MAX_FILE_MB`)
    pub max_file_mb: u64,
    /// Whether the operating system is asked to tell of changes in the folder.
    /// (`FUNDSTELLE_CORPUS__WATCH`)
    pub watch: bool,
    /// How often the folder is looked at for changes besides, in seconds.
    /// (`FUNDSTELLE_CORPUS__REFRESH_SECONDS`)
    pub refresh_seconds: u64,
    /// A file that is being written is read when it has not changed for this long, in seconds.
    /// (`FUNDSTELLE_CORPUS__SETTLE_SECONDS`)
    pub settle_seconds: u64,
}

/// How texts are understood beyond their words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmbeddingConfig {
    /// Whether an embedding model finds what is said in other words or in another language.
    /// (`FUNDSTELLE_EMBEDDING__ENABLED`)
    pub enabled: bool,
    /// A folder with `model.onnx` and `tokenizer.json`; empty for the bundled model.
    /// (`FUNDSTELLE_EMBEDDING__MODEL`)
    pub model: PathBuf,
}

/// How answers are made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerConfig {
    /// At most this many citations. (`FUNDSTELLE_ANSWER__MAX_CITATIONS`)
    pub max_citations: usize,
    /// A quote has at most this many characters. (`FUNDSTELLE_ANSWER__MAX_QUOTE_CHARS`)
    pub max_quote_chars: usize,
    /// Below this confidence, from 0 to 1, the answer is "the report does not say this".
    /// (`FUNDSTELLE_ANSWER__MIN_CONFIDENCE`)
    pub min_confidence: f32,
    /// Below this confidence, an answer says that it may be near, and not the answer.
    /// (`FUNDSTELLE_ANSWER__SURE_CONFIDENCE`)
    pub sure_confidence: f32,
    /// How many questions are worked on at once; the rest wait. (`FUNDSTELLE_ANSWER__AT_ONCE`)
    pub at_once: usize,
    /// How many questions may wait; more are told to come again. (`FUNDSTELLE_ANSWER__WAITING`)
    pub waiting: usize,
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
        }
    }
}

impl Default for CorpusConfig {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("corpus"),
            max_file_mb: 32,
            watch: true,
            refresh_seconds: 10,
            settle_seconds: 1,
        }
    }
}

impl Default for EmbeddingConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            model: PathBuf::new(),
        }
    }
}

impl Default for AnswerConfig {
    fn default() -> Self {
        Self {
            max_citations: 3,
            max_quote_chars: 700,
            min_confidence: 0.4,
            sure_confidence: 0.6,
            at_once: 2,
            waiting: 300,
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file was named but cannot be read.
    #[error("cannot read the settings in {path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not as it should be.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// Line, column and what is wrong.
        cause: Box<toml::de::Error>,
    },
    /// A variable of the environment is not as it should be.
    #[error("{0}")]
    Value(Box<figment::Error>),
    /// The bot cannot log in.
    #[error(
        "there is no Discord token; set DISCORD_TOKEN, DISCORD_TOKEN_FILE or discord.token in the \
         settings file"
    )]
    NoToken,
    /// A value makes no sense.
    #[error("{key} is {value}; it must be {must_be}")]
    Range {
        /// The setting.
        key: &'static str,
        /// What it is.
        value: String,
        /// What it may be.
        must_be: &'static str,
    },
}

/// What flags say; they win over everything else.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--corpus`.
    pub corpus: Option<PathBuf>,
    /// `--data`.
    pub data: Option<PathBuf>,
}

impl Config {
    /// Reads and checks all settings.
    pub fn load(flags: &Flags) -> Result<Config, ConfigError> {
        let mut figment = Figment::from(Serialized::defaults(Config::default()));
        let file = flags
            .config
            .clone()
            .unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        if flags.config.is_some() || file.exists() {
            figment = figment.merge(Toml::string(&checked_text(&file)?));
        }
        let mut config: Config = figment
            .merge(Env::prefixed(ENV_PREFIX).split("__"))
            .merge(Env::raw().only(&DISCORD_ENV).map(|key| {
                key.as_str()
                    .to_ascii_lowercase()
                    .replacen('_', ".", 1)
                    .into()
            }))
            .extract()
            .map_err(|error| ConfigError::Value(Box::new(error)))?;
        if let Some(corpus) = &flags.corpus {
            config.corpus.folder.clone_from(corpus);
        }
        if let Some(data) = &flags.data {
            config.data.clone_from(data);
        }
        config.check()?;
        config.discord.check()?;
        config.web.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let range = |key, value: String, must_be| {
            Err(ConfigError::Range {
                key,
                value,
                must_be,
            })
        };
        let answer = &self.answer;
        if !(1..=25).contains(&answer.max_citations) {
            return range(
                "answer.max_citations",
                answer.max_citations.to_string(),
                "1 to 25",
            );
        }
        if !(100..=4_000).contains(&answer.max_quote_chars) {
            let value = answer.max_quote_chars.to_string();
            return range("answer.max_quote_chars", value, "100 to 4000");
        }
        for (key, confidence) in [
            ("answer.min_confidence", answer.min_confidence),
            ("answer.sure_confidence", answer.sure_confidence),
        ] {
            if !(0.0..=1.0).contains(&confidence) {
                return range(key, confidence.to_string(), "0 to 1");
            }
        }
        if !(1..=4_096).contains(&self.corpus.max_file_mb) {
            return range(
                "corpus.max_file_mb",
                self.corpus.max_file_mb.to_string(),
                "1 to 4096",
            );
        }
        for (key, count) in [
            ("answer.at_once", answer.at_once as u64),
            ("answer.waiting", answer.waiting as u64),
            ("corpus.refresh_seconds", self.corpus.refresh_seconds),
            ("corpus.settle_seconds", self.corpus.settle_seconds),
        ] {
            if !(1..=100_000).contains(&count) {
                return range(key, count.to_string(), "1 to 100000");
            }
        }
        Ok(())
    }
}

/// An address that programs of others can be sent to.
fn check_address(key: &'static str, value: &str) -> Result<(), ConfigError> {
    if value.starts_with("https://") || value.starts_with("http://") {
        return Ok(());
    }
    Err(ConfigError::Range {
        key,
        value: value.to_owned(),
        must_be: "an address that begins with https:// or http://",
    })
}

/// The text of a settings file. It is read once by `toml` alone, whose messages show line and
/// column; figment's do not.
fn checked_text(path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable {
        path: path.to_owned(),
        cause,
    })?;
    toml::from_str::<Config>(&text).map_err(|cause| ConfigError::File {
        path: path.to_owned(),
        cause: Box::new(cause),
    })?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_file_shows_every_setting_with_its_default() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(DEFAULT_FILE);
        let text = std::fs::read_to_string(file).unwrap();
        assert_eq!(toml::from_str::<Config>(&text).unwrap(), Config::default());
        let shown: toml::Table = toml::from_str(&text).unwrap();
        let all = toml::Table::try_from(Config::default()).unwrap();
        for (key, value) in &all {
            let keys = |value: &toml::Value| {
                value
                    .as_table()
                    .map(|t| t.keys().cloned().collect::<Vec<_>>())
            };
            assert_eq!(shown.get(key).map(keys), Some(keys(value)), "{key}");
        }
    }

    #[test]
    fn unknown_keys_are_named_with_their_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "[answer]\nmax_quotes = 3\n").unwrap();
        let flags = Flags {
            config: Some(path),
            ..Flags::default()
        };
        let error = Config::load(&flags).unwrap_err().to_string();
        assert!(
            error.contains("line 2") && error.contains("max_quotes"),
            "{error}"
        );
    }
}
