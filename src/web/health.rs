//! How the program does: `/healthz` says that it lives, `/readyz` whether questions are answered.

use std::{future::Future, sync::Arc};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use tokio::net::TcpListener;

use super::serve::{ServeError, serve};
use crate::app::{Library, Serving};

/// Tells how the program does until `stop` ends.
pub async fn serve_health(
    serving: &Serving,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    serve(listener, health(serving), stop).await
}

/// Everything that tells how the program does.
pub fn health(serving: &Serving) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(Arc::clone(&serving.library))
}

async fn ready(State(library): State<Arc<Library>>) -> (StatusCode, String) {
    match library.shelf() {
        Ok(shelf) => {
            let said = format!("ready: generation {}\n", shelf.generation());
            (StatusCode::OK, said)
        }
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}
