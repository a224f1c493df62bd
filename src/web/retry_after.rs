//! The time after which it is worth asking again: the same on pages, for pictures and over the JSON interface.

use std::convert::Infallible;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponseParts, ResponseParts},
};

use crate::app::NotServing;

/// The header `Retry-After`, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RetryAfter(u32);

impl RetryAfter {
    /// Too many questions or pictures are waited for.
    pub(super) const BUSY: Self = Self(1);

    /// The index is being opened or built.
    const OPENING: Self = Self(5);

    /// There is nothing to ask, until the operator mends it.
    const FAILED: Self = Self(60);
}

impl From<&NotServing> for RetryAfter {
    fn from(why: &NotServing) -> Self {
        match why {
            NotServing::Opening => Self::OPENING,
            NotServing::Failed(_) => Self::FAILED,
        }
    }
}

impl IntoResponseParts for RetryAfter {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        let seconds = HeaderValue::from(self.0);
        parts.headers_mut().insert(header::RETRY_AFTER, seconds);
        Ok(parts)
    }
}
