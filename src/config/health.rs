//! What tells how the program does.

use std::net::{Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;

/// The report on how the program does, for a container engine and for Prometheus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HealthConfig {
    /// Whether it can be asked at all.
    pub enabled: bool,
    /// Where it listens; only this machine reaches it unless this says otherwise.
    pub listen: SocketAddr,
}

pub(super) const ALLOWED: &[(&str, Allowed)] = &[("health.listen", Allowed::SOCKET)];

impl Default for HealthConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8081)),
        }
    }
}
