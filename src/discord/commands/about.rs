//! `/documents`, `/help` and `/about`: what can be asked, how, and of whom.

use super::{
    super::render,
    context::{Context, Error, responder},
};

/// Lists the documents.
#[poise::command(slash_command)]
pub(super) async fn documents(ctx: Context<'_>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    let library = responder.library(ctx.data(), true);
    let reply = match ctx.data().snapshot(&library, responder.locale) {
        Ok(snapshot) => render::documents(snapshot.entries(), responder.locale),
        Err(reply) => *reply,
    };
    Ok(responder.say(&reply).await?)
}

/// Says how to ask.
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    let library = responder.library(ctx.data(), true);
    let examples = ctx.data().examples(&library, responder.locale).await;
    Ok(responder
        .say(&render::help(&examples, responder.locale))
        .await?)
}

/// Says what this bot is and what it keeps.
#[poise::command(slash_command)]
pub(super) async fn about(ctx: Context<'_>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    let library = responder.library(ctx.data(), true);
    let reply = match ctx.data().snapshot(&library, responder.locale) {
        Ok(snapshot) => {
            let bot = ctx.data();
            let status = library.status();
            render::about(
                &snapshot,
                &status,
                &bot.config.contact,
                &responder.reader(true),
            )
        }
        Err(reply) => *reply,
    };
    Ok(responder.say(&reply).await?)
}
