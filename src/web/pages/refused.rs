//! The pages for people who are not let through: why, and how they can be.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};

use super::{
    html::{page, told},
    page_context::PageContext,
};

/// The facts that are known of a request that is not let through.
pub(in crate::web) struct Caller {
    /// The address that was asked for.
    pub(in crate::web) address: Uri,
    /// The languages that the browser asks for.
    pub(in crate::web) languages: Option<HeaderValue>,
}

/// The page that asks for the access token.
#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage<'a> {
    context: &'a PageContext,
    /// The place where the reader wants to go on: a path from the root, with its query.
    to: &'a str,
    /// Whether another token was tried before.
    is_wrong: bool,
    /// Whether the page is to be loaded once more at once.
    is_loaded_again: bool,
}

/// The reason why the token is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum AccessReason {
    /// Somebody comes without one.
    Missing,
    /// Somebody comes from another site: then the browser keeps back the cookie that it may have, and
    /// sends it when the page is loaded again.
    FromElsewhere,
    /// The one that was tried is wrong.
    Wrong,
}

/// Asks for the access token.
pub(in crate::web) fn access(caller: &Caller, to: &str, reason: AccessReason) -> Response {
    let context = caller.context();
    let template = AccessPage {
        context: &context,
        to,
        is_wrong: reason == AccessReason::Wrong,
        is_loaded_again: reason == AccessReason::FromElsewhere,
    };
    let mut response = page(&context, StatusCode::UNAUTHORIZED, &template);
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

/// Says why something was refused.
pub(in crate::web) fn refused(
    caller: &Caller,
    status: StatusCode,
    incident: Option<&str>,
) -> Response {
    let context = caller.context();
    if let Some(incident) = incident {
        let text = context.with("incident", "id", incident);
        return told(&context, status, "failed", Some(text));
    }
    let (title, text) = match status {
        StatusCode::NOT_FOUND => ("no-page", Some("no-page-text")),
        StatusCode::METHOD_NOT_ALLOWED => ("refused-method", None),
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => ("refused-size", None),
        StatusCode::MISDIRECTED_REQUEST => ("refused-name", Some("refused-name-text")),
        StatusCode::TOO_MANY_REQUESTS => ("refused-pace", Some("refused-pace-text")),
        StatusCode::SERVICE_UNAVAILABLE => ("refused-time", None),
        _ => ("refused-other", None),
    };
    told(&context, status, title, text.map(|key| context.say(key)))
}

impl Caller {
    fn context(&self) -> PageContext {
        PageContext::of(&self.address, self.languages.as_ref())
    }
}
