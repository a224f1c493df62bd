//! What Discord suggests while somebody types: documents, and the sections of one.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::{super::limits, Context};
use crate::corpus::Document;

/// Documents whose title or id has what was typed.
#[allow(clippy::unused_async, reason = "poise wants a future")]
pub(super) async fn documents(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let Ok(shelf) = ctx.data().asking.shelf() else {
        return CreateAutocompleteResponse::new();
    };
    let choices = shelf.entries().iter().filter_map(|entry| {
        let title = entry.title();
        let is_meant = has(title, typed) || has(entry.id.as_str(), typed);
        // A longer id cannot be sent back whole; the beginning of the title finds it too.
        let id = Some(entry.id.as_str()).filter(|id| limits::len(id) <= limits::CHOICE);
        let value = id.map_or_else(
            || limits::head(title, limits::CHOICE).to_owned(),
            str::to_owned,
        );
        is_meant.then(|| AutocompleteChoice::new(limits::fit(title, limits::CHOICE), value))
    });
    CreateAutocompleteResponse::new().set_choices(choices.take(limits::CHOICES).collect())
}

/// Sections whose heading has what was typed. Choosing one asks for that place, so there are none
/// as long as it is open in which document.
pub(super) async fn sections(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let options = ctx.interaction.data.options();
    let named = options.iter().find_map(|option| match option.value {
        ResolvedValue::String(name) if option.name == "document" => Some(name.to_owned()),
        _ => None,
    });
    let typed = typed.to_owned();
    let work = ctx.data().asking.work(move |shelf| {
        let entry = match (&named, shelf.entries()) {
            (Some(name), _) => shelf.typed(name),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let document = entry.map(|entry| shelf.document(&entry.id)).transpose()?;
        let document = document.flatten();
        Ok(document.map_or_else(Vec::new, |document| matching(&document, &typed)))
    });
    let choices = work.await.unwrap_or_default();
    CreateAutocompleteResponse::new().set_choices(choices)
}

fn matching(document: &Document, typed: &str) -> Vec<AutocompleteChoice> {
    let sections = document.sections.iter();
    let choices = sections.filter_map(|section| {
        let name = section.label();
        let place = format!("§ {}", section.number);
        let is_meant = has(&name, typed) || has(&place, typed);
        is_meant.then(|| AutocompleteChoice::new(limits::fit(&name, limits::CHOICE), place))
    });
    choices.take(limits::CHOICES).collect()
}

/// Whether every word that was typed is there, in any case.
fn has(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    let typed = typed.to_lowercase();
    typed.split_whitespace().all(|word| text.contains(word))
}
