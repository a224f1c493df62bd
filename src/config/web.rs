//! The reader in the browser, and what tells how the program does.

use std::net::{Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::{ConfigError, check_address};

/// The reader in the browser, and its JSON interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebConfig {
    /// Whether there is a reader. (`FUNDSTELLE_WEB__ENABLED`)
    pub enabled: bool,
    /// Where it listens; only this machine reaches it unless this says otherwise.
    /// (`FUNDSTELLE_WEB__LISTEN`)
    pub listen: SocketAddr,
    /// How browsers reach it, for links to places in answers; empty for no links.
    /// (`FUNDSTELLE_WEB__URL`)
    pub url: String,
}

/// What tells how the program does: to a container engine, and to Prometheus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HealthConfig {
    /// Whether it can be asked at all. (`FUNDSTELLE_HEALTH__ENABLED`)
    pub enabled: bool,
    /// Where it listens; only this machine reaches it unless this says otherwise.
    /// (`FUNDSTELLE_HEALTH__LISTEN`)
    pub listen: SocketAddr,
}

impl WebConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.url.is_empty() {
            return Ok(());
        }
        check_address("web.url", &self.url)
    }
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            url: String::new(),
        }
    }
}

impl Default for HealthConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8081)),
        }
    }
}
