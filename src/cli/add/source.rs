//! The address of a document as it is kept and shown: without what only its owner may know. Everybody who
//! reads an answer sees it.

use reqwest::Url;

/// Parameters whose names hold one of these are most likely secrets.
const SECRET: [&str; 16] = [
    "token",
    "secret",
    "signature",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "sessionid",
    "session_id",
    "authoriz",
    "cookie",
];

/// Parameters with one of these names, too. (Not `session` or `code`: parliaments have sessions, and documents
/// codes.)
const SECRET_NAMES: [&str; 14] = [
    "key",
    "sig",
    "auth",
    "pass",
    "pwd",
    "pw",
    "psk",
    "sid",
    "sas",
    "otp",
    "jwt",
    "hmac",
    "ticket",
    "phpsessid",
];

/// Parameters of signed addresses that say nothing without the signature.
const OF_SIGNATURES: [&str; 2] = ["x-amz-", "x-goog-"];

/// From this length on, a value of letters and digits is taken for a secret, unless it is made of words; what
/// is as short as this is one.
const LONG: usize = 24;
const SHORT: usize = 8;

/// An address without name and password, fragment, and parameters that may be secrets; and whether anything
/// was left out that it may be found by.
pub(super) fn kept(url: &Url) -> (String, bool) {
    let mut kept = url.clone();
    // Addresses of the web always have a host, so both can be taken away.
    let is_named = !url.username().is_empty() || url.password().is_some();
    let _ = kept.set_username("");
    let _ = kept.set_password(None);
    kept.set_fragment(None);
    let path = without_parameters(url.path());
    kept.set_path(&path);
    let parts: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    let (secret, open): (Vec<&str>, Vec<&str>) =
        parts.into_iter().partition(|part| is_secret(part));
    let open = open.join("&");
    kept.set_query(Some(open.as_str()).filter(|open| !open.is_empty()));
    let is_less = is_named || !secret.is_empty() || path != url.path();
    (kept.to_string(), is_less)
}

/// A path without what some servers put behind a `;`: sessions.
pub(super) fn without_parameters(path: &str) -> String {
    let parts = path.split('/');
    let parts = parts.map(|part| part.split(';').next().unwrap_or_default());
    parts.collect::<Vec<_>>().join("/")
}

fn is_secret(parameter: &str) -> bool {
    let (name, value) = match parameter.split_once('=') {
        Some((name, value)) => (name, value),
        // A value alone.
        None => ("", parameter),
    };
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    let name = name.to_lowercase();
    let has_name = SECRET.iter().any(|part| name.contains(part))
        || SECRET_NAMES.contains(&name.as_str())
        || OF_SIGNATURES.iter().any(|begin| name.starts_with(begin));
    let is_random = value.len() >= LONG
        && value.contains(|c: char| c.is_ascii_digit())
        && value.contains(|c: char| c.is_ascii_alphabetic())
        && !is_of_words(value);
    has_name || is_random
}

/// Whether a value is made of words and short numbers: `annual-report-2024-final.pdf`.
fn is_of_words(value: &str) -> bool {
    let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
    let mut words = value.split(|c: char| !c.is_alphanumeric());
    words.all(|word| word.len() <= SHORT || word.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: &str, is_less: bool) {
        let expected = (expected.to_owned(), is_less);
        assert_eq!(kept(&url.parse().unwrap()), expected, "{url}");
    }

    #[test]
    fn an_address_without_secrets_stays() {
        for url in [
            "https://example.org/a.pdf",
            "https://example.org/download?id=3&lang=de",
            "http://localhost:8080/a%20b.html?v=1.2",
            "https://example.org/?file=annual-report-2024-final.pdf",
            "https://example.org/?path=%2Fdocs%2F2024%2Freport1.pdf&author=Byron&session=19&code=GR3",
        ] {
            check(url, url, false);
        }
        check("https://example.org/a#s2", "https://example.org/a", false);
    }

    #[test]
    fn what_may_be_a_secret_is_not_kept() {
        check("https://me:pw@example.org/a", "https://example.org/a", true);
        check(
            "https://example.org/a?id=3&access_token=x&X-Amz-Date=1&sig=2",
            "https://example.org/a?id=3",
            true,
        );
        check(
            "https://example.org/a;jsessionid=1F/b.pdf;v=1?API%5FKey=1",
            "https://example.org/a/b.pdf",
            true,
        );
        check(
            "https://example.org/a?f=9f86d081884c7d659a2feaa0c55ad015",
            "https://example.org/a",
            true,
        );
        check(
            "https://example.org/a?eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
            "https://example.org/a",
            true,
        );
    }
}
