//! A comparison of two editions as text.

use super::lines::{indented, words, wrapped};
use crate::{
    answer::{
        Citation,
        diff::{
            Change, ChangeSide, Comparison, HeadingChange, Named, SectionChange, Version, shortened,
        },
    },
    app::{became, changed_place, compared},
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
        Comparison::Changed {
            from,
            to,
            headings,
            changes,
        } => {
            let shown = changed(headings, changes, style);
            let places = [place(from, style), place(to, style)].join("\n");
            format!("{said}\n\n{shown}{places}")
        }
        Comparison::Unchanged { from, to } => {
            let places = [place(from, style), place(to, style)].join("\n");
            format!("{said}\n\n{places}")
        }
        Comparison::Added { to: only, .. } | Comparison::Removed { from: only, .. } => {
            let quoted = only
                .citations
                .iter()
                .map(|citation| words(&citation.quote, style));
            let quoted = quoted.collect::<Vec<_>>().join("\n\n");
            format!("{said}\n\n{quoted}\n{}", place(only, style))
        }
        Comparison::Sections {
            from, to, sections, ..
        } => {
            let lines = sections.iter().map(|section| {
                let place = changed_place(section, Locale::En);
                let line = format!("{}: {place}", became(section, Locale::En));
                indented(&printable(&line), style)
            });
            let parts = [
                said,
                lines.collect::<Vec<_>>().join("\n"),
                way(sections, from, to, style),
            ];
            let parts = parts.iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join("\n\n")
        }
        Comparison::NoSuchPlace { .. }
        | Comparison::NoSuchEdition { .. }
        | Comparison::Several { .. }
        | Comparison::NoEditions => said,
    }
}

/// The headings that are others, and the words with a few around them.
fn changed(headings: &[HeadingChange], changes: &[Change], style: Style) -> String {
    let headings = headings.iter().map(|heading| {
        let said = Locale::En.say("diff-heading");
        let words = format!("{said} [-{}-]{{+{}+}}", heading.from, heading.to);
        indented(&printable(&words), style) + "\n\n"
    });
    let headings: String = headings.collect();
    if changes.iter().all(|change| change.side == ChangeSide::Both) {
        return headings;
    }
    let shown = shortened(changes, WORDS)
        .into_iter()
        .map(|(side, words)| match side {
            ChangeSide::Both => words,
            ChangeSide::From => format!("[-{words}-]"),
            ChangeSide::To => format!("{{+{words}+}}"),
        });
    format!(
        "{headings}{}\n",
        indented(&shown.collect::<String>(), style)
    )
}

/// Says how the words of a section are compared, with the first that can be.
fn way(sections: &[SectionChange], from: &Named, to: &Named, style: Style) -> String {
    let mut ways = sections.iter().filter_map(|of| of.compare.as_deref());
    let Some(place) = ways.next() else {
        return String::new();
    };
    let text = format!(
        "Word by word: diff \"{}\" --document {} --from {} --to {}",
        printable(place),
        to.document,
        from.document,
        to.document
    );
    wrapped(&text, style)
}

/// `— § 4.2 „Beiträge“ · Satzung, 2023`.
fn place(version: &Version, style: Style) -> String {
    let source = version.citations.first().map(Citation::source);
    let parts = [Some(version.place.clone()), source].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    indented(&format!("— {}", printable(&parts.join(" · "))), style)
}
