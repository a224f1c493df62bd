//! The buttons under replies.

use super::{Reader, answer::sentences, page::Page};
use crate::{
    answer::{Citation, NearHeading},
    app::{After, Beside, QuoteAt, SectionView, Sentences, Spot, Stamped},
    discord::{
        limits,
        press::{Action, Press},
        reply::{Button, Does},
    },
    store::GapReports,
};

/// Under an answer: the section, the other places, and what stands under every answer.
pub(super) fn of_answer(spot: Option<&Spot>, others: &[Spot], reader: &Reader) -> Vec<Button> {
    let mut buttons = spot.map_or_else(Vec::new, |spot| of_place(spot, reader));
    buttons.extend(other_places(others, reader));
    buttons.extend(spot.and_then(|spot| follow_up(&spot.document, spot.section, reader)));
    let link = spot.and_then(|spot| spot.link.as_ref());
    buttons.extend(below(link, reader));
    buttons
}

/// Under an answer to a question: the same, with votes before the way to take it away.
pub(super) fn of_found(spot: Option<&Spot>, others: &[Spot], reader: &Reader) -> Vec<Button> {
    let mut buttons = of_answer(spot, others, reader);
    let end = buttons.len() - dismiss(reader).iter().len();
    buttons.splice(end..end, votes(reader));
    buttons
}

/// Says whether an answer helped, where that is kept.
fn votes(reader: &Reader) -> Vec<Button> {
    let votes = [(true, "👍"), (false, "👎")].into_iter();
    let votes = votes.filter(|_| reader.server.is_some());
    votes
        .filter_map(|(is_up, label)| press(Action::Vote { is_up }, label, reader))
        .collect()
}

/// Under a refusal: says that an answer is missing, where that is kept and is not kept anyway.
pub(super) fn of_refusal(reader: &Reader) -> Vec<Button> {
    let is_asked_for = matches!(reader.gaps, GapReports::Counts | GapReports::Reported);
    let report = || press(Action::Report, reader.locale.say("button-report"), reader);
    let report = (reader.server.is_some() && is_asked_for).then(report);
    report
        .flatten()
        .into_iter()
        .chain(below(None, reader))
        .collect()
}

/// Asks on, from a section.
fn follow_up(document: &Stamped, section: Option<usize>, reader: &Reader) -> Option<Button> {
    let document = document.clone();
    let action = Action::FollowUp { document, section };
    press(action, reader.locale.say("button-follow-up"), reader)
}

/// Asks a follow-up alone. What it followed can be read back from here.
pub(super) fn alone(after: &After, reader: &Reader) -> Option<Button> {
    let action = Action::Alone {
        document: after.document.clone(),
        section: after.section,
    };
    press(action, reader.locale.say("button-alone"), reader)
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

/// Under everything: the way to show to all what only the asker sees, to open it in the reader,
/// and to take it away.
pub(super) fn below(link: Option<&String>, reader: &Reader) -> Vec<Button> {
    let open = link.filter(|link| limits::len(link) <= limits::LINK);
    let open = open.map(|link| Button {
        does: Does::Open(link.clone()),
        label: reader.locale.say("button-open"),
    });
    let share = || press(Action::Share, reader.locale.say("button-share"), reader);
    let share = reader.is_private.then(share).flatten();
    let buttons = share.into_iter().chain(open).chain(dismiss(reader));
    buttons.collect()
}

/// Takes a public message away; Discord itself does so with private ones.
pub(in crate::discord) fn dismiss(reader: &Reader) -> Option<Button> {
    let button = || press(Action::Dismiss, "✕", reader);
    (!reader.is_private).then(button).flatten()
}

/// The sections that are nearest to a question without an answer.
pub(super) fn of_headings(near: &[NearHeading], spots: &[Spot], reader: &Reader) -> Vec<Button> {
    let buttons = near.iter().zip(spots).filter_map(|(near, spot)| {
        let label = near.label().unwrap_or_else(|| near.title.clone());
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
    buttons.extend(neighbours(document, view.beside, back, reader));
    buttons.extend(follow_up(document, view.section, reader));
    buttons
}

fn neighbours(
    document: &Stamped,
    beside: Beside,
    back: Option<Sentences>,
    reader: &Reader,
) -> Vec<Button> {
    let previous = beside.previous.map(|section| (section, "◀ §"));
    let next = beside.next.map(|section| (section, "§ ▶"));
    let both = previous.into_iter().chain(next);
    both.filter_map(|(section, label)| {
        let action = Action::Section {
            document: document.clone(),
            section: Some(section),
            page: 0,
            back,
        };
        press(action, label, reader)
    })
    .collect()
}

/// The section of a quote or a place, and its neighbours.
fn of_place(spot: &Spot, reader: &Reader) -> Vec<Button> {
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
    let section = press(action, reader.locale.say(label), reader);
    let beside = neighbours(&spot.document, spot.beside, spot.sentences, reader);
    section.into_iter().chain(beside).collect()
}

/// The section of each of the other places.
pub(super) fn of_others(citations: &[(Citation, Spot)], reader: &Reader) -> Vec<Button> {
    let buttons = citations.iter().filter_map(|(citation, spot)| {
        let section = citation.locator.section.as_ref();
        let label = section.map_or_else(
            || citation.locator.to_string(),
            |section| format!("§ {} {}", section.number, section.title),
        );
        let label = Some(label).filter(|label| !label.is_empty());
        let label = label.unwrap_or_else(|| citation.title.clone());
        let action = Action::Section {
            document: spot.document.clone(),
            section: spot.section,
            page: 0,
            back: spot.sentences,
        };
        press(action, label, reader)
    });
    let mut buttons: Vec<_> = buttons.collect();
    buttons.extend(below(None, reader));
    buttons
}

/// A button, if all that it must know fits into its id.
pub(super) fn press(action: Action, label: impl AsRef<str>, reader: &Reader) -> Option<Button> {
    let asker = reader.asker;
    let id = Press { asker, action }.id()?;
    Some(Button {
        does: Does::Press(id),
        label: limits::fit(label.as_ref(), limits::LABEL),
    })
}
