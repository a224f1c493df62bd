//! The input that callers send, checked before anything is done with it.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::{app::Snapshot, corpus::DocumentId, plural::counted, spelling::nearest};

/// Nobody asks in more characters.
const MOST_CHARS: usize = 2_000;

/// In front of what axum says is wrong with parameters.
const UNREAD: &str = "Failed to deserialize query string: ";

/// The parameters of a request; what is wrong with them is said as a problem.
pub(super) struct Params<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => {
                let says = rejection.body_text();
                let what = says.strip_prefix(UNREAD).unwrap_or(&says);
                Err(Problem::bad_request(what))
            }
        }
    }
}

/// A text that must not be empty, and is not too long.
pub(super) fn asked_for<'a>(name: &str, text: &'a str) -> Result<&'a str, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::bad_request(format!("{name} is empty")));
    }
    let length = text.chars().count();
    if length > MOST_CHARS {
        let length = counted(length, "character", "characters");
        let says = format!("{name} has {length}; it must have {MOST_CHARS} at most");
        return Err(Problem::bad_request(says));
    }
    Ok(text)
}

/// A number of things that is neither none nor too many.
pub(super) fn at_most(limit: usize, most: usize) -> Result<usize, Problem> {
    if (1..=most).contains(&limit) {
        return Ok(limit);
    }
    let says = format!("limit is {limit}; it must be 1 to {most}");
    Err(Problem::bad_request(says))
}

/// The document that is named, if one is.
pub(super) fn document(
    snapshot: &Snapshot,
    id: Option<&str>,
) -> Result<Option<DocumentId>, Problem> {
    id.map(|id| known(snapshot, id)).transpose()
}

/// The document of this id; otherwise the nearest one is named.
pub(super) fn known(snapshot: &Snapshot, id: &str) -> Result<DocumentId, Problem> {
    let wanted = DocumentId(id.to_owned());
    if snapshot.entry(&wanted).is_some() {
        return Ok(wanted);
    }
    let ids = snapshot.entries().iter().map(|entry| entry.id.as_str());
    let nearest = nearest(id, ids, |known| known);
    let nearest = nearest.map_or_else(String::new, |nearest| format!("; the nearest is {nearest}"));
    Err(Problem::not_found(format!(
        "there is no document of this id{nearest}"
    )))
}
