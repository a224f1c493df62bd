//! Requests, counted and timed by route: what was asked for by name is not in the numbers.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use crate::telemetry::Metrics;

/// What stands for all addresses that there are none of.
const NONE: &str = "none";

pub(super) async fn count(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or(NONE, MatchedPath::as_str);
    metrics.web_request(route, response.status().as_u16(), begun.elapsed());
    response
}
