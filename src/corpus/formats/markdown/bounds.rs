//! A limit to how deep lists and quotations may stand in each other. The parser asks each of them
//! about each line, so a file of a few kilobytes could keep it busy for minutes.

use std::borrow::Cow;

/// So many markers at the beginning of a line open a list or a quotation.
const MAX_DEPTH: usize = 50;

/// Behind so many columns of white space a marker opens no list.
const MAX_INDENT: usize = 200;

/// The stand-in that the parser is given for the text: byte for byte the same, but for the first
/// marker too many of each line, which becomes a comma, or a letter if it is a digit. The parser then takes what stands there
/// for text; it is read from the text itself.
pub(super) struct Bounded<'a> {
    /// The text for the parser.
    pub(super) text: Cow<'a, str>,
    /// The place of the first such marker.
    pub(super) first: Option<usize>,
}

/// Looks through the lines of `text` from `body` on.
pub(super) fn bounded(text: &str, body: usize) -> Bounded<'_> {
    let mut places = Vec::new();
    let mut start = body;
    for line in text.get(body..).unwrap_or_default().split_inclusive('\n') {
        places.extend(too_deep(line).map(|at| start + at));
        start += line.len();
    }
    let first = places.first().copied();
    if places.is_empty() {
        return Bounded {
            text: Cow::Borrowed(text),
            first,
        };
    }
    let mut fed = String::with_capacity(text.len());
    let mut from = 0;
    for at in places {
        // Markers are one byte long.
        fed.push_str(text.get(from..at).unwrap_or_default());
        let is_digit = text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        fed.push(if is_digit { 'x' } else { ',' });
        from = at + 1;
    }
    fed.push_str(text.get(from..).unwrap_or_default());
    Bounded {
        text: Cow::Owned(fed),
        first,
    }
}

/// The place of the first marker too many in a line.
fn too_deep(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut depth, mut indent) = (0, 0, 0);
    loop {
        match bytes.get(at)? {
            b' ' => indent += 1,
            b'\t' => indent += 4,
            _ => {
                let length = marker(bytes.get(at..)?)?;
                depth += 1;
                if depth > MAX_DEPTH || indent > MAX_INDENT {
                    return (!is_rule(line)).then_some(at);
                }
                at += length;
                continue;
            }
        }
        at += 1;
    }
}

/// The length of the marker that `rest` begins with.
fn marker(rest: &[u8]) -> Option<usize> {
    let ends = |at: usize| rest.get(at).is_none_or(u8::is_ascii_whitespace);
    match rest.first()? {
        b'>' => Some(1),
        b'-' | b'*' | b'+' if ends(1) => Some(1),
        digit if digit.is_ascii_digit() => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let closed = matches!(rest.get(digits), Some(b'.' | b')'));
            (digits <= 9 && closed && ends(digits + 1)).then_some(digits + 1)
        }
        _ => None,
    }
}

/// Whether a line of markers is one that divides.
fn is_rule(line: &str) -> bool {
    let mut signs = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let first = signs.next();
    matches!(first, Some(b'-' | b'*')) && signs.all(|sign| Some(sign) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, at: Option<usize>) {
        assert_eq!(too_deep(line), at, "{line}");
    }

    #[test]
    fn markers_beyond_the_limit_are_found() {
        check(&("- ".repeat(50) + "a - - -"), None);
        check(&("- ".repeat(51) + "a"), Some(100));
        check(&(">".repeat(60) + "a"), Some(50));
        check(&("> 1. ".repeat(30) + "a"), Some(125));
        check(&(" ".repeat(201) + "- a"), Some(201));
        check(&("- ".repeat(80) + "\n"), None);
        check("-a", None);
    }
}
