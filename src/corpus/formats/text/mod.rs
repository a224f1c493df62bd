//! Plain text. Nothing marks what a line is, so headings, lists and examples are recognised only where
//! hardly anything else is possible; whatever is in doubt stays a paragraph. Everything but white
//! space and front matter is in some block.

mod code;
mod contents;
mod counted;
mod group;
mod heading;
mod lines;
mod pages;
mod rules;

use self::{
    counted::Role,
    group::{Group, Part, TextLine},
    heading::Numbered,
    rules::is_rule,
};
use super::front_matter;
use crate::{
    corpus::{
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, Extracted, ListItem},
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
                .push(block(*span, BlockKind::Apart(Reason::Navigation))),
            Part::Group(group) => {
                let before = out.blocks.len();
                let role = roles.get(index).copied().unwrap_or(Role::Open);
                if let Some(kind) = layout.known(&text, group, role) {
                    out.blocks
                        .extend(group.span().map(|span| block(span, kind)));
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

/// The layout of a text.
#[derive(Clone, Copy)]
struct Layout {
    /// The indent of running text, if headings are not indented: `1.  Introduction` at the margin, and text
    /// three columns to the right.
    body: Option<usize>,
    /// Whether there are headings with numbers of several parts: `2.3 Tides`.
    counts_parts: bool,
    /// Whether headings of the highest level are underlined with stars, and those below with `====`.
    has_stars: bool,
}

/// Text is indented by so many columns at least where headings stand at the margin.
const LEAST_INDENT: usize = 2;

/// An example is indented so much further than the text around it.
const EXAMPLE_INDENT: usize = 2;

/// A title in the middle of the page is indented so much further than text, has at most so many lines, and
/// is among so many first parts of a text.
const CENTRED_INDENT: usize = 8;
const TITLE_LINES: usize = 3;
const FRONT_PARTS: usize = 5;

/// A title between two rules has at most so many lines.
const MAX_TITLE_LINES: usize = 3;

/// A line of more characters is no heading.
const MAX_HEADING_CHARS: usize = 80;

impl Layout {
    fn of(parts: &[Part]) -> Self {
        let usual = group::usual_indent(parts);
        Self {
            body: usual.filter(|indent| *indent >= LEAST_INDENT),
            counts_parts: false,
            has_stars: false,
        }
    }

    /// The level of a heading that is underlined with `====` or the like.
    fn underline_level(self, text: &str, title: Span, underline: Span) -> Option<u8> {
        let sign = underline.of(text).chars().next()?;
        let level = underline_level(text, title, underline)?;
        let is_below = self.has_stars && !matches!(sign, '*' | '#');
        Some(level + u8::from(is_below))
    }

    /// The kind of a group as a whole, whatever its lines look like by themselves.
    fn known(self, text: &str, group: &Group, role: Role) -> Option<BlockKind> {
        match role {
            Role::Contents => return Some(BlockKind::Apart(Reason::Navigation)),
            Role::Heading => return Some(BlockKind::Heading(1)),
            Role::Open => {}
        }
        let lines = group.lines.iter().map(|line| line.span.of(text));
        let wrapped = heading::numbered_on_lines(lines).filter(|_| self.counts_parts);
        wrapped.map(|heading| BlockKind::Heading(heading.level))
    }

    /// The title of a text that sets it in the middle of the page, before its text begins.
    fn centred_title(self, text: &str, parts: &[Part]) -> Option<String> {
        let is_centred = |line: &&TextLine| line.indent >= self.body.unwrap_or(0) + CENTRED_INDENT;
        let groups = parts
            .iter()
            .take(FRONT_PARTS)
            .filter_map(|part| match part {
                Part::Group(group) => Some(group),
                Part::Running(_) => None,
            });
        let mut titles = groups.filter(|group| group.lines.iter().all(|line| is_centred(&line)));
        let title = titles
            .next()
            .filter(|title| title.lines.len() <= TITLE_LINES)?;
        let lines = title.lines.iter().map(|line| line.span.of(text));
        let lines = lines.filter(|line| !is_rule(line));
        let words = lines.flat_map(str::split_whitespace);
        let words: Vec<&str> = words.collect();
        let last = words.last()?;
        (!last.ends_with(['.', ',', ';', ':'])).then(|| words.join(" "))
    }

    /// Whether lines are an example or a grammar. In a text that is not indented, an example is.
    fn is_example(self, text: &str, lines: &[TextLine]) -> bool {
        let least = self.body.unwrap_or(0) + EXAMPLE_INDENT;
        lines.iter().all(|line| line.indent >= least)
            && code::is_code(lines.iter().map(|line| line.span.of(text)))
    }

    /// Whether a line that stands alone is a heading by standing at the margin.
    fn is_heading(self, text: &str, line: TextLine) -> bool {
        let title = line.span.of(text);
        self.body.is_some()
            && line.indent == 0
            && title.chars().count() <= MAX_HEADING_CHARS
            && title.starts_with(char::is_uppercase)
            && title.contains(char::is_lowercase)
            && !title.contains("  ")
            && !title.ends_with(['.', ',', ';', ':', '!'])
            // Whose it is, and where he is written to.
            && !title.contains(['©', '@'])
            && !title.contains("://")
    }
}

/// The look of the first line of a group, for comparison with its neighbours.
struct Shape {
    /// The number `3` of a first line `3. …`.
    item: Option<u32>,
    /// A numbered heading, if the group is one line that can be nothing else.
    heading: Option<Numbered>,
}

impl Shape {
    fn of(text: &str, part: &Part) -> Self {
        let Part::Group(group) = part else {
            return Shape {
                item: None,
                heading: None,
            };
        };
        let first = group.lines.first().map_or("", |line| line.span.of(text));
        let alone = group.lines.len() == 1;
        Shape {
            item: numbered_item(first),
            heading: if alone {
                heading::numbered(first)
            } else {
                None
            },
        }
    }

    /// Whether this is a heading with a number of several parts.
    fn is_of_parts(&self) -> bool {
        self.heading.is_some_and(|heading| heading.level > 1)
    }

    /// Whether this group is the next item of a list that `before` belongs to.
    fn follows(&self, before: Option<&Shape>) -> bool {
        match (before.and_then(|before| before.item), self.item) {
            (Some(one), Some(next)) => next == one.saturating_add(1),
            _ => false,
        }
    }
}

/// Lifts what stands at the end of a page out of a paragraph that goes on behind it. Between two blocks of a
/// group, from the block at `before` on, it is one of its own.
fn add_interruptions(group: &Group, before: usize, out: &mut Extracted) {
    for span in group.interruptions.iter().copied() {
        let blocks = out.blocks.get(before..).unwrap_or_default();
        if !blocks.iter().any(|block| block.span.contains(span)) {
            let apart = block(span, BlockKind::Apart(Reason::Navigation));
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

/// Code from one line to another. Its first line keeps its indent.
fn code(text: &str, first: Span, last: Span) -> Block {
    let before = Span::new(0, first.start).of(text);
    let line = before.rfind(['\n', '\r', '\u{c}']);
    let start = line.map_or(0, |end| end + 1);
    let kind = BlockKind::Paragraph(ParagraphKind::Code);
    block(Span::new(start, last.end), kind)
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
        out.blocks.push(block(
            first.cover(last),
            BlockKind::Apart(Reason::Navigation),
        ));
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
            .push(block(*rule, BlockKind::Apart(Reason::Navigation)));
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
                .push(block(first, BlockKind::Apart(Reason::Navigation)));
            return;
        }
        let level = match &shape.heading {
            Some(heading) if !(in_sequence && heading.may_be_item) => Some(heading.level),
            _ => (heading::is_capitals(line) || layout.is_heading(text, *only)).then_some(1),
        };
        if let Some(level) = level {
            out.blocks.push(block(first, BlockKind::Heading(level)));
            return;
        }
    }
    let rest = match lines.as_slice() {
        [title, underline, rest @ ..] => match layout.underline_level(text, *title, *underline) {
            Some(level) => {
                let whole = title.cover(*underline);
                out.blocks.push(block(whole, BlockKind::Heading(level)));
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
        .push(block(first.cover(*rule), BlockKind::Heading(level)));
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

fn block(span: Span, kind: BlockKind) -> Block {
    Block {
        span,
        kind,
        breaks: Vec::new(),
        items: Vec::new(),
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

/// The number of `3. …` or `3) …`.
fn numbered_item(line: &str) -> Option<u32> {
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

/// The level of a heading that is underlined with `====` or `----`.
fn underline_level(text: &str, title: Span, underline: Span) -> Option<u8> {
    let (title, underline) = (title.of(text), underline.of(text));
    let length = title.chars().count();
    if length > 80 || item_marker(title).is_some_and(|m| matches!(m, Marker::Bullet(_))) {
        return None;
    }
    // The names of columns stand above a line, too.
    if title.trim().contains("   ") {
        return None;
    }
    let all = |sign| underline.chars().all(|c| c == sign);
    let long_enough = underline.len() >= 3 && underline.len() * 2 >= length;
    // Other signs part paragraphs as well: they are as long as the title.
    let is_as_long = underline.chars().count().abs_diff(length) <= 1;
    match () {
        () if !long_enough => None,
        () if all('=') => Some(1),
        () if all('-') => Some(2),
        () if !is_as_long => None,
        () if all('*') || all('#') => Some(1),
        () if all('^') || all('~') => Some(3),
        () => None,
    }
}

fn is_underlined_with_stars(text: &str, part: &Part) -> bool {
    let Part::Group(group) = part else {
        return false;
    };
    let [title, underline, ..] = group.lines.as_slice() else {
        return false;
    };
    underline.span.of(text).starts_with(['*', '#'])
        && underline_level(text, title.span, underline.span).is_some()
}
