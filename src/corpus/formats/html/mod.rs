//! Web pages. The HTML parser keeps no byte positions, so the text that is quoted is the one
//! extracted here: blocks separated by an empty line, white space folded.
//!
//! What stands outside the content of the page (navigation, banners, footers) is set apart and kept. Within
//! the content, class and id say nothing, and what opens when somebody asks for it is content. Scripts and
//! alternative texts of pictures are not read.

mod content;
mod element;
mod metadata;
mod notes;
mod repeats;
mod shape;
mod sink;
pub(super) mod tags;
mod tree;
mod walker;
mod writer;

pub(super) use self::element::{heading_level, is_block, is_invisible, is_never_text};
use self::{notes::Notes, shape::Shape, walker::Walker};
use super::line_items;
use crate::corpus::extracted::Extracted;

/// Reads a web page.
pub(super) fn parse(html: &str) -> Extracted {
    let (page, mut findings) = tree::build(html);
    let shape = Shape::of(&page);
    let content = content::choose(&page, &shape);
    let (notes, warnings) = Notes::find(&shape, content);
    findings.extend(warnings);
    let mut out = Walker::new(&notes, &shape, content).read(page.root());
    line_items::find(&out.text, &mut out.blocks);
    out.metadata = metadata::read(&page, content);
    out.warnings.splice(0..0, findings);
    out
}
