//! Markdown. The text is the file itself, unchanged; blocks are spans of it, and all markup inside
//! them is lifted out by edits, so that a quote reads like the rendered page.

mod bounds;
mod collector;
mod events;
mod masked;
mod open_tags;
mod pieces;
mod raw_html;
mod reversed;
mod source;
mod tags;

use pulldown_cmark::{Event, Tag, TagEnd};

use self::{
    bounds::bounded, collector::Collector, events::events, masked::masked, source::is_one_block,
};
use super::{contents_list, front_matter, line_items};
use crate::corpus::{extracted::Extracted, line_numbers::LineNumbers, warning::Warning};

/// Reads a Markdown file.
pub(super) fn parse(text: String) -> Extracted {
    let front = front_matter::read(&text);
    let bounded = bounded(&text, front.body);
    let masked = masked(&bounded.text, front.body);
    let mut collector = Collector::new(&text, &masked);
    collector.reversed = reversed::lengths(&masked.text, events(&masked.text, front.body));
    // The events of an outermost list, until it is known whether it is one block.
    let mut list = Vec::new();
    let mut depth = 0_usize;
    for (event, span) in events(&masked.text, front.body) {
        match &event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && list.is_empty() {
            collector.read(&event, span, false);
            continue;
        }
        list.push((event, span));
        if depth == 0 {
            let one_block = is_one_block(&list);
            for (event, span) in list.drain(..) {
                collector.read(&event, span, one_block);
            }
        }
    }
    let mut out = collector.finish();
    out.warnings.extend(bounded.first.map(|at| {
        let line = LineNumbers::of(&text).line_of(at);
        Warning::caution(
            "lists or quotations are nested too deep, the first in this line; markers beyond the \
             50th, or behind 200 columns of white space, are read as text",
        )
        .at_line(line)
    }));
    out.warnings.sort_by_key(|warning| warning.line);
    out.metadata = front.metadata;
    out.warnings.splice(0..0, front.warnings);
    out.is_file = true;
    line_items::find(&text, &mut out.blocks, &mut out.edits);
    contents_list::set_apart(&text, &mut out);
    out.text = text;
    out
}
