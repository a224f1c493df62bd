//! Pages that are a plain text in one frame: nearly all of what they show is preformatted, and nothing in
//! it is a heading. They are read as the plain text that they are, in which paragraphs and lists are told by their lines.

use dom_query::NodeRef;

use super::{
    element::{heading_level, name},
    shape::Shape,
};
use crate::{
    corpus::{
        extracted::{Block, BlockKind, Extracted},
        formats::text,
        set_apart::{Reason, letters},
    },
    span::Span,
};

/// Shorter ones are examples.
const LEAST_LENGTH: usize = 500;

/// The page as a plain text, if it is one.
pub(super) fn read<'a>(
    root: NodeRef<'a>,
    shape: &Shape<'a>,
    content: NodeRef<'a>,
) -> Option<Extracted> {
    let is_frame = |node: &NodeRef<'_>| node.has_name("pre");
    let frames: Vec<NodeRef<'a>> = content.descendants_it().filter(is_frame).collect();
    let is_nested = |frame: &NodeRef<'_>| frame.ancestors_it(None).any(|around| is_frame(&around));
    let has_headings = frames.iter().any(|frame| shape.within(frame).heading);
    let headings = content.descendants_it();
    let headings = headings.filter(|node| heading_level(&name(node)).is_some());
    // The title of the page may stand above the frame.
    let has_sections = headings.take(2).count() > 1;
    if frames.is_empty() || has_headings || has_sections || frames.iter().any(is_nested) {
        return None;
    }
    let framed: usize = frames
        .iter()
        .map(|frame| shape.within(frame).length())
        .sum();
    if framed < LEAST_LENGTH || framed * 10 < shape.within(&content).length() * 9 {
        return None;
    }
    let texts: Vec<String> = frames
        .iter()
        .map(|frame| frame.text().to_string())
        .collect();
    let mut out = text::parse(texts.join("\n\n"));
    out.is_file = false;
    let beside = shape.texts_within(&root, |node| is_frame(node));
    if beside.contains(char::is_alphanumeric) {
        out.text.push_str("\n\n");
        let start = out.text.len();
        out.text.push_str(&beside);
        out.visible += letters(&beside);
        out.blocks.push(Block::new(
            Span::new(start, out.text.len()),
            BlockKind::Apart(Reason::Navigation),
        ));
    }
    Some(out)
}
