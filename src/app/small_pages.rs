//! Small pictures of pages, to choose a page by. Several are painted at once, in one child: to start it and to open the
//! file costs more than to paint them.

use std::sync::Arc;

use super::{
    App, PictureError,
    painter::{Painter, Wanted},
};
use crate::{
    corpus::{Picture, PictureRequest, View},
    index::DocumentEntry,
    sandbox::Fault,
};

/// The number of pages that are painted together.
const TOGETHER: usize = 10;

/// The resolution: a page is as wide as a finger.
const DPI: u16 = 20;

impl App {
    /// The small picture of a page, counted from 0, if it was painted before. Nothing in it: the page cannot be painted.
    pub fn kept_small_page(
        &self,
        painter: &Painter,
        entry: &DocumentEntry,
        page: usize,
    ) -> Option<Option<Picture>> {
        let painted = painter.kept(&wanted(entry, page))?;
        Some(of_page(&painted, page))
    }

    /// The small picture of a page, counted from 0; nothing if the page cannot be painted. It blocks, and paints the
    /// pages beside it as well.
    pub fn small_page(
        &self,
        painter: &Painter,
        entry: &DocumentEntry,
        page: usize,
    ) -> Result<Option<Picture>, Arc<PictureError>> {
        let wanted = wanted(entry, page);
        let painted = painter.paint(&wanted, || {
            let (format, bytes) = self.file(entry)?;
            Ok(PictureRequest {
                format,
                view: wanted.view,
                words: Vec::new(),
                spans: Vec::new(),
                bytes,
            })
        });
        match painted {
            Ok(painted) => Ok(of_page(&painted, page)),
            Err(error) if is_lasting(&error) => {
                tracing::warn!(document = %entry.id, %error, "pages are not shown as small pictures");
                painter.keep_none(wanted);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The pages that are painted together with one.
fn wanted(entry: &DocumentEntry, page: usize) -> Wanted {
    Wanted {
        file: entry.hash.clone(),
        view: View::Pages {
            first: page - page % TOGETHER,
            count: TOGETHER,
            dpi: DPI,
        },
        spans: Vec::new(),
    }
}

fn of_page(painted: &[Picture], page: usize) -> Option<Picture> {
    painted.iter().find(|picture| picture.page == page).cloned()
}

/// Whether the same file would fail again.
fn is_lasting(error: &PictureError) -> bool {
    match error {
        PictureError::NotPainted(_) => true,
        PictureError::Stopped(fault) => !matches!(fault, Fault::NotStarted(_) | Fault::Killed),
        _ => false,
    }
}
