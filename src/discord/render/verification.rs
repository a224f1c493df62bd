//! Whether a quote is in the report: word for word, nearly with the differences, or not at all.

use super::{Reader, answer::quote_and_place, buttons, locate, source};
use crate::{
    answer::verify::{Difference, Side, Verification},
    app::Spot,
    discord::{
        limits, markdown,
        reply::{Kind, Reply},
    },
};

/// What became of a quote.
pub(in crate::discord) fn verification(
    found: &Verification,
    spot: Option<&Spot>,
    quote: &str,
    reader: &Reader,
) -> Reply {
    let (body, citation) = match found {
        Verification::Verbatim { citation } => {
            let said = reader.locale.say("verify-verbatim");
            let place = quote_and_place(citation, reader);
            (format!("{said}\n\n{place}"), Some(citation))
        }
        Verification::Nearly {
            citation,
            differences,
            ..
        } => {
            let said = reader.locale.say("verify-nearly");
            let locator = markdown::escape(&locate(&citation.locator, reader.locale));
            let marked = marked(differences);
            (format!("{said}\n\n{marked}\n\n— {locator}"), Some(citation))
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
        link: spot.and_then(|spot| spot.link.clone()),
        title: Some(limits::fit(quote, limits::TITLE)),
        body: limits::fit(&body, reader.room()),
        footer: citation.map(|citation| source(citation, reader)),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_answer(spot, None, reader))
    .with_buttons(buttons::below(reader))
}

/// Struck out what only the given quote has, bold what only the document has.
fn marked(differences: &[Difference]) -> String {
    let parts = differences.iter().map(|difference| {
        let words = markdown::escape(difference.words.trim());
        let mark = match difference.side {
            Side::Both => "",
            Side::Given => "~~",
            Side::Document => "**",
        };
        format!("{mark}{words}{mark}")
    });
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
