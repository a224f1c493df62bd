//! Running text, cut into pieces wherever something begins or ends in it.

use super::{
    notes::Notes,
    piece::{Marked, Marking, Piece},
    style::{Around, Links, TextStyle},
};
use crate::{
    corpus::{Document, EditKind, Reading, Style, Styled},
    span::Span,
};

/// Cuts running text into pieces.
pub(super) struct Cutter<'a> {
    pub(super) document: &'a Document,
    pub(super) notes: &'a Notes,
    pub(super) marked: &'a Marked,
    pub(super) links: Links<'a>,
    /// Whether the beginning of the quote has been laid out.
    pub(super) has_begun: bool,
}

impl Cutter<'_> {
    /// The pieces of a stretch of text.
    pub(super) fn pieces(&mut self, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let document = self.document;
        let styles = document.styles_in(span);
        let mut around = Around::new(styles);
        let cuts = self.cuts(span, styles);
        for pair in cuts.windows(2) {
            if let [start, end] = pair {
                self.page_at(*start, span, &mut pieces);
                pictures_at(*start, styles, &mut pieces);
                let look = around.look(*start, self.links);
                self.piece(Span::new(*start, *end), look, &mut pieces);
            }
        }
        pictures_at(span.end, styles, &mut pieces);
        pieces
    }

    /// Everything between two bars of a table, and the bar behind it.
    pub(super) fn cell(&mut self, span: Span, bar: Option<Span>) -> Vec<Piece> {
        let mut pieces = self.pieces(span);
        pieces.extend(bar.map(|bar| Piece::Bar {
            marking: self.marked.marking(bar),
        }));
        pieces
    }

    fn cuts(&self, span: Span, styles: &[Styled]) -> Vec<usize> {
        let lifted = self.document.edits_in(span).iter();
        let lifted = lifted
            .filter(|edit| {
                matches!(
                    edit.kind,
                    EditKind::Note(_) | EditKind::Gap | EditKind::Struck(_)
                )
            })
            .flat_map(|edit| [edit.span.start, edit.span.end]);
        let pages = self.document.pages.iter().map(|page| page.span.start);
        let styles = styles.iter().map(|styled| styled.span);
        let styles = styles.flat_map(|span| [span.start, span.end]);
        let inner = lifted
            .chain(pages)
            .chain(styles)
            .chain(self.marked.cuts())
            .filter(|cut| span.start < *cut && *cut < span.end);
        let mut cuts: Vec<usize> = inner.chain([span.start, span.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    fn piece(&mut self, span: Span, look: TextStyle, pieces: &mut Vec<Piece>) {
        let edits = self.document.edits_in(span);
        let edit = edits.iter().find(|edit| edit.span == span);
        match edit.map(|edit| &edit.kind) {
            Some(EditKind::Gap) => pieces.push(Piece::Gap),
            Some(EditKind::Note(number)) => pieces.push(self.notes.mark(*number, span)),
            Some(EditKind::Struck(words)) => pieces.push(Piece::Words {
                text: words.clone(),
                marking: Marking::None,
                begins_quote: false,
                look: TextStyle::struck(),
            }),
            _ => {
                let point = Span::at(span.start);
                let mut gaps = edits.iter().filter(|edit| edit.kind == EditKind::Gap);
                if gaps.any(|gap| gap.span == point) {
                    pieces.push(Piece::Gap);
                }
                let text = Reading::unfolded(&self.document.text, span, &self.document.edits);
                if !text.is_empty() {
                    pieces.push(self.words(text, span, look));
                }
            }
        }
    }

    fn words(&mut self, text: String, span: Span, look: TextStyle) -> Piece {
        let marking = self.marked.marking(span);
        let begins_quote = marking != Marking::None && !self.has_begun;
        self.has_begun |= begins_quote;
        Piece::Words {
            text,
            marking,
            begins_quote,
            look,
        }
    }

    /// A page that begins within the text.
    fn page_at(&self, at: usize, span: Span, pieces: &mut Vec<Piece>) {
        let pages = self.document.pages.iter();
        let begins =
            pages.filter(|page| page.span.start == at && at > span.start && !page.label.is_empty());
        pieces.extend(begins.map(|page| Piece::Page {
            label: page.label.clone(),
        }));
    }
}

/// Pictures without words that stand at a position.
fn pictures_at(at: usize, styles: &[Styled], pieces: &mut Vec<Piece>) {
    let first = styles.partition_point(|styled| styled.span.start < at);
    let here = styles.get(first..).unwrap_or_default().iter();
    let here = here.take_while(|styled| styled.span.start == at);
    pieces.extend(here.filter_map(|styled| match &styled.style {
        Style::Picture(Some(shows)) => Some(Piece::Picture {
            shows: shows.clone(),
        }),
        _ => None,
    }));
}
