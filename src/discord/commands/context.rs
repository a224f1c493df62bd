//! One use of a command: its data and its interaction.

use std::sync::Arc;

use super::super::{bot::Bot, guild_policy::GuildPolicy, interaction::Responder};

/// The data that poise hands to every command.
pub(in crate::discord) type Data = Arc<Bot>;
/// The error of a command.
pub(in crate::discord) type Error = anyhow::Error;
/// A command, as poise knows it.
pub(in crate::discord) type Command = poise::Command<Data, Error>;
/// One use of a command: everything that poise knows about it.
pub(super) type Context<'a> = poise::ApplicationContext<'a, Data, Error>;

/// The interaction of a command, under the rules of its server.
pub(super) async fn responder(ctx: Context<'_>) -> Responder {
    // poise runs commands where the bot does not see that they are in flight.
    let _in_flight = ctx.data().work.token();
    let policy = GuildPolicy::of(&ctx.data().storage, ctx.interaction.guild_id).await;
    let (bot, http) = (ctx.data(), &ctx.serenity_context().http);
    Responder::of_command(bot, http, ctx.interaction).under(policy)
}
