//! The pace at which somebody may ask.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{
    InsufficientCapacity, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

use super::{
    client_ip::{Client, Clients},
    header_text::header_text,
};
use crate::{app, web::pages};

/// From this many askers on, those that are quiet again are forgotten.
const REMEMBERED: usize = 10_000;

type Limiter = RateLimiter<Client, DefaultKeyedStateStore<Client>, DefaultClock>;

/// The end of the paths where quotes are looked for.
const QUOTES: &str = "/verify";

/// So many requests in a minute from each asker, in any rhythm; one that makes much work counts as
/// several.
pub(super) struct RateLimit {
    clients: Clients,
    limiter: Limiter,
    most: NonZeroU32,
}

impl RateLimit {
    pub(super) fn new(per_minute: u32, clients: Clients) -> Self {
        let most = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            clients,
            limiter: RateLimiter::dashmap(Quota::per_minute(most)),
            most,
        }
    }

    /// As how many a request counts: never as more than there may be.
    fn weight(&self, request: &Request) -> NonZeroU32 {
        let query = request.uri().query().unwrap_or_default();
        let form = header_text(request, header::CONTENT_LENGTH);
        // Of a byte that is written as `%C3`, two are not the asker's.
        let escapes = query.matches('%').count();
        let bytes = query.len().saturating_sub(2 * escapes);
        let bytes = bytes.saturating_add(form.parse().unwrap_or(0));
        let weight = if request.uri().path().ends_with(QUOTES) {
            app::quote_weight(bytes)
        } else {
            app::weight(bytes)
        };
        NonZeroU32::new(weight).map_or(self.most, |weight| weight.min(self.most))
    }
}

/// Turns away who asks too often, and says when to come again.
pub(super) async fn check(
    State(rate_limit): State<Arc<RateLimit>>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with(pages::FILES) {
        return next.run(request).await;
    }
    if rate_limit.limiter.len() > REMEMBERED {
        rate_limit.limiter.retain_recent();
    }
    let weight = rate_limit.weight(&request);
    match rate_limit
        .limiter
        .check_key_n(&rate_limit.clients.of(&request), weight)
    {
        // As many as there may be in a minute always fit.
        Ok(Ok(())) | Err(InsufficientCapacity(_)) => next.run(request).await,
        Ok(Err(not_until)) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let seconds = wait.as_secs() + 1;
            let again = [(header::RETRY_AFTER, seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, again).into_response()
        }
    }
}
