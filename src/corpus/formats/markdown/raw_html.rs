//! Raw HTML within Markdown, cut into tags and text where they stand in the source.

use pulldown_cmark::{Event, Parser};

use crate::{corpus::formats::html::tags, span::Span};

/// A part of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Words, which may hold entities.
    Text(Span),
    /// An element begins: its name in lower case, and where its tag stands.
    Open(String, Span),
    /// An element ends.
    Close(String),
}

/// Entities are not longer than this, in bytes.
const MAX_ENTITY: usize = 40;

/// The parts of the raw HTML that stands in `span`; comments and declarations are none.
pub(super) fn tokens(text: &str, span: Span) -> Vec<Token> {
    let html = text.get(..span.end).unwrap_or_default();
    let mut found = Vec::new();
    let mut from = span.start;
    let mut at = span.start;
    while let Some(offset) = html.get(at..).and_then(|rest| rest.find('<')) {
        let sign = at + offset;
        at = sign + 1;
        let rest = html.get(at..).unwrap_or_default();
        let end = if let Some(comment) = rest.strip_prefix("!--") {
            tags::comment(comment).map(|length| at + 3 + length)
        } else if rest.starts_with(['!', '?']) {
            rest.find('>').map(|end| at + end + 1)
        } else {
            let name = at + usize::from(rest.starts_with('/'));
            let begins = html.as_bytes().get(name).copied();
            if !begins.is_some_and(|byte| byte.is_ascii_alphabetic()) {
                continue;
            }
            tags::tag(html, name).map(|tag| tag.end + 1)
        };
        push_text(&mut found, text, Span::new(from, sign));
        // What has no end swallows the rest.
        let end = end.unwrap_or(span.end);
        found.extend(tag(html, Span::new(sign, end)));
        at = end;
        from = end;
    }
    push_text(&mut found, text, Span::new(from, span.end));
    found
}

fn push_text(found: &mut Vec<Token>, text: &str, span: Span) {
    if !span.is_empty() && !span.of(text).is_empty() {
        found.push(Token::Text(span));
    }
}

fn tag(html: &str, span: Span) -> Option<Token> {
    let inner = span.of(html).strip_prefix('<')?;
    let is_end = inner.starts_with('/');
    let name = inner.trim_start_matches('/');
    let name: String = name
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = name.to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    Some(if is_end {
        Token::Close(name)
    } else {
        Token::Open(name, span)
    })
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let inner = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    let mut rest = inner.split_once(char::is_whitespace)?.1;
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end)?;
        if name.is_empty() && !behind.starts_with('=') {
            return None;
        }
        let value;
        (value, rest) = match behind.trim_start().strip_prefix('=') {
            None => ("", behind),
            Some(behind) => value_of(behind.trim_start()),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decoded(value));
        }
        if rest.is_empty() {
            return None;
        }
    }
}

/// The value that a text begins with, and what stands behind it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Words with their entities, cut into what is read as it stands and what is read otherwise.
pub(super) fn entities(text: &str, span: Span) -> Vec<(Span, Option<String>)> {
    let mut parts = Vec::new();
    let mut from = span.start;
    let mut at = span.start;
    let inner = text.get(..span.end).unwrap_or_default();
    while let Some(offset) = inner.get(at..).and_then(|rest| rest.find('&')) {
        let sign = at + offset;
        at = sign + 1;
        let near = inner.get(sign..).unwrap_or_default();
        let near = near
            .get(..near.floor_char_boundary(MAX_ENTITY))
            .unwrap_or_default();
        let Some(end) = near.find(';') else { continue };
        let entity = near.get(..=end).unwrap_or_default();
        if entity.contains(char::is_whitespace) {
            continue;
        }
        let read = decoded(entity);
        if read == entity {
            continue;
        }
        if from < sign {
            parts.push((Span::new(from, sign), None));
        }
        at = sign + entity.len();
        parts.push((Span::new(sign, at), Some(read)));
        from = at;
    }
    if from < span.end {
        parts.push((Span::new(from, span.end), None));
    }
    parts
}

/// A text with its entities read, as the Markdown parser reads them.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let events = Parser::new(&one_line);
    let texts = events.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        let html = "<P align='a>b'>A &amp; B<!-- c < d --></p> 3 < 4";
        let tokens = tokens(html, Span::new(0, html.len()));
        let shown: Vec<String> = tokens
            .iter()
            .map(|token| match token {
                Token::Text(span) => span.of(html).to_owned(),
                Token::Open(name, _) => format!("+{name}"),
                Token::Close(name) => format!("-{name}"),
            })
            .collect();
        assert_eq!(shown, ["+p", "A &amp; B", "-p", " 3 < 4"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tag = "<img hidden src=a.png ALT=\"A &amp; B\" title='x y'/>";
        assert_eq!(attribute(tag, "alt").as_deref(), Some("A & B"));
        assert_eq!(attribute(tag, "src").as_deref(), Some("a.png"));
        assert_eq!(attribute(tag, "title").as_deref(), Some("x y"));
        assert_eq!(attribute(tag, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(tag, "style"), None);
        assert_eq!(attribute("<br>", "x"), None);
    }
}
