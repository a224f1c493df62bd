//! Suggestions while somebody types, for the script of the form. Pages work without it.

use std::time::Duration;

use axum::{
    Json,
    extract::Query,
    http::{HeaderName, header},
    response::IntoResponse,
};
use serde::Serialize;

use super::{
    form::AskQuery,
    page_context::{PageContext, fitted, lang, plain},
    state::PageSource,
};
use crate::app::{AskError, Room, Snapshot, Suggestion, suggest};

/// Suggestions that come later than this are for what is no longer there.
const SUGGEST_TIMEOUT: Duration = Duration::from_millis(500);

/// The number of suggestions that a list below a field shows at once.
const ROOM: Room = Room {
    all: 8,
    sentences: 5,
};

/// A sentence is cut to this many characters.
const TEXT_CHARS: usize = 160;

/// The suggestions that the script shows.
#[derive(Default, Serialize)]
pub(super) struct Suggestions {
    /// The number of them in words, for those who do not see them.
    said: String,
    suggestions: Vec<Suggested>,
}

#[derive(Serialize)]
struct Suggested {
    text: String,
    lang: &'static str,
    /// Section and document.
    place: String,
    href: String,
}

/// Suggests places for what has been typed so far.
pub(super) async fn places(
    context: PageContext,
    Query(query): Query<AskQuery>,
    source: PageSource,
) -> impl IntoResponse {
    let asked = context.clone();
    let work = source.library.work(move |snapshot| {
        let document = snapshot.typed(&query.document);
        let names_document = document.is_none() && snapshot.has_several();
        let typed = (query.q.trim_start(), Some(asked.locale.language()));
        let found = suggest(snapshot, document, typed, ROOM)?;
        let found = found.into_iter();
        let suggested = found.map(|found| Suggested::of(found, names_document, snapshot, &asked));
        Ok::<_, AskError>(suggested.collect::<Vec<_>>())
    });
    let found = tokio::time::timeout(SUGGEST_TIMEOUT, work).await;
    let suggestions = found.ok().and_then(Result::ok).unwrap_or_default();
    let said = context.count("suggestions-count", suggestions.len());
    let headers: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "private, no-cache")];
    (headers, Json(Suggestions { said, suggestions }))
}

impl Suggested {
    fn of(
        found: Suggestion,
        names_document: bool,
        snapshot: &Snapshot,
        context: &PageContext,
    ) -> Self {
        let title = names_document.then_some(found.title);
        let place: Vec<String> = found.place.into_iter().chain(title).collect();
        let entry = found.target.document();
        let entry = snapshot.named(entry);
        Self {
            text: fitted(&plain(&found.text), TEXT_CHARS),
            lang: entry.map_or("", |entry| lang(entry.language)),
            place: plain(&place.join(" · ")),
            href: context.to(&found.path),
        }
    }
}
