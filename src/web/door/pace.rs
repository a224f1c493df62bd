//! How often somebody may ask.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

use super::client::{Client, Clients};
use crate::web::pages;

/// From this many askers on, those that are quiet again are forgotten.
const REMEMBERED: usize = 10_000;

type Limiter = RateLimiter<Client, DefaultKeyedStateStore<Client>, DefaultClock>;

/// So many requests in a minute from each asker, in any rhythm.
pub(super) struct Pace {
    clients: Clients,
    limiter: Limiter,
}

impl Pace {
    pub(super) fn new(per_minute: u32, clients: Clients) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        Self {
            clients,
            limiter: RateLimiter::dashmap(quota),
        }
    }
}

/// Turns away who asks too often, and says when to come again.
pub(super) async fn check(State(pace): State<Arc<Pace>>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(pages::FILES) {
        return next.run(request).await;
    }
    if pace.limiter.len() > REMEMBERED {
        pace.limiter.retain_recent();
    }
    match pace.limiter.check_key(&pace.clients.of(&request)) {
        Ok(()) => next.run(request).await,
        Err(not_until) => {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let seconds = wait.as_secs() + 1;
            let again = [(header::RETRY_AFTER, seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, again).into_response()
        }
    }
}
