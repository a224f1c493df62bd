//! The buttons under replies.

use super::{Reader, page::Page, source::locate};
use crate::{
    answer::{Citation, NearHeading},
    app::{After, DocumentRef, Location, Neighbours, OtherEdition, SectionView, Sentences},
    discord::{
        custom_id::{Action, CustomId, Quotes},
        limits,
        reply::{Button, Does},
    },
    store::{GapReports, PagePictures},
};

/// More editions than these have no button.
const MAX_EDITIONS: usize = 3;

/// In the first row under an answer: the section, the other places, what asks on, the same place in
/// other editions, and what opens it in the reader.
pub(super) fn of_answer(
    location: Option<&Location>,
    quotes: Option<Quotes>,
    reader: &Reader,
) -> Vec<Button> {
    let in_editions =
        location.map(|location| editions(&location.editions, quotes.as_ref(), reader));
    let in_newest =
        location.and_then(|location| newer(location.newer.as_ref(), quotes.as_ref(), reader));
    let mut buttons: Vec<Button> = in_newest.into_iter().collect();
    buttons.extend(
        location
            .into_iter()
            .flat_map(|location| of_place(location, reader)),
    );
    buttons.extend(location.and_then(|location| picture(location, reader)));
    buttons.extend(quotes.and_then(|quotes| other_places(quotes, reader)));
    buttons.extend(
        location.and_then(|location| follow_up(&location.document, location.section, reader)),
    );
    buttons.extend(in_editions.unwrap_or_default());
    buttons.extend(open(
        location.and_then(|location| location.link.as_ref()),
        reader,
    ));
    buttons
}

/// Under a place in another edition than that of the answer: the same, with the way back to the quotes.
pub(super) fn of_edition(
    location: &Location,
    back: Option<&Quotes>,
    reader: &Reader,
) -> Vec<Button> {
    let mut buttons: Vec<Button> = newer(location.newer.as_ref(), back, reader)
        .into_iter()
        .collect();
    buttons.extend(of_place(location, reader));
    buttons.extend(follow_up(&location.document, location.section, reader));
    buttons.extend(editions(&location.editions, back, reader));
    buttons.extend(open(location.link.as_ref(), reader));
    buttons
}

/// Shows the page of a quote, where that can be painted.
fn picture(location: &Location, reader: &Reader) -> Option<Button> {
    let is_wanted = reader.pictures != PagePictures::Off && location.printed.is_some();
    let quote = location.quote().filter(|_| is_wanted)?;
    action_button(
        Action::Picture(quote),
        reader.locale.say("button-page"),
        reader,
    )
}

/// The same place in other editions. To the edition that was quoted, the way leads to the quotes.
fn editions(editions: &[OtherEdition], quotes: Option<&Quotes>, reader: &Reader) -> Vec<Button> {
    let buttons = editions.iter().filter_map(|edition| {
        let label = reader.locale.in_language(edition.language)?;
        to_edition(edition, label, quotes, reader)
    });
    buttons.take(MAX_EDITIONS).collect()
}

/// The same place in one other edition.
fn to_edition(
    edition: &OtherEdition,
    label: String,
    quotes: Option<&Quotes>,
    reader: &Reader,
) -> Option<Button> {
    let document = edition.document.clone();
    let before = quotes.filter(|quotes| quotes.first.document == document);
    if let Some(quotes) = before {
        return keeping(quotes.clone(), &label, Action::Quote, reader);
    }
    let Some(paragraph) = edition.paragraph else {
        let action = Action::Section {
            document,
            section: edition.section,
            page: Some(0),
            back: None,
        };
        return action_button(action, label, reader);
    };
    let to = |back| Action::Edition {
        document: document.clone(),
        paragraph,
        back,
    };
    match quotes {
        Some(quotes) => keeping(quotes.clone(), &label, |quotes| to(Some(quotes)), reader),
        None => action_button(to(None), label, reader),
    }
}

/// The same place in the newest edition, with the way back to the quotes.
fn newer(newer: Option<&OtherEdition>, quotes: Option<&Quotes>, reader: &Reader) -> Option<Button> {
    let label = reader.locale.say("button-newer");
    to_edition(newer?, label, quotes, reader)
}

/// In the row below, under an answer to a question: votes, and the way to take it away.
pub(super) fn of_found(reader: &Reader) -> Vec<Button> {
    let mut buttons = votes(reader);
    buttons.extend(below(reader));
    buttons
}

/// Says whether an answer helped, where that is kept.
fn votes(reader: &Reader) -> Vec<Button> {
    let votes = [(true, "👍"), (false, "👎")].into_iter();
    let votes = votes.filter(|_| reader.server.is_some());
    votes
        .filter_map(|(is_up, label)| action_button(Action::Vote { is_up }, label, reader))
        .collect()
}

/// Under a refusal: says that an answer is missing, where that is kept and is not kept anyway.
pub(super) fn of_refusal(reader: &Reader) -> Vec<Button> {
    let is_asked_for = matches!(reader.gaps, GapReports::Counts | GapReports::Reported);
    let report = || action_button(Action::Report, reader.locale.say("button-report"), reader);
    let report = (reader.server.is_some() && is_asked_for).then(report);
    report.flatten().into_iter().chain(below(reader)).collect()
}

/// Asks on, from a section.
fn follow_up(document: &DocumentRef, section: Option<usize>, reader: &Reader) -> Option<Button> {
    let document = document.clone();
    let action = Action::FollowUp { document, section };
    action_button(action, reader.locale.say("button-follow-up"), reader)
}

/// Asks a follow-up alone. What it followed can be read back from here.
pub(super) fn alone(after: &After, reader: &Reader) -> Option<Button> {
    let action = Action::Alone {
        document: after.document.clone(),
        section: after.section,
    };
    action_button(action, reader.locale.say("button-alone"), reader)
}

/// As many of the other places as the id of a button holds.
fn other_places(mut quotes: Quotes, reader: &Reader) -> Option<Button> {
    while !quotes.others.is_empty() {
        let count = [("count", quotes.others.len().into())];
        let label = reader.locale.say_with("button-others", &count);
        if let Some(button) = action_button(Action::Others(quotes.clone()), label, reader) {
            return Some(button);
        }
        quotes.others.pop();
    }
    None
}

/// The way back to a quote, with as many of the others as the id of a button holds.
fn back(quotes: Quotes, reader: &Reader) -> Option<Button> {
    let label = reader.locale.say("button-quote");
    keeping(quotes, &label, Action::Quote, reader)
}

/// A button that knows quotes, with as many of them behind the first as its id holds.
fn keeping(
    mut quotes: Quotes,
    label: &str,
    action: impl Fn(Quotes) -> Action,
    reader: &Reader,
) -> Option<Button> {
    loop {
        if let Some(button) = action_button(action(quotes.clone()), label, reader) {
            return Some(button);
        }
        quotes.others.pop()?;
    }
}

/// Opens a place in the reader.
fn open(link: Option<&String>, reader: &Reader) -> Option<Button> {
    let link = link.filter(|link| limits::len(link) <= limits::LINK)?;
    Some(Button {
        does: Does::Open(link.clone()),
        label: reader.locale.say("button-open"),
    })
}

/// Under everything: the way to show to all what only the asker sees, and to take it away.
pub(super) fn below(reader: &Reader) -> Vec<Button> {
    let share = || action_button(Action::Share, reader.locale.say("button-share"), reader);
    let share = reader.is_private.then(share).flatten();
    share.into_iter().chain(dismiss(reader)).collect()
}

/// Takes a public message away; Discord itself does so with private ones.
pub(in crate::discord) fn dismiss(reader: &Reader) -> Option<Button> {
    let button = || action_button(Action::Dismiss, "✕", reader);
    (!reader.is_private).then(button).flatten()
}

/// The sections that are nearest to a question without an answer.
pub(super) fn of_headings(
    near: &[NearHeading],
    locations: &[Location],
    reader: &Reader,
) -> Vec<Button> {
    let buttons = near.iter().zip(locations).filter_map(|(near, location)| {
        let label = near.label().unwrap_or_else(|| near.title.clone());
        let action = Action::Section {
            document: location.document.clone(),
            section: location.section,
            page: Some(0),
            back: None,
        };
        action_button(action, label, reader)
    });
    buttons.take(limits::ROW).collect()
}

/// The pages before and behind.
pub(super) fn of_pages(
    page: &Page,
    to_page: impl Fn(usize) -> Action,
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
        .filter_map(|(number, label)| {
            action_button(to_page(number), reader.locale.say(label), reader)
        })
        .collect()
}

/// The way back to the quote, the sections beside one, and what asks on from there.
pub(super) fn of_section(
    view: &SectionView,
    quotes: Option<&Quotes>,
    reader: &Reader,
) -> Vec<Button> {
    let sentences = quotes.map(|quotes| quotes.first.sentences);
    let quote = quotes.and_then(|quotes| back(quotes.clone(), reader));
    let mut buttons: Vec<Button> = quote.into_iter().collect();
    buttons.extend(neighbours(&view.document, view.beside, sentences, reader));
    buttons.extend(follow_up(&view.document, view.section, reader));
    buttons.extend(newer(view.newer.as_ref(), None, reader));
    buttons.extend(editions(&view.editions, None, reader));
    buttons.extend(open(view.link.as_ref(), reader));
    buttons
}

fn neighbours(
    document: &DocumentRef,
    beside: Neighbours,
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
            page: Some(0),
            back,
        };
        action_button(action, label, reader)
    })
    .collect()
}

/// The section of a quote or a place; where it is shown whole already, the sections beside it.
fn of_place(location: &Location, reader: &Reader) -> Vec<Button> {
    if location.is_whole {
        return neighbours(
            &location.document,
            location.beside,
            location.sentences,
            reader,
        );
    }
    let action = Action::Section {
        document: location.document.clone(),
        section: location.section,
        page: None,
        back: location.sentences,
    };
    let label = match location.section {
        Some(_) => "button-section",
        None => "button-document",
    };
    let section = action_button(action, reader.locale.say(label), reader);
    section.into_iter().collect()
}

/// A place in each of two editions, each called by its edition.
pub(super) fn of_versions(locations: &[(String, Location)], reader: &Reader) -> Vec<Button> {
    let buttons = locations.iter().filter_map(|(edition, location)| {
        let action = Action::Section {
            document: location.document.clone(),
            section: location.section,
            page: None,
            back: location.sentences,
        };
        action_button(action, edition, reader)
    });
    buttons.collect()
}

/// The way back to the first quote, and the section of each of the other places.
pub(super) fn of_others(
    citations: &[(Citation, Location)],
    quotes: Option<&Quotes>,
    reader: &Reader,
) -> Vec<Button> {
    let sections = citations.iter().filter_map(|(citation, location)| {
        let section = citation.locator.section.as_ref();
        let label = section.map_or_else(
            || locate(&citation.locator, reader.locale),
            |section| {
                format!("{} {}", section.place, section.title)
                    .trim_end()
                    .to_owned()
            },
        );
        let label = Some(label).filter(|label| !label.is_empty());
        let label = label.unwrap_or_else(|| citation.title.clone());
        let action = Action::Section {
            document: location.document.clone(),
            section: location.section,
            page: None,
            back: location.sentences,
        };
        action_button(action, label, reader)
    });
    let quote = quotes.and_then(|quotes| back(quotes.clone(), reader));
    quote.into_iter().chain(sections).collect()
}

/// A button, if all that it must know fits into its id.
pub(super) fn action_button(
    action: Action,
    label: impl AsRef<str>,
    reader: &Reader,
) -> Option<Button> {
    let label = limits::fit(label.as_ref(), limits::LABEL);
    entry(action, &label, reader)
}

/// The same as an entry of a menu, which has room for more.
pub(super) fn entry(action: Action, label: &str, reader: &Reader) -> Option<Button> {
    let asker = reader.asker;
    let custom_id = CustomId { asker, action };
    let text = custom_id.id()?;
    Some(Button {
        does: Does::Tell { custom_id, text },
        label: limits::fit(label, limits::CHOICE),
    })
}
