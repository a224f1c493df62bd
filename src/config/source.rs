//! Where a value was found.

use std::{fmt, path::PathBuf};

use toml::Value;

/// Where a value was found. The later win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything else.
    Default,
    /// In the settings file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1 on; nothing where it is about the whole file.
        line: Option<usize>,
    },
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl Source {
    /// Its rank: of two, the higher one wins.
    pub(super) fn layer(&self) -> u8 {
        match self {
            Self::Default => 0,
            Self::File { .. } => 1,
            Self::Variable(_) => 2,
            Self::Flag(_) => 3,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line: None } => write!(f, "{}", path.display()),
            Self::File {
                path,
                line: Some(line),
            } => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// A value of a setting, as somebody gave it. It may be a secret: it is never printed as it is.
pub(super) struct Given {
    /// The setting: `answer.max_citations`.
    pub(super) key: String,
    /// The value that it shall have.
    pub(super) value: Value,
    /// The place that says so.
    pub(super) source: Source,
}
