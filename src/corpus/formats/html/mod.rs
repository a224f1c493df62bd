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
mod shape;
mod sink;
mod tags;
mod tree;
mod walker;
mod writer;

use self::{notes::Notes, shape::Shape, walker::Walker};
use crate::corpus::extracted::Extracted;

/// Reads a web page.
pub(super) fn parse(html: &str) -> Extracted {
    let (page, mut findings) = tree::build(html);
    let shape = Shape::of(&page);
    let content = content::choose(&page, &shape);
    let (notes, warnings) = Notes::find(&shape, content);
    findings.extend(warnings);
    let mut out = Walker::new(&notes, &shape, content).read(content);
    out.metadata = metadata::read(&page, content);
    out.warnings.splice(0..0, findings);
    out
}
