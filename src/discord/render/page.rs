//! Long texts in pages.

use super::{
    Reader,
    source::{locate, source},
};
use crate::{
    answer::Citation,
    discord::{limits, markdown},
    locales::Locale,
    span::Span,
};

/// A text on pages: this one, and how many there are.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) number: usize,
    pub(super) count: usize,
}

impl Page {
    /// The text of some places, each under its locator, with a sentence of one of them in bold.
    /// Pages count from 0; without a number it is the page on which that sentence begins.
    pub(super) fn of(
        citations: &[Citation],
        marked: Option<(usize, Span)>,
        number: Option<usize>,
        reader: &Reader,
    ) -> Self {
        let parts = citations.iter().enumerate().map(|(index, citation)| {
            let locator = markdown::escape(&locate(&citation.locator, reader.locale));
            let bold = marked.filter(|(of, _)| *of == index).map(|(_, span)| span);
            let text = markdown::marked(citation.quote.shown_with(bold));
            if locator.is_empty() {
                text
            } else {
                format!("**{locator}**\n\n{text}")
            }
        });
        Self::cut(&parts.collect::<Vec<_>>().join("\n\n"), number, reader)
    }

    /// A page of a text in Markdown.
    pub(super) fn cut(text: &str, number: Option<usize>, reader: &Reader) -> Self {
        let mut pages = markdown::balanced(limits::pages(text, reader.room()));
        let count = pages.len();
        let has_mark = |page: &String| page.contains(markdown::MARK);
        let number = number.or_else(|| pages.iter().position(has_mark));
        let number = number.unwrap_or(0).min(count.saturating_sub(1));
        Self {
            text: pages.swap_remove(number).replace(markdown::MARK, ""),
            number,
            count,
        }
    }

    /// `Title, edition, date · page 1 of 3`
    pub(super) fn footer(&self, citation: Option<&Citation>, reader: &Reader) -> String {
        let source = citation.map(|citation| source(citation, reader));
        let page = self.number_of_count(reader.locale);
        let parts: Vec<_> = source.into_iter().chain(page).collect();
        parts.join(" · ")
    }

    /// `page 1 of 3`, if there are several.
    pub(super) fn number_of_count(&self, locale: Locale) -> Option<String> {
        let values = [
            ("page", (self.number + 1).into()),
            ("pages", self.count.into()),
        ];
        (self.count > 1).then(|| locale.say_with("page-of", &values))
    }
}
