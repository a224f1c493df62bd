//! Whether a quote is in the report: word for word, nearly with the differences, or not at all.

use super::{
    Reader, buttons,
    quote::quote_and_place,
    source::{locate, source},
};
use crate::{
    answer::verify::{Difference, QuotePart, QuoteSide, Verification},
    app::{self, Location},
    discord::{
        limits, markdown,
        reply::{Kind, Reply},
    },
};

/// The result of verifying a quote.
pub(in crate::discord) fn verification(
    found: &Verification,
    location: Option<&Location>,
    quote: &str,
    reader: &Reader,
) -> Reply {
    let (body, citation) = match found {
        Verification::Verbatim {
            citation, parts, ..
        } => {
            let said = app::found(found, reader.locale);
            let places = match parts.len() {
                0 | 1 => quote_and_place(citation, reader),
                _ => self::parts(parts, reader),
            };
            (format!("{said}\n\n{places}"), Some(citation))
        }
        Verification::Nearly {
            citation,
            differences,
            parts,
            ..
        } => {
            let said = reader.locale.say("verify-nearly");
            let locator = markdown::escape(&locate(&citation.locator, reader.locale));
            let marked = marked(differences);
            let mut body = format!("{said}\n\n{marked}\n\n— {locator}");
            if parts.len() > 1 {
                body.push_str("\n\n");
                body.push_str(&self::parts(parts, reader));
            }
            (body, Some(citation))
        }
        Verification::NotFound => (reader.locale.say("verify-not-found"), None),
    };
    let kind = match found {
        Verification::Verbatim { .. } => Kind::Answer,
        Verification::Nearly { .. } => Kind::Near,
        Verification::NotFound => Kind::Refusal,
    };
    Reply {
        kind,
        link: location.and_then(|location| location.link.clone()),
        title: Some(limits::fit(quote, limits::TITLE)),
        body: limits::fit(&body, reader.room()),
        footer: citation.map(|citation| source(citation, reader)),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_answer(location, None, reader))
    .with_buttons(buttons::below(reader))
}

/// The parts of a quote, each with its place.
fn parts(parts: &[QuotePart], reader: &Reader) -> String {
    let lines = parts.iter().map(|part| {
        let words = markdown::escape(&part.words);
        let place = part
            .citation
            .as_ref()
            .map(|citation| locate(&citation.locator, reader.locale));
        let said = app::part_said(part, reader.locale);
        let below: Vec<String> = place.into_iter().chain(said).collect();
        format!("{words}\n— {}", markdown::escape(&below.join(" · ")))
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

/// Struck out what only the given quote has, bold what only the document has.
fn marked(differences: &[Difference]) -> String {
    let parts = differences.iter().map(|difference| {
        let words = markdown::escape(difference.words.trim());
        let mark = match difference.side {
            QuoteSide::Both => "",
            QuoteSide::Given => "~~",
            QuoteSide::Document => "**",
        };
        format!("{mark}{words}{mark}")
    });
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
