//! Who reads an answer on Discord.

use serenity::all::{ChannelId, GuildId};

use crate::app::Audience;

/// All who read in a channel; `thread_of` is the channel that a thread belongs to.
pub(super) fn of_place(
    guild: Option<GuildId>,
    channel: ChannelId,
    thread_of: Option<ChannelId>,
) -> Audience {
    of_server(guild).in_channel(channel.get(), thread_of.map(ChannelId::get))
}

/// All members of a server.
pub(super) fn of_server(guild: Option<GuildId>) -> Audience {
    match guild {
        Some(guild) => Audience::in_server(guild.get()),
        None => Audience::in_direct_messages(),
    }
}
