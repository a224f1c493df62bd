//! Quotes: one with its place and its source, the same in another edition, and the others of an answer.

use super::{
    Reader, buttons,
    source::{locate, source},
};
use crate::{
    answer::Citation,
    app::Location,
    discord::{
        custom_id::Quotes,
        limits, markdown,
        reply::{Kind, Reply},
    },
};

/// The quotes of an answer, if they can be made again.
pub(super) fn quotes(locations: &[Location]) -> Option<Quotes> {
    let mut quotes = locations.iter().map(Location::quote);
    let first = quotes.next()??;
    let others = quotes.flatten().collect();
    Some(Quotes { first, others })
}

/// One quote of an answer, shown again.
pub(in crate::discord) fn quote(
    citation: &Citation,
    location: &Location,
    quotes: &Quotes,
    title: &str,
    reader: &Reader,
) -> Reply {
    let reader = &reader.asking(title);
    Reply {
        title: Some(limits::fit(title, limits::TITLE)).filter(|title| !title.is_empty()),
        is_private: reader.is_private,
        ..quoted(citation, Some(location), reader)
    }
    .with_buttons(buttons::of_answer(
        Some(location),
        Some(quotes.clone()),
        reader,
    ))
    .with_buttons(buttons::of_found(reader))
}

/// The place of a quote in another edition.
pub(in crate::discord) fn edition(
    citation: &Citation,
    location: &Location,
    back: Option<&Quotes>,
    title: &str,
    reader: &Reader,
) -> Reply {
    Reply {
        title: Some(limits::fit(title, limits::TITLE)).filter(|title| !title.is_empty()),
        is_private: reader.is_private,
        ..quoted(citation, Some(location), reader)
    }
    .with_buttons(buttons::of_edition(location, back, reader))
    .with_buttons(buttons::below(reader))
}

/// The first part of a reply that quotes: the quote, its place and its source.
pub(super) fn quoted(citation: &Citation, location: Option<&Location>, reader: &Reader) -> Reply {
    Reply {
        kind: Kind::Answer,
        link: location.and_then(|location| location.link.clone()),
        body: markdown::fit(&quote_and_place(citation, reader), limits::DESCRIPTION),
        footer: Some(source(citation, reader)),
        ..Reply::default()
    }
}

/// A quote with the answering sentence in bold, and its place below.
pub(super) fn quote_and_place(citation: &Citation, reader: &Reader) -> String {
    let mut text = markdown::quoted(&citation.quote.shown());
    let locator = locate(&citation.locator, reader.locale);
    if !locator.is_empty() {
        text.push_str("\n\n— ");
        text.push_str(&markdown::escape(&locator));
    }
    if !citation.also.is_empty() {
        let places = citation.also.iter().map(|elsewhere| {
            let place = locate(&elsewhere.locator, reader.locale);
            markdown::escape(&format!("{}, {place}", elsewhere.document))
        });
        let places = places.collect::<Vec<_>>().join("; ");
        text.push('\n');
        text.push_str(
            &reader
                .locale
                .say_with("also-at", &[("places", places.into())]),
        );
    }
    text
}

/// The other citations of an answer, each with its source.
pub(in crate::discord) fn others(
    citations: &[(Citation, Location)],
    quotes: Option<&Quotes>,
    title: &str,
    reader: &Reader,
) -> Reply {
    let reader = &reader.asking(title);
    let mut parts = Vec::new();
    let mut before = None;
    for (citation, _) in citations {
        let quote = quote_and_place(citation, reader);
        // What they are quoted from is said once where it is the same.
        let is_new = before != Some(&citation.document);
        before = Some(&citation.document);
        parts.push(if is_new {
            format!("{quote}\n{}", markdown::escape(&source(citation, reader)))
        } else {
            quote
        });
    }
    let body = parts.join("\n\n");
    let room = reader.room();
    Reply {
        kind: Kind::Answer,
        title: Some(limits::fit(title, limits::TITLE)).filter(|title| !title.is_empty()),
        body: markdown::fit(&body, room),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_others(citations, quotes, reader))
    .with_buttons(buttons::below(reader))
}
