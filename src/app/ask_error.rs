//! The reasons why a question gets no answer.

use std::sync::Arc;

use thiserror::Error;

use super::NotServing;
use crate::index::IndexError;

/// The reason why there is no answer, not even "the report does not say this".
#[derive(Clone, Debug, Error)]
pub enum AskError {
    /// There is no corpus to ask, yet or at all.
    #[error(transparent)]
    NotServing(#[from] NotServing),
    /// More questions wait than can be answered in time.
    #[error("too many questions are waiting")]
    Busy,
    /// The index failed.
    #[error("{0}")]
    Index(Arc<IndexError>),
    /// The work ended without a result: it panicked, or the program is stopping.
    #[error("the work on a question was broken off: {0}")]
    BrokenOff(String),
}

impl From<IndexError> for AskError {
    fn from(error: IndexError) -> Self {
        Self::Index(Arc::new(error))
    }
}
