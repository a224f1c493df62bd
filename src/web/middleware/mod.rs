//! The middleware that every request to the reader passes first, and every answer last: who may come in and how
//! often, how large and slow a request may be, and what a browser may do with what it gets.

mod address_length;
mod allowed_hosts;
mod auth;
mod client_ip;
mod error_body;
mod header_text;
mod headers;
mod metrics;
mod rate_limit;

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

pub(super) use client_ip::Client;

use self::{allowed_hosts::Hosts, auth::Access, client_ip::Clients, rate_limit::RequestLimit};
use super::incident;
use crate::{config::Config, telemetry::Metrics};

/// The longest time that an answer may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// The largest size of a request, in bytes: forms with a long quote fit, files do not.
const MOST_BYTES: usize = 64 * 1_024;

/// Puts all layers around everything that the reader answers.
pub(super) fn layered(router: Router, config: &Config, metrics: &Arc<Metrics>) -> Router {
    let web = &config.web;
    let clients = Clients::new(&web.client_header);
    let rate_limit = Arc::new(RequestLimit::new(web.per_minute, clients.clone()));
    let auth = Access::of(config, clients).map(Arc::new);
    let mut router = router;
    if let Some(auth) = auth {
        let enter = get(auth::ask)
            .post(auth::enter)
            .with_state(Arc::clone(&auth));
        if auth.is_closed() {
            router = router.route(auth::ENTRANCE, enter);
        }
        router = router.layer(from_fn_with_state(auth, auth::check));
    }
    // The last one is met first.
    router
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(rate_limit, rate_limit::check))
        .layer(from_fn_with_state(
            Arc::new(Hosts::of(web)),
            allowed_hosts::check,
        ))
        .layer(from_fn(address_length::check))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            REQUEST_TIMEOUT,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(error_body::explain))
        .layer(from_fn(headers::add))
        .layer(from_fn_with_state(Arc::clone(metrics), metrics::count))
}

/// Turns a panic into a response: details are for the log only.
#[expect(
    clippy::needless_pass_by_value,
    reason = "that is how panics are handed over"
)]
fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let said = payload.downcast_ref::<&str>().copied();
    let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let incident = incident::log(&format_args!("panicked: {}", said.unwrap_or_default()));
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response
        .extensions_mut()
        .insert(error_body::Incident(incident));
    response
}
