//! Settings: defaults, then the file, then the environment, then flags. The only place that reads
//! the environment.

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The file that is read when none is named, if it exists.
pub const DEFAULT_FILE: &str = "config/fundstelle.toml";

const ENV_PREFIX: &str = "FUNDSTELLE_";

/// Where Discord is.
pub const DISCORD: &str = "https://discord.com";

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
    /// How answers are made.
    pub answer: AnswerConfig,
    /// The Discord bot.
    pub discord: DiscordConfig,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusConfig {
    /// The folder of documents. (`FUNDSTELLE_CORPUS__FOLDER`, `--corpus`)
    pub folder: PathBuf,
    /// Larger files are not read, in MiB. (`FUNDSTELLE_CORPUS__MAX_FILE_MB`)
    pub max_file_mb: u64,
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
}

/// The Discord bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiscordConfig {
    /// The bot's token. (`DISCORD_TOKEN`)
    pub token: Token,
    /// A file that holds the token; read where there is no other. (`DISCORD_TOKEN_FILE`)
    pub token_file: PathBuf,
    /// Where Discord is. (`FUNDSTELLE_DISCORD__API`)
    pub api: String,
    /// `auto`, or which of how many shards this process serves: `0..4/16`.
    /// (`FUNDSTELLE_DISCORD__SHARDS`)
    pub shards: String,
    /// Whom to tell when something fails, shown to users; empty for nobody.
    /// (`FUNDSTELLE_DISCORD__CONTACT`)
    pub contact: String,
    /// How many questions a user may ask in a minute. (`FUNDSTELLE_DISCORD__USER_PER_MINUTE`)
    pub user_per_minute: u32,
    /// How many questions a server may ask in a minute. (`FUNDSTELLE_DISCORD__SERVER_PER_MINUTE`)
    pub server_per_minute: u32,
    /// How many questions are worked on at once; the rest wait. (`FUNDSTELLE_DISCORD__AT_ONCE`)
    pub at_once: usize,
    /// How often the corpus is looked at for changes, in seconds.
    /// (`FUNDSTELLE_DISCORD__REFRESH_SECONDS`)
    pub refresh_seconds: u64,
}

/// A secret that is never printed and never written.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct Token(SecretString);

impl Token {
    /// The secret, for the one place that sends it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(token.trim().into())
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_empty() { "none" } else { "hidden" })
    }
}

impl Serialize for Token {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}

impl DiscordConfig {
    /// The token, from wherever it is given.
    pub fn read_token(&self) -> Result<Token, ConfigError> {
        if !self.token.is_empty() {
            return Ok(self.token.clone());
        }
        if self.token_file.as_os_str().is_empty() {
            return Err(ConfigError::NoToken);
        }
        let text =
            std::fs::read_to_string(&self.token_file).map_err(|cause| ConfigError::Unreadable {
                path: self.token_file.clone(),
                cause,
            })?;
        Some(Token::from(text))
            .filter(|token| !token.is_empty())
            .ok_or(ConfigError::NoToken)
    }

    /// Which shards this process serves, and of how many; nothing to let Discord say.
    pub fn shard_range(&self) -> Result<Option<(std::ops::Range<u32>, u32)>, ConfigError> {
        if self.shards == "auto" {
            return Ok(None);
        }
        let parsed = self.shards.split_once('/').and_then(|(range, total)| {
            let (first, end) = range.split_once("..")?;
            let (first, end) = (first.trim().parse().ok()?, end.trim().parse().ok()?);
            Some((first..end, total.trim().parse().ok()?))
        });
        match parsed {
            Some((range, total)) if range.start < range.end && range.end <= total => {
                Ok(Some((range, total)))
            }
            _ => Err(ConfigError::Range {
                key: "discord.shards",
                value: self.shards.clone(),
                must_be: "auto, or a range such as 0..4/16",
            }),
        }
    }

    fn check(&self) -> Result<(), ConfigError> {
        self.shard_range()?;
        let counts = [
            ("discord.user_per_minute", u64::from(self.user_per_minute)),
            (
                "discord.server_per_minute",
                u64::from(self.server_per_minute),
            ),
            ("discord.at_once", self.at_once as u64),
            ("discord.refresh_seconds", self.refresh_seconds),
        ];
        for (key, value) in counts {
            if !(1..=100_000).contains(&value) {
                return Err(ConfigError::Range {
                    key,
                    value: value.to_string(),
                    must_be: "1 to 100000",
                });
            }
        }
        if !self.api.starts_with("https://") && !self.api.starts_with("http://") {
            return Err(ConfigError::Range {
                key: "discord.api",
                value: self.api.clone(),
                must_be: "an address that begins with https:// or http://",
            });
        }
        Ok(())
    }
}

impl Default for DiscordConfig {
    fn default() -> Self {
        Self {
            token: Token::default(),
            token_file: PathBuf::new(),
            api: DISCORD.to_owned(),
            shards: "auto".to_owned(),
            contact: String::new(),
            user_per_minute: 20,
            server_per_minute: 240,
            at_once: 2,
            refresh_seconds: 60,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            corpus: CorpusConfig::default(),
            answer: AnswerConfig::default(),
            discord: DiscordConfig::default(),
        }
    }
}

impl Default for CorpusConfig {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("corpus"),
            max_file_mb: 32,
        }
    }
}

impl Default for AnswerConfig {
    fn default() -> Self {
        Self {
            max_citations: 3,
            max_quote_chars: 700,
            min_confidence: 0.35,
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
        if !(0.0..=1.0).contains(&answer.min_confidence) {
            return range(
                "answer.min_confidence",
                answer.min_confidence.to_string(),
                "0 to 1",
            );
        }
        if !(1..=4_096).contains(&self.corpus.max_file_mb) {
            return range(
                "corpus.max_file_mb",
                self.corpus.max_file_mb.to_string(),
                "1 to 4096",
            );
        }
        Ok(())
    }
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

    #[test]
    fn the_token_is_never_shown() {
        let config = Config {
            discord: DiscordConfig {
                token: "a.secret.token".to_owned().into(),
                ..DiscordConfig::default()
            },
            ..Config::default()
        };
        assert!(!format!("{config:?}").contains("secret"));
        assert!(!toml::to_string(&config).unwrap().contains("secret"));
    }

    #[test]
    fn a_range_of_shards_is_read() {
        let of = |shards: &str| {
            let config = DiscordConfig {
                shards: shards.to_owned(),
                ..DiscordConfig::default()
            };
            config.shard_range().map_err(|error| error.to_string())
        };
        assert_eq!(of("auto"), Ok(None));
        assert_eq!(of("0..4/16"), Ok(Some((0..4, 16))));
        for wrong in ["", "4", "4..4/16", "0..17/16", "0-4/16"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
