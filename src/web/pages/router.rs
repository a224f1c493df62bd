//! The addresses of the pages.

use axum::{Router, response::Response, routing::get};

use super::{
    ask, assets, diff, document, home, html::Failure, page_context::PageContext, picture,
    small_page, state::PageState, suggest, verify,
};

/// All pages.
pub(in crate::web) fn router() -> Router<PageState> {
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
