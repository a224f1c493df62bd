//! Lists that a source writes as the lines of one paragraph: `a) the key<br>b) the card`. Their numbers make
//! items of them, as a reader sees them.

use crate::{
    corpus::{
        document::ParagraphKind,
        edit::Edit,
        extracted::{Block, BlockKind, ListItem},
        numbering::{Subdivisions, leading},
    },
    span::Span,
};

/// Makes lists of the numbered lines of paragraphs. Lines before the first number stay a paragraph of their
/// own; a line without a number goes on with the item before it. What was lifted out between the two is of neither.
pub(super) fn find(text: &str, blocks: &mut Vec<Block>, edits: &mut Vec<Edit>) {
    let mut gaps: Vec<Span> = Vec::new();
    for block in std::mem::take(blocks) {
        let items = match block.kind {
            BlockKind::Paragraph(ParagraphKind::Text) => items(text, block.span),
            _ => Vec::new(),
        };
        match items.as_slice() {
            [first, _, ..] => {
                let before = Span::new(block.span.start, first.at).trimmed(text);
                let end = if before.is_empty() {
                    block.span.start
                } else {
                    before.end
                };
                gaps.push(Span::new(end, first.at));
                blocks.extend(parted(text, block, before, items));
            }
            _ => blocks.push(block),
        }
    }
    edits.retain(|edit| {
        let gap = gaps.partition_point(|gap| gap.end <= edit.span.start);
        !gaps.get(gap).is_some_and(|gap| gap.contains(edit.span))
    });
}

/// The lines that are numbered, each counting on from one before.
fn items(text: &str, block: Span) -> Vec<ListItem> {
    let mut numbers = Subdivisions::default();
    let mut items: Vec<ListItem> = Vec::new();
    let mut end = block.start;
    for line in block.of(text).split_inclusive('\n') {
        let at = end + line.len() - line.trim_start().len();
        end += line.len();
        if !leading(line).is_some_and(|marker| numbers.go_on(&marker)) {
            continue;
        }
        let depth = u8::try_from(numbers.path().len() - 1).unwrap_or(u8::MAX);
        let begins_list = items.last().is_none_or(|before| before.depth < depth);
        items.push(ListItem {
            at,
            depth,
            marker: None,
            begins_list,
            term: None,
        });
    }
    items
}

/// A paragraph as what stands before its first item, and the list.
fn parted(text: &str, block: Block, before: Span, items: Vec<ListItem>) -> Vec<Block> {
    let first = items.first().map_or(block.span.end, |first| first.at);
    let mut breaks = block.breaks;
    let start = block.span.start;
    let line_ends = items
        .iter()
        .filter_map(|item| end_of_line(text, Span::new(start, item.at)));
    breaks.extend(line_ends);
    breaks.sort_unstable();
    breaks.dedup();
    let within = breaks.split_off(breaks.partition_point(|at| *at < first));
    breaks.retain(|at| *at < before.end);
    let lead = Block {
        span: before,
        kind: block.kind,
        breaks,
        items: Vec::new(),
    };
    let list = Block {
        span: Span::new(first, block.span.end),
        kind: BlockKind::Paragraph(ParagraphKind::List),
        breaks: within,
        items,
    };
    let mut blocks = vec![lead, list];
    blocks.retain(|block| !block.span.is_empty());
    blocks
}

/// The end of the line that stands last in a span: none in the first line of a block.
fn end_of_line(text: &str, before: Span) -> Option<usize> {
    let end = before.of(text).rfind('\n')?;
    Some(before.start + end)
}
