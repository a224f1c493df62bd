//! Everything that Discord tells the bot, and what the bot does about it.

use std::sync::Arc;

use poise::{FrameworkContext, FrameworkError};
use serenity::all::{FullEvent, Guild, Http, Interaction};

use super::{
    bot::Bot,
    commands::{Data, Error},
    component, follow_up,
    guild_policy::GuildPolicy,
    incident::{self, caught, guarded},
    interaction::Responder,
    mentions,
    rest::Rest,
    servers, welcome,
};

/// Everything but commands, which poise takes up.
pub(super) async fn on_event(
    framework: FrameworkContext<'_, Data, Error>,
    event: &FullEvent,
) -> Result<(), Error> {
    let bot = framework.user_data;
    let http = &framework.serenity_context.http;
    let rest = Rest::new(http, bot.client.as_ref());
    let _in_flight = bot.work.token();
    match event {
        FullEvent::Ready { data_about_bot } => {
            greeted(framework);
            servers::begins(bot, data_about_bot).await;
            tracing::info!(
                bot = data_about_bot.user.name,
                servers = data_about_bot.guilds.len(),
                shard = data_about_bot.shard.map(|shard| shard.id.0),
                "connected"
            );
        }
        FullEvent::Resume { .. } => {
            greeted(framework);
            tracing::info!("resumed");
        }
        FullEvent::GuildCreate { guild, .. } => joined(framework, guild).await,
        FullEvent::GuildDelete { incomplete, .. } => servers::goes(bot, incomplete).await,
        FullEvent::InteractionCreate { interaction } => {
            on_interaction(bot, http, interaction).await;
        }
        FullEvent::Message { new_message } => {
            let written = mentions::written(bot, framework.bot_id, http, new_message);
            log("a message could not be answered", written.await);
        }
        FullEvent::MessageUpdate { event, .. } => {
            let edited = mentions::edited(bot, framework.bot_id, http, event);
            log(
                "an answer could not follow its question",
                caught(edited).await,
            );
        }
        FullEvent::MessageDelete {
            channel_id,
            deleted_message_id,
            ..
        } => {
            let questions = [*deleted_message_id];
            let deleted = mentions::deleted(bot, &rest, *channel_id, &questions);
            log("an answer could not be removed", caught(deleted).await);
        }
        FullEvent::MessageDeleteBulk {
            channel_id,
            multiple_deleted_messages_ids,
            ..
        } => {
            let deleted = mentions::deleted(bot, &rest, *channel_id, multiple_deleted_messages_ids);
            log("answers could not be removed", caught(deleted).await);
        }
        _ => {}
    }
    Ok(())
}

/// The bot is on a server.
async fn joined(framework: FrameworkContext<'_, Data, Error>, guild: &Guild) {
    let bot = framework.user_data;
    let shard = framework.serenity_context.shard_id.0;
    servers::joins(bot, guild.id, shard).await;
    welcome::note(bot, framework.bot_id, guild);
}

/// Discord began a session, or took one up again.
fn greeted(framework: FrameworkContext<'_, Data, Error>) {
    let bot = framework.user_data;
    let shard = framework.serenity_context.shard_id;
    bot.metrics.gateway().greet(bot.storage.passed(), shard.0);
}

/// Buttons, menus and forms.
async fn on_interaction(bot: &Bot, http: &Arc<Http>, interaction: &Interaction) {
    match interaction {
        Interaction::Component(component) if bot.is_new(component.id.get()) => {
            let policy = GuildPolicy::of(&bot.storage, component.guild_id).await;
            let responder = Responder::of_component(bot, http, component).under(policy);
            guarded(
                bot,
                &responder,
                Box::pin(component::pressed(bot, &responder, component)),
            )
            .await;
        }
        Interaction::Modal(form) if bot.is_new(form.id.get()) => {
            let policy = GuildPolicy::of(&bot.storage, form.guild_id).await;
            let responder = Responder::of_modal(bot, http, form).under(policy);
            guarded(
                bot,
                &responder,
                Box::pin(follow_up::filled(bot, &responder, form)),
            )
            .await;
        }
        // Commands are taken up by poise.
        _ => {}
    }
}

/// Nobody can be told where the bot may not write.
fn log(what: &str, done: anyhow::Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%error, "{what}");
    }
}

/// Whether a command is to be run: not one that came twice.
pub(super) async fn may_run(ctx: poise::Context<'_, Data, Error>) -> bool {
    let poise::Context::Application(interaction) = ctx else {
        return false;
    };
    // Of a command below another, poise asks for both.
    if ctx.invocation_data::<MayRun>().await.is_some() {
        return true;
    }
    let is_new = ctx.data().is_new(interaction.interaction.id.get());
    if is_new {
        ctx.set_invocation_data(MayRun).await;
    }
    is_new
}

/// Noted of a command that is run.
struct MayRun;

/// A failure: logged once, under an id that the user is told.
pub(super) async fn on_error(error: FrameworkError<'_, Data, Error>) {
    match error {
        FrameworkError::Command { error, ctx, .. } => {
            if let Some(responder) = responder(ctx) {
                incident::report(ctx.data(), &responder, &error).await;
            }
        }
        FrameworkError::CommandPanic { payload, ctx, .. } => {
            tell(ctx, &payload.unwrap_or_else(|| "panicked".to_owned())).await;
        }
        FrameworkError::ArgumentParse { error, ctx, .. } => tell(ctx, &error.to_string()).await,
        // A command that came twice is not run twice. What is written to the bot is a question, and no
        // business of the log.
        FrameworkError::CommandCheckFailed { error: None, .. }
        | FrameworkError::UnknownCommand { .. } => {}
        error => tracing::error!(%error, "something failed"),
    }
}

async fn tell(ctx: poise::Context<'_, Data, Error>, error: &str) {
    if let Some(responder) = responder(ctx) {
        incident::tell(ctx.data(), &responder, error).await;
    }
}

fn responder(ctx: poise::Context<'_, Data, Error>) -> Option<Responder> {
    let poise::Context::Application(ctx) = ctx else {
        return None;
    };
    let http = &ctx.serenity_context().http;
    Some(Responder::of_command(ctx.data(), http, ctx.interaction))
}
