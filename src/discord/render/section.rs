//! A whole section.

use super::{Reader, buttons, page::Page};
use crate::{
    app::SectionView,
    discord::{
        custom_id::{Action, Quotes},
        limits,
        reply::{Kind, Reply},
    },
};

/// A page of a section, with the ways on from it, and back to the quotes of the answer.
pub(in crate::discord) fn section(
    view: &SectionView,
    number: Option<usize>,
    back: Option<&Quotes>,
    title: &str,
    reader: &Reader,
) -> Reply {
    let page = Page::of(&view.citations, view.marked, number, reader);
    let to_page = |page| Action::Section {
        document: view.document.clone(),
        section: view.section,
        page: Some(page),
        back: back.map(|quotes| quotes.first.sentences),
    };
    let body = if view.citations.is_empty() {
        reader.locale.say("section-empty")
    } else {
        page.text.clone()
    };
    Reply {
        kind: Kind::Answer,
        title: Some(limits::fit(title, limits::TITLE)).filter(|title| !title.is_empty()),
        link: view.link.clone(),
        body,
        footer: Some(page.footer(view.citations.first(), reader)),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_pages(&page, to_page, reader))
    .with_buttons(buttons::of_section(view, back, reader))
    .with_buttons(buttons::below(reader))
}
