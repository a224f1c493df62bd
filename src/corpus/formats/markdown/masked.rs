//! Additions of writers' tools to Markdown, kept from the parser: short-codes, includes, comments, and the marks of
//! admonitions. The parser is given white space in their place, byte for byte, or dots where white space before
//! a title would make code of it.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag};

use super::events::events;
use crate::{
    corpus::{
        formats::template,
        set_apart::{Reason, SetApart},
    },
    span::Span,
};

/// Comments between `%%` are not longer than this, in bytes.
const MAX_COMMENT: usize = 5_000;

/// Includes that are carried out in code as well.
const INCLUDES: [&str; 4] = [
    "{{#include",
    "{{#rustdoc_include",
    "{{#playground",
    "{{#title",
];

/// Signs of what may have to be kept from the parser.
const SIGNS: [&str; 10] = [
    "{%",
    "{{",
    "%%",
    ":::",
    "!!!",
    "???",
    "[!",
    "{:",
    "[TOC]",
    "[[_TOC_]]",
];

/// A text as the parser is given it.
pub(super) struct Masked<'a> {
    /// The text, as long as the one it was made of.
    pub(super) text: Cow<'a, str>,
    /// The stretches that are not to be read, in order.
    pub(super) masks: Vec<Span>,
    /// The stretches among them that say something to somebody, and are set apart.
    pub(super) set_apart: Vec<SetApart>,
}

/// Looks through `text` from `body` on.
pub(super) fn masked(text: &str, body: usize) -> Masked<'_> {
    let rest = text.get(body..).unwrap_or_default();
    let mut found = Masked {
        text: Cow::Borrowed(text),
        masks: Vec::new(),
        set_apart: Vec::new(),
    };
    if !SIGNS.iter().any(|sign| rest.contains(sign)) {
        return found;
    }
    let code = code(text, body);
    let mut marks = Marks {
        masks: Vec::new(),
        dotted: Vec::new(),
        quoted: Vec::new(),
    };
    marks.read_lines(text, body, &code);
    for (span, reason) in instructions(text, body, &code) {
        marks.masks.push(span);
        found.set_apart.push(SetApart { span, reason });
    }
    let in_addresses = variables_in_addresses(text, body, &code);
    marks.masks.extend(&in_addresses);
    marks.dotted.extend(in_addresses);
    marks.dotted.sort_by_key(|dotted| dotted.start);
    found.set_apart.sort_by_key(|apart| apart.span.start);
    marks.masks.sort_by_key(|mask| mask.start);
    for mask in &marks.masks {
        match found.masks.last_mut() {
            Some(last) if mask.start <= last.end => *last = last.cover(*mask),
            _ => found.masks.push(*mask),
        }
    }
    found.text = Cow::Owned(fed(text, &found.masks, &marks));
    found
}

/// The text without what is masked.
fn fed(text: &str, masks: &[Span], marks: &Marks) -> String {
    let mut fed = String::with_capacity(text.len());
    let mut masks = masks.iter().peekable();
    let mut quoted = marks.quoted.iter().peekable();
    let mut dotted = marks.dotted.iter().peekable();
    for (at, c) in text.char_indices() {
        while masks.next_if(|mask| mask.end <= at).is_some() {}
        if quoted.next_if(|quoted| **quoted == at).is_some() {
            fed.push('>');
        } else if masks.peek().is_some_and(|mask| mask.start <= at) && !matches!(c, '\n' | '\r') {
            while dotted.next_if(|dotted| dotted.end <= at).is_some() {}
            let is_dotted = dotted.peek().is_some_and(|dotted| dotted.start <= at);
            let blank = if is_dotted { '.' } else { ' ' };
            fed.extend(std::iter::repeat_n(blank, c.len_utf8()));
        } else {
            fed.push(c);
        }
    }
    fed
}

/// The spans of code, in order.
fn code(text: &str, body: usize) -> Vec<Span> {
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    let events = events(text, body).filter(|(event, _)| is_code(event));
    events.map(|(_, span)| span).collect()
}

fn is_in(code: &[Span], at: usize) -> bool {
    let next = code.partition_point(|span| span.start <= at);
    let before = next.checked_sub(1).and_then(|index| code.get(index));
    before.is_some_and(|span| at < span.end)
}

/// Short-codes, includes and comments.
fn instructions(text: &str, body: usize, code: &[Span]) -> Vec<(Span, Reason)> {
    let rest = text.get(body..).unwrap_or_default();
    let is_escaped = |at: usize| text.get(..at).is_some_and(|before| before.ends_with('\\'));
    let is_include = |span: Span| INCLUDES.iter().any(|open| span.of(text).starts_with(open));
    let templates = template::instructions(rest).into_iter();
    let mut found: Vec<_> = templates
        .map(|span| span.shifted(body))
        .filter(|span| !is_escaped(span.start))
        .filter(|span| !is_in(code, span.start) || is_include(*span))
        .map(|span| (span, Reason::Template))
        .collect();
    let mut at = body;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find("%%")) {
        let start = at + offset;
        at = start + 2;
        let before = text
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let is_percent = before.is_some_and(|c| c.is_alphanumeric() || c == '%');
        if is_percent || is_in(code, start) {
            continue;
        }
        let near = text.get(at..).unwrap_or_default();
        let near = near
            .get(..near.floor_char_boundary(MAX_COMMENT))
            .unwrap_or_default();
        let Some(length) = near.find("%%") else {
            continue;
        };
        let span = Span::new(start, at + length + 2);
        let is_inside = found
            .iter()
            .any(|(other, _)| other.contains(Span::at(start)));
        if !is_inside {
            found.push((span, Reason::Hidden));
        }
        at = span.end;
    }
    found
}

/// Variables in addresses: `{{ site.url }}` in `[words]({{ site.url }}/a)`. With the white space in them, an address
/// would be no link to the parser.
fn variables_in_addresses(text: &str, body: usize, code: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = body;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find("](")) {
        at += offset + 2;
        let rest = text.get(at..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let Some(end) = line.find(')').filter(|_| !is_in(code, at)) else {
            continue;
        };
        let address = line.get(..end).unwrap_or_default();
        let mut from = 0;
        while let Some(open) = address.get(from..).and_then(|rest| rest.find("{{")) {
            let start = from + open;
            let close = address.get(start..).and_then(|rest| rest.find("}}"));
            let Some(close) = close else { break };
            from = start + close + 2;
            found.push(Span::new(at + start, at + from));
        }
    }
    found
}

/// Marks at the beginning of lines.
struct Marks {
    masks: Vec<Span>,
    /// Those before a title.
    dotted: Vec<Span>,
    /// White space that becomes the mark of a quotation.
    quoted: Vec<usize>,
}

impl Marks {
    fn read_lines(&mut self, text: &str, body: usize, code: &[Span]) {
        let mut start = body;
        let mut in_admonition = false;
        for line in text.get(body..).unwrap_or_default().split_inclusive('\n') {
            let is_code = is_in(code, start) && !in_admonition;
            if in_admonition && line.starts_with("    ") {
                self.quoted.push(start);
            } else if !line.trim().is_empty() {
                in_admonition = !is_code && self.admonition(line, start);
                if !in_admonition && !is_code {
                    self.line(line, start);
                }
            }
            start += line.len();
        }
    }

    /// `!!! note "Title"`, whose text stands indented below.
    fn admonition(&mut self, line: &str, start: usize) -> bool {
        let signs = ["!!!", "???+", "???"].iter();
        let Some(sign) = signs.copied().find(|sign| line.starts_with(sign)) else {
            return false;
        };
        let rest = line.get(sign.len()..).unwrap_or_default();
        if !rest.starts_with(' ') || !rest.trim().starts_with(char::is_alphanumeric) {
            return false;
        }
        self.quoted.push(start);
        let title = line.split_once('"').map(|(before, rest)| {
            let title = rest
                .rsplit_once('"')
                .map_or(rest.trim_end(), |(title, _)| title);
            (before.len() + 1, title.len())
        });
        let (from, length) = title.unwrap_or((line.trim_end().len(), 0));
        self.masks.push(Span::new(start + 1, start + from));
        if length > 0 {
            self.dotted.push(Span::new(start + 2, start + from));
        }
        self.masks.push(Span::new(
            start + from + length,
            start + line.trim_end().len(),
        ));
        true
    }

    /// The marks of containers, alerts, attributes and tables of contents.
    fn line(&mut self, line: &str, start: usize) {
        let inner = line.trim();
        let indent = line.len() - line.trim_start().len();
        let at = start + indent;
        let mut title_at = 0;
        let mut mask = |from: usize, to: usize| {
            if from < to {
                self.masks.push(Span::new(at + from, at + to));
            }
        };
        if let Some(rest) = inner.strip_prefix(":::") {
            let behind = rest.trim_start_matches(':').trim_start();
            let from = inner.len() - behind.len();
            let kind = if behind.starts_with('{') {
                behind.find('}').map_or(behind.len(), |end| end + 1)
            } else {
                behind
                    .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
                    .unwrap_or(behind.len())
            };
            mask(0, from + kind);
            title_at = from + kind;
            let title = behind.get(kind..).unwrap_or_default();
            if let Some(end) = title.strip_prefix('[').and_then(|title| title.find(']')) {
                mask(from + kind, from + kind + 1);
                mask(from + kind + 1 + end, inner.len());
            }
        } else if let Some(mark) = inner.strip_prefix('>').map(str::trim_start)
            && mark.starts_with("[!")
            && let Some(end) = mark.find(']')
            && mark.get(2..end).is_some_and(|kind| {
                kind.chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|'))
            })
        {
            let from = inner.len() - mark.len();
            let sign = mark
                .get(end + 1..)
                .is_some_and(|rest| rest.starts_with(['+', '-']));
            mask(from, from + end + 1 + usize::from(sign));
            title_at = from + end + 1 + usize::from(sign);
        } else if matches!(inner, "[TOC]" | "[[_TOC_]]" | "[[toc]]" | "[toc]") {
            mask(0, inner.len());
        } else if let Some(open) = inner.rfind("{:")
            && inner.ends_with('}')
            && inner
                .get(open + 2..)
                .is_some_and(|rest| rest.starts_with([' ', '.', '#']) || open == 0)
        {
            mask(open, inner.len());
        }
        let has_title = inner
            .get(title_at..)
            .is_some_and(|title| !title.trim().is_empty());
        if has_title && title_at > 0 {
            // A quotation keeps its mark: only what is masked is dotted.
            self.dotted.push(Span::new(at, at + title_at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, fed: &str) {
        assert_eq!(masked(text, 0).text, fed);
        assert_eq!(text.len(), fed.len());
    }

    #[test]
    fn marks_are_blank_to_the_parser() {
        check("> [!tip]- Title", "> ....... Title");
        check("> [!NOTE]\n> Text", ">        \n> Text");
        check(":::tip[Look]\nText\n:::", "...... Look \nText\n   ");
        check("Text\n{: .lead}", "Text\n         ");
        check("!!! note \"A b\"\n    Text", "> ........A b \n>   Text");
        check("a {{< x >}} b", "a           b");
        check(
            "[a]({{ u }}/b/{{ c }}) {{ d }}",
            "[a](......./b/.......) {{ d }}",
        );
        check("`{{< x >}}`", "`{{< x >}}`");
        check("100%% of %%this%% x", "100%% of          x");
    }
}
