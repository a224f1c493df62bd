//! Under which name the reader is asked. A page elsewhere can give its own name the address of this
//! machine, and then reads what only this machine should; the name that it asks for betrays it.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::config::WebConfig;

/// The names of a reader that listens on this machine only; any where others reach it.
pub(super) struct Hosts(Option<Vec<String>>);

impl Hosts {
    pub(super) fn of(config: &WebConfig) -> Self {
        if !config.listen.ip().is_loopback() {
            return Self(None);
        }
        let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let mut names = Vec::from(own);
        names.push(name_of(&config.listen.to_string()).to_owned());
        let rest = config.url.split_once("://").map(|(_, rest)| rest);
        let authority = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
        names.extend(authority.map(|authority| name_of(authority).to_lowercase()));
        Self(Some(names))
    }

    /// Whether it may be asked under a name. A request without any comes from no browser.
    fn has(&self, host: &str) -> bool {
        let name = name_of(host).to_lowercase();
        let names = self.0.as_ref();
        host.is_empty() || names.is_none_or(|names| names.contains(&name))
    }
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Turns away what asks for somebody else.
pub(super) async fn check(
    State(hosts): State<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(told) = told(&request) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let host = request.uri().authority().map_or(told, |host| host.as_str());
    if hosts.has(host) && hosts.has(told) {
        return next.run(request).await;
    }
    StatusCode::MISDIRECTED_REQUEST.into_response()
}

/// The name in the header: empty where there is none, nothing where there are several or it is no
/// name. Whoever reads one of two may be told otherwise by whoever reads the other.
fn told(request: &Request) -> Option<&str> {
    let mut all = request.headers().get_all(header::HOST).iter();
    let first = all.next();
    match (first, all.next()) {
        (None, _) => Some(""),
        (Some(host), None) => host.to_str().ok(),
        (Some(_), Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(listen: &str, url: &str, host: &str) -> bool {
        let config = WebConfig {
            listen: listen.parse().unwrap(),
            url: url.to_owned(),
            ..WebConfig::default()
        };
        Hosts::of(&config).has(host)
    }

    #[test]
    fn on_this_machine_only_its_own_names_are_known() {
        let here = |host: &str| has("127.0.0.1:8080", "https://Report.example.org/reader", host);
        for host in ["localhost:8080", "127.0.0.1", "[::1]:8080", "LOCALHOST", ""] {
            assert!(here(host), "{host}");
        }
        assert!(
            here("report.example.org"),
            "the name that a proxy passes on"
        );
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:8080",
        ] {
            assert!(!here(host), "{host}");
        }
        assert!(has("[::1]:8080", "", "[::1]:8080"));
        assert!(has("0.0.0.0:8080", "", "any.example"), "others reach it");
    }
}
