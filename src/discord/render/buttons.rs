//! The buttons under replies.

use super::{Reader, answer::sentences, page::Page, section::heading};
use crate::{
    answer::{Citation, NearHeading},
    discord::{
        asking::Spot,
        limits,
        press::{Action, Press, QuoteAt, Sentences},
        reply::Button,
        view::SectionView,
    },
};

/// Under an answer: the section, the other places, and what stands under every answer.
pub(super) fn of_answer(
    citation: &Citation,
    spot: Option<&Spot>,
    others: &[Spot],
    reader: &Reader,
) -> Vec<Button> {
    let mut buttons = Vec::new();
    if let Some(spot) = spot {
        let action = Action::Section {
            document: spot.document.clone(),
            section: spot.section,
            page: 0,
            back: spot.sentences,
        };
        let label = match &citation.locator.section {
            Some(_) => "button-section",
            None => "button-document",
        };
        buttons.extend(press(action, reader.locale.say(label), reader));
    }
    buttons.extend(other_places(others, reader));
    buttons.extend(below(reader));
    buttons
}

/// As many of the other places as the id of a button holds.
fn other_places(others: &[Spot], reader: &Reader) -> Option<Button> {
    let mut quotes: Vec<QuoteAt> = others.iter().filter_map(Spot::quote).collect();
    while !quotes.is_empty() {
        let count = quotes.len();
        let label = reader
            .locale
            .say_with("button-others", &[("count", count.into())]);
        if let Some(button) = press(Action::Others(quotes.clone()), label, reader) {
            return Some(button);
        }
        quotes.pop();
    }
    None
}

/// Under everything: the way to take it away, or to show to all what only the asker sees.
pub(super) fn below(reader: &Reader) -> Vec<Button> {
    let share = || press(Action::Share, reader.locale.say("button-share"), reader);
    let share = reader.is_private.then(share).flatten();
    dismiss(reader).into_iter().chain(share).collect()
}

/// Takes a public message away; Discord itself does so with private ones.
pub(super) fn dismiss(reader: &Reader) -> Option<Button> {
    let button = || press(Action::Dismiss, "✕", reader);
    (!reader.is_private).then(button).flatten()
}

/// The sections that are nearest to a question without an answer.
pub(super) fn of_headings(near: &[NearHeading], spots: &[Spot], reader: &Reader) -> Vec<Button> {
    let buttons = near.iter().zip(spots).filter_map(|(near, spot)| {
        let label = heading(near).unwrap_or_else(|| near.title.clone());
        let action = Action::Section {
            document: spot.document.clone(),
            section: spot.section,
            page: 0,
            back: None,
        };
        press(action, label, reader)
    });
    buttons.take(limits::ROW).collect()
}

/// The pages before and behind.
pub(super) fn of_pages(
    page: &Page,
    turn: impl Fn(usize) -> Action,
    reader: &Reader,
) -> Vec<Button> {
    let previous = page
        .number
        .checked_sub(1)
        .map(|number| (number, "button-page-previous"));
    let next = Some(page.number + 1).filter(|next| *next < page.count);
    let next = next.map(|number| (number, "button-page-next"));
    let buttons = previous.into_iter().chain(next);
    buttons
        .filter_map(|(number, label)| press(turn(number), reader.locale.say(label), reader))
        .collect()
}

/// The sections beside one, and the way back to the quote.
pub(super) fn of_section(
    view: &SectionView,
    back: Option<Sentences>,
    reader: &Reader,
) -> Vec<Button> {
    let document = &view.document;
    let mut buttons = Vec::new();
    if let Some(sentences) = back {
        let document = document.clone();
        let quote = Action::Quote(QuoteAt {
            document,
            sentences,
        });
        buttons.extend(press(quote, reader.locale.say("button-quote"), reader));
    }
    let previous = view.previous.map(|section| (section, "◀ §"));
    let next = view.next.map(|section| (section, "§ ▶"));
    buttons.extend(
        previous
            .into_iter()
            .chain(next)
            .filter_map(|(section, label)| {
                let action = Action::Section {
                    document: document.clone(),
                    section: Some(section),
                    page: 0,
                    back,
                };
                press(action, label, reader)
            }),
    );
    buttons
}

/// The section of a place that was named: it has neighbours.
pub(super) fn of_place(spot: &Spot, reader: &Reader) -> Vec<Button> {
    let action = Action::Section {
        document: spot.document.clone(),
        section: spot.section,
        page: 0,
        back: sentences(Some(spot)),
    };
    let label = match spot.section {
        Some(_) => "button-section",
        None => "button-document",
    };
    press(action, reader.locale.say(label), reader)
        .into_iter()
        .collect()
}

/// The section of each of the other places.
pub(super) fn of_others(citations: &[(Citation, Spot)], reader: &Reader) -> Vec<Button> {
    let buttons = citations.iter().filter_map(|(citation, spot)| {
        let section = citation.locator.section.as_ref();
        let label = section.map_or_else(
            || citation.title.clone(),
            |section| format!("§ {} {}", section.number, section.title),
        );
        let action = Action::Section {
            document: spot.document.clone(),
            section: spot.section,
            page: 0,
            back: spot.sentences,
        };
        press(action, label, reader)
    });
    let mut buttons: Vec<_> = buttons.collect();
    buttons.extend(below(reader));
    buttons
}

/// A button, if all that it must know fits into its id.
pub(super) fn press(action: Action, label: impl AsRef<str>, reader: &Reader) -> Option<Button> {
    let asker = reader.asker;
    let custom_id = Press { asker, action }.id()?;
    Some(Button {
        custom_id,
        label: limits::fit(label.as_ref(), limits::LABEL),
    })
}
