//! Plain text. Nothing marks what a line is, so headings, lists and examples are recognised only where
//! hardly anything else is possible; whatever is in doubt stays a paragraph. Everything but white
//! space and front matter is in some block.

mod code;
mod contents;
mod counted;
mod group;
mod heading;
mod items;
mod layout;
mod lines;
mod pages;
mod rules;

use self::{
    counted::Role,
    group::{Group, Part},
    items::add_text,
    layout::{Layout, Shape, is_underlined_with_stars},
    rules::is_rule,
};
use super::front_matter;
use crate::{
    corpus::{
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted},
        set_apart::{Reason, SetApart, letters},
    },
    span::Span,
};

/// Reads a plain text file.
pub(super) fn parse(text: String) -> Extracted {
    let front = front_matter::read(&text);
    let mut out = Extracted {
        metadata: front.metadata,
        is_file: true,
        has_only_lines: true,
        visible: letters(text.get(front.body..).unwrap_or_default()),
        warnings: front.warnings,
        ..Extracted::default()
    };
    let parts = group::parts(&text, &lines::lines(&text, front.body));
    let (parts, roles): (Vec<Part>, Vec<Role>) = counted::roles(&text, parts).into_iter().unzip();
    let mut layout = Layout::of(&parts);
    if out.metadata.title.is_none() {
        out.metadata.title = layout.centred_title(&text, &parts);
    }
    let shapes: Vec<_> = parts.iter().map(|part| Shape::of(&text, part)).collect();
    layout.has_stars = parts
        .iter()
        .any(|part| is_underlined_with_stars(&text, part));
    layout.counts_parts = shapes.iter().any(Shape::is_of_parts);
    for (index, (part, shape)) in parts.iter().zip(&shapes).enumerate() {
        let before = index.checked_sub(1).and_then(|before| shapes.get(before));
        let in_sequence = shape.follows(before)
            || shapes
                .get(index + 1)
                .is_some_and(|next| next.follows(Some(shape)));
        match part {
            Part::Running(span) => out
                .blocks
                .push(Block::new(*span, BlockKind::Apart(Reason::Navigation))),
            Part::Group(group) => {
                let before = out.blocks.len();
                let role = roles.get(index).copied().unwrap_or(Role::Open);
                if let Some(kind) = layout.known(&text, group, role) {
                    out.blocks
                        .extend(group.span().map(|span| Block::new(span, kind)));
                } else {
                    add_group(&text, group, shape, layout, in_sequence, &mut out);
                }
                add_interruptions(group, before, &mut out);
            }
        }
    }
    out.edits.sort_by_key(|edit| edit.span);
    out.text = text;
    out
}

/// Lifts what stands at the end of a page out of a paragraph that goes on behind it. Between two blocks of a
/// group, from the block at `before` on, it is one of its own.
fn add_interruptions(group: &Group, before: usize, out: &mut Extracted) {
    for span in group.interruptions.iter().copied() {
        let blocks = out.blocks.get(before..).unwrap_or_default();
        if !blocks.iter().any(|block| block.span.contains(span)) {
            let apart = Block::new(span, BlockKind::Apart(Reason::Navigation));
            out.blocks.push(apart);
            continue;
        }
        out.edits.push(Edit {
            span,
            kind: EditKind::Markup,
        });
        out.set_apart.push(SetApart {
            span,
            reason: Reason::Navigation,
        });
    }
    if let Some(blocks) = out.blocks.get_mut(before..) {
        blocks.sort_by_key(|block| block.span);
    }
}

/// A title between two rules has at most so many lines.
const MAX_TITLE_LINES: usize = 3;

/// Code from one line to another. Its first line keeps its indent.
fn code(text: &str, first: Span, last: Span) -> Block {
    let before = Span::new(0, first.start).of(text);
    let line = before.rfind(['\n', '\r', '\u{c}']);
    let start = line.map_or(0, |end| end + 1);
    let kind = BlockKind::Paragraph(ParagraphKind::Code);
    Block::new(Span::new(start, last.end), kind)
}

fn add_group(
    text: &str,
    group: &Group,
    shape: &Shape,
    layout: Layout,
    in_sequence: bool,
    out: &mut Extracted,
) {
    let lines: Vec<Span> = group.lines.iter().map(|line| line.span).collect();
    let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else {
        return;
    };
    if is_table_of_contents(text, &lines) {
        let contents = BlockKind::Apart(Reason::Navigation);
        out.blocks.push(Block::new(first.cover(last), contents));
        return;
    }
    if layout.is_example(text, &group.lines) {
        out.blocks.push(code(text, first, last));
        return;
    }
    if let [rule, rest @ ..] = lines.as_slice()
        && is_rule(rule.of(text))
        && !rest.is_empty()
    {
        out.blocks
            .push(Block::new(*rule, BlockKind::Apart(Reason::Navigation)));
        let rest = add_title_above_rule(text, rest, out);
        if !rest.is_empty() {
            add_text(text, rest, in_sequence, out);
        }
        return;
    }
    if let [only] = group.lines.as_slice() {
        let line = first.of(text);
        if is_rule(line) {
            out.blocks
                .push(Block::new(first, BlockKind::Apart(Reason::Navigation)));
            return;
        }
        let level = match &shape.heading {
            Some(heading) if !(in_sequence && heading.may_be_item) => Some(heading.level),
            _ => (heading::is_capitals(line) || layout.is_heading(text, *only)).then_some(1),
        };
        if let Some(level) = level {
            out.blocks
                .push(Block::new(first, BlockKind::Heading(level)));
            return;
        }
    }
    let rest = match lines.as_slice() {
        [title, underline, rest @ ..] => match layout.underline_level(text, *title, *underline) {
            Some(level) => {
                let whole = title.cover(*underline);
                out.blocks
                    .push(Block::new(whole, BlockKind::Heading(level)));
                out.edits.push(Edit {
                    span: *underline,
                    kind: EditKind::Markup,
                });
                rest
            }
            None => &lines,
        },
        _ => &lines,
    };
    add_text(text, rest, in_sequence, out);
}

/// A title between two rules, as minutes have it, of which the first is passed; what stands behind it.
fn add_title_above_rule<'a>(text: &str, lines: &'a [Span], out: &mut Extracted) -> &'a [Span] {
    let mut near = lines.iter().take(MAX_TITLE_LINES + 1);
    let Some(end) = near.position(|line| is_rule(line.of(text))) else {
        return lines;
    };
    let (title, behind) = lines.split_at_checked(end).unwrap_or((lines, &[]));
    let (Some(first), Some((rule, rest))) = (title.first(), behind.split_first()) else {
        return lines;
    };
    let level = if rule.of(text).starts_with('=') { 1 } else { 2 };
    out.blocks
        .push(Block::new(first.cover(*rule), BlockKind::Heading(level)));
    out.edits.push(Edit {
        span: *rule,
        kind: EditKind::Markup,
    });
    rest
}

/// Whether most lines lead to a page with dots: `1.1.  Terms . . . . . . 4`.
fn is_table_of_contents(text: &str, lines: &[Span]) -> bool {
    let leads = |line: &&Span| {
        let line = line.of(text).trim_end_matches(|c: char| c.is_ascii_digit());
        let line = line.trim_end();
        line.ends_with(". . .") || line.ends_with("....")
    };
    lines.iter().filter(leads).count() * 2 > lines.len()
}
