//! The sections of a document: as lines, and as a menu to open one.

use super::{Reader, about, buttons};
use crate::{
    app::DocumentRef,
    corpus::{Document, Section},
    discord::{
        custom_id::{Action, CustomId},
        limits, markdown,
        reply::{Menu, Reply},
    },
    index::DocumentEntry,
};

/// A document's sections, down to the level at which all of them fit into one menu. What is below
/// is reached by opening the one above.
pub(in crate::discord) fn outline(
    entry: &DocumentEntry,
    document: &Document,
    reader: &Reader,
) -> Reply {
    let level = deepest(&document.sections);
    let sections: Vec<(usize, &Section)> = document
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.level <= level)
        .collect();
    let count = document.sections.len();
    let lines = sections.iter().take(limits::CHOICES).map(|(_, section)| {
        let indent = "\u{2003}".repeat(usize::from(section.level.saturating_sub(1)));
        format!("{indent}{}", markdown::escape(&section.label()))
    });
    let mut lines: Vec<String> = lines.collect();
    let left = sections.len().saturating_sub(limits::CHOICES);
    if left > 0 {
        lines.push(
            reader
                .locale
                .say_with("outline-more", &[("count", left.into())]),
        );
    }
    if count == 0 {
        lines.push(reader.locale.say("outline-none"));
    }
    let stamped = DocumentRef::of(entry);
    let open = |(index, section): &(usize, &Section)| {
        let action = Action::Section {
            document: stamped.clone(),
            section: Some(*index),
            page: Some(0),
            back: None,
        };
        buttons::entry(action, &section.label(), reader)
    };
    let entries: Vec<_> = sections
        .iter()
        .take(limits::CHOICES)
        .filter_map(open)
        .collect();
    let custom_id = CustomId {
        asker: reader.asker,
        action: Action::Choose,
    };
    let menu = custom_id
        .id()
        .filter(|_| !entries.is_empty())
        .map(|custom_id| Menu {
            custom_id,
            placeholder: reader.locale.say("outline-open"),
            entries,
        });
    Reply {
        title: Some(limits::fit(&document.title(), limits::TITLE)),
        body: limits::fit(&lines.join("\n"), reader.room()),
        menu,
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::dismiss(reader).into_iter().collect())
}

/// Asks which document is meant, and lists them.
pub(in crate::discord) fn which_document(entries: &[DocumentEntry], reader: &Reader) -> Reply {
    if entries.is_empty() {
        return about::documents(entries, reader.locale);
    }
    let list = about::documents(entries, reader.locale).body;
    let which = reader.locale.say("which-document");
    Reply::private(limits::fit(&format!("{which}\n{list}"), limits::CONTENT))
}

/// The deepest level at which all sections down to it fit into a menu, but at least the first.
fn deepest(sections: &[Section]) -> u8 {
    let levels = sections
        .iter()
        .map(|section| section.level)
        .max()
        .unwrap_or(1);
    let fits = |level: &u8| {
        sections
            .iter()
            .filter(|section| section.level <= *level)
            .count()
            <= limits::CHOICES
    };
    (1..=levels).rev().find(fits).unwrap_or(1)
}
