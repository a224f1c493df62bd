//! The changes in a place from one edition of a document to another.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{
    document::chosen,
    form::AskForm,
    html::{Failure, Link, page, shown},
    visit::{Visit, lang, plain},
};
use crate::{
    answer::diff::{Compared, Comparison, Side, Version, shortened},
    app::{Shelf, compared, unread_place_path},
    web::reader::Reader,
};

/// Longer names of places are cut.
const MAX_CHARS: usize = 200;

/// Of what is the same, so many words are shown beside each change.
const WORDS: usize = 30;

/// The comparison that was asked for.
#[derive(Clone, Default, Deserialize)]
pub(super) struct DiffQuery {
    #[serde(default)]
    place: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "diff.html")]
struct DiffPage<'a> {
    visit: &'a Visit,
    /// For the documents to choose from.
    form: AskForm,
    place: String,
    from: String,
    to: String,
    found: Option<Found>,
}

/// The outcome of the comparison.
struct Found {
    said: String,
    lang: &'static str,
    runs: Vec<(Side, String)>,
    /// The place in the editions that have it.
    places: Vec<Link>,
    /// Whether there was something to compare.
    is_compared: bool,
}

/// Shows the form, and what changed in the place that was named.
pub(super) async fn diff(
    visit: Visit,
    Query(query): Query<DiffQuery>,
    State(reader): State<Reader>,
) -> Response {
    let show = move |visit: &Visit, shelf: &Shelf| show(visit, &query, shelf);
    shown(&reader, visit, show).await
}

fn show(visit: &Visit, query: &DiffQuery, shelf: &Shelf) -> Result<Response, Failure> {
    let document = chosen(visit, &query.document, shelf)?;
    let short = |text: &str| text.trim().chars().take(MAX_CHARS).collect::<String>();
    let (place, from, to) = (short(&query.place), short(&query.from), short(&query.to));
    let named = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
    let found = if place.is_empty() {
        None
    } else {
        let comparison = shelf.app.compare(&Compared {
            place: place.clone(),
            document: document.map(|entry| entry.id.clone()),
            from: named(&from),
            to: named(&to),
            language: Some(visit.locale.language()),
        })?;
        Some(Found::of(&comparison, visit))
    };
    let template = DiffPage {
        visit,
        form: AskForm::of(shelf, "", document),
        place,
        from,
        to,
        found,
    };
    Ok(page(visit, StatusCode::OK, &template))
}

impl Found {
    fn of(comparison: &Comparison, visit: &Visit) -> Self {
        let versions = comparison.versions();
        let runs = match comparison {
            Comparison::Changed { changes, .. } => shortened(changes, WORDS),
            Comparison::Added { to: only, .. } => vec![(Side::To, words(only))],
            Comparison::Removed { from: only, .. } => vec![(Side::From, words(only))],
            _ => Vec::new(),
        };
        let language = versions.last().map(|version| version.named.language);
        Self {
            said: plain(&compared(comparison, visit.locale)),
            lang: language.map_or("", lang),
            runs,
            is_compared: !versions.is_empty(),
            places: versions
                .iter()
                .map(|version| link(version, visit))
                .collect(),
        }
    }
}

fn words(version: &Version) -> String {
    let texts = version
        .citations
        .iter()
        .map(|citation| citation.quote.text());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The place in an edition: `§ 4.2 „Beiträge“ · Satzung, 2023`.
fn link(version: &Version, visit: &Visit) -> Link {
    let first = version.citations.first();
    let anchor = first
        .map(|first| first.locator.anchor())
        .unwrap_or_default();
    let source = first.map(crate::answer::Citation::source);
    let parts = [Some(version.place.clone()), source].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    Link {
        href: visit.to(&unread_place_path(&version.named.document, &anchor)),
        text: plain(&parts.join(" · ")),
    }
}
