//! `/documents`, `/help` and `/about`: what can be asked, how, and of whom.

use super::{super::render, Context, Error, turn};

/// Lists the documents.
#[poise::command(slash_command)]
pub(super) async fn documents(ctx: Context<'_>) -> Result<(), Error> {
    let turn = turn(ctx).await;
    let reply = match ctx.data().snapshot(turn.locale) {
        Ok(snapshot) => render::documents(snapshot.entries(), turn.locale),
        Err(reply) => *reply,
    };
    Ok(turn.say(&reply).await?)
}

/// Says how to ask.
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let turn = turn(ctx).await;
    let examples = ctx.data().examples(turn.locale).await;
    Ok(turn.say(&render::help(&examples, turn.locale)).await?)
}

/// Says what this bot is and what it keeps.
#[poise::command(slash_command)]
pub(super) async fn about(ctx: Context<'_>) -> Result<(), Error> {
    let turn = turn(ctx).await;
    let reply = match ctx.data().snapshot(turn.locale) {
        Ok(snapshot) => {
            let bot = ctx.data();
            let status = bot.queue.status();
            render::about(&snapshot, &status, &bot.config.contact, &turn.reader(true))
        }
        Err(reply) => *reply,
    };
    Ok(turn.say(&reply).await?)
}
