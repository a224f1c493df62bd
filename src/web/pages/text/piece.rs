//! Running text in pieces: words, quoted or not, marks of footnotes, gaps, and new pages.

use super::{
    notes::Notes,
    style::{Around, Links, Look},
};
use crate::{
    answer::Quote,
    corpus::{Document, EditKind, Reading, Style, Styled},
    span::Span,
};

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web::pages) enum Piece {
    /// Words.
    Words {
        /// With white space as the source has it.
        text: String,
        /// Whether they are quoted.
        marking: Marking,
        /// Whether they are the first ones that are.
        begins_quote: bool,
        /// The way in which they are set off.
        look: Look,
    },
    /// A picture that has no words in the text.
    Picture {
        /// A description of what it shows.
        shows: String,
    },
    /// The bar between two cells of a table, which is read, but not seen.
    Bar {
        /// Whether it is quoted.
        marking: Marking,
    },
    /// The mark of a footnote.
    Note {
        /// Its number.
        number: u32,
        /// The id of the mark.
        id: Option<String>,
        /// The id of its text, where the source has one.
        text: Option<String>,
    },
    /// The source lost something.
    Gap,
    /// A page begins.
    Page {
        /// The page as printed.
        label: String,
    },
}

/// Whether words are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web::pages) enum Marking {
    /// They are not.
    #[default]
    None,
    /// They are.
    Quoted,
    /// They are, and answer.
    Answering,
}

/// The spans that are to be marked in a document.
#[derive(Clone, Debug, Default)]
pub(in crate::web::pages) struct Marked {
    begin: Option<usize>,
    spans: Vec<Span>,
    answer: Option<Span>,
}

impl Marked {
    /// A quote, and which sentence of it answers.
    pub(in crate::web::pages) fn of(quote: &Quote, answer: Option<Span>) -> Self {
        let spans = quote.spans().to_vec();
        Self {
            begin: (!spans.is_empty()).then(|| quote.cover().start),
            spans,
            answer,
        }
    }

    /// The place where the quote begins, behind what it is only read with.
    pub(in crate::web::pages) fn begin(&self) -> Option<usize> {
        self.begin
    }

    fn marking(&self, span: Span) -> Marking {
        if !self.spans.iter().any(|marked| marked.contains(span)) {
            return Marking::None;
        }
        match self.answer {
            Some(answer) if answer.contains(span) => Marking::Answering,
            _ => Marking::Quoted,
        }
    }

    fn cuts(&self) -> impl Iterator<Item = usize> {
        let spans = self.spans.iter().copied().chain(self.answer);
        spans.flat_map(|span| [span.start, span.end])
    }
}

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

    fn piece(&mut self, span: Span, look: Look, pieces: &mut Vec<Piece>) {
        let edits = self.document.edits_in(span);
        let edit = edits.iter().find(|edit| edit.span == span);
        match edit.map(|edit| &edit.kind) {
            Some(EditKind::Gap) => pieces.push(Piece::Gap),
            Some(EditKind::Note(number)) => pieces.push(self.notes.mark(*number, span)),
            Some(EditKind::Struck(words)) => pieces.push(Piece::Words {
                text: words.clone(),
                marking: Marking::None,
                begins_quote: false,
                look: Look::struck(),
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

    fn words(&mut self, text: String, span: Span, look: Look) -> Piece {
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
