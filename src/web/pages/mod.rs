//! Pages for people: they work without a script.

use axum::{Router, extract::State, routing::get};

use super::reader::Reader;
use crate::{app::NotServing, index::DocumentEntry};

/// All pages.
pub(super) fn router() -> Router<Reader> {
    Router::new().route("/", get(documents))
}

async fn documents(State(reader): State<Reader>) -> Result<String, String> {
    let shelf = reader.asking.shelf();
    let shelf = shelf.map_err(|why: NotServing| why.to_string())?;
    let titles: Vec<&str> = shelf.entries().iter().map(DocumentEntry::title).collect();
    Ok(titles.join("\n"))
}
