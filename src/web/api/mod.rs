//! The same as the pages, as JSON for programs, and the description of it. `docs/api.md` has examples.
#![allow(
    unused_qualifications,
    reason = "the macros of utoipa qualify what they are given"
)]
#![expect(
    clippy::struct_field_names,
    reason = "the fields of what goes over the wire have the names that callers know"
)]

mod ask;
mod diff;
mod documents;
mod input;
mod of_report;
mod passages;
mod problem;
mod sections;
mod verify;
mod wire;

use std::sync::Arc;

use axum::{Json, Router, routing::get};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::QuestionQueue;

pub(super) use problem::{MEDIA_TYPE, Problem};

/// The path of the interface.
pub(super) const ROOT: &str = "/api/v1";

/// The head of the description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fundstelle",
        description = "Answers questions about documents with their own words and the exact place they stand. \
                       Every quote is proved to stand in its source; `spans` are bytes of it. Fields may be added; \
                       none is removed or changed within a version.",
    ),
    servers((url = "/api/v1")),
    security((), ("token" = [])),
    modifiers(&Token)
)]
struct Description;

/// The access token, where the operator has set one.
struct Token;

impl Modify for Token {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", bearer);
    }
}

/// All of it.
pub(super) fn router(queue: Arc<QuestionQueue>) -> Router {
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(ask::ask))
        .routes(routes!(documents::documents))
        .routes(routes!(sections::sections))
        .routes(routes!(passages::passages))
        .routes(routes!(verify::verify))
        .routes(routes!(diff::diff))
        .split_for_parts();
    let described = get(move || std::future::ready(Json(description.clone())));
    router.route("/openapi.json", described).with_state(queue)
}
