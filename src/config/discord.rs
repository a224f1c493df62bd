//! The bot's own settings, and the secret among them.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::{ConfigError, check_address};

/// Where Discord is.
pub const DISCORD: &str = "https://discord.com";

/// The Discord bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiscordConfig {
    /// Whether questions are answered on Discord. (`FUNDSTELLE_DISCORD__ENABLED`)
    pub enabled: bool,
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

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.shard_range()?;
        let counts = [
            ("discord.user_per_minute", u64::from(self.user_per_minute)),
            (
                "discord.server_per_minute",
                u64::from(self.server_per_minute),
            ),
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
        check_address("discord.api", &self.api)
    }
}

impl Default for DiscordConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            token: Token::default(),
            token_file: PathBuf::new(),
            api: DISCORD.to_owned(),
            shards: "auto".to_owned(),
            contact: String::new(),
            user_per_minute: 20,
            server_per_minute: 240,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

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
