//! A comparison of two editions as text.

use super::{indented, wrapped};
use crate::{
    answer::{
        Citation,
        diff::{Comparison, Side, Version, shortened},
    },
    app::compared,
    cli::output::Style,
    corpus::printable,
    locales::Locale,
};

/// Of what is the same, so many words are shown beside each change.
const WORDS: usize = 12;

/// The result of a comparison, as lines.
pub(in crate::cli) fn comparison(comparison: &Comparison, style: Style) -> String {
    let said = wrapped(&compared(comparison, Locale::En), style);
    match comparison {
        Comparison::Changed { from, to, changes } => {
            let shown = shortened(changes, WORDS)
                .into_iter()
                .map(|(side, words)| match side {
                    Side::Both => words,
                    Side::From => format!("[-{words}-]"),
                    Side::To => format!("{{+{words}+}}"),
                });
            let shown: String = shown.collect();
            let places = [place(from, style), place(to, style)].join("\n");
            format!("{said}\n\n{}\n{places}", indented(&shown, style))
        }
        Comparison::Unchanged { from, to } => {
            let places = [place(from, style), place(to, style)].join("\n");
            format!("{said}\n\n{places}")
        }
        Comparison::Added { to: only, .. } | Comparison::Removed { from: only, .. } => {
            let words = only
                .citations
                .iter()
                .map(|citation| super::words(&citation.quote, style));
            let words = words.collect::<Vec<_>>().join("\n\n");
            format!("{said}\n\n{words}\n{}", place(only, style))
        }
        Comparison::NoSuchPlace { .. }
        | Comparison::NoSuchEdition { .. }
        | Comparison::Several { .. }
        | Comparison::NoEditions => said,
    }
}

/// `— § 4.2 „Beiträge“ · Satzung, 2023`.
fn place(version: &Version, style: Style) -> String {
    let source = version.citations.first().map(Citation::source);
    let parts = [Some(version.place.clone()), source].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    indented(&format!("— {}", printable(&parts.join(" · "))), style)
}
