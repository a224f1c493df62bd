//! A whole section, and headings where to look on.

use super::{Reader, buttons, page::Page};
use crate::{
    answer::NearHeading,
    app::{SectionView, Sentences},
    discord::{limits, markdown, press::Action, reply::Reply},
};

/// A page of a section, with the ways on from it.
pub(in crate::discord) fn section(
    view: &SectionView,
    number: usize,
    back: Option<Sentences>,
    title: &str,
    reader: &Reader,
) -> Reply {
    let page = Page::of(&view.citations, number, reader);
    let turn = |page| Action::Section {
        document: view.document.clone(),
        section: view.section,
        page,
        back,
    };
    let body = if view.citations.is_empty() {
        reader.locale.say("section-empty")
    } else {
        page.text.clone()
    };
    Reply {
        title: Some(limits::fit(title, limits::TITLE)).filter(|title| !title.is_empty()),
        body,
        footer: Some(page.footer(view.citations.first(), reader)),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_pages(&page, turn, reader))
    .with_buttons(buttons::of_section(view, back, reader))
    .with_buttons(buttons::below(view.link.as_ref(), reader))
}

/// Headings where the asker may look on, as lines.
pub(super) fn headings(near: &[NearHeading], reader: &Reader) -> String {
    let mut lines = vec![reader.locale.say("near-headings")];
    lines.extend(near.iter().map(|near| {
        let title = markdown::escape(&near.title);
        match near.label() {
            Some(heading) => format!("• {} · {title}", markdown::escape(&heading)),
            None => format!("• {title}"),
        }
    }));
    lines.join("\n")
}
