//! Lines of a plain text that stand together.

use super::{lines::Line, pages};
use crate::span::Span;

/// A line without white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextLine {
    /// The place of its text.
    pub(super) span: Span,
    /// The number of columns by which it is indented.
    pub(super) indent: usize,
}

/// Lines between empty ones.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) lines: Vec<TextLine>,
    /// Stretches between its lines that are no text: the foot of a page and the head of the next one.
    pub(super) interruptions: Vec<Span>,
}

impl Group {
    /// All of its lines.
    pub(super) fn span(&self) -> Option<Span> {
        let (first, last) = (self.lines.first()?, self.lines.last()?);
        Some(first.span.cover(last.span))
    }
}

/// A part of a text.
#[derive(Debug)]
pub(super) enum Part {
    Group(Group),
    /// A running head or foot.
    Running(Span),
}

/// Cuts a text at empty lines and page ends. A paragraph that goes on behind the end of a page is one.
pub(super) fn parts(text: &str, lines: &[Line]) -> Vec<Part> {
    let running = pages::running_lines(text, lines);
    let mut parts = Vec::new();
    let mut group = Group::default();
    // Running lines since the last line of text, and whether a page ended there.
    let mut aside: Vec<Span> = Vec::new();
    let (mut is_cut, mut ends_page) = (false, false);
    for (line, is_running) in lines.iter().zip(running) {
        let span = line.span.trimmed(text);
        if is_running {
            aside.push(span);
            ends_page = true;
        } else if !span.is_empty() {
            let indent = Span::new(line.span.start, span.start).of(text);
            let next = TextLine {
                span,
                indent: columns(indent),
            };
            let goes_on = ends_page && goes_on(text, &group, next);
            match group.lines.last() {
                Some(_) if goes_on => group.interruptions.append(&mut aside),
                Some(_) if is_cut || ends_page => {
                    parts.push(Part::Group(std::mem::take(&mut group)));
                }
                _ => {}
            }
            parts.extend(aside.drain(..).map(Part::Running));
            group.lines.push(next);
            (is_cut, ends_page) = (false, false);
        } else {
            is_cut = true;
        }
        ends_page |= line.ends_page;
    }
    if !group.lines.is_empty() {
        parts.push(Part::Group(group));
    }
    parts.extend(aside.into_iter().map(Part::Running));
    parts
}

/// Whether a paragraph goes on behind the end of a page: its last line ends no sentence, and the next one
/// begins with a small letter.
fn goes_on(text: &str, group: &Group, next: TextLine) -> bool {
    let Some(last) = group.lines.last() else {
        return false;
    };
    !last.span.of(text).ends_with(['.', '!', '?', ':', ';'])
        && next.span.of(text).starts_with(char::is_lowercase)
}

/// Tabs go to the next multiple of eight.
fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |at, c| match c {
        '\t' => (at / 8 + 1) * 8,
        _ => at + 1,
    })
}

/// The indent of most lines; nothing if no indent is that of at least half of them.
pub(super) fn usual_indent(parts: &[Part]) -> Option<usize> {
    let groups = parts.iter().filter_map(|part| match part {
        Part::Group(group) => Some(group),
        Part::Running(_) => None,
    });
    let mut indents: Vec<usize> = groups
        .flat_map(|group| group.lines.iter().map(|line| line.indent))
        .collect();
    indents.sort_unstable();
    let most = indents
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| run.len())?;
    (most.len() * 2 >= indents.len()).then_some(*most.first()?)
}
