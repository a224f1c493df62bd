//! Pages for people: they work without a script. Their words stand in `locales/`, their markup in
//! `templates/`, style and script in `static/`.

mod ask;
mod assets;
mod back_link;
mod card;
mod citation;
mod cited;
mod diff;
mod document;
mod form;
mod home;
mod html;
mod links;
mod page_context;
mod page_mark;
mod page_view;
mod picture;
mod refused;
mod small_page;
mod suggest;
mod text;
mod verify;

use axum::{Router, response::Response, routing::get};

use self::{html::Failure, page_context::PageContext};
use super::reader::Reader;

pub(super) use refused::{AccessReason, Caller, access, refused};

/// The path of the files that belong to all pages. They tell nobody anything.
pub(super) const FILES: &str = "/static/";

/// All pages.
pub(super) fn router() -> Router<Reader> {
    Router::new()
        .route("/", get(home::home))
        .route("/ask", get(ask::ask))
        .route("/suggest", get(suggest::places))
        .route("/verify", get(verify::form).post(verify::check))
        .route("/diff", get(diff::diff))
        .route("/d/{*document}", get(document::document))
        .route("/picture/{file}/{page}", get(picture::picture))
        .route("/picture/{file}/small/{page}", get(small_page::small_page))
        .route("/static/{address}", get(assets::serve))
        .fallback(no_page)
}

async fn no_page(context: PageContext) -> Response {
    Failure::NoPage.page(&context)
}
