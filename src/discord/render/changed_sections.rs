//! The sections that changed from one edition to another: as lines, and as a menu to read one.

use super::{Reader, buttons};
use crate::{
    answer::diff::{Comparison, SectionChange},
    app::{DocumentRef, became, changed_place, compared},
    discord::{
        custom_id::{Action, CustomId},
        limits, markdown,
        reply::{Kind, Menu, Reply},
    },
};

/// The sections that changed between two editions, the older first.
pub(in crate::discord) fn sections(
    comparison: &Comparison,
    sections: &[SectionChange],
    editions: &[Option<DocumentRef>; 2],
    reader: &Reader,
) -> Reply {
    let said = markdown::escape(&compared(comparison, reader.locale));
    let lines = sections.iter().map(|section| {
        let place = markdown::escape(&changed_place(section, reader.locale));
        format!("- {place}: {}", became(section, reader.locale))
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    let way = match sections {
        [] => String::new(),
        _ => reader.locale.say("diff-words"),
    };
    let room = reader.room().saturating_sub(limits::len(&way) + 2);
    let list = markdown::fit(&format!("{said}\n\n{list}"), room);
    let title = match comparison {
        Comparison::Sections { to, .. } => Some(limits::fit(&to.title, limits::TITLE)),
        _ => None,
    };
    Reply {
        kind: Kind::Answer,
        title,
        body: format!("{list}\n\n{way}").trim().to_owned(),
        menu: menu(sections, editions, reader),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::below(reader))
}

/// A list of the sections to read, each in the newest edition that has it.
fn menu(
    sections: &[SectionChange],
    [older, newer]: &[Option<DocumentRef>; 2],
    reader: &Reader,
) -> Option<Menu> {
    let entries = sections.iter().filter_map(|change| {
        let (document, place) = match (&change.to, &change.from) {
            (Some(to), _) => (newer, to),
            (None, Some(from)) => (older, from),
            (None, None) => return None,
        };
        let action = Action::Section {
            document: document.clone()?,
            section: Some(place.section?),
            page: Some(0),
            back: None,
        };
        buttons::entry(action, &place.place, reader)
    });
    let entries: Vec<_> = entries.take(limits::CHOICES).collect();
    let custom_id = CustomId {
        asker: reader.asker,
        action: Action::Choose,
    };
    let custom_id = custom_id.id().filter(|_| !entries.is_empty())?;
    Some(Menu {
        custom_id,
        placeholder: reader.locale.say("diff-open"),
        entries,
    })
}
