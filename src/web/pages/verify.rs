//! Whether a quote is in the documents: word for word, nearly, or not.

use std::ops::Range;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{
    cited::Cited,
    document::chosen,
    form::AskForm,
    html::{Failure, page, shown},
    visit::Visit,
    way::Way,
};
use crate::{
    answer::{
        Citation,
        verify::{Difference, Side, Verification},
    },
    app::{QuoteAt, Sentences, Shelf, Stamped, place_path},
    index::IndexError,
    web::reader::Reader,
};

/// Longer quotes are cut: they would not be found word for word anyway.
const MAX_QUOTE_CHARS: usize = 8_000;

/// What was asked.
#[derive(Clone, Default, Deserialize)]
pub(super) struct VerifyQuery {
    #[serde(default)]
    quote: String,
    #[serde(default)]
    document: String,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage<'a> {
    visit: &'a Visit,
    /// For the documents to choose from.
    form: AskForm,
    quote: String,
    found: Option<Found>,
}

/// What became of a quote.
enum Found {
    Verbatim(Cited),
    Nearly(Cited, Vec<Difference>),
    Nothing,
}

/// Shows the form, or checks a quote that a link names.
pub(super) async fn form(
    visit: Visit,
    Query(query): Query<VerifyQuery>,
    state: State<Reader>,
) -> Response {
    answer(visit, query, state).await
}

/// Checks a quote.
pub(super) async fn check(
    visit: Visit,
    state: State<Reader>,
    Form(query): Form<VerifyQuery>,
) -> Response {
    answer(visit, query, state).await
}

async fn answer(visit: Visit, query: VerifyQuery, State(reader): State<Reader>) -> Response {
    let show = move |visit: &Visit, shelf: &Shelf| show(visit, &query, shelf);
    shown(&reader, visit, show).await
}

fn show(visit: &Visit, query: &VerifyQuery, shelf: &Shelf) -> Result<Response, Failure> {
    let document = chosen(visit, &query.document, shelf)?;
    let quote: String = query.quote.chars().take(MAX_QUOTE_CHARS).collect();
    let found = if quote.trim().is_empty() {
        None
    } else {
        let verification = shelf.app.verify(&quote, document.map(|entry| &entry.id))?;
        Some(Found::of(verification, visit, shelf)?)
    };
    let template = VerifyPage {
        visit,
        form: AskForm::of(shelf, "", document),
        quote,
        found,
    };
    Ok(page(visit, StatusCode::OK, &template))
}

impl Found {
    fn of(found: Verification, visit: &Visit, shelf: &Shelf) -> Result<Self, IndexError> {
        let cited = |citation: &Citation| {
            let path = path(citation, shelf)?;
            let (path, way) = (path.as_deref(), Way::default());
            Ok::<_, IndexError>(Cited::of(citation, path, visit, shelf, &way))
        };
        Ok(match found {
            Verification::Verbatim { citation } => Self::Verbatim(cited(&citation)?),
            Verification::Nearly {
                citation,
                differences,
                ..
            } => Self::Nearly(cited(&citation)?, differences),
            Verification::NotFound => Self::Nothing,
        })
    }
}

/// The path of the place, with the sentences marked in which the quote stands.
fn path(citation: &Citation, shelf: &Shelf) -> Result<Option<String>, IndexError> {
    let id = &citation.document;
    let (Some(entry), Some(document)) = (shelf.entry(id), shelf.document(id)?) else {
        return Ok(None);
    };
    let Range { start, end } = document.sentences_in(citation.quote.cover());
    let quote = (start < end).then(|| QuoteAt {
        document: Stamped::of(entry),
        sentences: Sentences {
            from: start,
            to: end,
            answer: start,
        },
    });
    let anchor = citation.anchor();
    Ok(Some(place_path(&document, quote.as_ref(), &anchor)))
}
