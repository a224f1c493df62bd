//! Lines of a text, with their places.

use crate::span::Span;

/// A line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The place of the line, without its end.
    pub(super) span: Span,
    /// Whether a page ends here (a form feed).
    pub(super) ends_page: bool,
}

/// The lines of `text` from byte `from` on. They end at `\n`, `\r\n`, a lone `\r` (old Macintosh
/// files) or a form feed.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line> {
    let rest = text.get(from..).unwrap_or_default();
    let mut lines = Vec::new();
    let mut start = from;
    let mut chars = rest.char_indices().peekable();
    while let Some((position, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{C}') {
            continue;
        }
        let end = from + position;
        let pair = c == '\r' && chars.next_if(|&(_, next)| next == '\n').is_some();
        lines.push(Line {
            span: Span::new(start, end),
            ends_page: c == '\u{C}',
        });
        start = end + 1 + usize::from(pair);
    }
    lines.push(Line {
        span: Span::new(start, text.len()),
        ends_page: false,
    });
    lines
}
