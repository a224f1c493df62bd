//! The reasons why there is no picture of a page.

use super::NotServing;
use crate::{
    corpus::{NoPicture, Warning},
    index::IndexError,
    sandbox::Fault,
};

/// The reason why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The document is not in the corpus any more, or is another one.
    #[error("the file has changed since it was read; run `fundstelle index`, then ask again")]
    Changed,
    /// The documents are with those who build the index, and not here.
    #[error(
        "the file is not on this machine, which only serves the index; look at the page in the file itself"
    )]
    Elsewhere,
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(Warning),
    /// Nothing could be painted.
    #[error("{0}")]
    NotPainted(#[from] NoPicture),
    /// The child was stopped, or not started.
    #[error("painting the page was stopped: {0}; look at the page in the file itself")]
    Stopped(#[from] Fault),
    /// The corpus or the index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// There is no corpus, yet or at all.
    #[error(transparent)]
    NotServing(#[from] NotServing),
    /// More pictures are waited for than can be painted in time.
    #[error("too many pictures are waited for")]
    Busy,
    /// The work ended without a result.
    #[error("painting was broken off: {0}")]
    BrokenOff(String),
}
