//! The pieces of a block: words as they stand, words that are read otherwise, and what stands above or below
//! the line.

use super::{collector::Collector, source::folded};
use crate::{
    corpus::{
        formats::{html::is_invisible, inline::Piece, script},
        set_apart::letters,
        style::Style,
    },
    span::Span,
};

/// The greatest length of what is raised or lowered between two marks, in bytes.
const MAX_SCRIPT: usize = 40;

impl Collector<'_> {
    /// Takes words that the parser reads in `span`.
    pub(super) fn piece(&mut self, span: Span, read: &str) {
        self.out.visible += letters(read);
        if folded(span.of(&self.fed.text)).eq(folded(read)) {
            self.copied(span);
        } else {
            let read = folded(read)
                .filter(|c| !is_invisible(*c))
                .collect::<String>();
            self.pieces.push(Piece::Written(span, read));
        }
    }

    /// Code between backticks: only what stands between them is read, if it can be copied.
    pub(super) fn code_span(&mut self, span: Span, read: &str) {
        let source = span.of(self.text);
        let fence = source.len() - source.trim_start_matches('`').len();
        let inner = Span::new(span.start + fence, span.end.saturating_sub(fence));
        let inner = inner.trimmed(self.text);
        self.out.visible += letters(read);
        if !inner.is_empty() && folded(inner.of(&self.fed.text)).eq(folded(read.trim())) {
            self.copied(inner);
        } else {
            self.pieces
                .push(Piece::Written(span, folded(read).collect()));
        }
    }

    /// Copies `span` without what was kept from the parser and without what is not seen.
    fn copied(&mut self, span: Span) {
        let masks = &self.fed.masks;
        let first = masks.partition_point(|mask| mask.end <= span.start);
        let masks = masks.iter().skip(first);
        let masks = masks.take_while(|mask| mask.start < span.end);
        let ends = masks.map(|mask| (mask.start, mask.end));
        let mut from = span.start;
        let mut shown = Vec::new();
        for (start, end) in ends.chain([(span.end, span.end)]) {
            shown.push(Span::new(from, start.max(from)));
            from = end.max(from);
        }
        for part in shown {
            let mut from = part.start;
            for (at, c) in part.of(self.text).char_indices() {
                if is_invisible(c) {
                    self.push_copied(Span::new(from, part.start + at));
                    from = part.start + at + c.len_utf8();
                }
            }
            self.push_copied(Span::new(from, part.end));
        }
    }

    fn push_copied(&mut self, span: Span) {
        if !span.is_empty() {
            self.pieces.push(Piece::Copied(span));
        }
    }

    /// Whether what looks struck out is a lowered number: `H~2~O`.
    pub(super) fn is_lowered(&self, span: Span) -> bool {
        let source = span.of(&self.fed.text);
        let inner = source.trim_matches('~');
        let is_single = source.starts_with('~') && !source.starts_with("~~");
        let before = self.fed.text.get(..span.start);
        let before = before.and_then(|before| before.chars().next_back());
        is_single && before.is_some_and(char::is_alphanumeric) && script::lowered(inner).is_some()
    }

    /// Ends what stands between two `^`: as Pandoc has it, no white space stands in what is raised.
    pub(super) fn end_superscript(&mut self, begun: usize, span: Span) {
        if !span.of(self.text).contains(char::is_whitespace) {
            self.set_script(begun, &Style::Superscript);
            return;
        }
        let begin = Piece::Copied(Span::new(span.start, span.start + 1));
        self.pieces.insert(begun.min(self.pieces.len()), begin);
        self.pieces
            .push(Piece::Copied(Span::new(span.end - 1, span.end)));
    }

    /// Reads the pieces from `begun` on as raised or lowered.
    pub(super) fn set_script(&mut self, begun: usize, style: &Style) {
        let begun = begun.min(self.pieces.len());
        let pieces = self.pieces.get(begun..).unwrap_or_default();
        let words: Option<String> = pieces.iter().map(|piece| self.words(piece)).collect();
        let spans = pieces.iter().filter_map(Piece::span);
        let cover = spans.reduce(Span::cover);
        let before = self.pieces.get(..begun).unwrap_or_default().last();
        let before = before.and_then(|piece| self.words(piece)?.chars().next_back());
        let read = words.as_deref().and_then(|words| match style {
            Style::Superscript => script::raised(words, before),
            _ => script::lowered(words),
        });
        match (read, cover) {
            (Some(read), Some(cover)) => {
                self.pieces.truncate(begun);
                self.pieces.push(Piece::Written(cover, read));
            }
            (_, Some(_)) => {
                self.pieces.insert(begun, Piece::Open(style.clone()));
                self.pieces.push(Piece::Close);
            }
            _ => {}
        }
    }

    /// The pieces with what stands between two `^` or `~` behind a letter or digit raised or lowered, as in
    /// `2^14^`, which the parser takes for text.
    pub(super) fn with_scripts(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (Some(Piece::Copied(last)), Piece::Copied(next)) if last.end == next.start => {
                    *last = last.cover(next);
                }
                (_, piece) => joined.push(piece),
            }
        }
        let mut out = Vec::with_capacity(joined.len());
        let mut codes = 0_usize;
        for piece in joined {
            match piece {
                Piece::Open(ref style) => codes += usize::from(codes > 0 || *style == Style::Code),
                Piece::Close => codes = codes.saturating_sub(1),
                _ => {}
            }
            match piece {
                Piece::Copied(span) if codes == 0 => self.push_scripts(span, &mut out),
                piece => out.push(piece),
            }
        }
        out
    }

    fn push_scripts(&self, span: Span, out: &mut Vec<Piece>) {
        let text = span.of(self.text);
        let mut from = 0;
        let mut at = 0;
        while let Some(offset) = text.get(at..).and_then(|rest| rest.find(['^', '~'])) {
            let sign = at + offset;
            at = sign + 1;
            let (before, behind) = text.split_at_checked(sign).unwrap_or((text, ""));
            let before = before.chars().next_back();
            let inner = behind.get(1..).unwrap_or_default();
            let mark = if behind.starts_with('^') { '^' } else { '~' };
            let near = inner
                .get(..inner.floor_char_boundary(MAX_SCRIPT))
                .unwrap_or_default();
            let Some(length) = near.find(mark).filter(|length| *length > 0) else {
                continue;
            };
            let inner = near.get(..length).unwrap_or_default();
            let read = match mark {
                _ if !before.is_some_and(char::is_alphanumeric) => None,
                '^' => script::raised(inner, before).filter(|read| !read.starts_with('^')),
                _ => script::lowered(inner),
            };
            let Some(read) = read else { continue };
            at = sign + length + 2;
            if from < sign {
                out.push(Piece::Copied(Span::new(from, sign).shifted(span.start)));
            }
            out.push(Piece::Written(
                Span::new(sign, at).shifted(span.start),
                read,
            ));
            from = at;
        }
        if from < text.len() {
            out.push(Piece::Copied(Span::new(span.start + from, span.end)));
        }
    }

    /// Whether the pieces from `begun` on are a link of a heading to itself.
    pub(super) fn is_permalink(&self, begun: usize) -> bool {
        let pieces = self.pieces.get(begun..).unwrap_or_default();
        let Some(Piece::Open(Style::Link(address))) = pieces.first() else {
            return false;
        };
        let words: String = pieces
            .iter()
            .filter_map(|piece| self.words(piece))
            .collect();
        let is_sign = |c| matches!(c, '¶' | '#' | '§' | '🔗' | '⚓' | '∞');
        address.starts_with('#') && words.trim().chars().all(is_sign)
    }

    /// Takes pieces that are nothing but pictures as such: what a picture shows is no paragraph.
    pub(super) fn takes_for_pictures(&mut self, pieces: &[Piece]) -> bool {
        let mut shown: Vec<String> = Vec::new();
        // For each style that is open, whether it is a picture.
        let mut open = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Open(Style::Picture(_)) => {
                    open.push(true);
                    shown.push(String::new());
                }
                Piece::Open(_) => open.push(false),
                Piece::Close => drop(open.pop()),
                piece => {
                    let Some(words) = self.words(piece).filter(|words| !words.trim().is_empty())
                    else {
                        continue;
                    };
                    let is_inside = open.contains(&true);
                    match shown.last_mut().filter(|_| is_inside) {
                        Some(picture) => picture.push_str(&words),
                        None => return false,
                    }
                }
            }
        }
        for picture in &shown {
            self.out.visible = self.out.visible.saturating_sub(letters(picture));
            self.pictures.push(Style::picture(picture));
        }
        !shown.is_empty()
    }

    /// The words that a piece is read as; nothing if it is no words.
    fn words(&self, piece: &Piece) -> Option<String> {
        match piece {
            Piece::Copied(span) => Some(span.of(self.text).to_owned()),
            Piece::Written(_, read) => Some(read.clone()),
            _ => None,
        }
    }
}
