//! Running text and lists of plain text: the lines that begin an item, by bullets or numbers that count up.

use crate::{
    corpus::{
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted, ListItem},
        set_apart::letters,
    },
    span::Span,
};

/// A paragraph, a list, or a paragraph that leads into a list.
pub(super) fn add_text(text: &str, group: &[Span], in_sequence: bool, out: &mut Extracted) {
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
        out.blocks.push(Block::new(
            first.cover(*last),
            BlockKind::Paragraph(ParagraphKind::Text),
        ));
    }
    if let (Some(first), Some(last)) = (items.first(), items.last()) {
        let kind = BlockKind::Paragraph(ParagraphKind::List);
        let mut list = Block::new(first.cover(*last), kind);
        let mut end = None;
        let mut columns: Vec<usize> = Vec::new();
        for line in items {
            let found = marker(line);
            let item = found
                .as_ref()
                .map(|found| item(text, *line, found, &mut columns));
            list.items.extend(item);
            if let (Some(end), Some(_)) = (end, &found) {
                list.breaks.push(end);
            }
            if let Some(Marker::Bullet(length)) = found {
                let span = Span::new(line.start, line.start + length);
                // The bullet `o` is no letter of the text.
                out.visible = out.visible.saturating_sub(letters(span.of(text)));
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

/// The item that a line begins; what is indented further stands in it.
fn item(text: &str, line: Span, marker: &Marker, columns: &mut Vec<usize>) -> ListItem {
    let column = column(text, line);
    while columns.pop_if(|open| *open > column).is_some() {}
    let begins_list = columns.last() != Some(&column);
    if begins_list {
        columns.push(column);
    }
    let length = match marker {
        Marker::Bullet(length) => *length,
        Marker::Number => 0,
    };
    ListItem {
        at: line.start + length,
        depth: u8::try_from(columns.len() - 1).unwrap_or(u8::MAX),
        marker: None,
        begins_list,
        term: None,
    }
}

/// The distance from the margin at which a line begins.
fn column(text: &str, line: Span) -> usize {
    let before = text.get(..line.start).unwrap_or_default();
    before.len() - before.trim_end_matches([' ', '\t']).len()
}

/// The marker that opens a list item.
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
    // `o` is the bullet of standards.
    let is_bullet = matches!(first, '-' | '*' | '•' | '–' | '·') || line.starts_with("o  ");
    if is_bullet && chars.next().is_some_and(char::is_whitespace) {
        return Some(Marker::Bullet(first.len_utf8()));
    }
    numbered_item(line).map(|_| Marker::Number)
}

/// Whether a line begins an item with a bullet.
pub(super) fn is_bullet_item(line: &str) -> bool {
    matches!(item_marker(line), Some(Marker::Bullet(_)))
}

/// The number of `3. …` or `3) …`.
pub(super) fn numbered_item(line: &str) -> Option<u32> {
    let (number, rest) = line.split_once(['.', ')'])?;
    let short = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (short && rest.starts_with(char::is_whitespace)).then(|| number.parse().ok())?
}

/// Whether the numbers that open lines of a group count up, and those that are indented further by themselves:
/// one alone may be a date.
fn counts_up(text: &str, group: &[Span]) -> bool {
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut count = 0;
    for line in group {
        let Some(number) = numbered_item(line.of(text)) else {
            continue;
        };
        count += 1;
        let column = column(text, *line);
        while open.pop_if(|(deeper, _)| *deeper > column).is_some() {}
        match open.last_mut() {
            Some((same, last)) if *same == column => {
                if number != last.saturating_add(1) {
                    return false;
                }
                *last = number;
            }
            Some(_) if number != 1 => return false,
            _ => open.push((column, number)),
        }
    }
    count > 1
}
