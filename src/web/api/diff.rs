//! `diff`: what changed in a place from one edition of a document to another.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, asked_for, document},
    problem::{Problem, Refusals},
    wire::{Citation, Span},
};
use crate::{
    answer::diff,
    app::{AskError, Asking, Shelf},
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The place: `§ 4.2`, or a heading.
    #[param(min_length = 1, max_length = 2000, pattern = r"\S")]
    place: String,
    /// Any edition of the document, by its id.
    document: Option<String>,
    /// The older edition: its name, its date or its id; without it the one before the newer.
    from: Option<String>,
    /// The newer edition; without it the newest.
    to: Option<String>,
}

/// The outcome of a comparison.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "diff", rename_all = "snake_case")]
pub(super) enum Comparison {
    /// The place is in both editions, and its words are others.
    Changed {
        from: Version,
        to: Version,
        /// All the words of both, in order.
        changes: Vec<Change>,
    },
    /// The place is in both editions, word for word the same.
    Unchanged { from: Version, to: Version },
    /// Only the newer edition has the place.
    Added { from: Edition, to: Version },
    /// Only the older edition has the place.
    Removed { from: Version, to: Edition },
    /// Neither edition has the place.
    NoSuchPlace {
        /// The newest editions in which it was looked for.
        documents: Vec<Edition>,
    },
    /// There are no two editions of these names.
    NoSuchEdition {
        /// The name.
        named: String,
        /// The editions that there are, the newest first.
        editions: Vec<Edition>,
    },
    /// Several documents have editions and the place: one of them must be named.
    Several { documents: Vec<Edition> },
    /// No document, or not the one that was named, has several editions.
    NoEditions,
}

/// An edition of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Edition {
    /// The document, by its id.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The language it is written in.
    language: String,
}

/// A place as it stands in one edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Version {
    /// The document, by its id.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The language it is written in.
    language: String,
    /// The place, as it is printed.
    place: String,
    /// The text that stands there, a citation for each section.
    citations: Vec<Citation>,
}

/// A run of words, and which edition has them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Change {
    side: Side,
    /// The words; of those in both, as the newer edition has them.
    words: String,
    /// The bytes of the older document in which they stand.
    from: Vec<Span>,
    /// The bytes of the newer one.
    to: Vec<Span>,
}

/// The edition that has some words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EditionSide)]
pub(super) enum Side {
    /// Both.
    Both,
    /// Only the older one.
    From,
    /// Only the newer one.
    To,
}

/// Say what changed in a place from one edition to another
#[utoipa::path(
    get,
    path = "/diff",
    params(Wanted),
    responses((status = 200, description = "What changed, also where nothing could be compared", body = Comparison), Refusals)
)]
pub(super) async fn diff(
    State(asking): State<Arc<Asking>>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Comparison>, Problem> {
    let what = diff::Compared {
        place: asked_for("place", &wanted.place)?.to_owned(),
        document: document(&*asking.shelf()?, wanted.document.as_deref())?,
        from: wanted.from,
        to: wanted.to,
        language: None,
    };
    let work = move |shelf: &Arc<Shelf>| Comparison::of(shelf, &shelf.app.compare(&what)?);
    Ok(Json(asking.work(work).await?))
}

impl Comparison {
    fn of(shelf: &Shelf, comparison: &diff::Comparison) -> Result<Self, AskError> {
        let version = |version: &diff::Version| Version::of(shelf, version);
        let all = |named: &[diff::Named]| named.iter().map(Edition::from).collect();
        Ok(match comparison {
            diff::Comparison::Changed { from, to, changes } => Self::Changed {
                from: version(from)?,
                to: version(to)?,
                changes: changes.iter().map(Change::from).collect(),
            },
            diff::Comparison::Unchanged { from, to } => Self::Unchanged {
                from: version(from)?,
                to: version(to)?,
            },
            diff::Comparison::Added { from, to } => Self::Added {
                from: from.into(),
                to: version(to)?,
            },
            diff::Comparison::Removed { from, to } => Self::Removed {
                from: version(from)?,
                to: to.into(),
            },
            diff::Comparison::NoSuchPlace { documents } => Self::NoSuchPlace {
                documents: all(documents),
            },
            diff::Comparison::NoSuchEdition { named, editions } => Self::NoSuchEdition {
                named: named.clone(),
                editions: all(editions),
            },
            diff::Comparison::Several { documents } => Self::Several {
                documents: all(documents),
            },
            diff::Comparison::NoEditions => Self::NoEditions,
        })
    }
}

impl Version {
    fn of(shelf: &Shelf, version: &diff::Version) -> Result<Self, AskError> {
        let citations = version.citations.iter();
        let citations: Result<Vec<_>, _> =
            citations.map(|of| Citation::placed(shelf, of)).collect();
        let Edition {
            document,
            path,
            title,
            edition,
            date,
            language,
        } = Edition::from(&version.named);
        Ok(Self {
            document,
            path,
            title,
            edition,
            date,
            language,
            place: version.place.clone(),
            citations: citations?,
        })
    }
}

impl From<&diff::Named> for Edition {
    fn from(named: &diff::Named) -> Self {
        Self {
            document: named.document.to_string(),
            path: named.path.clone(),
            title: named.title.clone(),
            edition: named.edition.clone(),
            date: named.date.clone(),
            language: named.language.to_string(),
        }
    }
}

impl From<&diff::Change> for Change {
    fn from(change: &diff::Change) -> Self {
        let spans = |spans: &[crate::span::Span]| spans.iter().copied().map(Span::from).collect();
        Self {
            side: match change.side {
                diff::Side::Both => Side::Both,
                diff::Side::From => Side::From,
                diff::Side::To => Side::To,
            },
            words: change.words.clone(),
            from: spans(&change.from),
            to: spans(&change.to),
        }
    }
}
