//! Whether a quote is in the report: word for word, nearly with the differences, or not at all.

use super::{Reader, answer::quote_and_place, buttons, source};
use crate::{
    answer::verify::{Difference, Side, Verification},
    app::Spot,
    discord::{limits, markdown, reply::Reply},
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
            let locator = markdown::escape(&citation.locator.to_string());
            let marked = marked(differences);
            (format!("{said}\n\n{marked}\n\n— {locator}"), Some(citation))
        }
        Verification::NotFound => (reader.locale.say("verify-not-found"), None),
    };
    let buttons = match citation {
        Some(_) => buttons::of_answer(spot, &[], reader),
        None => buttons::below(None, reader),
    };
    Reply {
        title: Some(limits::fit(quote, limits::TITLE)),
        body: limits::fit(&body, reader.room()),
        footer: citation.map(|citation| source(citation, reader)),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons)
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
