//! The text that is read in a stretch of a document: words with single spaces, or code in its lines.

use crate::{
    corpus::{Document, Paragraph, ParagraphKind, Reading, code},
    span::Span,
};

/// Words, and where they stand.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether they are code, with lines and indents.
    pub(super) is_code: bool,
}

impl Words {
    pub(super) fn of(document: &Document, span: Span) -> Self {
        let code = code_around(document, span);
        let text = match code {
            Some(block) => code::lines(&document.text, block.span, span, &document.edits),
            None => Reading::of(&document.text, span, &document.edits).text,
        };
        Self {
            text,
            span,
            is_code: code.is_some(),
        }
    }

    /// The place of a part of the source in them.
    pub(super) fn of_source(&self, document: &Document, part: Span) -> Span {
        let (text, edits) = (&document.text, &document.edits);
        if self.is_code {
            return code::place_in_lines(&self.text, text, self.span, part, edits);
        }
        Reading::of(text, self.span, edits).from_source(part)
    }

    /// As many of the first ones as fit: whole words, and of code whole lines where there are several. Nothing
    /// if all of them fit.
    pub(super) fn cut(&self, document: &Document, max_chars: usize) -> Option<Self> {
        let (limit, _) = self.text.char_indices().nth(max_chars)?;
        let head = self.text.get(..limit)?;
        let between_lines = head.rfind('\n').filter(|_| self.is_code);
        let between = between_lines.or_else(|| head.rfind(' '));
        let head = head.get(..between.filter(|end| *end > 0).unwrap_or(limit))?;
        // White space may differ; the other signs are the same, in the same order.
        let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let reading = Reading::of(&document.text, self.span, &document.edits);
        let read = reading
            .text
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace());
        let (last, sign) = read.take(signs(head)).last()?;
        let span = reading.to_source(Span::new(0, last + sign.len_utf8()));
        Some(Self::of(document, span))
    }
}

/// The block of code that a stretch stands in.
fn code_around(document: &Document, span: Span) -> Option<&Paragraph> {
    let paragraph = document
        .paragraphs
        .get(document.paragraph_at(span.start)?)?;
    let is_code = paragraph.kind == ParagraphKind::Code && paragraph.span.contains(span);
    is_code.then_some(paragraph)
}
