//! The state of the program: `/healthz` says that it lives, `/readyz` whether questions are answered and
//! what stands in the way, `/metrics` how many and how fast.

use std::{future::Future, sync::Arc};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use super::{
    connection::Timeouts,
    ready::{Readiness, Watched},
    serve::{Bounds, serve},
};
use crate::{
    app::{Audience, Service},
    config::Config,
};

/// The media type of the text that Prometheus reads.
const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// So few ask how the program does that more are not meant well. Half of them are for other addresses
/// than one that takes all it can get.
const BOUNDS: Bounds = Bounds {
    connections: 32,
    per_address: 16,
    timeouts: Timeouts::HEALTH,
};

/// Tells how the program does until `stop` ends.
pub async fn serve_health(
    config: &Config,
    service: &Service,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    serve(listener, health(config, service), BOUNDS, stop).await;
}

/// Everything that tells how the program does.
pub fn health(config: &Config, service: &Service) -> Router {
    let watched = Watched {
        live_index: Arc::clone(&service.live_index),
        metrics: Arc::clone(&service.metrics),
        has_discord: config.discord.enabled,
        has_model: config.embedding.enabled,
    };
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Arc::new(watched))
}

async fn ready(State(watched): State<Arc<Watched>>, headers: HeaderMap) -> Response {
    let readiness = Readiness::of(&watched);
    let status = if readiness.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let accept = headers.get(header::ACCEPT);
    let accept = accept.and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("json")) {
        return (status, Json(readiness)).into_response();
    }
    (status, readiness.to_string()).into_response()
}

async fn metrics(State(watched): State<Arc<Watched>>) -> Response {
    let corpus = watched
        .live_index
        .snapshot(&Audience::operator())
        .map(|snapshot| snapshot.numbers());
    match watched.metrics.text(corpus.unwrap_or_default()) {
        Ok(text) => ([(header::CONTENT_TYPE, PROMETHEUS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
