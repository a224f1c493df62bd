//! The bot's own words about two editions of a document, the same on Discord, on pages and on the command line.

use crate::{
    answer::diff::{Comparison, Named, SectionChange, SectionFate},
    locales::{Locale, Value},
};

/// The words about a comparison of two editions.
pub fn compared(comparison: &Comparison, locale: Locale) -> String {
    let both = |key: &str, from: &Named, to: &Named| {
        let names: [(&str, Value); 2] = [
            ("from", from.edition_name().into()),
            ("to", to.edition_name().into()),
        ];
        locale.say_with(key, &names)
    };
    let titles = |documents: &[Named]| -> Value {
        let titles = documents
            .iter()
            .map(|of| format!("{} ({})", of.title, of.document));
        titles.collect::<Vec<_>>().join(", ").into()
    };
    match comparison {
        Comparison::Changed { from, to, .. } => both("diff-changed", &from.named, &to.named),
        Comparison::Unchanged { from, to } => both("diff-unchanged", &from.named, &to.named),
        Comparison::Added { from, to } => both("diff-added", from, &to.named),
        Comparison::Removed { from, to } => both("diff-removed", &from.named, to),
        Comparison::Sections {
            from, to, sections, ..
        } => {
            let values: [(&str, Value); 3] = [
                ("count", sections.len().into()),
                ("from", from.edition_name().into()),
                ("to", to.edition_name().into()),
            ];
            locale.say_with("diff-sections", &values)
        }
        Comparison::NoSuchPlace { documents } => {
            locale.say_with("diff-no-place", &[("documents", titles(documents))])
        }
        Comparison::NoSuchEdition { named, editions } => {
            let editions: Vec<&str> = editions.iter().map(Named::edition_name).collect();
            let values: [(&str, Value); 2] = [
                ("named", named.as_str().into()),
                ("editions", editions.join(", ").into()),
            ];
            locale.say_with("diff-no-edition", &values)
        }
        Comparison::Several { documents } => {
            locale.say_with("diff-several", &[("documents", titles(documents))])
        }
        Comparison::NoEditions => locale.say("diff-none"),
    }
}

/// The words for what became of a section: `changed, also the heading`.
pub fn became(change: &SectionChange, locale: Locale) -> String {
    locale.say(match change.change {
        SectionFate::Added => "diff-section-added",
        SectionFate::Removed => "diff-section-removed",
        SectionFate::Changed if !change.heading_changed => "diff-section-changed",
        SectionFate::Changed if !change.text_changed => "diff-section-heading",
        SectionFate::Changed => "diff-section-both",
    })
}

/// The name of a section that changed: as it is printed now, and before that as it was if that is another name.
pub fn changed_place(change: &SectionChange, locale: Locale) -> String {
    let named = |place: &str| match place {
        "" => locale.say("diff-opening"),
        place => place.to_owned(),
    };
    let places = [&change.from, &change.to].map(|of| of.as_ref().map(|of| named(&of.place)));
    match places {
        [Some(before), Some(now)] if before != now => format!("{before} → {now}"),
        [_, Some(only)] | [Some(only), None] => only,
        [None, None] => String::new(),
    }
}
