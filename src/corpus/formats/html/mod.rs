//! Web pages. The HTML parser keeps no byte positions, so the text that is quoted is the one
//! extracted here: blocks separated by an empty line, white space folded.
//!
//! What is left out: everything outside the content of the page (navigation, banners, footers),
//! scripts and styles, and what is hidden. What looks like that but stands inside the content is
//! set apart as boilerplate. Alternative texts of pictures are not read.

mod content;
mod element;
mod metadata;
mod notes;
mod walker;
mod writer;

use dom_query::Document;

use self::{notes::Notes, walker::Walker};
use crate::corpus::extracted::Extracted;

/// Reads a web page.
pub(super) fn parse(html: &str) -> Extracted {
    let page = Document::from(html);
    let content = content::choose(&page);
    let (notes, warnings) = Notes::find(&page, content);
    let mut out = Walker::new(&notes, content).read(content);
    out.metadata = metadata::read(&page, content);
    out.warnings.splice(0..0, warnings);
    out
}
