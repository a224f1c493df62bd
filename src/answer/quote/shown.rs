//! A quote as readers see it: with the numbers and bullets of its items.

use super::Quote;
use crate::span::Span;

/// The space before an item for each list that its own is in.
const INDENT: &str = "\u{2003}";

/// The text of a quote as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownQuote {
    /// The words with the numbers and bullets of list items before them, as readers of the source see them.
    pub text: String,
    /// The part that is set off: the sentence that answers.
    pub answer: Option<Span>,
    /// The places of code, in its lines.
    pub code: Vec<Span>,
    /// Whether it begins inside a paragraph.
    pub begins_inside: bool,
    /// Whether the paragraph goes on behind it.
    pub is_open: bool,
}

impl Quote {
    /// The quote as it is shown, with the sentence that answers.
    pub fn shown(&self) -> ShownQuote {
        self.shown_with(self.answer)
    }

    /// The same with another stretch of [`Quote::text`] set off.
    pub fn shown_with(&self, stretch: Option<Span>) -> ShownQuote {
        let mut text = String::with_capacity(self.text.len());
        let mut answer = stretch;
        let mut code = self.code.clone();
        let mut from = 0;
        for item in &self.items {
            text.push_str(self.text.get(from..item.at).unwrap_or_default());
            from = item.at;
            let Some(marker) = &item.marker else { continue };
            let before = format!("{}{marker} ", INDENT.repeat(usize::from(item.depth)));
            // A number stands outside of what it numbers.
            let moved = |at: usize, is_behind: bool| if is_behind { at + before.len() } else { at };
            if let (Some(answer), Some(stretch)) = (&mut answer, stretch) {
                answer.start = moved(answer.start, item.at <= stretch.start);
                answer.end = moved(answer.end, item.at < stretch.end);
            }
            for (moving, own) in code.iter_mut().zip(&self.code) {
                moving.start = moved(moving.start, item.at <= own.start);
                moving.end = moved(moving.end, item.at < own.end);
            }
            text.push_str(&before);
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        ShownQuote {
            text,
            answer,
            code,
            begins_inside: self.begins_inside,
            is_open: self.is_open(),
        }
    }
}

impl ShownQuote {
    /// The text in stretches of code and of words, in order; none of them is empty. The empty lines between
    /// them are left out.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut from = 0;
        for code in self.code.iter().copied().chain([Span::at(self.text.len())]) {
            let between = Span::new(from, code.start).of(&self.text);
            let behind = between.trim_start_matches('\n');
            let start = code.start - behind.len();
            let words = Span::new(start, start + behind.trim_end_matches('\n').len());
            let both = [(words, false), (code, true)].into_iter();
            let both = both.filter(|(span, _)| !span.is_empty());
            stretches.extend(both.map(|(span, is_code)| Stretch {
                span,
                is_code,
                before: "",
                behind: "",
            }));
            from = code.end;
        }
        if let Some(first) = stretches.first_mut().filter(|_| self.begins_inside) {
            first.before = if first.is_code { "[…]\n" } else { "[…] " };
        }
        if let Some(last) = stretches.last_mut().filter(|_| self.is_open) {
            last.behind = if last.is_code { "\n[…]" } else { " […]" };
        }
        stretches
    }
}

/// Code, or words between it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The place of the stretch in [`ShownQuote::text`].
    pub span: Span,
    /// Whether it is code.
    pub is_code: bool,
    /// `[…]` where the quote begins here inside a paragraph.
    pub before: &'static str,
    /// `[…]` where the paragraph goes on behind it.
    pub behind: &'static str,
}

impl Stretch {
    /// Its text before `part`, in it, and behind it; empty where `part` stands elsewhere.
    pub fn around<'a>(&self, text: &'a str, part: Option<Span>) -> [&'a str; 3] {
        let span = self.span;
        let inside = |at: usize| at.clamp(span.start, span.end);
        let part = part.unwrap_or(Span::at(span.start));
        let (from, to) = (inside(part.start), inside(part.end));
        [(span.start, from), (from, to), (to, span.end)]
            .map(|(start, end)| Span::new(start, end).of(text))
    }
}
