//! The reader in the browser.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use super::{
    ConfigError, Secret,
    allowed::{Allowed, is_address},
    secret,
};

/// The reader in the browser, and its JSON interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebConfig {
    /// Whether there is a reader.
    pub enabled: bool,
    /// Where it listens; only this machine reaches it unless this says otherwise. (`--listen`)
    pub listen: SocketAddr,
    /// The address at which browsers reach it, for links to places in answers; empty for no links.
    pub url: String,
    /// The token that readers must know; empty for everybody.
    pub access_token: Secret,
    /// A file that holds it; read where there is no other.
    pub access_token_file: PathBuf,
    /// The number of requests that an address may send in a minute.
    pub per_minute: u32,
    /// The number of connections that may be open.
    pub connections: usize,
    /// The number of them that may come from one address, unless a proxy stands in front.
    pub connections_per_address: usize,
    /// The header in which a proxy names the address that asks; empty where there is none: whoever
    /// reaches the reader directly could write it.
    pub client_header: String,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[
    ("web.listen", Allowed::SOCKET),
    (
        "web.url",
        Allowed::Like(
            "empty, or an address that begins with https:// or http://",
            |url| url.is_empty() || is_address(url),
        ),
    ),
    ("web.per_minute", Allowed::Whole(1..=100_000)),
    ("web.connections", Allowed::Whole(8..=100_000)),
    ("web.connections_per_address", Allowed::Whole(1..=100_000)),
    (
        "web.client_header",
        Allowed::Like("empty, or a header such as X-Forwarded-For", |header| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
            header.chars().all(is_part)
        }),
    ),
];

impl WebConfig {
    /// The token that readers must know, from wherever it is given; nothing where everybody may read.
    pub fn read_access_token(&self) -> Result<Option<Secret>, ConfigError> {
        let file = &self.access_token_file;
        secret::read("web.access_token_file", &self.access_token, file)
    }
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            url: String::new(),
            access_token: Secret::default(),
            access_token_file: PathBuf::new(),
            per_minute: 240,
            connections: 256,
            connections_per_address: 64,
            client_header: String::new(),
        }
    }
}
