//! Replies of the bot's own: to greetings and the like, and about a document as a whole.

use super::{
    Reader, buttons,
    quote::{quote_and_place, quotes},
    source::source,
};
use crate::{
    answer::{Answer, Citation, NearHeading},
    app::{Location, places_of},
    discord::{
        limits, markdown,
        reply::{Kind, Reply},
    },
    locales::Locale,
};

/// The words that are said, and the questions that could be asked.
pub(super) fn examples(said: &str, examples: &[String], locale: Locale) -> String {
    if examples.is_empty() {
        return said.to_owned();
    }
    let examples = examples
        .iter()
        .map(|example| format!("• {}", markdown::escape(example)));
    let lines: Vec<String> = [said.to_owned(), String::new(), locale.say("own-examples")]
        .into_iter()
        .chain(examples)
        .collect();
    limits::fit(&lines.join("\n"), limits::DESCRIPTION)
}

/// The words about a document as a whole, with its headings, or with the documents that there are.
pub(super) fn about(answer: &Answer, said: &str) -> String {
    let Answer::About {
        documents, outline, ..
    } = answer
    else {
        return said.to_owned();
    };
    let mut lines = vec![said.to_owned()];
    if documents.len() == 1 {
        let headings = outline.iter().filter_map(NearHeading::label);
        lines.extend(headings.map(|heading| format!("• {}", markdown::escape(&heading))));
    } else {
        let titles = documents
            .iter()
            .map(|document| markdown::escape(&document.title));
        lines.extend(titles.map(|title| format!("• {title}")));
    }
    limits::fit(&lines.join("\n"), limits::DESCRIPTION)
}

/// That something is mentioned, the first place with its words, and the others.
pub(super) fn mentions(
    answer: &Answer,
    said: &str,
    citations: &[Citation],
    locations: &[Location],
    reader: &Reader,
) -> Reply {
    let first = citations.first();
    let quote = first.map(|citation| quote_and_place(citation, reader));
    let places = places_of(answer, reader.locale).map(|places| markdown::escape(&places));
    let parts = [Some(said.to_owned()), quote, places].into_iter().flatten();
    Reply {
        kind: Kind::Answer,
        link: locations.first().and_then(|location| location.link.clone()),
        body: limits::fit(&parts.collect::<Vec<_>>().join("\n\n"), limits::DESCRIPTION),
        footer: first.map(|citation| source(citation, reader)),
        ..Reply::default()
    }
    .with_buttons(buttons::of_answer(
        locations.first(),
        quotes(locations),
        reader,
    ))
    .with_buttons(buttons::of_found(reader))
}
