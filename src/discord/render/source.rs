//! The source of a quote and its place, in words.

use super::Reader;
use crate::{answer::Citation, app::newer_edition, locales::Locale, passages::Locator};

/// The date of a document, unless its edition names a year.
pub(super) fn date<'a>(edition: Option<&str>, date: Option<&'a str>) -> Option<&'a str> {
    let numbers = edition
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_digit());
    let mut years = numbers.filter(|number| number.len() == 4);
    date.filter(|_| years.next().is_none())
}

/// A place as the reader would type it: `§ 2.3 „Titel“ ¶ 4, S. 12, Fn. 17`.
pub(super) fn locate(locator: &Locator, locale: Locale) -> String {
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

/// `Title, edition, date · quoted in German`. Where the edition names a year, another date beside it
/// would only raise the question which is which.
pub(super) fn source(citation: &Citation, reader: &Reader) -> String {
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
