//! The Discord bot.

use std::{ops::Range, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    ConfigError, Secret,
    allowed::{Allowed, is_address},
    secret,
};

/// Where Discord is.
pub const DISCORD: &str = "https://discord.com";

/// The Discord bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscordConfig {
    /// Whether questions are answered on Discord.
    pub enabled: bool,
    /// The bot's token. (`DISCORD_TOKEN`)
    pub token: Secret,
    /// A file that holds the token; read where there is no other. (`DISCORD_TOKEN_FILE`)
    pub token_file: PathBuf,
    /// Where Discord is.
    pub api: String,
    /// `auto`, or which of how many shards this process serves: `0..4/16`. Processes that share a database of PostgreSQL
    /// divide them where they are not told.
    pub shards: String,
    /// The people to tell when something fails, shown to users; empty for nobody.
    pub contact: String,
    /// The number of questions that a user may ask in a minute.
    pub user_per_minute: u32,
    /// The number of questions that a server may ask in a minute.
    pub server_per_minute: u32,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[
    (
        "discord.api",
        Allowed::Like(
            "an address that begins with https:// or http://",
            is_address,
        ),
    ),
    (
        "discord.shards",
        Allowed::Like("auto, or a range such as 0..4/16", |shards| {
            shards == "auto" || range(shards).is_some()
        }),
    ),
    ("discord.user_per_minute", Allowed::Whole(1..=100_000)),
    ("discord.server_per_minute", Allowed::Whole(1..=100_000)),
];

impl DiscordConfig {
    /// The token, from wherever it is given.
    pub fn read_token(&self) -> Result<Secret, ConfigError> {
        secret::read("discord.token_file", &self.token, &self.token_file)?
            .ok_or(ConfigError::NoToken)
    }

    /// The shards that this process serves, and of how many; nothing to let Discord say, or the store.
    pub fn shard_range(&self) -> Option<(Range<u32>, u32)> {
        range(&self.shards)
    }
}

fn range(shards: &str) -> Option<(Range<u32>, u32)> {
    let (range, total) = shards.split_once('/')?;
    let (first, end) = range.split_once("..")?;
    let range = first.trim().parse().ok()?..end.trim().parse().ok()?;
    let total = total.trim().parse().ok()?;
    (range.start < range.end && range.end <= total).then_some((range, total))
}

impl Default for DiscordConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            token: Secret::default(),
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

    #[test]
    fn a_range_of_shards_is_read() {
        assert_eq!(range("auto"), None);
        assert_eq!(range("0..4/16"), Some((0..4, 16)));
        for wrong in ["", "4", "4..4/16", "0..17/16", "0-4/16"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
