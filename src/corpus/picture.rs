//! Pictures of pages with words marked: what is asked of the child that paints them, and what it answers.

use serde::{Deserialize, Serialize};

use super::Format;
use crate::span::Span;

/// The part of the pages that is to be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum View {
    /// The stretches of pages on which the words stand.
    Words,
    /// A whole page.
    Page {
        /// The page, from 0.
        page: usize,
        /// The resolution: so many pixels to an inch.
        dpi: u16,
    },
    /// Several whole pages, small, with nothing marked. Those that cannot be painted are left out.
    Pages {
        /// The first, from 0.
        first: usize,
        /// The number of pages.
        count: usize,
        /// The resolution: so many pixels to an inch.
        dpi: u16,
    },
}

/// A request for pictures.
#[derive(Debug, Serialize, Deserialize)]
pub struct PictureRequest {
    /// The format of the file.
    pub format: Format,
    /// The part of it that is to be painted.
    pub view: View,
    /// The places of the words in the text of the document.
    pub spans: Vec<Span>,
    /// The words, one for each span: what is read from the file now has to have them there.
    pub words: Vec<String>,
    /// The file.
    #[serde(with = "super::bytes")]
    pub bytes: Vec<u8>,
}

/// A stretch of a page, as wide as the page, with the words marked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The page, from 0.
    pub page: usize,
    /// The width and height, in pixels.
    pub size: (u16, u16),
    /// The number of pixels in a point.
    pub scale: f32,
    /// The places of the words on the page, line by line.
    pub marks: Vec<Area>,
    /// The picture, as PNG.
    #[serde(with = "super::bytes")]
    pub png: Vec<u8>,
}

/// A rectangle on a page, in points from the left and from above.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

impl Area {
    /// The smallest rectangle around two.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The reason why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum NoPicture {
    /// The format has no pages.
    #[error("a document in the format {0} has no pages; only a PDF has pictures of them")]
    NoPages(String),
    /// The file cannot be read any more.
    #[error("{0}")]
    Unread(String),
    /// The words read from the file are not those that were quoted.
    #[error("the file does not have these words any more; run `fundstelle index`, then ask again")]
    OtherWords,
    /// Nobody knows where on a page the words are.
    #[error("the file does not say where on a page these words stand")]
    Nowhere,
    /// There is no such page.
    #[error("the file has no page {0}")]
    NoPage(usize),
    /// A page has no size that could be painted.
    #[error("page {0} of the file has no size that can be painted")]
    NoSize(usize),
}
