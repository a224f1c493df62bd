//! `verify`: whether a quote stands in the documents, word for word.

use std::sync::Arc;

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, asked_for, document},
    problem::{Problem, Refusals},
    wire::Citation,
};
use crate::{
    answer::verify,
    app::{AskError, Library, Snapshot},
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The quote.
    #[param(min_length = 1, max_length = 2000, pattern = r"\S")]
    quote: String,
    /// Only this document, by its id.
    document: Option<String>,
}

/// The outcome of checking a quote.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "found", rename_all = "snake_case")]
pub(super) enum Verification {
    /// It stands there word for word.
    Verbatim {
        /// The place; of a quote in parts, that of the first one.
        citation: Citation,
        /// The number of times that it stands there; of a quote in parts, the first one.
        times: usize,
        /// Whether only small and capital letters differ.
        differs_in_case: bool,
        /// The parts of a quote that does not stand in one place.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        parts: Vec<Part>,
    },
    /// Something like it stands there.
    Nearly {
        citation: Citation,
        /// From the quote as given to the passage as it stands.
        differences: Vec<Difference>,
        /// The share of common words, from 0 to 1.
        similarity: f32,
        /// The parts of a quote that does not stand in one place: those with a citation stand there
        /// word for word.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        parts: Vec<Part>,
    },
    /// Nothing like it was found.
    NotFound,
}

/// A part of a quote.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Part {
    /// The words as given.
    words: String,
    /// The place where they stand word for word, if they do.
    citation: Option<Citation>,
    /// The number of times.
    times: usize,
}

/// A run of words, and which of the two texts has them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Difference {
    side: Side,
    /// The words, with the white space behind them.
    words: String,
}

/// The one of the two texts, or both, that has some words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Side {
    /// Both.
    Both,
    /// Only the quote as given.
    Given,
    /// Only the document.
    Document,
}

/// Say whether a quote is in the documents
#[utoipa::path(
    get,
    path = "/verify",
    params(Wanted),
    responses((status = 200, description = "Whether it is, also where it is not", body = Verification), Refusals)
)]
pub(super) async fn verify(
    library: Library,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Verification>, Problem> {
    let only = document(&*library.snapshot()?, wanted.document.as_deref())?;
    let quote = asked_for("quote", &wanted.quote)?.to_owned();
    let work = move |snapshot: &Arc<Snapshot>| {
        let found = snapshot.app.verify(&quote, only.as_ref())?;
        Verification::of(snapshot, &found)
    };
    Ok(Json(library.work(work).await?))
}

impl Verification {
    fn of(snapshot: &Snapshot, found: &verify::Verification) -> Result<Self, AskError> {
        Ok(match found {
            verify::Verification::Verbatim {
                citation,
                times,
                differs_in_case,
                parts,
            } => Self::Verbatim {
                citation: Citation::placed(snapshot, citation)?,
                times: *times,
                differs_in_case: *differs_in_case,
                parts: Part::all(snapshot, parts)?,
            },
            verify::Verification::Nearly {
                citation,
                differences,
                similarity,
                parts,
            } => Self::Nearly {
                citation: Citation::placed(snapshot, citation)?,
                differences: differences.iter().map(Difference::from).collect(),
                similarity: *similarity,
                parts: Part::all(snapshot, parts)?,
            },
            verify::Verification::NotFound => Self::NotFound,
        })
    }
}

impl Part {
    fn all(snapshot: &Snapshot, parts: &[verify::QuotePart]) -> Result<Vec<Self>, AskError> {
        let parts = parts.iter().map(|part| {
            let citation = part.citation.as_deref();
            let citation = citation.map(|citation| Citation::placed(snapshot, citation));
            Ok(Self {
                words: part.words.clone(),
                citation: citation.transpose()?,
                times: part.times,
            })
        });
        parts.collect()
    }
}

impl From<&verify::Difference> for Difference {
    fn from(difference: &verify::Difference) -> Self {
        Self {
            side: match difference.side {
                verify::QuoteSide::Both => Side::Both,
                verify::QuoteSide::Given => Side::Given,
                verify::QuoteSide::Document => Side::Document,
            },
            words: difference.words.clone(),
        }
    }
}
