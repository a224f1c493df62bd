//! The changes in a place from one edition to another.

use super::{Reader, buttons, source::source};
use crate::{
    answer::diff::{Change, ChangeSide, Comparison, HeadingChange, Version, shortened},
    app::{self, Location},
    discord::{
        limits, markdown,
        reply::{Kind, Reply},
    },
};

/// Of what is the same, so many words are shown beside each change.
const WORDS: usize = 8;

/// The result of a comparison; the locations are those of the older and the newer edition.
pub(in crate::discord) fn comparison(
    comparison: &Comparison,
    locations: &[(String, Location)],
    title: Option<&str>,
    reader: &Reader,
) -> Reply {
    let said = markdown::escape(&app::compared(comparison, reader.locale));
    let (kind, body) = match comparison {
        Comparison::Changed {
            from,
            to,
            headings,
            changes,
        } => {
            let legend = reader.locale.say("diff-legend");
            let places = places(&[from, to], reader);
            let room = reader.room().saturating_sub(limits::len(&places));
            let mut parts = vec![format!("{said} {legend}")];
            parts.extend(headings.iter().map(|of| heading(of, reader)));
            let is_same = changes.iter().all(|change| change.side == ChangeSide::Both);
            parts.extend((!is_same).then(|| marked(changes)));
            let text = parts.join("\n\n");
            let text = markdown::fit(&text, room);
            (Kind::Answer, format!("{text}\n\n{places}"))
        }
        Comparison::Unchanged { from, to } => {
            let places = places(&[from, to], reader);
            (Kind::Answer, format!("{said}\n\n{places}"))
        }
        Comparison::Added { to: only, .. } | Comparison::Removed { from: only, .. } => {
            let quotes = only.citations.iter();
            let quotes = quotes.map(|of| markdown::quoted(&of.quote.shown()));
            let quotes = quotes.collect::<Vec<_>>().join("\n\n");
            let places = places(&[only], reader);
            let room = reader.room().saturating_sub(limits::len(&places));
            let text = markdown::fit(&format!("{said}\n\n{quotes}"), room);
            (Kind::Answer, format!("{text}\n\n{places}"))
        }
        Comparison::Sections { .. }
        | Comparison::NoSuchPlace { .. }
        | Comparison::NoSuchEdition { .. }
        | Comparison::Several { .. }
        | Comparison::NoEditions => (Kind::Refusal, said),
    };
    Reply {
        kind,
        title: title.map(|title| limits::fit(title, limits::TITLE)),
        body,
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_versions(locations, reader))
    .with_buttons(buttons::below(reader))
}

/// A heading as it was, struck out, and as it is.
fn heading(of: &HeadingChange, reader: &Reader) -> String {
    let said = reader.locale.say("diff-heading");
    let [from, to] = [&of.from, &of.to].map(|words| markdown::escape(words));
    format!("{said} ~~{from}~~ **{to}**")
}

/// `— § 4.2 „Beiträge“ · Satzung, 2023`, a line for each edition.
fn places(versions: &[&Version], reader: &Reader) -> String {
    let lines = versions.iter().map(|version| {
        let source = version.citations.first().map(|of| source(of, reader));
        let parts = [Some(version.place.clone()), source].into_iter().flatten();
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        format!("— {}", markdown::escape(&parts.join(" · ")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Struck out what only the older edition has, bold what only the newer has.
fn marked(changes: &[Change]) -> String {
    let mut text = String::new();
    for (side, words) in shortened(changes, WORDS) {
        let mark = match side {
            ChangeSide::Both => "",
            ChangeSide::From => "~~",
            ChangeSide::To => "**",
        };
        // `~~20~~**25**` would be hard to read.
        if !mark.is_empty() && text.ends_with(['~', '*']) && !words.starts_with(char::is_whitespace)
        {
            text.push(' ');
        }
        for line in words.split_inclusive('\n') {
            let inner = line.trim();
            let (before, _) = line.split_at(line.len() - line.trim_start().len());
            let behind = line.trim_start().trim_start_matches(inner);
            text.push_str(before);
            if !inner.is_empty() {
                let inner = markdown::escape(inner);
                text.extend([mark, &inner, mark]);
            }
            text.push_str(behind);
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_the_words_of_each_paragraph() {
        let change = |side, words: &str| Change {
            side,
            words: words.to_owned(),
            from: Vec::new(),
            to: Vec::new(),
        };
        let changes = [
            change(ChangeSide::Both, "The fee is "),
            change(ChangeSide::From, "20"),
            change(ChangeSide::To, "25"),
            change(ChangeSide::Both, " euros."),
            change(ChangeSide::To, "\n\nIt is due.\n\nAt once."),
        ];
        insta::assert_snapshot!(marked(&changes), @"
        The fee is ~~20~~ **25** euros.

        **It is due.**

        **At once.**
        ");
    }
}
