//! The length that the address of a request may have.

use axum::{
    extract::Request,
    http::{StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// The greatest length of an address, in bytes, each counted once however it is written.
pub(super) const LONGEST_ADDRESS: usize = 16 * 1_024;

/// Turns away what has a longer address.
pub(super) async fn check(request: Request, next: Next) -> Response {
    if length(request.uri()) > LONGEST_ADDRESS {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    next.run(request).await
}

/// The bytes of an address; one that is written as `%C3` is one.
fn length(address: &Uri) -> usize {
    let parts = [address.path(), address.query().unwrap_or_default()];
    let lengths = parts.map(|part| part.len().saturating_sub(2 * part.matches('%').count()));
    lengths.into_iter().sum()
}
