//! The state behind the pages: the parts of the reader that they share, and what they need of it for one request.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};

use crate::app::{Library, Painting, QuestionQueue};

/// The parts that all pages share.
#[derive(Clone)]
pub(in crate::web) struct PageState {
    /// The part that answers.
    pub(in crate::web) queue: Arc<QuestionQueue>,
    /// The part that paints pages.
    pub(in crate::web) painting: Painting,
}

impl FromRef<PageState> for Arc<QuestionQueue> {
    fn from_ref(state: &PageState) -> Self {
        Self::clone(&state.queue)
    }
}

/// The documents that whoever asks for a page may see, and what paints them.
pub(super) struct PageSource {
    /// The documents.
    pub(super) library: Library,
    /// The part that paints pages.
    pub(super) painting: Painting,
}

impl FromRequestParts<PageState> for PageSource {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &PageState) -> Result<Self, Infallible> {
        Ok(Self {
            library: Library::from_request_parts(parts, state).await?,
            painting: state.painting.clone(),
        })
    }
}
