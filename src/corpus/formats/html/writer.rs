//! The text that is extracted from a page, as it grows.

use crate::{
    corpus::extracted::{Block, BlockKind, Extracted, Mark},
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
    gap: Gap,
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
            gap: Gap::None,
        }
    }

    /// Ends the block, and begins one of `kind` with the next word.
    pub(super) fn block(&mut self, kind: BlockKind) {
        if let Some(start) = self.start.take() {
            let length = self.out.text.trim_end().len();
            self.out.text.truncate(length);
            let span = Span::new(start, length).trimmed(&self.out.text);
            let mut breaks = std::mem::take(&mut self.breaks);
            breaks.retain(|at| span.start < *at && *at < span.end);
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
    }
}
