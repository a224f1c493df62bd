//! The body that a server sends, unpacked if it is packed, and no more of it than a limit: what is said about its
//! length is believed only where it is too long.

use std::io::{self, ErrorKind, Write};

use anyhow::{anyhow, bail};
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use reqwest::{Response, header::CONTENT_ENCODING};

const MEGABYTE: u64 = 1024 * 1024;

/// The reason why a request failed, without the address, in which a secret may stand.
pub(super) fn why(error: reqwest::Error) -> String {
    let error = anyhow::Error::new(error.without_url());
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let last = causes.last().map_or("", String::as_str);
    if causes.iter().any(|cause| cause.contains("certificate")) {
        return format!(
            "its certificate is not trusted ({last}); fetch it with a program that knows it, and add the file \
             with --source"
        );
    }
    format!("{last}; look at the address, and try again")
}

/// Bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    most: u64,
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let length = self.bytes.len() as u64 + part.len() as u64;
        if length > self.most {
            return Err(ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The way from what is sent to what is kept.
enum Unpacking {
    Plain(Bounded),
    Gzip(MultiGzDecoder<Bounded>),
    Zlib(ZlibDecoder<Bounded>),
    /// The stream that some servers mean by `deflate`.
    Deflate(DeflateDecoder<Bounded>),
}

impl Unpacking {
    /// As a server says; `first` are the first bytes that it sends.
    fn of(encoding: &str, first: &[u8], into: Bounded) -> anyhow::Result<Self> {
        Ok(match encoding {
            "" | "identity" => Self::Plain(into),
            "gzip" | "x-gzip" => Self::Gzip(MultiGzDecoder::new(into)),
            "deflate" if first.first().is_some_and(|byte| byte & 0x0F == 8) => {
                Self::Zlib(ZlibDecoder::new(into))
            }
            "deflate" => Self::Deflate(DeflateDecoder::new(into)),
            other => bail!(
                "it is sent packed as {other:?}, which was not asked for; fetch it with a browser"
            ),
        })
    }

    fn write(&mut self, part: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(into) => into.write_all(part),
            Self::Gzip(into) => into.write_all(part),
            Self::Zlib(into) => into.write_all(part),
            Self::Deflate(into) => into.write_all(part),
        }
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        let bounded = match self {
            Self::Plain(into) => into,
            Self::Gzip(into) => into.finish()?,
            Self::Zlib(into) => into.finish()?,
            Self::Deflate(into) => into.finish()?,
        };
        Ok(bounded.bytes)
    }
}

/// Reads what a server sends.
pub(super) async fn read(mut response: Response, most: u64) -> anyhow::Result<Vec<u8>> {
    if response
        .content_length()
        .is_some_and(|length| length > most)
    {
        return Err(too_large(most));
    }
    let encoding = response.headers().get(CONTENT_ENCODING);
    let encoding = encoding.map(|value| {
        String::from_utf8_lossy(value.as_bytes())
            .trim()
            .to_lowercase()
    });
    let encoding = encoding.unwrap_or_default();
    let mut sent = 0;
    let mut unpacking = None;
    while let Some(part) = response
        .chunk()
        .await
        .map_err(|error| anyhow!(why(error)))?
    {
        sent += part.len() as u64;
        if sent > most {
            return Err(too_large(most));
        }
        if unpacking.is_none() {
            let into = Bounded {
                bytes: Vec::new(),
                most,
            };
            unpacking = Some(Unpacking::of(&encoding, &part, into)?);
        }
        if let Some(unpacking) = &mut unpacking {
            unpacking
                .write(&part)
                .map_err(|error| broken(&error, most))?;
        }
    }
    match unpacking {
        Some(unpacking) => unpacking.finish().map_err(|error| broken(&error, most)),
        None => Ok(Vec::new()),
    }
}

fn broken(error: &io::Error, most: u64) -> anyhow::Error {
    if error.kind() == ErrorKind::FileTooLarge {
        return too_large(most);
    }
    anyhow!("what is sent packed is damaged or not whole; try again")
}

fn too_large(most: u64) -> anyhow::Error {
    anyhow!(
        "it has more than {} MB, and that is the limit; raise corpus.max_file_mb or split the file",
        most / MEGABYTE
    )
}
