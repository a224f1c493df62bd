//! Small pictures of the pages beside the one that is seen, each a way to its page.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    page_context::PageContext,
    picture::{index, key, keyed, refused, sent},
    state::PageSource,
};
use crate::{app::PictureError, index::DocumentEntry};

/// The number of pages that are shown before and behind the one that is seen.
const BESIDE: usize = 5;

/// The same where there is little room.
const BESIDE_IN_LITTLE: usize = 2;

/// The way to a page that is near.
pub(super) struct SmallPage {
    pub(super) href: String,
    pub(super) picture: String,
    /// As it is printed: `page xii`.
    pub(super) label: String,
    /// Whether it is the page that is seen.
    pub(super) is_seen: bool,
    /// Whether it is only shown where there is room.
    pub(super) is_far: bool,
}

/// The pages around one, counted from 0, of so many; none if it is alone. `to` makes link and name of a page.
pub(super) fn around(
    context: &PageContext,
    entry: &DocumentEntry,
    (seen, count): (usize, usize),
    to: impl Fn(usize) -> (String, String),
) -> Vec<SmallPage> {
    if count < 2 {
        return Vec::new();
    }
    let pages = seen.saturating_sub(BESIDE)..count.min(seen + BESIDE + 1);
    let key = key(entry);
    let pages = pages.map(|page| {
        let (href, label) = to(page);
        SmallPage {
            href,
            picture: context.file(&format!("picture/{key}/small/{}.png", page + 1)),
            label,
            is_seen: page == seen,
            is_far: page.abs_diff(seen) > BESIDE_IN_LITTLE,
        }
    });
    pages.collect()
}

/// Sends the small picture of a page, painted now or before.
pub(super) async fn small_page(
    Path((file, name)): Path<(String, String)>,
    source: PageSource,
) -> Response {
    let Some(page) = index(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = source.painting.look(&source.library, |snapshot, painter| {
        let entry = keyed(snapshot, &file)?;
        snapshot.app.kept_small_page(painter, entry, page)
    });
    if let Ok(Some(kept)) = kept {
        return sent(kept.as_ref());
    }
    let work = source
        .painting
        .work_aside(&source.library, move |snapshot, painter| {
            let entry = keyed(snapshot, &file).ok_or(PictureError::Changed)?;
            snapshot.app.small_page(painter, entry, page)
        });
    match work.await {
        Ok(picture) => sent(picture.as_ref()),
        Err(error) => refused(&error),
    }
}
