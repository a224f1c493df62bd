//! The tags that raw HTML has opened while a Markdown file is read.

use crate::corpus::style::Style;

/// The tags that raw HTML has opened and not closed.
#[derive(Default)]
pub(super) struct OpenTags {
    /// The number of tables.
    pub(super) tables: usize,
    /// The number of lists.
    pub(super) lists: usize,
    /// The number of quotations.
    pub(super) quotes: usize,
    /// Whether a heading is open.
    pub(super) is_heading: bool,
    /// The element whose words are for programs.
    pub(super) skipped: Option<String>,
    /// The inline elements, the innermost last.
    pub(super) inline: Vec<(String, Effect)>,
}

/// The effect of an inline element on the words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    None,
    Styled,
    Struck,
    /// Raised or lowered from this piece on.
    Script(usize, Style),
}

impl OpenTags {
    /// Whether the cells of a table are being read, in which blocks are no blocks.
    pub(super) fn is_in_cell(&self) -> bool {
        self.tables > 0
    }

    /// A block ends, and with it what was set off in it.
    pub(super) fn end_inline(&mut self) {
        self.inline.retain(|(_, effect)| *effect == Effect::Struck);
    }
}
