//! The card that a page has where a link to it is pasted: Discord and others unfold it.

use super::{
    citation::Citing,
    page_context::{PageContext, fitted, plain},
};
use crate::{answer::Citation, app::Snapshot, label::label};

/// Longer texts are cut by those that show them.
const TEXT_CHARS: usize = 300;

/// The title of a page, and what stands on it.
pub(super) struct Card {
    pub(super) title: String,
    pub(super) text: String,
    /// As the Open Graph protocol calls it: `website` or `article`.
    pub(super) kind: &'static str,
    pub(super) address: Option<String>,
}

impl Card {
    /// The card of the whole reader.
    pub(super) fn of_reader(context: &PageContext, snapshot: &Snapshot) -> Self {
        Self {
            title: context.say("home-title"),
            text: context.say("home-lead"),
            kind: "website",
            address: context.address("", snapshot),
        }
    }

    /// The card of a page with a path.
    pub(super) fn new(
        title: &str,
        text: &str,
        path: &str,
        context: &PageContext,
        snapshot: &Snapshot,
    ) -> Self {
        Self {
            title: plain(&label(title)),
            text: fitted(&plain(&text.replace('\n', " ")), TEXT_CHARS),
            kind: "article",
            address: context.address(path, snapshot),
        }
    }

    /// The card of a place with a quote in it: document, place and quote.
    pub(super) fn of_quote(
        citation: &Citation,
        path: &str,
        context: &PageContext,
        snapshot: &Snapshot,
    ) -> Self {
        let locator = citation.locator.to_string();
        let title = match locator.as_str() {
            "" => citation.title.clone(),
            locator => format!("{} · {locator}", citation.title),
        };
        let quote = Citing::words(citation);
        Self::new(&title, &quote, path, context, snapshot)
    }
}
