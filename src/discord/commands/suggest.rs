//! The suggestions that Discord shows while somebody types: documents, headings, and the sentences
//! that say it best. The value of a choice is the id of the button that would show it.

use std::time::Duration;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::{
    super::{
        admission::{ALL, default_document},
        custom_id::{Action, CustomId, Quotes},
        limits,
    },
    context::{Context, responder},
};
use crate::{
    app::{AskError, Room, Snapshot, Suggestion, Target, has_words, suggest},
    corpus::without_shelf,
    index::{DocumentEntry, IndexError},
    locales::Locale,
};

/// Suggestions that come later than this are for what is no longer there.
const AUTOCOMPLETE_TIMEOUT: Duration = Duration::from_millis(100);

/// So many choices Discord shows.
const ROOM: Room = Room {
    all: limits::CHOICES,
    sentences: 15,
};

/// Documents whose title or id has what was typed, and all of them where the server has a default.
pub(super) async fn documents(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let responder = responder(ctx).await;
    let Ok(snapshot) = responder.library(ctx.data(), true).snapshot() else {
        return CreateAutocompleteResponse::new();
    };
    let choices = snapshot.entries().iter().filter_map(|entry| {
        let title = snapshot.called(entry);
        let name = without_shelf(entry.id.as_str());
        let is_meant = has_words(&title, typed) || has_words(name, typed);
        // A longer id cannot be sent back whole; the beginning of the title finds it too.
        let id = Some(entry.id.as_str()).filter(|id| limits::len(id) <= limits::CHOICE);
        let value = id.map_or_else(
            || limits::head(&title, limits::CHOICE).to_owned(),
            str::to_owned,
        );
        is_meant.then(|| AutocompleteChoice::new(limits::fit(&title, limits::CHOICE), value))
    });
    let all = responder.locale.say("settings-all-documents");
    let is_offered = responder.policy.settings.document.is_some() && has_words(&all, typed);
    let all = is_offered.then(|| AutocompleteChoice::new(all, ALL));
    let choices = all.into_iter().chain(choices);
    CreateAutocompleteResponse::new().set_choices(choices.take(limits::CHOICES).collect())
}

/// Headings that have what was typed, and sentences that say it, of the document that is chosen or
/// of all. Choosing one shows exactly that place.
pub(super) async fn places(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let named = named_document(&ctx);
    let responder = responder(ctx).await;
    let library = responder.library(ctx.data(), true);
    let default = match named {
        Some(_) => None,
        None => default_document(&library, &responder.policy),
    };
    let (typed, asker) = (typed.to_owned(), ctx.interaction.user.id.get());
    let own = Locale::of_tag(&ctx.interaction.locale).language();
    let work = library.work(move |snapshot| {
        let default = default.and_then(|id| snapshot.entry(&id));
        let document = named.map_or(default, |name| snapshot.typed(&name));
        let names_document = document.is_none() && snapshot.has_several();
        let suggestions = suggest(snapshot, document, (&typed, Some(own)), ROOM)?;
        let choices = suggestions.into_iter();
        let choices = choices.filter_map(|found| choice(found, names_document, asker));
        Ok::<_, AskError>(choices.collect())
    });
    let choices = tokio::time::timeout(AUTOCOMPLETE_TIMEOUT, work).await;
    let choices = choices.ok().and_then(Result::ok).unwrap_or_default();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Headings that have what was typed, of documents with several editions: of the one that is chosen, or of all.
/// Choosing one names that section.
pub(super) async fn sections(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let named = named_document(&ctx);
    let typed = typed.to_owned();
    let library = responder(ctx).await.library(ctx.data(), true);
    let work = library.work(move |snapshot| {
        let document = named.and_then(|name| snapshot.typed(&name));
        Ok::<_, AskError>(headings(snapshot, document, &typed)?)
    });
    let choices = tokio::time::timeout(AUTOCOMPLETE_TIMEOUT, work).await;
    let choices = choices.ok().and_then(Result::ok).unwrap_or_default();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// The sections of the newest editions, each as a choice.
fn headings(
    snapshot: &Snapshot,
    document: Option<&DocumentEntry>,
    typed: &str,
) -> Result<Vec<AutocompleteChoice>, IndexError> {
    let revisions = snapshot.app.generation().revisions();
    let works: Vec<_> = match document {
        Some(entry) => vec![revisions.of_document(&entry.id)],
        None => revisions.works().iter().map(Vec::as_slice).collect(),
    };
    let mut choices = Vec::new();
    for newest in works.iter().filter_map(|work| work.first()) {
        let Some(document) = snapshot.document(newest)? else {
            continue;
        };
        let title = (works.len() > 1).then(|| document.title());
        let title = title.map(|title| limits::fit(&title, limits::CHOICE / 3));
        let title = title.map_or_else(String::new, |title| format!(" · {title}"));
        let sections = document.sections.iter();
        let found = sections.filter(|section| has_words(&section.label(), typed));
        choices.extend(found.filter_map(|section| {
            let names = [&section.place, &section.title];
            let mut names = names.into_iter().filter(|name| !name.trim().is_empty());
            let value = names.find(|name| limits::len(name) <= limits::CHOICE)?;
            let room = limits::CHOICE.saturating_sub(limits::len(&title));
            let name = limits::fit(&section.label(), room) + &title;
            Some(AutocompleteChoice::new(name, value.clone()))
        }));
        if choices.len() >= limits::CHOICES {
            break;
        }
    }
    choices.truncate(limits::CHOICES);
    Ok(choices)
}

/// The document that is filled in beside what is typed.
fn named_document(ctx: &Context<'_>) -> Option<String> {
    let options = ctx.interaction.data.options();
    options.iter().find_map(|option| match option.value {
        ResolvedValue::String(name) if option.name == "document" => Some(name.to_owned()),
        _ => None,
    })
}

/// A place as a choice: choosing it sends the id of the button that would show it.
fn choice(suggestion: Suggestion, names_document: bool, asker: u64) -> Option<AutocompleteChoice> {
    let title = names_document.then(|| limits::fit(&suggestion.title, limits::CHOICE / 3));
    let place = suggestion.place.into_iter().chain(title);
    let place = place.fold(String::new(), |place, part| place + " · " + &part);
    let action = match suggestion.target {
        Target::Quote(first) => Action::Quote(Quotes {
            first,
            others: Vec::new(),
        }),
        Target::Section(document, section) => Action::Section {
            document,
            section: Some(section),
            page: Some(0),
            back: None,
        },
    };
    let room = limits::CHOICE.saturating_sub(limits::len(&place));
    let name = limits::fit(&suggestion.text, room) + &place;
    Some(AutocompleteChoice::new(
        name,
        CustomId { asker, action }.id()?,
    ))
}
