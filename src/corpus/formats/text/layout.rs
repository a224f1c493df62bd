//! The layout of a plain text: what its indents and underlines mean, which each text decides for itself.

use super::{
    code,
    counted::Role,
    group::{self, Group, Part, TextLine},
    heading::{self, Numbered},
    items::{is_bullet_item, numbered_item},
    rules::is_rule,
};
use crate::{
    corpus::{extracted::BlockKind, set_apart::Reason},
    span::Span,
};

/// The layout of a text.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// The indent of running text, if headings are not indented: `1.  Introduction` at the margin, and text
    /// three columns to the right.
    body: Option<usize>,
    /// Whether there are headings with numbers of several parts: `2.3 Tides`.
    pub(super) counts_parts: bool,
    /// Whether headings of the highest level are underlined with stars, and those below with `====`.
    pub(super) has_stars: bool,
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

/// A line of more characters is no heading.
const MAX_HEADING_CHARS: usize = 80;

impl Layout {
    pub(super) fn of(parts: &[Part]) -> Self {
        let usual = group::usual_indent(parts);
        Self {
            body: usual.filter(|indent| *indent >= LEAST_INDENT),
            counts_parts: false,
            has_stars: false,
        }
    }

    /// The level of a heading that is underlined with `====` or the like.
    pub(super) fn underline_level(self, text: &str, title: Span, underline: Span) -> Option<u8> {
        let sign = underline.of(text).chars().next()?;
        let level = underline_level(text, title, underline)?;
        let is_below = self.has_stars && !matches!(sign, '*' | '#');
        Some(level + u8::from(is_below))
    }

    /// The kind of a group as a whole, whatever its lines look like by themselves.
    pub(super) fn known(self, text: &str, group: &Group, role: Role) -> Option<BlockKind> {
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
    pub(super) fn centred_title(self, text: &str, parts: &[Part]) -> Option<String> {
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
    pub(super) fn is_example(self, text: &str, lines: &[TextLine]) -> bool {
        let least = self.body.unwrap_or(0) + EXAMPLE_INDENT;
        lines.iter().all(|line| line.indent >= least)
            && code::is_code(lines.iter().map(|line| line.span.of(text)))
    }

    /// Whether a line that stands alone is a heading by standing at the margin.
    pub(super) fn is_heading(self, text: &str, line: TextLine) -> bool {
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
pub(super) struct Shape {
    /// The number `3` of a first line `3. …`.
    item: Option<u32>,
    /// A numbered heading, if the group is one line that can be nothing else.
    pub(super) heading: Option<Numbered>,
}

impl Shape {
    pub(super) fn of(text: &str, part: &Part) -> Self {
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
    pub(super) fn is_of_parts(&self) -> bool {
        self.heading.is_some_and(|heading| heading.level > 1)
    }

    /// Whether this group is the next item of a list that `before` belongs to.
    pub(super) fn follows(&self, before: Option<&Shape>) -> bool {
        match (before.and_then(|before| before.item), self.item) {
            (Some(one), Some(next)) => next == one.saturating_add(1),
            _ => false,
        }
    }
}

/// The level of a heading that is underlined with `====` or `----`.
fn underline_level(text: &str, title: Span, underline: Span) -> Option<u8> {
    let (title, underline) = (title.of(text), underline.of(text));
    let length = title.chars().count();
    if length > 80 || is_bullet_item(title) {
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

/// Whether a heading is underlined with stars, or with `####`.
pub(super) fn is_underlined_with_stars(text: &str, part: &Part) -> bool {
    let Part::Group(group) = part else {
        return false;
    };
    let [title, underline, ..] = group.lines.as_slice() else {
        return false;
    };
    underline.span.of(text).starts_with(['*', '#'])
        && underline_level(text, title.span, underline.span).is_some()
}
