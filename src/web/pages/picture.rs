//! Pictures of pages. Their addresses hold a hash of the file, so that a browser keeps them for good.

use std::sync::Arc;

use axum::{
    extract::{Path, Query},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::state::PageSource;
use crate::{
    app::{Painter, PictureError, QuoteRef, Snapshot, document_key, has_pictures, recall},
    corpus::{Document, NoPicture, Picture, View},
    index::DocumentEntry,
    span::Span,
    web::{incident, retry_after::RetryAfter},
};

/// The resolution at which a page is painted, and one that is looked at closely.
const DPI: u16 = 140;
const FINER: u16 = 220;

/// The value of `zoom` in the query for a larger picture.
pub(super) const LARGER: &str = "2";

/// The number of digits of a hash that name a file.
const DIGITS: usize = 20;

/// The query for the picture of a page.
#[derive(Deserialize)]
pub(super) struct PictureQuery {
    /// A quote to be marked.
    quote: Option<String>,
    zoom: Option<String>,
}

/// A key for a document, its file, and the way in which this version paints it.
pub(super) fn key(entry: &DocumentEntry) -> String {
    let of = format!("{} {}", entry.hash, env!("CARGO_PKG_VERSION"));
    let hash = blake3::hash(of.as_bytes()).to_hex();
    let digits: String = hash.chars().take(DIGITS).collect();
    format!("{}-{digits}", document_key(&entry.id))
}

/// The document of a key, if its file is still the same.
pub(super) fn keyed<'a>(snapshot: &'a Snapshot, key: &str) -> Option<&'a DocumentEntry> {
    let is_meant = |entry: &&DocumentEntry| has_pictures(entry) && self::key(entry) == key;
    let (document, _) = key.split_once('-')?;
    let named = snapshot.keyed(document).filter(is_meant);
    // Two documents may have the same short name.
    named.or_else(|| snapshot.entries().iter().find(is_meant))
}

/// The path of the picture of a page, from the root of the reader.
pub(super) fn path(
    entry: &DocumentEntry,
    number: usize,
    quote: Option<&QuoteRef>,
    is_large: bool,
) -> String {
    let quote = quote.map(|quote| format!("quote={quote}"));
    let zoom = is_large.then(|| format!("zoom={LARGER}"));
    let query: Vec<String> = quote.into_iter().chain(zoom).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!(
        "picture/{}/{number}.png{mark}{}",
        key(entry),
        query.join("&")
    )
}

/// Paints a page.
pub(super) async fn picture(
    Path((file, name)): Path<(String, String)>,
    Query(query): Query<PictureQuery>,
    source: PageSource,
) -> Response {
    let Some(page) = index(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let view = view(page, query.zoom.as_deref() == Some(LARGER));
    let quote = query.quote.and_then(|quote| quote.parse().ok());
    let work = source
        .painting
        .work(&source.library, move |snapshot, painter| {
            painted(snapshot, painter, &file, view, quote.as_ref())
        });
    match work.await {
        Ok(pictures) => sent(pictures.first()),
        Err(error) => refused(&error),
    }
}

/// The view of a whole page, counted from 0.
pub(super) fn view(page: usize, is_large: bool) -> View {
    View::Page {
        page,
        dpi: if is_large { FINER } else { DPI },
    }
}

fn painted(
    snapshot: &Snapshot,
    painter: &Painter,
    file: &str,
    view: View,
    quote: Option<&QuoteRef>,
) -> Result<Arc<Vec<Picture>>, Arc<PictureError>> {
    let entry = keyed(snapshot, file).ok_or(PictureError::Changed)?;
    let document = snapshot.document(&entry.id).map_err(PictureError::from)?;
    let document = document.ok_or(PictureError::Changed)?;
    let spans = match quote {
        Some(quote) => spans(snapshot, entry, &document, quote).ok_or(PictureError::Changed)?,
        None => Vec::new(),
    };
    snapshot.app.painted(painter, entry, &document, view, spans)
}

/// The spans of a quote in the text of its document, if it is of this document as it is.
pub(super) fn spans(
    snapshot: &Snapshot,
    entry: &DocumentEntry,
    document: &Document,
    quote: &QuoteRef,
) -> Option<Vec<Span>> {
    let named = snapshot.unchanged(&quote.document)?;
    let chars = snapshot.app.config().answer.max_quote_chars;
    let citation = recall(document, quote.sentences, chars).filter(|_| named.hash == entry.hash)?;
    Some(citation.quote.spans().to_vec())
}

/// The page of a name such as `4.png`, counted from 0.
pub(super) fn index(name: &str) -> Option<usize> {
    let number: usize = name.strip_suffix(".png")?.parse().ok()?;
    number.checked_sub(1)
}

pub(super) fn sent(picture: Option<&Picture>) -> Response {
    let Some(picture) = picture else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers: [(HeaderName, &str); 2] = [
        (header::CONTENT_TYPE, "image/png"),
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        ),
    ];
    (headers, picture.png.clone()).into_response()
}

pub(super) fn refused(error: &PictureError) -> Response {
    match error {
        PictureError::Changed
        | PictureError::Elsewhere
        | PictureError::NotPainted(NoPicture::NoPage(_) | NoPicture::NoPages(_)) => {
            StatusCode::NOT_FOUND.into_response()
        }
        PictureError::Busy => unavailable(RetryAfter::BUSY),
        PictureError::NotServing(why) => unavailable(why.into()),
        error => {
            incident::log(error);
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn unavailable(wait: RetryAfter) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, wait, ()).into_response()
}
