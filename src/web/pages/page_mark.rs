//! The place of a quote on the picture of its page, so that the page opens there, with a script and without. Only the
//! painter knows it, so the page waits for its picture, which the browser wants next anyway; not for long.

use std::time::Duration;

use super::{
    picture::{self, LARGER},
    place::PlaceQuery,
    state::PageSource,
};
use crate::{
    app::{PictureError, QuoteRef, Snapshot, named_page},
    corpus::{Area, DocumentId, Picture},
};

/// The longest wait for the picture. A page that comes without it is seen from its top.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// The place of a quote on the picture of its page, in pixels.
pub(super) struct PageMark {
    /// The hash of the file that was painted.
    pub(super) file: String,
    /// The size of the picture.
    pub(super) width: u16,
    pub(super) height: u16,
    /// The first line that is marked: left, upper edge, width and height.
    pub(super) line: [i32; 4],
}

/// The place of the quote that is to be marked on a page, if it is known in time.
pub(super) async fn find(
    source: &PageSource,
    id: &DocumentId,
    place: &PlaceQuery,
) -> Option<PageMark> {
    let name = place.page.clone()?;
    let quote: QuoteRef = place.quote.as_ref()?.parse().ok()?;
    let is_large = place.zoom.as_deref() == Some(LARGER);
    let id = id.clone();
    let work = source
        .painting
        .work(&source.library, move |snapshot: &Snapshot, painter| {
            let missing = || PictureError::Changed;
            let entry = snapshot.entry(&id).or_else(|| snapshot.renamed(&id));
            let entry = entry.ok_or_else(missing)?;
            let document = snapshot.document(&entry.id).map_err(PictureError::from)?;
            let document = document.ok_or_else(missing)?;
            let page = named_page(&document.pages, &name).ok_or_else(missing)?;
            let view = picture::view(page.index, is_large);
            let spans = picture::spans(snapshot, entry, &document, &quote).ok_or_else(missing)?;
            let pictures = snapshot
                .app
                .painted(painter, entry, &document, view, spans)?;
            let mark = pictures.first().and_then(|picture| {
                let line = line(picture)?;
                let (width, height) = picture.size;
                let file = entry.hash.clone();
                Some(PageMark {
                    file,
                    width,
                    height,
                    line,
                })
            });
            Ok(mark)
        });
    tokio::time::timeout(LONGEST_WAIT, work).await.ok()?.ok()?
}

/// The first line that is marked.
fn line(picture: &Picture) -> Option<[i32; 4]> {
    let Area {
        left,
        top,
        right,
        bottom,
    } = *picture.marks.first()?;
    let edges = [left, top, right - left, bottom - top];
    Some(edges.map(|edge| pixels(edge * picture.scale)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "no picture has so many pixels"
)]
fn pixels(length: f32) -> i32 {
    length.round() as i32
}
