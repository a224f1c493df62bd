//! Running text in pieces: words, quoted or not, marks of footnotes, gaps, and new pages.

use super::style::TextStyle;
use crate::{answer::Quote, span::Span};

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
        look: TextStyle,
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

    /// Whether a span is quoted.
    pub(super) fn marking(&self, span: Span) -> Marking {
        if !self.spans.iter().any(|marked| marked.contains(span)) {
            return Marking::None;
        }
        match self.answer {
            Some(answer) if answer.contains(span) => Marking::Answering,
            _ => Marking::Quoted,
        }
    }

    /// The places where something marked begins or ends.
    pub(super) fn cuts(&self) -> impl Iterator<Item = usize> {
        let spans = self.spans.iter().copied().chain(self.answer);
        spans.flat_map(|span| [span.start, span.end])
    }
}
