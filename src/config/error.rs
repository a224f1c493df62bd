//! What is wrong with settings. Everything is told at once, with its place; a secret never is.

use std::{fmt, path::PathBuf};

use thiserror::Error;

use super::source::Source;
use crate::plural::counted;

/// The reason why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// Settings are not as they should be.
    #[error("{}", list(.0))]
    Wrong(Vec<Problem>),
    /// The bot cannot log in.
    #[error(
        "there is no Discord token; set DISCORD_TOKEN, DISCORD_TOKEN_FILE, or discord.token in the \
         settings file"
    )]
    NoToken,
    /// A file that should hold a secret does not.
    #[error(
        "{path}, set as {key}, {why}; the file must be readable by the program and contain only the \
         secret"
    )]
    SecretFile {
        /// The setting.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// The fault.
        why: String,
    },
    /// A file that should hold a secret is empty.
    #[error(
        "{path}, the file that {key} names, is empty; it must be one that the program may read, with \
         nothing but the secret in it"
    )]
    EmptySecretFile {
        /// The setting.
        key: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The secret itself stands where its file should be named.
    #[error("{key} looks like the secret itself; it must be the path of a file that contains it")]
    SecretForPath {
        /// The setting.
        key: &'static str,
    },
}

impl ConfigError {
    /// Whether nobody gave the secret yet, rather than a wrong one.
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::NoToken | Self::EmptySecretFile { .. })
    }

    /// Each thing that is wrong, in a line of its own.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Wrong(problems) => problems.iter().map(Problem::to_string).collect(),
            error => vec![error.to_string()],
        }
    }
}

/// One thing that is wrong with a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where.
    pub source: Source,
    /// The fault, and what would be right.
    pub said: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.said)
    }
}

fn list(problems: &[Problem]) -> String {
    if let [one] = problems {
        return one.to_string();
    }
    let lines = problems.iter().map(|problem| format!("\n  {problem}"));
    let lines: String = lines.collect();
    format!(
        "there are {} with the settings:{lines}",
        counted(problems.len(), "problem", "problems")
    )
}
