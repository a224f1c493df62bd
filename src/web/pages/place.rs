//! The place in a document that somebody looks at: what the address asks for, the quote that is marked
//! there, and the parts or pages before and behind.

use serde::Deserialize;

use super::{
    back_link::BackLink,
    page_context::PageContext,
    text::{Marked, Parts},
};
use crate::{
    answer::Citation,
    app::{QuoteRef, Snapshot, place_path, recall},
    corpus::Document,
};

/// The place in the document that the address asks for.
#[derive(Deserialize)]
pub(super) struct PlaceQuery {
    /// A quote to be marked.
    pub(super) quote: Option<String>,
    /// The anchor of a place, for a document that opens in parts.
    pub(super) at: Option<String>,
    /// A page to be seen as it is printed, by its name.
    pub(super) page: Option<String>,
    /// The size at which that is shown.
    pub(super) zoom: Option<String>,
    /// The question that led here.
    #[serde(flatten)]
    pub(super) back_link: BackLink,
}

/// The quote that is to be marked, or the reason why nothing is.
#[derive(Default)]
pub(super) struct Quoted {
    pub(super) marked: Marked,
    pub(super) citation: Option<Citation>,
    /// A notice of what the reader should know about it.
    pub(super) notice: Option<String>,
}

impl Quoted {
    /// The quote that the address names, if the document is still as it was.
    pub(super) fn of(
        context: &PageContext,
        place: &PlaceQuery,
        snapshot: &Snapshot,
        document: &Document,
    ) -> Self {
        let Some(quote) = &place.quote else {
            return Self::default();
        };
        let quote: Option<QuoteRef> = quote.parse().ok();
        let named = quote
            .as_ref()
            .and_then(|quote| snapshot.unchanged(&quote.document));
        let is_this = named.is_some_and(|entry| entry.id == document.id);
        let sentences = quote.filter(|_| is_this).map(|quote| quote.sentences);
        let chars = snapshot.app.config().answer.max_quote_chars;
        let citation = sentences.and_then(|sentences| recall(document, sentences, chars));
        match (citation, sentences) {
            (Some(citation), Some(sentences)) => {
                let answer = document.sentences.get(sentences.answer).copied();
                Self {
                    marked: Marked::of(&citation.quote, answer),
                    citation: Some(citation),
                    notice: None,
                }
            }
            _ => Self {
                notice: Some(context.say("changed-since")),
                ..Self::default()
            },
        }
    }
}

/// The part of a long document that is shown, or the page.
pub(super) struct PartOf {
    pub(super) number: usize,
    pub(super) count: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

impl PartOf {
    /// The part with this index; nothing if the document is in one.
    pub(super) fn of(
        document: &Document,
        parts: &Parts,
        index: usize,
        link: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let count = parts.len();
        let to = |index: usize| {
            let anchor = parts.first_anchor(document, index)?;
            Some(link(&place_path(document, None, &anchor)))
        };
        (count > 1).then(|| Self {
            number: index + 1,
            count,
            previous: index.checked_sub(1).and_then(to),
            next: Some(index + 1).filter(|next| *next < count).and_then(to),
        })
    }
}
