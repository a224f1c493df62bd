//! Who reads an answer of the reader, and so which documents there are for a request. Who may see more than what is open
//! to all is noted with the request where it comes in.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

use crate::app::{Audience, Library, QuestionQueue};

impl<S> FromRequestParts<S> for Library
where
    S: Sync,
    Arc<QuestionQueue>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let queue = Arc::<QuestionQueue>::from_ref(state);
        let known = parts.extensions.get::<Audience>();
        Ok(match known {
            Some(audience) => queue.library(audience),
            None => queue.library(&Audience::anybody()),
        })
    }
}
