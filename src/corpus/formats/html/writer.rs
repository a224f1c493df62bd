//! The text that is extracted from a page, as it grows.

use crate::{
    corpus::{
        extracted::{Block, BlockKind, Extracted, Mark},
        formats::inline::OpenStyles,
        style::{Style, Styled},
    },
    span::Span,
};

/// What separates the next word from the last one, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Cell,
    End,
}

/// Writes blocks separated by an empty line. Separators are written only once a word follows.
pub(super) struct Writer {
    out: Extracted,
    kind: BlockKind,
    start: Option<usize>,
    breaks: Vec<usize>,
    /// How many styles stood before the block.
    styles: usize,
    gap: Gap,
    open_styles: OpenStyles,
    /// The pictures that stand before the next word.
    pictures: Vec<Style>,
}

impl Writer {
    /// Begins with a block of `kind`.
    pub(super) fn new(kind: BlockKind) -> Self {
        let out = Extracted::default();
        Self {
            out,
            kind,
            start: None,
            breaks: Vec::new(),
            styles: 0,
            gap: Gap::None,
            open_styles: OpenStyles::default(),
            pictures: Vec::new(),
        }
    }

    /// Ends the block, and begins one of `kind` with the next word.
    pub(super) fn block(&mut self, kind: BlockKind) {
        if let Some(start) = self.start.take() {
            let length = self.out.text.trim_end().len();
            self.out.text.truncate(length);
            self.place_pictures();
            let styles = self.open_styles.interrupt(length);
            self.out.styles.extend(styles);
            let span = Span::new(start, length).trimmed(&self.out.text);
            let mut breaks = std::mem::take(&mut self.breaks);
            breaks.retain(|at| span.start < *at && *at < span.end);
            self.keep_styles_in(span);
            if !span.is_empty() {
                self.out.blocks.push(Block {
                    span,
                    kind: self.kind.clone(),
                    breaks,
                });
            }
        }
        self.kind = kind;
        self.gap = Gap::None;
    }

    /// Running text: white space is folded.
    pub(super) fn words(&mut self, text: &str) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.separate(Gap::Space);
            }
            if !word.is_empty() {
                self.open();
                self.out.text.push_str(word);
            }
        }
    }

    /// Preformatted text: white space is kept.
    pub(super) fn preformatted(&mut self, text: &str) {
        if self.start.is_none() && text.trim().is_empty() {
            return;
        }
        self.open();
        self.out.text.push_str(text);
    }

    /// A footnote mark. Its text stays, under the mark.
    pub(super) fn mark(&mut self, text: &str, label: &str) {
        self.open();
        let start = self.out.text.len();
        self.words(text);
        let span = Span::new(start, self.out.text.len()).trimmed(&self.out.text);
        if !span.is_empty() {
            self.out.marks.push(Mark {
                span,
                label: label.to_owned(),
            });
        }
    }

    /// What follows is set off, until [`Writer::end_style`].
    pub(super) fn begin_style(&mut self, style: Style) {
        self.open_styles.open(style);
    }

    /// What was set off last ends.
    pub(super) fn end_style(&mut self) {
        let styled = self.open_styles.close(self.out.text.len());
        self.out.styles.extend(styled);
    }

    /// A picture, by its alternative text, which is no part of the text.
    pub(super) fn picture(&mut self, alternative: &str) {
        self.pictures.extend(Style::picture(alternative));
    }

    /// White space at the ends of a block is no part of it, and none of what is set off there.
    fn keep_styles_in(&mut self, block: Span) {
        let mut styles = self.out.styles.split_off(self.styles);
        for Styled { span, .. } in &mut styles {
            let inside = |at: usize| at.clamp(block.start, block.end);
            *span = Span::new(inside(span.start), inside(span.end));
        }
        styles.retain(|styled| {
            matches!(styled.style, Style::Picture(_))
                || !styled.span.of(&self.out.text).trim().is_empty()
        });
        self.out.styles.extend(styles);
        self.styles = self.out.styles.len();
    }

    fn place_pictures(&mut self) {
        let span = Span::at(self.out.text.len());
        let pictures = self.pictures.drain(..);
        let pictures = pictures.map(|style| Styled { span, style });
        self.out.styles.extend(pictures);
    }

    /// A line ends, but not the sentence.
    pub(super) fn line(&mut self) {
        self.separate(Gap::Line);
    }

    /// A sentence ends: a list item, a row, a paragraph of a note.
    pub(super) fn sentence_end(&mut self) {
        self.separate(Gap::End);
    }

    /// A table cell ends.
    pub(super) fn cell(&mut self) {
        self.separate(Gap::Cell);
    }

    /// What was written.
    pub(super) fn finish(mut self) -> Extracted {
        self.block(BlockKind::Boilerplate);
        self.out
    }

    fn separate(&mut self, gap: Gap) {
        if self.start.is_some() {
            self.gap = self.gap.max(gap);
        }
    }

    fn open(&mut self) {
        if self.start.is_none() {
            if !self.out.text.is_empty() {
                self.out.text.push_str("\n\n");
            }
            self.start = Some(self.out.text.len());
        }
        let separator = match self.gap {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Cell => " | ",
            Gap::Line | Gap::End => "\n",
        };
        if self.gap == Gap::End {
            self.breaks.push(self.out.text.len());
        }
        self.out.text.push_str(separator);
        self.gap = Gap::None;
        self.place_pictures();
        self.open_styles.read(self.out.text.len());
    }
}
