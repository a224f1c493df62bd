//! Problems with a request, or with us, as RFC 9457 has them.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use crate::{
    app::{AskError, NotServing},
    index::IndexError,
    web::{incident, retry_after::RetryAfter},
};

/// The media type that tells problems from answers.
pub(in crate::web) const MEDIA_TYPE: &str = "application/problem+json";

/// The reason why there is no answer.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::web) struct Problem {
    /// The status in words.
    title: String,
    status: u16,
    /// The fault, and what to do about it.
    detail: String,
    /// Under which id the operator finds it in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<String>,
    #[serde(skip)]
    retry_after: Option<RetryAfter>,
}

/// The problems that any request may meet.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it only describes what others send")]
pub(super) enum Refusals {
    /// A parameter is missing, unknown or out of range
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(#[to_schema] Problem),
    /// The access token is missing or wrong
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(#[to_schema] Problem),
    /// There is no such document or section
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] Problem),
    /// The address is too long
    #[response(status = 414, content_type = "application/problem+json")]
    TooLong(#[to_schema] Problem),
    /// Too many requests from this address; `Retry-After` says when to come again
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(#[to_schema] Problem),
    /// Something failed; the operator finds it in the log under its incident
    #[response(status = 500, content_type = "application/problem+json")]
    Failed(#[to_schema] Problem),
    /// Too many questions are waiting, or there is no index yet; `Retry-After` says when to come again
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(#[to_schema] Problem),
}

impl Problem {
    pub(in crate::web) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            title: status.canonical_reason().unwrap_or("Failed").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            incident: None,
            retry_after: None,
        }
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(in crate::web) fn failed(incident: String) -> Self {
        let detail = "something failed; the operator finds it in the log under its incident";
        Self {
            incident: Some(incident),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
        }
    }

    fn unavailable(detail: &str, retry_after: RetryAfter) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
        }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NotServing(why) => why.into(),
            AskError::Busy => Self::unavailable("too many questions are waiting", RetryAfter::BUSY),
            error => Self::failed(incident::log(&error)),
        }
    }
}

impl From<NotServing> for Problem {
    fn from(why: NotServing) -> Self {
        let detail = match &why {
            NotServing::Opening => "the index is being built",
            // Why is for the operator: it names folders.
            NotServing::Failed(_) => "there is nothing to ask; the operator's log says why",
        };
        Self::unavailable(detail, RetryAfter::from(&why))
    }
}

impl From<IndexError> for Problem {
    fn from(error: IndexError) -> Self {
        AskError::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status);
        let retry_after = self.retry_after;
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, retry_after, Json(self)).into_response();
        let media_type = HeaderValue::from_static(MEDIA_TYPE);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, media_type);
        response
    }
}
