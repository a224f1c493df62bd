//! Places that were named, and what a document says of itself.

use super::{Reader, buttons, page::Page};
use crate::{
    answer::{Answer, Citation},
    app::{Answered, wording},
    discord::{
        custom_id::Action,
        limits, markdown,
        reply::{Kind, Reply},
    },
};

/// The text of a place that was named, or what a document says of itself.
pub(in crate::discord) fn place(asked: &Answered, number: usize, reader: &Reader) -> Reply {
    let (citations, more, is_said_first): (&[Citation], usize, bool) = match &asked.answer {
        Answer::Place {
            citations, more, ..
        } => (citations, *more, false),
        Answer::About { citations, .. } => (citations, 0, true),
        _ => (&[], 0, true),
    };
    let page = Page::of(citations, None, Some(number), reader);
    let said = wording(&asked.answer, asked.documents, reader.locale);
    let said = said.map(|said| markdown::escape(&said));
    let place = Some(page.text.clone()).filter(|text| !text.is_empty());
    let mut parts: Vec<String> = if is_said_first {
        said.into_iter().chain(place).collect()
    } else {
        place.into_iter().chain(said).collect()
    };
    if more > 0 {
        let count = [("count", more.into())];
        parts.push(reader.locale.say_with("place-more", &count));
    }
    let footer = page.footer(citations.first(), reader);
    let to_page = |page| Action::Place { page };
    // One section: it has neighbours, and can be asked about.
    let location = match asked.locations.as_slice() {
        [location] => Some(location),
        _ => None,
    };
    Reply {
        kind: Kind::Answer,
        link: location.and_then(|location| location.link.clone()),
        body: limits::fit(&parts.join("\n\n"), limits::DESCRIPTION),
        footer: Some(footer),
        is_private: reader.is_private,
        ..Reply::default()
    }
    .with_buttons(buttons::of_pages(&page, to_page, reader))
    .with_buttons(buttons::of_answer(location, None, reader))
    .with_buttons(buttons::below(reader))
}
