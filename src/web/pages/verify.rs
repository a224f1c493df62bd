//! Whether a quote is in the documents: word for word, nearly, or not.

use std::ops::Range;

use askama::Template;
use axum::{Form, extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    back_link::BackLink,
    cited::Cited,
    document::chosen,
    form::AskForm,
    html::{Failure, page, shown},
    page_context::PageContext,
    state::PageSource,
};
use crate::{
    answer::{
        Citation,
        verify::{Difference, QuotePart, QuoteSide, Verification},
    },
    app::{self, DocumentRef, QuoteRef, Sentences, Snapshot, place_path, printed_path},
    index::IndexError,
};

/// Longer quotes are cut: they would not be found word for word anyway.
const MAX_QUOTE_CHARS: usize = 8_000;

/// The quote that was asked about, and its document.
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
    context: &'a PageContext,
    /// For the documents to choose from.
    form: AskForm,
    quote: String,
    found: Option<Found>,
}

/// Words, and where they stand.
struct Placed {
    /// The words as given, if they are a part of a quote.
    words: Option<String>,
    cited: Option<Cited>,
    /// Says how often, or that they do not.
    said: Option<String>,
}

/// The outcome of checking a quote.
enum Found {
    /// The words that are said of it, and the places where it stands: one, or several.
    Verbatim(String, Vec<Placed>),
    Nearly(Box<Cited>, Vec<Difference>, Vec<Placed>),
    Nothing,
}

/// Shows the form, or checks a quote that a link names.
pub(super) async fn form(
    context: PageContext,
    Query(query): Query<VerifyQuery>,
    source: PageSource,
) -> Response {
    answer(context, query, source).await
}

/// Checks a quote.
pub(super) async fn check(
    context: PageContext,
    source: PageSource,
    Form(query): Form<VerifyQuery>,
) -> Response {
    answer(context, query, source).await
}

async fn answer(context: PageContext, query: VerifyQuery, source: PageSource) -> Response {
    let show = move |context: &PageContext, snapshot: &Snapshot| show(context, &query, snapshot);
    shown(&source, context, show).await
}

fn show(
    context: &PageContext,
    query: &VerifyQuery,
    snapshot: &Snapshot,
) -> Result<Response, Failure> {
    let document = chosen(context, &query.document, snapshot)?;
    let quote: String = query.quote.chars().take(MAX_QUOTE_CHARS).collect();
    let found = if quote.trim().is_empty() {
        None
    } else {
        let verification = snapshot
            .app
            .verify(&quote, document.map(|entry| &entry.id))?;
        Some(Found::of(verification, context, snapshot)?)
    };
    let template = VerifyPage {
        context,
        form: AskForm::of(snapshot, "", document),
        quote,
        found,
    };
    Ok(page(context, StatusCode::OK, &template))
}

impl Found {
    fn of(
        found: Verification,
        context: &PageContext,
        snapshot: &Snapshot,
    ) -> Result<Self, IndexError> {
        let cited = |citation: &Citation| {
            let (path, printed) = paths(citation, snapshot)?.unzip();
            let back_link = BackLink::default();
            let cited = Cited::of(citation, path.as_deref(), context, snapshot, &back_link);
            Ok::<_, IndexError>(Cited {
                printed: printed.flatten().map(|path| context.to(&path)),
                ..cited
            })
        };
        let placed = |parts: &[QuotePart]| {
            let placed = parts.iter().map(|part| {
                let cited = part.citation.as_deref().map(cited).transpose()?;
                Ok::<_, IndexError>(Placed {
                    words: Some(part.words.clone()),
                    cited,
                    said: app::part_said(part, context.locale),
                })
            });
            placed.collect::<Result<Vec<_>, _>>()
        };
        Ok(match found {
            Verification::Verbatim {
                ref citation,
                ref parts,
                ..
            } => {
                let placed = match parts.len() {
                    0 | 1 => vec![Placed {
                        words: None,
                        cited: Some(cited(citation)?),
                        said: None,
                    }],
                    _ => placed(parts)?,
                };
                Self::Verbatim(app::found(&found, context.locale), placed)
            }
            Verification::Nearly {
                citation,
                differences,
                parts,
                ..
            } => Self::Nearly(
                Box::new(cited(&citation)?),
                differences,
                match parts.len() {
                    0 | 1 => Vec::new(),
                    _ => placed(&parts)?,
                },
            ),
            Verification::NotFound => Self::Nothing,
        })
    }
}

/// The path of the place, with the sentences marked in which the quote stands, and that of the page as it is printed, if
/// that can be shown.
fn paths(
    citation: &Citation,
    snapshot: &Snapshot,
) -> Result<Option<(String, Option<String>)>, IndexError> {
    let id = &citation.document;
    let (Some(entry), Some(document)) = (snapshot.entry(id), snapshot.document(id)?) else {
        return Ok(None);
    };
    let Range { start, end } = document.sentences_in(citation.quote.cover());
    let quote = (start < end).then(|| QuoteRef {
        document: DocumentRef::of(entry),
        sentences: Sentences {
            from: start,
            to: end,
            answer: start,
        },
    });
    let path = place_path(&document, quote.as_ref(), &citation.anchor());
    let printed = printed_path(snapshot, &document, citation, quote.as_ref());
    Ok(Some((path, printed)))
}
