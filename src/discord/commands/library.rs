//! `/library`: the documents that a server keeps for itself, for those who manage it.

use serenity::all::{Attachment, AutocompleteChoice, CreateAutocompleteResponse};

use super::{
    super::{limits, server_documents},
    context::{Context, Error, responder},
};
use crate::app::has_words;

/// Adds, lists and removes documents that only this server sees.
#[poise::command(
    slash_command,
    subcommands("add", "list", "remove"),
    subcommand_required,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
#[allow(
    clippy::unused_async,
    reason = "poise wants a function that can wait; this one is never called"
)]
pub(super) async fn library(_ctx: Context<'_>) -> Result<(), Error> {
    Ok(())
}

/// Adds a document.
#[poise::command(slash_command)]
async fn add(ctx: Context<'_>, file: Attachment, replace: Option<bool>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    let replaces = replace.unwrap_or(false);
    server_documents::add(ctx.data(), &responder, &file, replaces).await
}

/// Lists the documents.
#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    server_documents::list(ctx.data(), &responder).await
}

/// Removes a document.
#[poise::command(slash_command)]
async fn remove(
    ctx: Context<'_>,
    #[autocomplete = "documents"] document: String,
) -> Result<(), Error> {
    let responder = responder(ctx).await;
    server_documents::remove(ctx.data(), &responder, &document).await
}

/// The documents of the server that have what was typed, for those who may remove them.
async fn documents(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let responder = responder(ctx).await;
    let listed = server_documents::listed(ctx.data(), &responder).await;
    let meant = listed.iter().filter(|listed| {
        let title = listed.title.as_deref().unwrap_or_default();
        has_words(&listed.name, typed) || has_words(title, typed)
    });
    let choices = meant.map(|listed| {
        let title = listed.title.iter().map(|title| format!("{title} · "));
        let label: String = title.chain([listed.name.clone()]).collect();
        AutocompleteChoice::new(limits::fit(&label, limits::CHOICE), listed.key.clone())
    });
    CreateAutocompleteResponse::new().set_choices(choices.take(limits::CHOICES).collect())
}
