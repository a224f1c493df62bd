//! Plain text. Nothing marks what a line is, so headings and lists are recognised only where
//! hardly anything else is possible; whatever is in doubt stays a paragraph. Everything but white
//! space and front matter is in some block.

use super::{
    front_matter,
    lines::{Line, lines},
    plain_heading::{self, Numbered},
};
use crate::{
    corpus::{
        document::{Edit, EditKind, ParagraphKind},
        extracted::{Block, BlockKind, Extracted},
        set_apart::{Reason, letters},
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
    let groups = groups(&text, lines(&text, front.body));
    let shapes: Vec<_> = groups.iter().map(|group| Shape::of(&text, group)).collect();
    for (index, (group, shape)) in groups.iter().zip(&shapes).enumerate() {
        let before = index.checked_sub(1).and_then(|before| shapes.get(before));
        let in_sequence = shape.follows(before)
            || shapes
                .get(index + 1)
                .is_some_and(|next| next.follows(Some(shape)));
        add_group(&text, group, shape, in_sequence, &mut out);
    }
    out.text = text;
    out
}

/// Lines that stand together, cut at empty lines and page ends.
fn groups(text: &str, lines: Vec<Line>) -> Vec<Vec<Span>> {
    let mut groups = vec![Vec::new()];
    for line in lines {
        let content = line.span.trimmed(text);
        if let Some(group) = groups.last_mut().filter(|_| !content.is_empty()) {
            group.push(content);
        }
        if content.is_empty() || line.ends_page {
            groups.push(Vec::new());
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// What the first line of a group looks like, for comparison with its neighbours.
struct Shape {
    /// The number `3` of a first line `3. …`.
    item: Option<u32>,
    /// A numbered heading, if the group is one line that can be nothing else.
    heading: Option<Numbered>,
}

impl Shape {
    fn of(text: &str, group: &[Span]) -> Self {
        let first = group.first().map_or("", |line| line.of(text));
        let alone = group.len() == 1;
        Shape {
            item: numbered_item(first),
            heading: if alone {
                plain_heading::numbered(first)
            } else {
                None
            },
        }
    }

    /// Whether this group is the next item of a list that `before` belongs to.
    fn follows(&self, before: Option<&Shape>) -> bool {
        match (before.and_then(|before| before.item), self.item) {
            (Some(one), Some(next)) => next == one.saturating_add(1),
            _ => false,
        }
    }
}

fn add_group(text: &str, group: &[Span], shape: &Shape, in_sequence: bool, out: &mut Extracted) {
    let Some(&first) = group.first() else { return };
    if let [only] = group {
        let line = only.of(text);
        if is_rule(line) {
            out.blocks
                .push(block(first, BlockKind::Apart(Reason::Navigation)));
            return;
        }
        let level = match &shape.heading {
            Some(heading) if !(in_sequence && heading.may_be_item) => Some(heading.level),
            _ => plain_heading::is_capitals(line).then_some(1),
        };
        if let Some(level) = level {
            out.blocks.push(block(first, BlockKind::Heading(level)));
            return;
        }
    }
    let rest = match group {
        [title, underline, rest @ ..] => match underline_level(text, *title, *underline) {
            Some(level) => {
                let whole = title.cover(*underline);
                out.blocks.push(block(whole, BlockKind::Heading(level)));
                out.edits.push(Edit {
                    span: *underline,
                    kind: EditKind::Markup,
                });
                rest
            }
            None => group,
        },
        _ => group,
    };
    add_text(text, rest, in_sequence, out);
}

/// A paragraph, a list, or a paragraph that leads into a list.
fn add_text(text: &str, group: &[Span], in_sequence: bool, out: &mut Extracted) {
    let marker = |line: &Span| item_marker(line.of(text));
    let starts = group.iter().filter(|line| marker(line).is_some()).count();
    let counting = counts_up(text, group);
    let is_list = |from: usize| {
        let before = from.checked_sub(1).and_then(|before| group.get(before));
        let led_in = before.is_none_or(|line| line.of(text).ends_with(':'));
        match group.get(from).and_then(marker) {
            Some(Marker::Bullet(_)) => starts > 1 || led_in,
            Some(Marker::Number) => counting || (before.is_none() && in_sequence),
            None => false,
        }
    };
    let begin = (0..group.len())
        .find(|&line| is_list(line))
        .unwrap_or(group.len());
    let (lead, items) = group.split_at_checked(begin).unwrap_or((group, &[]));
    if let (Some(first), Some(last)) = (lead.first(), lead.last()) {
        out.blocks.push(block(
            first.cover(*last),
            BlockKind::Paragraph(ParagraphKind::Text),
        ));
    }
    if let (Some(first), Some(last)) = (items.first(), items.last()) {
        let kind = BlockKind::Paragraph(ParagraphKind::List);
        let mut list = block(first.cover(*last), kind);
        let mut end = None;
        for line in items {
            let found = marker(line);
            if let (Some(end), Some(_)) = (end, &found) {
                list.breaks.push(end);
            }
            if let Some(Marker::Bullet(length)) = found {
                let span = Span::new(line.start, line.start + length);
                out.edits.push(Edit {
                    span,
                    kind: EditKind::Markup,
                });
            }
            end = Some(line.end);
        }
        out.blocks.push(list);
    }
}

fn block(span: Span, kind: BlockKind) -> Block {
    Block {
        span,
        kind,
        breaks: Vec::new(),
    }
}

/// What opens a list item.
#[derive(Clone, Copy)]
enum Marker {
    /// A bullet of this many bytes. It is lifted out.
    Bullet(usize),
    /// A number. It stays in the text: the source may refer to it, and what looks like an item may
    /// be a date.
    Number,
}

fn item_marker(line: &str) -> Option<Marker> {
    let mut chars = line.chars();
    let first = chars.next()?;
    if matches!(first, '-' | '*' | '•' | '–' | '·') && chars.next().is_some_and(char::is_whitespace)
    {
        return Some(Marker::Bullet(first.len_utf8()));
    }
    numbered_item(line).map(|_| Marker::Number)
}

/// The number of `3. …` or `3) …`.
fn numbered_item(line: &str) -> Option<u32> {
    let (number, rest) = line.split_once(['.', ')'])?;
    let short = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (short && rest.starts_with(char::is_whitespace)).then(|| number.parse().ok())?
}

/// Whether the numbers that open lines of a group count up: one alone may be a date.
fn counts_up(text: &str, group: &[Span]) -> bool {
    let numbers: Vec<u32> = group
        .iter()
        .filter_map(|line| numbered_item(line.of(text)))
        .collect();
    numbers.len() > 1
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if *b == a + 1))
}

/// A line of one repeated sign that only divides.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else {
        return false;
    };
    matches!(first, '-' | '=' | '_' | '*' | '~' | '#' | '–' | '—')
        && signs.clone().count() >= 2
        && signs.all(|sign| sign == first)
}

/// The level of a heading that is underlined with `====` or `----`.
fn underline_level(text: &str, title: Span, underline: Span) -> Option<u8> {
    let (title, underline) = (title.of(text), underline.of(text));
    let length = title.chars().count();
    if length > 80 || item_marker(title).is_some_and(|m| matches!(m, Marker::Bullet(_))) {
        return None;
    }
    let all = |sign| underline.chars().all(|c| c == sign);
    let long_enough = underline.len() >= 3 && underline.len() * 2 >= length;
    match () {
        () if !long_enough => None,
        () if all('=') => Some(1),
        () if all('-') => Some(2),
        () => None,
    }
}
