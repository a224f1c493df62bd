//! Files that people attach to a command: fetched from where Discord keeps them and from nowhere else, no more bytes
//! than allowed, and no longer than allowed.

use std::time::Duration;

use reqwest::{Client, Url, redirect::Policy};
use thiserror::Error;

use crate::config::DISCORD;

/// The hosts that keep what is attached on Discord.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// The time that fetching one may take.
const LONGEST: Duration = Duration::from_mins(1);

/// The reason why a file cannot be had.
#[derive(Debug, Error)]
pub(super) enum NotFetched {
    /// It is kept somewhere else.
    #[error("its address is none of Discord's")]
    Elsewhere,
    /// It has more bytes than it may have, whatever Discord said of it.
    #[error("it has more bytes than it may have")]
    TooLarge,
    /// It does not come, or not in time.
    #[error("it does not come: {0}")]
    Failed(String),
}

/// Fetches a file of at most `most` bytes. `api` is where Discord is.
pub(super) async fn fetch(address: &str, api: &str, most: u64) -> Result<Vec<u8>, NotFetched> {
    let address = allowed(address, api).ok_or(NotFetched::Elsewhere)?;
    let fetched = tokio::time::timeout(LONGEST, fetched(address, api, most)).await;
    fetched.unwrap_or_else(|_| Err(NotFetched::Failed("it takes too long".to_owned())))
}

/// The address, if Discord keeps files there: a server of one's own keeps them itself.
fn allowed(address: &str, api: &str) -> Option<Url> {
    let address = Url::parse(address).ok()?;
    let is_bare = address.username().is_empty() && address.password().is_none();
    let is_there = if api == DISCORD {
        let is_host = address.host_str().is_some_and(|host| HOSTS.contains(&host));
        is_host && address.scheme() == "https" && address.port().is_none()
    } else {
        let own = Url::parse(api).ok()?;
        address.origin() == own.origin()
    };
    (is_bare && is_there).then_some(address)
}

async fn fetched(address: Url, api: &str, most: u64) -> Result<Vec<u8>, NotFetched> {
    // The address holds what gives access to the file, and is no business of the log.
    let failed = |error: reqwest::Error| NotFetched::Failed(error.without_url().to_string());
    let client = Client::builder()
        .redirect(Policy::none())
        .https_only(api == DISCORD)
        .build();
    let request = client.map_err(failed)?.get(address);
    let mut response = request.send().await.map_err(failed)?;
    if !response.status().is_success() {
        let status = response.status().as_u16();
        return Err(NotFetched::Failed(format!("the answer is {status}")));
    }
    let is_too_large = |len: usize| u64::try_from(len).is_ok_and(|len| len > most);
    if response.content_length().is_some_and(|len| len > most) {
        return Err(NotFetched::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if is_too_large(bytes.len() + chunk.len()) {
            return Err(NotFetched::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_fetched_from_hosts_of_discord_alone() {
        let is_allowed = |address: &str| allowed(address, DISCORD).is_some();
        for address in [
            "https://cdn.discordapp.com/ephemeral-attachments/1/2/a.pdf?ex=1&is=2&hm=3",
            "https://media.discordapp.net/attachments/1/2/a.pdf",
            "https://cdn.discordapp.com:443/a.pdf",
        ] {
            assert!(is_allowed(address), "{address}");
        }
        for address in [
            "http://cdn.discordapp.com/a.pdf",
            "https://cdn.discordapp.com:8443/a.pdf",
            "https://cdn.discordapp.com.example.org/a.pdf",
            "https://cdn.discordapp.com@example.org/a.pdf",
            "https://user:word@cdn.discordapp.com/a.pdf",
            "https://example.org/cdn.discordapp.com/a.pdf",
            "https://example.org\\@cdn.discordapp.com/a.pdf",
            "https://127.0.0.1/a.pdf",
            "https://[::1]/a.pdf",
            "https://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "data:text/plain,hello",
            "//cdn.discordapp.com/a.pdf",
            "",
        ] {
            assert!(!is_allowed(address), "{address}");
        }
    }

    #[test]
    fn a_server_of_ones_own_keeps_its_files_itself() {
        let own = "http://127.0.0.1:4000";
        assert!(allowed("http://127.0.0.1:4000/files/a.pdf", own).is_some());
        for address in [
            "http://127.0.0.1:4001/files/a.pdf",
            "https://127.0.0.1:4000/files/a.pdf",
            "http://localhost:4000/files/a.pdf",
            "https://cdn.discordapp.com/a.pdf",
        ] {
            assert!(allowed(address, own).is_none(), "{address}");
        }
    }
}
