//! Metrics of requests: how many there were of each route, with which status, and how long they took. The
//! label is the pattern of the route (`/d/{*document}`), never the address that was asked for, so that
//! metrics name no document and have few values.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use crate::telemetry::Metrics;

/// The label of requests for addresses that do not exist.
const NO_ROUTE: &str = "none";

pub(super) async fn count(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    metrics.web_request(route, response.status().as_u16(), begun.elapsed());
    response
}
