//! The reader in the browser.

use std::net::{Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::allowed::{Allowed, is_address};

/// The reader in the browser, and its JSON interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebConfig {
    /// Whether there is a reader.
    pub enabled: bool,
    /// Where it listens; only this machine reaches it unless this says otherwise. (`--listen`)
    pub listen: SocketAddr,
    /// How browsers reach it, for links to places in answers; empty for no links.
    pub url: String,
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
];

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            url: String::new(),
        }
    }
}
