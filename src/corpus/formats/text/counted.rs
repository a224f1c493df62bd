//! Headings that are known by counting on through a text: `0. Definitions.`, `1. Source Code.`, …, each alone
//! above its paragraphs, or at the end of the paragraph before where no empty line parts them.

use super::{
    contents,
    group::{Group, Part, TextLine},
};

/// Fewer may be the items of a list.
const LEAST: usize = 3;

/// A title that ends as a sentence does has at most so many words.
const MAX_WORDS: usize = 10;
const MAX_CHARS: usize = 80;

/// A line that may be one of them.
struct Candidate {
    part: usize,
    number: u32,
    indent: usize,
    ends_part: bool,
}

/// The role of a part, as far as the text around it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing is known of it.
    Open,
    /// It belongs to a table of contents.
    Contents,
    /// It is a heading that counts on.
    Heading,
}

/// All parts with what they are, each heading that counts on a part of its own.
pub(super) fn roles(text: &str, parts: Vec<Part>) -> Vec<(Part, Role)> {
    let is_contents = contents::find(text, &parts);
    let is_contents = |at: usize| is_contents.get(at).copied().unwrap_or(false);
    let found: Vec<Candidate> = (0..parts.len())
        .filter(|at| !is_contents(*at))
        .filter_map(|at| candidate(text, &parts, at))
        .collect();
    let chain = longest(&found);
    let mut out = Vec::with_capacity(parts.len() + chain.len());
    let mut chain = chain.into_iter().peekable();
    for (at, mut part) in parts.into_iter().enumerate() {
        let Some(heading) = chain.next_if(|heading| heading.part == at) else {
            let role = if is_contents(at) {
                Role::Contents
            } else {
                Role::Open
            };
            out.push((part, role));
            continue;
        };
        if heading.ends_part
            && let Part::Group(group) = &mut part
            && let Some(title) = group.lines.pop()
        {
            out.push((part, Role::Open));
            part = Part::Group(Group {
                lines: vec![title],
                interruptions: Vec::new(),
            });
        }
        out.push((part, Role::Heading));
    }
    out
}

fn candidate(text: &str, parts: &[Part], at: usize) -> Option<Candidate> {
    let Part::Group(group) = parts.get(at)? else {
        return None;
    };
    let (title, before) = group.lines.split_last()?;
    let line = title.span.of(text);
    let number = number(line)?;
    let fits = match before.last() {
        None => !line.ends_with('.') || is_above_text(text, *title, parts.get(at + 1)),
        Some(before) => {
            before.span.of(text).ends_with(['.', ':', '!', '?']) && !line.ends_with('.')
        }
    };
    fits.then_some(Candidate {
        part: at,
        number,
        indent: title.indent,
        ends_part: !before.is_empty(),
    })
}

/// The number of a short title. No sentence that goes on is one.
fn number(line: &str) -> Option<u32> {
    let (number, title) = line.split_once(". ")?;
    let number = (1..=2)
        .contains(&number.len())
        .then(|| number.parse().ok())??;
    let title = title.trim();
    let is_short =
        line.chars().count() <= MAX_CHARS && title.split_whitespace().count() <= MAX_WORDS;
    let is_title = title.starts_with(char::is_uppercase)
        && !title.ends_with([',', ';', ':', '!'])
        && !title.trim_end_matches('.').contains(". ");
    (is_short && is_title).then_some(number)
}

/// Whether text follows that is not indented under the title, as what belongs to an item of a list is.
fn is_above_text(text: &str, title: TextLine, next: Option<&Part>) -> bool {
    let Some(Part::Group(group)) = next else {
        return false;
    };
    let least = group.lines.iter().map(|line| line.indent).min();
    let first = group.lines.first().map_or("", |line| line.span.of(text));
    least.is_some_and(|least| least <= title.indent) && number(first).is_none()
}

/// The longest chain that counts on at the same indent, with text between.
fn longest(found: &[Candidate]) -> Vec<&Candidate> {
    let mut best: Vec<&Candidate> = Vec::new();
    let mut indents: Vec<usize> = found.iter().map(|candidate| candidate.indent).collect();
    indents.sort_unstable();
    indents.dedup();
    for indent in indents {
        let mut chain: Vec<&Candidate> = Vec::new();
        for candidate in found.iter().filter(|candidate| candidate.indent == indent) {
            let goes_on = match chain.last() {
                Some(last) => candidate.number == last.number + 1,
                None => candidate.number <= 1,
            };
            if goes_on {
                chain.push(candidate);
            }
        }
        let parted = chain.windows(2).filter(|pair| match pair {
            [one, next] => next.part > one.part + 1 || next.ends_part,
            _ => false,
        });
        if chain.len() >= LEAST && parted.count() * 2 >= chain.len() && chain.len() > best.len() {
            best = chain;
        }
    }
    best
}
