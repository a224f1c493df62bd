//! The replies of the bot. Pure: from data to `Reply`, with all words from the locale files.

mod about;
mod answer;
mod buttons;
mod changed_sections;
mod comparison;
mod feedback;
mod notice;
mod outline;
mod own;
mod page;
mod section;
mod settings;
mod verification;

pub(super) use about::{about, documents, help, welcome};
pub(super) use answer::{answer, edition, others, quote};
pub(super) use buttons::dismiss;
pub(super) use changed_sections::sections;
pub(super) use comparison::comparison;
pub(super) use feedback::{
    Stats, counted, forgotten, gaps, only_asker_reports, reported, reports_are_off, stats, voted,
};
pub(super) use notice::{
    busy, changed_meanwhile, cooldown, follow_up_form, incident, no_picture, no_such_document,
    not_serving, not_yours, nothing_asked, unknown_button,
};
pub(super) use outline::{outline, which_document};
pub(super) use page::place;
pub(super) use section::section;
pub(super) use settings::{closed, not_kept, only_managers, settings, unknown_policy};
pub(super) use verification::verification;

use super::limits;
use crate::{
    answer::Citation,
    app::newer_edition,
    language::{Language, detect},
    locales::Locale,
    passages::Locator,
    store::{GapReports, PagePictures},
};

/// The date of a document, unless its edition names a year.
fn date<'a>(edition: Option<&str>, date: Option<&'a str>) -> Option<&'a str> {
    let numbers = edition
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_digit());
    let mut years = numbers.filter(|number| number.len() == 4);
    date.filter(|_| years.next().is_none())
}

/// A place as the reader would type it: `§ 2.3 „Titel“ ¶ 4, S. 12, Fn. 17`.
fn locate(locator: &Locator, locale: Locale) -> String {
    let bare = Locator {
        page: None,
        footnotes: Vec::new(),
        ..locator.clone()
    };
    let page = |page: &String| locale.say_with("at-page", &[("page", page.as_str().into())]);
    let numbers: Vec<String> = locator.footnotes.iter().map(u32::to_string).collect();
    let footnotes = || locale.say_with("at-footnotes", &[("numbers", numbers.join(", ").into())]);
    let parts = [
        Some(bare.to_string()).filter(|bare| !bare.is_empty()),
        locator.page.as_ref().map(page),
        (!numbers.is_empty()).then(footnotes),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The reader of a reply, and how they read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) locale: Locale,
    /// The user whose question it is.
    pub(super) asker: u64,
    /// Only the asker sees the reply.
    pub(super) is_private: bool,
    /// Whether embeds are shown; otherwise replies are text.
    pub(super) has_embeds: bool,
    /// The server for which votes and questions are kept, if they are.
    pub(super) server: Option<u64>,
    /// The record that is kept there of questions without an answer.
    pub(super) gaps: GapReports,
    /// The occasion on which the page of a quote is shown as a picture.
    pub(super) pictures: PagePictures,
    /// The language of the question, where it can be told: whoever asked in it reads it.
    pub(super) asked_in: Option<Language>,
}

impl Reader {
    /// The same reader, of an answer to this question.
    fn asking(&self, question: &str) -> Self {
        Self {
            asked_in: detect::of_asker(question),
            ..*self
        }
    }

    /// The length of the text that a page has room for.
    fn room(&self) -> usize {
        if self.has_embeds {
            limits::EMBED_ROOM
        } else {
            limits::TEXT_ROOM
        }
    }
}

/// `Title, edition, date · quoted in German`. Where the edition names a year, another date beside it
/// would only raise the question which is which.
fn source(citation: &Citation, reader: &Reader) -> String {
    let parts = [
        Some(citation.title.as_str()),
        citation.edition.as_deref(),
        date(citation.edition.as_deref(), citation.date.as_deref()),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let mut source = parts.join(", ");
    let quoted = reader.locale.quoted_in(citation.language);
    if let Some(quoted) = quoted.filter(|_| reader.asked_in != Some(citation.language)) {
        source.push_str(" · ");
        source.push_str(&quoted);
    }
    if let Some(newer) = &citation.newer {
        source.push_str(" · ");
        source.push_str(&newer_edition(newer, reader.locale));
    }
    source
}
