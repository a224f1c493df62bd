//! Pictures that are read before the words beside which they stand.

use crate::{
    corpus::{
        extracted::Extracted,
        style::{Style, Styled},
    },
    span::Span,
};

/// The pictures that wait for their place, in the order in which they are read.
#[derive(Default)]
pub(super) struct WaitingPictures(Vec<Style>);

impl WaitingPictures {
    /// Takes a picture.
    pub(super) fn push(&mut self, picture: Option<Style>) {
        self.0.extend(picture);
    }

    /// Places them before the word at `at`.
    pub(super) fn place(&mut self, at: usize, out: &mut Extracted) {
        let span = Span::at(at);
        let placed = self.0.drain(..).map(|style| Styled { span, style });
        out.styles.extend(placed);
    }

    /// Places them behind the last block: at the end of a section they do not stand in the next heading.
    pub(super) fn place_behind(&mut self, out: &mut Extracted) {
        if let Some(last) = out.blocks.last() {
            self.place(last.span.end, out);
        }
    }
}
