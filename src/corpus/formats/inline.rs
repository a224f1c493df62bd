//! From the parts of a block that are read to the edits that lift out everything between them.
//!
//! A Markdown parser says which bytes it renders. Whatever else stands inside a block is markup,
//! of whichever kind: so nothing has to be known here about links, list markers or quote prefixes.

use crate::{
    corpus::{
        document::{Edit, EditKind},
        extracted::{Block, BlockKind, Mark},
    },
    span::Span,
};

/// A part of a block, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Bytes that are read as they stand.
    Copied(Span),
    /// Bytes that are read as something else.
    Written(Span, String),
    /// A footnote mark with its label.
    Mark(Span, String),
    /// White space is read here: a line break, or the end of a part of the block.
    Break,
    /// A sentence ends here: the end of a list item, a row, a paragraph of a note.
    End,
    /// A table cell ends here and the next one begins.
    Cell,
}

impl Piece {
    fn span(&self) -> Option<Span> {
        match self {
            Piece::Copied(span) | Piece::Written(span, _) | Piece::Mark(span, _) => Some(*span),
            Piece::Break | Piece::End | Piece::Cell => None,
        }
    }
}

/// What is read between two pieces.
#[derive(Default)]
struct Between {
    space: bool,
    end: bool,
    cells: usize,
}

/// A block made of its pieces, with the edits and marks inside it.
#[derive(Debug)]
pub(super) struct Woven {
    /// The block.
    pub(super) block: Block,
    /// Its edits, in order.
    pub(super) edits: Vec<Edit>,
    /// Its footnote marks, in order.
    pub(super) marks: Vec<Mark>,
}

impl Woven {
    /// Cuts white space off both ends, which is read as nothing.
    fn trim(&mut self, text: &str) {
        let span = self.block.span.trimmed(text);
        self.block.span = span;
        self.block
            .breaks
            .retain(|at| span.start < *at && *at < span.end);
        self.edits
            .retain(|edit| edit.span.start < span.end && edit.span.end > span.start);
        for edit in &mut self.edits {
            edit.span = Span::new(edit.span.start.max(span.start), edit.span.end.min(span.end));
        }
    }
}

/// Makes a block of its pieces; none if nothing in it is read.
pub(super) fn weave(text: &str, pieces: Vec<Piece>, kind: BlockKind) -> Option<Woven> {
    let start = pieces.iter().find_map(Piece::span)?.start;
    let mut woven = Woven {
        block: Block {
            span: Span::at(start),
            kind,
            breaks: Vec::new(),
        },
        edits: Vec::new(),
        marks: Vec::new(),
    };
    let mut between = Between::default();
    for piece in pieces {
        let end = woven.block.span.end;
        match &piece {
            Piece::Break => between.space = true,
            Piece::End => between.end = true,
            Piece::Cell => between.cells += 1,
            _ => {}
        }
        // Pieces come in order; one that does not is a fault of the parser and is passed over
        // rather than read twice.
        let Some(span) = piece
            .span()
            .filter(|span| span.start >= end && !span.is_empty())
        else {
            continue;
        };
        let at_start = end == start;
        if between.end && !at_start {
            woven.block.breaks.push(end);
        }
        fill(
            text,
            Span::new(end, span.start),
            &between,
            at_start,
            &mut woven.edits,
        );
        between = Between::default();
        woven.block.span.end = span.end;
        match piece {
            Piece::Written(span, instead) => {
                woven.edits.push(Edit {
                    span,
                    kind: EditKind::Written(instead),
                });
            }
            Piece::Mark(span, label) => woven.marks.push(Mark { span, label }),
            _ => {}
        }
    }
    woven.trim(text);
    (!woven.block.span.is_empty()).then_some(woven)
}

/// Lifts out what stands between two pieces, but for the white space that is read there.
fn fill(text: &str, gap: Span, between: &Between, at_start: bool, edits: &mut Vec<Edit>) {
    let source = gap.of(text);
    if at_start {
        return;
    }
    if between.end || (between.space && between.cells == 0) {
        if source.contains(char::is_whitespace) {
            lift_all_but_space(source, gap.start, edits);
        } else {
            let kind = if gap.is_empty() {
                EditKind::Space
            } else {
                EditKind::Written(" ".to_owned())
            };
            edits.push(Edit { span: gap, kind });
        }
    } else if between.cells > 0 {
        let read = format!("{} ", " |".repeat(between.cells));
        if source != read && !gap.is_empty() {
            edits.push(Edit {
                span: gap,
                kind: EditKind::Written(read),
            });
        }
    } else if !gap.is_empty() {
        edits.push(Edit {
            span: gap,
            kind: EditKind::Markup,
        });
    }
}

/// White space stays and folds to one space; each run of anything else is markup.
fn lift_all_but_space(source: &str, offset: usize, edits: &mut Vec<Edit>) {
    let mut start = None;
    let ends = source.char_indices().chain([(source.len(), ' ')]);
    for (position, c) in ends {
        match (start, c.is_whitespace()) {
            (None, false) => start = Some(position),
            (Some(from), true) => {
                let span = Span::new(from, position).shifted(offset);
                edits.push(Edit {
                    span,
                    kind: EditKind::Markup,
                });
                start = None;
            }
            _ => {}
        }
    }
}
