//! The same as the pages, as JSON for programs.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};

use super::reader::Reader;

/// All of it.
pub(super) fn router() -> Router<Reader> {
    Router::new().route("/documents", get(documents))
}

async fn documents(State(reader): State<Reader>) -> Result<Json<Vec<String>>, StatusCode> {
    let shelf = reader.asking.shelf();
    let shelf = shelf.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(
        shelf
            .entries()
            .iter()
            .map(|entry| entry.id.to_string())
            .collect(),
    ))
}
