//! The printed pages of a source that marks where each begins, as an EPUB does.

use crate::{
    corpus::document::{Certainty, Page},
    span::Span,
};

/// The pages that have begun so far. A page without a label is none: text that no page is named for.
#[derive(Default)]
pub(super) struct PrintedPages {
    begun: Vec<BegunPage>,
}

struct BegunPage {
    start: usize,
    label: String,
}

impl PrintedPages {
    /// A page begins at `start`.
    pub(super) fn begin(&mut self, start: usize, label: &str) {
        let label = label.to_owned();
        self.begun.push(BegunPage { start, label });
    }

    /// Puts what stands behind `start` on none of them.
    pub(super) fn end(&mut self, start: usize) {
        if !self.begun.is_empty() {
            self.begin(start, "");
        }
    }

    /// The text ends at `length` after all: what was behind was white space.
    pub(super) fn end_text_at(&mut self, length: usize) {
        let behind = self.begun.iter_mut().rev();
        for page in behind.take_while(|page| page.start > length) {
            page.start = length;
        }
    }

    /// Returns the pages of a text that ends at `end`.
    pub(super) fn finish(&mut self, end: usize) -> Vec<Page> {
        let mut begun = std::mem::take(&mut self.begun);
        if begun.first().is_some_and(|first| first.start > 0) {
            let label = String::new();
            begun.insert(0, BegunPage { start: 0, label });
        }
        let ends = begun.iter().skip(1).map(|page| page.start).chain([end]);
        let ends: Vec<usize> = ends.collect();
        let pages = begun.into_iter().zip(ends);
        pages
            .map(|(page, end)| Page {
                label: page.label,
                certainty: Certainty::Sure,
                span: Span::new(page.start, end.max(page.start)),
            })
            .collect()
    }
}
