//! On which line of a text a byte stands.

use crate::span::Span;

/// Counts the lines of a text. Asked in the order of the text it goes through it once.
pub(super) struct LineNumbers<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> LineNumbers<'a> {
    /// The lines of `text`, from 1.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line on which the byte at `position` stands.
    pub(super) fn line_of(&mut self, position: usize) -> usize {
        if position < self.at {
            *self = Self::of(self.text);
        }
        let between = Span::new(self.at, position).of(self.text);
        self.line += between.bytes().filter(|byte| *byte == b'\n').count();
        self.at = position;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_any_order() {
        let mut lines = LineNumbers::of("a\nb\n\nc");
        let found = [0, 2, 5, 4, 0].map(|position| lines.line_of(position));
        assert_eq!(found, [1, 2, 4, 3, 1]);
    }
}
