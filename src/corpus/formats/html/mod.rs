//! Web pages. The HTML parser keeps no byte positions, so the text that is quoted is the one
//! extracted here: blocks separated by an empty line, white space folded.
//!
//! Parts outside the content of the page (navigation, banners, footers) are set apart and kept. Within
//! the content, class and id say nothing, and what opens when somebody asks for it is content. Scripts and
//! alternative texts of pictures are not read.

mod beside;
mod content;
mod element;
mod lists;
mod metadata;
mod notes;
mod place;
mod plain;
mod repeats;
mod shape;
mod sink;
mod tables;
pub(super) mod tags;
mod tree;
mod walker;

use dom_query::NodeRef;

pub(super) use self::element::{heading_level, is_block, is_invisible, is_never_text};
use self::{notes::Notes, shape::Shape, walker::Walker};
use super::{contents_list, line_items};
use crate::corpus::{extracted::Extracted, warning::Warning};

/// Reads a web page.
pub(super) fn parse(html: &str) -> Extracted {
    let (page, mut findings) = tree::build(html);
    let shape = Shape::of(&page);
    let content = content::choose(&page, &shape);
    let mut out = plain::read(page.root(), &shape, content)
        .unwrap_or_else(|| read(page.root(), &shape, content, &mut findings));
    out.metadata = metadata::read(&page, content);
    out.warnings.splice(0..0, findings);
    out
}

/// Reads a page that was made of a book, and says itself what its content is.
pub(super) fn parse_book(html: &str) -> Extracted {
    let (page, mut findings) = tree::build(html);
    let shape = Shape::of(&page);
    let content = page
        .root()
        .descendants_it()
        .find(|node| node.has_name("main"));
    let content = content.unwrap_or_else(|| page.root());
    let mut out = read(page.root(), &shape, content, &mut findings);
    out.warnings.splice(0..0, findings);
    out
}

fn read<'a>(
    root: NodeRef<'a>,
    shape: &Shape<'a>,
    content: NodeRef<'a>,
    findings: &mut Vec<Warning>,
) -> Extracted {
    let (notes, warnings) = Notes::find(shape, content);
    findings.extend(warnings);
    let mut out = Walker::new(&notes, shape, content).read(root);
    line_items::find(&out.text, &mut out.blocks, &mut out.edits);
    let text = std::mem::take(&mut out.text);
    contents_list::set_apart(&text, &mut out);
    out.text = text;
    out
}

/// The inner HTML of the body of a page, with every element closed.
pub(super) fn body(html: &str) -> String {
    let (page, _) = tree::build(html);
    page.body()
        .map(|body| body.inner_html().to_string())
        .unwrap_or_default()
}
