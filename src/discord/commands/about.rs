//! `/documents`, `/help` and `/about`: what can be asked, how, and of whom.

use super::{
    super::{render, turn::Turn},
    Context, Error,
};

/// Lists the documents.
#[poise::command(slash_command)]
pub(super) async fn documents(ctx: Context<'_>) -> Result<(), Error> {
    let turn = Turn::of_command(&ctx.serenity_context().http, ctx.interaction);
    let reply = match ctx.data().shelf(turn.locale) {
        Ok(shelf) => render::documents(shelf.entries(), turn.locale),
        Err(reply) => *reply,
    };
    Ok(turn.say(&reply).await?)
}

/// Says how to ask.
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let turn = Turn::of_command(&ctx.serenity_context().http, ctx.interaction);
    Ok(turn.say(&render::help(turn.locale)).await?)
}

/// Says what this bot is and what it keeps.
#[poise::command(slash_command)]
pub(super) async fn about(ctx: Context<'_>) -> Result<(), Error> {
    let turn = Turn::of_command(&ctx.serenity_context().http, ctx.interaction);
    let reply = match ctx.data().shelf(turn.locale) {
        Ok(shelf) => render::about(&shelf, &ctx.data().config.contact, turn.locale),
        Err(reply) => *reply,
    };
    Ok(turn.say(&reply).await?)
}
