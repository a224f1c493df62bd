//! A citation as it is copied: the words in quotation marks, their place, and the link.

use super::page_context::{PageContext, lang, plain};
use crate::{answer::Citation, app::Snapshot};

/// A citation, ready to be copied.
pub(super) struct Citing {
    /// Words and place.
    pub(super) text: String,
    pub(super) lang: &'static str,
    /// The link.
    pub(super) address: Option<String>,
    /// The link as seen from the page, where only the browser knows the address of the reader.
    pub(super) path: Option<String>,
}

impl Citing {
    /// A citation whose place has a path.
    pub(super) fn of(
        citation: &Citation,
        path: Option<&str>,
        context: &PageContext,
        snapshot: &Snapshot,
    ) -> Self {
        let words = Self::words(citation);
        let places = [citation.locator.to_string(), citation.source()];
        let places: Vec<String> = places
            .iter()
            .filter(|place| !place.is_empty())
            .map(|place| plain(place))
            .collect();
        let has_address = path.is_some_and(|path| snapshot.link(path).is_some());
        Self {
            text: format!("{words}\n— {}", places.join(", ")),
            lang: lang(citation.language),
            address: path.and_then(|path| context.address(path, snapshot)),
            path: path.filter(|_| !has_address).map(|path| context.to(path)),
        }
    }

    /// The words that answer, or all that are quoted, in the quotation marks of their language.
    pub(super) fn words(citation: &Citation) -> String {
        let quote = &citation.quote;
        let words = match quote.answer() {
            Some(answer) => answer.of(quote.text()),
            None => quote.text(),
        };
        let (open, close) = citation.language.quotation_marks();
        let cut = if quote.is_cut() { " […]" } else { "" };
        format!("{open}{words}{cut}{close}")
    }
}
