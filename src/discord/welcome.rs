//! The first words to a server that the bot was added to: said once, where it may write, to nobody in
//! particular.

use serenity::all::{ChannelId, ChannelType, Guild, GuildChannel, Permissions, UserId};

use super::{
    audience,
    bot::Bot,
    newcomers::Newcomer,
    outgoing::{Outgoing, persistently},
    render,
    rest::Rest,
};
use crate::{app::Audience, locales::Locale, store::Store};

/// A server that the bot was added to longer ago, in seconds, knows it.
const NEW: i64 = 60 * 60;

/// The permissions that the bot needs to say something.
const NEEDED: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES);

/// Notes a server, if the bot came to it just now and may write there.
pub(super) fn note(bot: &Bot, me: UserId, guild: &Guild) {
    let age = bot.storage.now() - guild.joined_at.unix_timestamp();
    let Some(channel) = channel(guild, me).filter(|_| age <= NEW) else {
        return;
    };
    let newcomer = Newcomer {
        server: guild.id,
        channel,
        locale: Locale::of_tag(&guild.preferred_locale),
    };
    bot.newcomers.note(newcomer);
}

/// The channel to say it in: that in which Discord itself greets those who join, or else the first text channel.
fn channel(guild: &Guild, me: UserId) -> Option<ChannelId> {
    let member = guild.members.get(&me)?;
    let may_write =
        |channel: &&GuildChannel| guild.user_permissions_in(channel, member).contains(NEEDED);
    let system = guild
        .system_channel_id
        .and_then(|id| guild.channels.get(&id));
    let mut others: Vec<&GuildChannel> = guild.channels.values().collect();
    others.retain(|channel| channel.kind == ChannelType::Text);
    others.sort_by_key(|channel| (channel.position, channel.id));
    let mut channels = system.into_iter().chain(others);
    channels.find(may_write).map(|channel| channel.id)
}

/// Says it to those that are new and have not heard it before.
pub(super) async fn greet(bot: &Bot, rest: &Rest) {
    if bot.newcomers.is_empty()
        || bot
            .queue
            .library(&Audience::in_direct_messages())
            .snapshot()
            .is_err()
        || !bot.storage.is_lasting()
    {
        return;
    }
    for newcomer in bot.newcomers.take() {
        if let Err(error) = say(bot, rest, newcomer).await {
            tracing::warn!(%error, "the bot could not introduce itself");
        }
    }
}

async fn say(bot: &Bot, rest: &Rest, newcomer: Newcomer) -> anyhow::Result<()> {
    let Newcomer {
        server,
        channel,
        locale,
    } = newcomer;
    // Kept first: to say nothing is better than to say it twice.
    let greet = move |store: &Store, now| store.greet(server.get(), now);
    if !bot.storage.with(greet).await? {
        return Ok(());
    }
    let audience = audience::of_place(Some(server), channel, None);
    let library = bot.queue.library(&audience);
    let reply = render::welcome(&bot.examples(&library, locale).await, locale);
    let send = || async {
        let message = Outgoing::new(&reply, false).by_itself(&format!("w{server}"));
        rest.message(channel, &message).await
    };
    persistently(&bot.metrics, send).await?;
    Ok(())
}
