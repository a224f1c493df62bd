//! The offer to the corpus: the bytes of a file, or what an address gave, with everything that may tell its name and
//! its kind.

use std::{ffi::OsStr, io::ErrorKind, path::Path, time::Duration};

use anyhow::{Context as _, bail};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use percent_encoding::{percent_decode, percent_decode_str};
use reqwest::Url;

use super::{
    fetch::{Fetched, Limits, System, fetch},
    source::{kept, without_parameters},
};
use crate::{
    cli::args,
    config::Config,
    corpus::{Format, printable, regular_file, safe_name},
    telemetry,
};

pub(super) const MEGABYTE: u64 = 1024 * 1024;

/// A document that is offered.
pub(super) struct Offer {
    /// The name that it goes by where something is said about it.
    pub(super) called: String,
    pub(super) bytes: Vec<u8>,
    /// Names that it has, all of them safe; the best first.
    pub(super) names: Vec<String>,
    /// The name that it gets where none of them is left.
    pub(super) fallback: String,
    /// The type that the server says it has: `text/html`.
    pub(super) media_type: Option<String>,
    /// The encoding that the server says it is written in.
    pub(super) charset: Option<&'static Encoding>,
    /// The address that it is from, as it is kept.
    pub(super) source: Option<String>,
    /// Whether that is less than was given: it held what may be a secret.
    pub(super) is_less: bool,
    /// The day on which it was fetched.
    pub(super) retrieved: Option<String>,
}

impl Offer {
    /// Reads the file, or fetches what is behind the address.
    pub(super) fn of(args: &args::Add, config: &Config) -> anyhow::Result<Self> {
        let most = config.corpus.max_file_mb * MEGABYTE;
        let mut offer = match address(&args.source)? {
            Some(url) => {
                let limits = Limits {
                    bytes: most,
                    time: Duration::from_secs(args.timeout),
                    own_network: args.own_network,
                };
                Self::fetched(&url, fetch_now(&url, limits)?)
            }
            None => Self::of_file(Path::new(&args.source), most)?,
        };
        if let Some(from) = &args.from {
            let given = from.parse().map(|url: Url| kept(&url));
            let (source, is_less) = given.unwrap_or_else(|_| (from.clone(), false));
            (offer.source, offer.is_less) = (Some(source), is_less);
        }
        Ok(offer)
    }

    fn of_file(path: &Path, most: u64) -> anyhow::Result<Self> {
        let shown = path.to_string_lossy();
        let shown = printable(&shown);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Whoever names a link means what it leads to.
        let bytes = path
            .canonicalize()
            .and_then(|real| regular_file::read(&real, most));
        let bytes = bytes.map_err(|error| match error.kind() {
            ErrorKind::NotFound => anyhow::anyhow!(
                "there is no file {shown}; an address begins with https:// or http://"
            ),
            ErrorKind::PermissionDenied => {
                anyhow::anyhow!("{shown} cannot be read: {error}; make it readable for yourself")
            }
            ErrorKind::FileTooLarge => anyhow::anyhow!(
                "{shown} has more than {} MB, and that is the limit; raise corpus.max_file_mb or split \
                 the file",
                most / MEGABYTE
            ),
            _ => anyhow::anyhow!("{shown} cannot be read: {error}; name a file with a document"),
        })?;
        Ok(Self {
            called: shown.into_owned(),
            bytes,
            names: safe_name(&name).into_iter().collect(),
            fallback: "document".to_owned(),
            media_type: None,
            charset: None,
            source: None,
            is_less: false,
            retrieved: None,
        })
    }

    fn fetched(url: &Url, fetched: Fetched) -> Self {
        let (source, is_less) = kept(url);
        let said = fetched.disposition.as_deref().and_then(said_name);
        let (media_type, charset) = kind(fetched.content_type.as_deref().unwrap_or_default());
        let mut names: Vec<String> = [last_part(url), last_part(&fetched.last)]
            .into_iter()
            .flatten()
            .collect();
        // A name with the ending of a document says more than `download`.
        names.sort_by_key(|name| Format::from_path(name.as_ref()).is_none());
        names.splice(..0, said);
        Self {
            called: source.clone(),
            bytes: fetched.bytes,
            names,
            fallback: url.host_str().and_then(safe_name).unwrap_or_default(),
            media_type,
            charset,
            source: Some(source),
            is_less,
            retrieved: Some(telemetry::day(telemetry::now())),
        }
    }
}

/// The address that is meant, if it is none of a file.
fn address(source: &OsStr) -> anyhow::Result<Option<Url>> {
    let Some((scheme, _)) = source.to_str().and_then(|text| text.split_once("://")) else {
        return Ok(None);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let text = source.to_string_lossy();
            let url = text.parse();
            // Nothing of it is shown: a password may stand in it.
            url.map(Some)
                .context("the address cannot be understood; look at it in a browser")
        }
        "file" => bail!("a file is added by its path, without file://"),
        scheme => bail!(
            "{}:// is not fetched: only http and https are; fetch it by other means, and add the file",
            printable(scheme)
        ),
    }
}

fn fetch_now(url: &Url, limits: Limits) -> anyhow::Result<Fetched> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let fetched = runtime.block_on(fetch(url, limits, &System));
    // Whoever looks up a name may take longer than anybody waits for it.
    runtime.shutdown_background();
    fetched
}

/// The last part of the path of an address, as a name.
fn last_part(url: &Url) -> Option<String> {
    let path = without_parameters(url.path());
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    safe_name(&percent_decode_str(last).decode_utf8_lossy())
}

/// `text/html; charset=utf-8` in its parts.
fn kind(content_type: &str) -> (Option<String>, Option<&'static Encoding>) {
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next().filter(|kind| !kind.is_empty());
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let label = value.trim().trim_matches('"');
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| Encoding::for_label(label.as_bytes()))?
    });
    (media_type.map(str::to_ascii_lowercase), charset)
}

/// The name that a server gives: `attachment; filename="a.pdf"; filename*=UTF-8''%C3%A4.pdf`.
fn said_name(disposition: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(disposition).map_or_else(
        |_| WINDOWS_1252.decode(disposition).0.into_owned(),
        str::to_owned,
    );
    let parameters = parameters(&text);
    let of = |wanted: &str| {
        let found = parameters.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let coded = of("filename*").and_then(|value| {
        let (charset, rest) = value.split_once('\'')?;
        let (_, name) = rest.split_once('\'')?;
        let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8);
        let bytes: Vec<u8> = percent_decode(name.as_bytes()).collect();
        safe_name(&encoding.decode(&bytes).0)
    });
    coded.or_else(|| safe_name(of("filename")?))
}

/// Names and values behind the first `;`, without quotation marks.
fn parameters(text: &str) -> Vec<(String, String)> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in text.chars() {
        match c {
            c if is_escaped => {
                is_escaped = false;
                part.push(c);
            }
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    let parts = parts.iter().skip(1);
    let pairs = parts.filter_map(|part| part.split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_said(disposition: &str, expected: Option<&str>) {
        let said = said_name(disposition.as_bytes());
        assert_eq!(said.as_deref(), expected, "{disposition}");
    }

    #[test]
    fn the_name_that_a_server_gives_is_understood_and_made_safe() {
        check_said("attachment; filename=a.pdf", Some("a.pdf"));
        check_said(
            "inline; FileName=\"a; b \\\"c\\\".pdf\"",
            Some("a; b -c-.pdf"),
        );
        check_said(
            "attachment; filename=\"ae.pdf\"; filename*=UTF-8''%C3%A4%20b.pdf",
            Some("ä b.pdf"),
        );
        check_said("attachment; filename*=iso-8859-1'de'%E4.pdf", Some("ä.pdf"));
        check_said("attachment; filename=\"../../.ssh/id\"", Some("id"));
        check_said("attachment; filename=\"..\"", None);
        check_said("attachment", None);
        assert_eq!(
            said_name(b"attachment; filename=\xE4.pdf").as_deref(),
            Some("ä.pdf")
        );
    }

    #[track_caller]
    fn check_last(url: &str, expected: Option<&str>) {
        let last = last_part(&url.parse().unwrap());
        assert_eq!(last.as_deref(), expected, "{url}");
    }

    #[test]
    fn the_last_part_of_an_address_is_a_name() {
        check_last("https://example.org/a/b%20c.pdf?d=e/f", Some("b c.pdf"));
        check_last("https://example.org/a/", Some("a"));
        check_last("https://example.org/a.pdf;jsessionid=12", Some("a.pdf"));
        check_last("https://example.org/..%2F..%2Fetc%2Fpasswd", Some("passwd"));
        check_last("https://example.org", None);
    }

    #[test]
    fn the_type_that_a_server_gives_is_understood() {
        let shown = |text| {
            let (kind, charset) = kind(text);
            (kind.unwrap_or_default(), charset.map_or("", Encoding::name))
        };
        let of = |kind: &str, charset: &'static str| (kind.to_owned(), charset);
        assert_eq!(
            shown("Text/HTML; Charset=\"latin1\""),
            of("text/html", "windows-1252")
        );
        assert_eq!(shown("text/plain"), of("text/plain", ""));
        assert_eq!(shown(""), of("", ""));
        assert_eq!(shown("text/plain; charset=klingon"), of("text/plain", ""));
    }
}
