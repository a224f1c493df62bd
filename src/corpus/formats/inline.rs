//! From the parts of a block that are read to the edits that lift out everything between them.
//!
//! A Markdown parser says which bytes it renders. Whatever else stands inside a block is markup,
//! of whichever kind: so nothing has to be known here about links, list markers or quote prefixes.

use crate::{
    corpus::{
        code,
        document::ParagraphKind,
        edit::{Edit, EditKind},
        extracted::{Block, BlockKind, ListItem, Mark},
        style::{Style, Styled},
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
    /// An item of a list begins with what is read next.
    Item(ListItem),
    /// A table cell ends here and the next one begins.
    Cell,
    /// A term ends here, and what it means begins.
    Term,
    /// Sets off what follows, until it is closed.
    Open(Style),
    /// Closes what was opened last.
    Close,
    /// Strikes out what follows, until [`Piece::EndStruck`].
    Struck,
    /// Ends a stretch that is struck out.
    EndStruck,
}

impl Piece {
    /// The bytes that it stands for.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Piece::Copied(span) | Piece::Written(span, _) | Piece::Mark(span, _) => Some(*span),
            Piece::Break
            | Piece::End
            | Piece::Item(_)
            | Piece::Cell
            | Piece::Term
            | Piece::Open(_)
            | Piece::Close
            | Piece::Struck
            | Piece::EndStruck => None,
        }
    }
}

/// The separators that are read between two pieces.
#[derive(Default)]
struct Between {
    space: bool,
    end: bool,
    cells: usize,
    term: bool,
    items: Vec<ListItem>,
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
    /// The stretches that are set off in it.
    pub(super) styles: Vec<Styled>,
}

impl Woven {
    fn new(start: usize, kind: BlockKind) -> Self {
        Self {
            block: Block::new(Span::at(start), kind),
            edits: Vec::new(),
            marks: Vec::new(),
            styles: Vec::new(),
        }
    }

    /// Takes a piece that is read.
    fn push(&mut self, piece: Piece) {
        match piece {
            Piece::Written(span, instead) => self.edits.push(Edit {
                span,
                kind: EditKind::Written(instead),
            }),
            Piece::Mark(span, label) => self.marks.push(Mark { span, label }),
            _ => {}
        }
    }

    /// Takes the items that begin at a position.
    fn begin_items(&mut self, items: Vec<ListItem>, at: usize) {
        let items = items.into_iter();
        self.block
            .items
            .extend(items.map(|item| ListItem { at, ..item }));
    }

    /// The term that the last item defines ends at a position.
    fn end_term(&mut self, at: usize) {
        if let Some(item) = self.block.items.last_mut() {
            item.term.get_or_insert(at);
        }
    }

    /// Cuts white space off both ends, which is read as nothing.
    fn trim(&mut self, text: &str) {
        let span = match self.block.kind {
            BlockKind::Paragraph(ParagraphKind::Code) => code::trimmed(text, self.block.span),
            _ => self.block.span.trimmed(text),
        };
        self.block.span = span;
        self.block
            .breaks
            .retain(|at| span.start < *at && *at < span.end);
        for item in &mut self.block.items {
            item.at = item.at.max(span.start);
        }
        self.block.items.retain(|item| item.at < span.end);
        self.edits
            .retain(|edit| edit.span.start < span.end && edit.span.end > span.start);
        for edit in &mut self.edits {
            edit.span = Span::new(edit.span.start.max(span.start), edit.span.end.min(span.end));
        }
        for styled in &mut self.styles {
            let Span { start, end } = styled.span;
            styled.span = Span::new(start.max(span.start), end.min(span.end));
        }
        self.styles
            .retain(|styled| !styled.span.trimmed(text).is_empty());
    }
}

/// So many styles within each other are kept; no reader could tell more apart, and a hostile file could
/// have thousands around every word.
const MAX_OPEN: usize = 8;

/// Stretches that are being set off, the innermost last. Where one begins is known with its first word:
/// so it begins and ends with what is read, and cuts no edit.
#[derive(Default)]
pub(super) struct OpenStyles(Vec<(Style, Option<usize>)>);

impl OpenStyles {
    /// Something begins to be set off.
    pub(super) fn open(&mut self, style: Style) {
        self.0.push((style, None));
    }

    /// Something is read at a position.
    pub(super) fn read(&mut self, at: usize) {
        let kept = self.0.len().min(MAX_OPEN);
        let kept = self.0.get_mut(..kept).unwrap_or_default();
        for (_, start) in kept.iter_mut().rev() {
            if start.is_some() {
                // Those around it have begun before.
                break;
            }
            *start = Some(at);
        }
    }

    /// Closes what was opened last, where reading has come to.
    pub(super) fn close(&mut self, end: usize) -> Option<Styled> {
        let (style, start) = self.0.pop()?;
        let span = Span::new(start?, end);
        (!span.is_empty()).then_some(Styled { span, style })
    }

    /// A block ends: what is open goes on in the next one.
    pub(super) fn interrupt(&mut self, end: usize) -> Vec<Styled> {
        let mut styles = Vec::new();
        for (style, start) in &mut self.0 {
            if let Some(start) = start.take().filter(|start| *start < end) {
                let (span, style) = (Span::new(start, end), style.clone());
                styles.push(Styled { span, style });
            }
        }
        styles
    }
}

/// Words that are being struck out: one edit lifts all of them, with whatever sets them off.
#[derive(Default)]
struct Struck {
    depth: usize,
    start: Option<usize>,
    words: String,
}

impl Struck {
    /// Takes a piece that only concerns what is struck out.
    fn take(&mut self, text: &str, piece: &Piece, woven: &mut Woven) -> bool {
        match piece {
            Piece::Struck => self.depth += 1,
            Piece::EndStruck => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end(woven);
                }
            }
            _ if self.start.is_none() => return false,
            Piece::Break | Piece::End | Piece::Item(_) | Piece::Cell | Piece::Term => {
                self.words.push(' ');
            }
            Piece::Open(_) | Piece::Close => {}
            Piece::Copied(span) | Piece::Written(span, _) | Piece::Mark(span, _) => {
                if span.start >= woven.block.span.end {
                    woven.block.span.end = span.end;
                    self.read(text, piece);
                }
            }
        }
        true
    }

    /// Whether what is struck out begins with a piece.
    fn begins(&mut self, text: &str, piece: &Piece) -> bool {
        if self.depth == 0 {
            return false;
        }
        self.start = piece.span().map(|span| span.start);
        self.read(text, piece);
        true
    }

    fn read(&mut self, text: &str, piece: &Piece) {
        match piece {
            Piece::Copied(span) => self.words.push_str(span.of(text)),
            Piece::Written(_, instead) => self.words.push_str(instead),
            Piece::Mark(_, label) => self.words.push_str(label),
            _ => {}
        }
    }

    fn end(&mut self, woven: &mut Woven) {
        let words = std::mem::take(&mut self.words);
        if let Some(start) = self.start.take() {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            woven.edits.push(Edit {
                span: Span::new(start, woven.block.span.end),
                kind: EditKind::Struck(words),
            });
        }
    }
}

/// Makes a block of its pieces; none if nothing in it is read.
pub(super) fn weave(text: &str, pieces: Vec<Piece>, kind: BlockKind) -> Option<Woven> {
    let start = pieces.iter().find_map(Piece::span)?.start;
    let mut woven = Woven::new(start, kind);
    let mut open = OpenStyles::default();
    let mut between = Between::default();
    let mut struck = Struck::default();
    for piece in pieces {
        let end = woven.block.span.end;
        if struck.take(text, &piece, &mut woven) {
            continue;
        }
        match &piece {
            Piece::Break => between.space = true,
            Piece::End => between.end = true,
            Piece::Item(item) => between.items.push(item.clone()),
            Piece::Cell => between.cells += 1,
            Piece::Term => between.term = true,
            Piece::Open(style) => open.open(style.clone()),
            Piece::Close => woven.styles.extend(open.close(end)),
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
        open.read(span.start);
        let at_start = end == start;
        if between.end && !between.term && !at_start {
            woven.block.breaks.push(end);
        }
        if between.term {
            woven.end_term(end);
        }
        fill(
            text,
            Span::new(end, span.start),
            &between,
            at_start,
            &mut woven.edits,
        );
        woven.begin_items(between.items, span.start);
        between = Between::default();
        woven.block.span.end = span.end;
        if struck.begins(text, &piece) {
            continue;
        }
        woven.push(piece);
    }
    struck.end(&mut woven);
    woven.trim(text);
    (!woven.block.span.is_empty()).then_some(woven)
}

/// Lifts out what stands between two pieces, but for the white space that is read there.
fn fill(text: &str, gap: Span, between: &Between, at_start: bool, edits: &mut Vec<Edit>) {
    let source = gap.of(text);
    if at_start {
        return;
    }
    if between.term {
        edits.push(Edit {
            span: gap,
            kind: EditKind::Written(": ".to_owned()),
        });
    } else if between.end || (between.space && between.cells == 0) {
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
