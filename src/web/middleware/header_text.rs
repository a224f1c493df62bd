//! Headers of a request as text.

use axum::{extract::Request, http::header};

/// The text of a header; empty where there is none that can be read.
pub(super) fn header_text(request: &Request, name: impl header::AsHeaderName) -> &str {
    let value = request.headers().get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
