//! The place of the walker in a page: what it stands in, and how text is read there.

use crate::corpus::extracted::BlockKind;

/// The place of the walker in the page.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) kind: BlockKind,
    pub(super) depth: usize,
    /// Inside something that is one block: a list, a table, a note, a heading. Blocks within it
    /// only end sentences.
    pub(super) in_block: bool,
    pub(super) code: Code,
    /// Inside what the page itself calls its content, where class and id say nothing.
    pub(super) in_article: bool,
    /// The label of the note that is being read.
    pub(super) note: Option<String>,
}

/// Whether code is being read, in which nothing is an instruction to the program that made the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    None,
    Inline,
    /// Lines and spaces are kept.
    Preformatted,
}

impl Place {
    pub(super) fn is_preformatted(&self) -> bool {
        self.code == Code::Preformatted
    }

    pub(super) fn within(&self, kind: BlockKind) -> Place {
        Place {
            kind,
            in_block: true,
            ..self.clone()
        }
    }
}
