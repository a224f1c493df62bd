//! A file of the spine of a book, on its way to the one page that all of them become.

use super::style_sheets::Classes;
use crate::corpus::formats::package::Element;

/// A file of the spine.
pub(super) struct File {
    /// Its name in the archive.
    pub(super) name: String,
    /// Its content.
    pub(super) root: Content,
    /// The classes in it that set off text.
    pub(super) classes: Classes,
    /// Whether it is only a table of contents.
    pub(super) is_contents: bool,
}

/// The content of a file.
pub(super) enum Content {
    Whole(Element),
    /// The source of one that is no whole XML.
    Source(String),
}
