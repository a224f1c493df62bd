//! Secrets: a type that is never printed, and files that hold them. For each secret `x` there is a
//! setting `x_file`, so that a container engine can hand it over as a file.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::ConfigError;

/// The settings that are secrets. Each has a second one beside it with `_file` at its end.
pub(super) const SECRETS: [&str; 3] = ["discord.token", "web.access_token", "store.url"];

/// No secret is longer, in bytes.
const LONGEST: u64 = 16 * 1_024;

/// Where container engines mount secrets: nobody else sees that place, so all may read them there.
const MOUNTED: &str = "/run/secrets";

/// A secret: never printed and never written.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct Secret(SecretString);

impl Secret {
    /// The secret, for the one place that needs it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret.trim().into())
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_empty() { "none" } else { "hidden" })
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}

/// The secret that is given, or that a file holds; nothing if neither is named. `key` is the
/// setting that names the file.
pub(super) fn read(
    key: &'static str,
    given: &Secret,
    file: &Path,
) -> Result<Option<Secret>, ConfigError> {
    if !given.is_empty() {
        return Ok(Some(given.clone()));
    }
    if file.as_os_str().is_empty() {
        return Ok(None);
    }
    let wrong = |why: String| {
        let path = file.to_owned();
        ConfigError::SecretFile { key, path, why }
    };
    if is_no_path(file) {
        return Err(ConfigError::SecretForPath { key });
    }
    let mut text = String::new();
    fs::File::open(file)
        .and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text))
        .map_err(|cause| wrong(format!("cannot be read: {cause}")))?;
    let secret = Secret::from(text.trim_start_matches('\u{feff}').to_owned());
    let length = secret.expose().len() as u64;
    match length {
        0 => Err(ConfigError::EmptySecretFile {
            key,
            path: file.to_owned(),
        }),
        1..=LONGEST if secret.expose().contains(['\n', '\r', '\0']) => {
            Err(wrong("contains more than one line".to_owned()))
        }
        1..=LONGEST => Ok(Some(secret)),
        _ => Err(wrong("is too long".to_owned())),
    }
}

/// Whether a path looks like the secret itself, written where its file should be named: then it is
/// not repeated in a message.
pub(super) fn is_no_path(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let is_word = |c: char| c.is_ascii_alphanumeric() || "._-+=".contains(c);
    let is_url = text.contains("://") || text.contains(":/") && text.contains('@');
    is_url || (text.len() >= 40 && text.chars().all(is_word) && !path.exists())
}

/// A warning if everybody on this machine may read a file; `what` says what is in it.
pub(super) fn open_to_all(path: &Path, what: &str) -> Option<String> {
    is_open_to_all(path).then(|| {
        let path = path.display();
        format!("everyone on this machine can read {path}, {what}; run chmod 600 {path}")
    })
}

/// Whether everybody on this machine may read a file.
fn is_open_to_all(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let real = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        let mode = fs::metadata(&real).map(|file| file.permissions().mode());
        !path.starts_with(MOUNTED) && mode.is_ok_and(|mode| mode & 0o004 != 0)
    }
    #[cfg(not(unix))]
    {
        let _: (&Path, &str) = (path, MOUNTED);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz_0123456789AB";

    fn of_file(content: &[u8]) -> Result<Option<Secret>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, content).unwrap();
        read("discord.token_file", &Secret::default(), &file).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_holds_a_secret_with_or_without_a_line_break() {
        for content in ["a.b.c", "a.b.c\n", " a.b.c\r\n", "\u{feff}a.b.c\n\n"] {
            let secret = of_file(content.as_bytes()).unwrap().unwrap();
            assert_eq!(secret.expose(), "a.b.c", "{content:?}");
        }
    }

    #[test]
    fn a_file_without_one_secret_is_told() {
        let long = "x".repeat(20_000);
        let wrong: [(&[u8], &str); 5] = [
            (b"", "is empty"),
            (b"\n \n", "is empty"),
            (b"secret-1\nsecret-2\n", "more than one line"),
            (b"secret\xff", "cannot be read"),
            (long.as_bytes(), "too long"),
        ];
        for (content, why) in wrong {
            let error = of_file(content).unwrap_err();
            assert!(
                error.contains(why) && error.contains("/token") && !error.contains("secret-"),
                "{error}"
            );
        }
        let none = Path::new("none");
        let error = read("discord.token_file", &Secret::default(), none).unwrap_err();
        insta::assert_snapshot!(error, @"none, set as discord.token_file, cannot be read: No such file or directory (os error 2); the file must be readable by the program and contain only the secret");
    }

    #[test]
    fn a_secret_is_never_shown_not_even_where_its_file_should_be_named() {
        let secret = Secret::from(SECRET.to_owned());
        assert_eq!(format!("{secret:?}"), "hidden");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"\"");
        let error = read("discord.token_file", &Secret::default(), Path::new(SECRET)).unwrap_err();
        insta::assert_snapshot!(error, @"discord.token_file looks like the secret itself; it must be the path of a file that contains it");
        assert!(!format!("{error:?}").contains("MTIz"));
    }
}
