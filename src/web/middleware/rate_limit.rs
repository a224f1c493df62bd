//! The pace at which somebody may ask.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{
    client_ip::{Client, Clients},
    header_text::header_text,
};
use crate::{
    app::{self, RateLimit},
    web::pages,
};

/// The end of the paths where quotes are looked for.
const QUOTES: &str = "/verify";

/// So many requests in a minute from each asker; one that makes much work counts as several.
pub(super) struct RequestLimit {
    clients: Clients,
    limit: RateLimit<Client>,
}

impl RequestLimit {
    pub(super) fn new(per_minute: u32, clients: Clients) -> Self {
        Self {
            clients,
            limit: RateLimit::per_minute(per_minute),
        }
    }

    /// Counts a request, or says how long to wait.
    fn count(&self, request: &Request) -> Result<(), Duration> {
        self.limit.count(&self.clients.of(request), weight(request))
    }
}

/// As how many a request counts.
fn weight(request: &Request) -> u32 {
    let query = request.uri().query().unwrap_or_default();
    let form = header_text(request, header::CONTENT_LENGTH);
    // Of a byte that is written as `%C3`, two are not the asker's.
    let escapes = query.matches('%').count();
    let bytes = query.len().saturating_sub(2 * escapes);
    let bytes = bytes.saturating_add(form.parse().unwrap_or(0));
    if request.uri().path().ends_with(QUOTES) {
        app::quote_weight(bytes)
    } else {
        app::weight(bytes)
    }
}

/// Turns away who asks too often, and says when to come again.
pub(super) async fn check(
    State(limit): State<Arc<RequestLimit>>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with(pages::FILES) {
        return next.run(request).await;
    }
    match limit.count(&request) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let again = [(header::RETRY_AFTER, (wait.as_secs() + 1).to_string())];
            (StatusCode::TOO_MANY_REQUESTS, again).into_response()
        }
    }
}
