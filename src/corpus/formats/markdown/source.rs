//! Questions about Markdown source that the event stream does not answer by itself.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{corpus::extracted::Extracted, span::Span};

/// Longer labels of footnotes are not looked for.
const MAX_LABEL_CHARS: usize = 80;

/// So many undefined footnotes are named, each with its line; more would say nothing new.
const MAX_NOTE_WARNINGS: usize = 20;

/// Whether the list that opens `events` reads as one block: no item holds two paragraphs, or a
/// block of another kind.
pub(super) fn is_one_block(events: &[(Event<'_>, Span)]) -> bool {
    let mut items = Vec::new();
    let mut depth = 0;
    for (event, _) in events {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) => items.push(0),
            Event::End(TagEnd::Item) => {
                items.pop();
            }
            Event::Start(Tag::Paragraph) => {
                if let Some(paragraphs) = items.last_mut() {
                    *paragraphs += 1;
                    if *paragraphs > 1 {
                        return false;
                    }
                }
            }
            Event::Start(
                Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::FootnoteDefinition(_),
            ) => return false,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    true
}

/// Every `[^9]` that is read as text, because there is no line `[^9]: …`. In the
/// stretches `literal` it is meant so.
pub(super) fn undefined_notes(
    text: &str,
    extracted: &Extracted,
    literal: &[Span],
) -> Vec<(usize, String)> {
    let is_mark = |at: usize| {
        let before = extracted.marks.partition_point(|mark| mark.span.start < at);
        extracted
            .marks
            .get(before)
            .is_some_and(|mark| mark.span.start == at)
    };
    let is_literal = |at: usize| {
        let next = literal.partition_point(|span| span.start <= at);
        next.checked_sub(1)
            .and_then(|i| literal.get(i))
            .is_some_and(|s| at < s.end)
    };
    let is_read = |at: usize| {
        let next = extracted
            .blocks
            .partition_point(|block| block.span.start <= at);
        let block = next.checked_sub(1).and_then(|i| extracted.blocks.get(i));
        block.is_some_and(|block| at < block.span.end)
    };
    text.match_indices("[^")
        .filter(|&(at, _)| !is_mark(at) && !is_literal(at) && is_read(at))
        .filter_map(|(at, _)| {
            // Labels are short; looking further would take long in a hostile file.
            let near = text.get(at + 2..)?.chars().take(MAX_LABEL_CHARS);
            let label: String = near
                .take_while(|&c| c != ']' && !c.is_whitespace())
                .collect();
            let closed = text.get(at + 2 + label.len()..)?.starts_with(']');
            (closed && !label.is_empty()).then_some((at, label))
        })
        .take(MAX_NOTE_WARNINGS)
        .collect()
}

/// White space folded, so that line ends and tabs count as read as they stand.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    let mut after_space = false;
    text.chars().filter_map(move |c| {
        let space = c.is_whitespace();
        let again = space && after_space;
        after_space = space;
        (!again).then_some(if space { ' ' } else { c })
    })
}
