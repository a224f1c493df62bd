//! The client: where Discord is, what the bot may see, and which shards it serves.

use serenity::{
    Client,
    all::{GatewayIntents, Http, HttpBuilder},
};

use super::{
    commands::{Data, Error},
    gateway::RateLimits,
    send::no_pings,
};
use crate::config::{DISCORD, DiscordConfig, Token};

/// What the bot sees beside the interactions that are meant for it: servers, and messages. Of
/// messages that do not mention it, Discord keeps the content back; that, and the list of members,
/// would be privileged.
pub(super) const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// The way to Discord's REST interface.
pub(super) fn http(config: &DiscordConfig, token: &Token) -> Http {
    let builder = HttpBuilder::new(token.expose()).default_allowed_mentions(no_pings());
    if config.api == DISCORD {
        return builder.build();
    }
    // serenity takes another address only without its own rate limiter.
    builder
        .proxy(config.api.clone())
        .ratelimiter_disabled(true)
        .build()
}

/// A client that is ready to be started.
pub(super) async fn client(
    http: Http,
    framework: poise::Framework<Data, Error>,
    limits: RateLimits,
) -> serenity::Result<Client> {
    serenity::client::ClientBuilder::new_with_http(http, INTENTS)
        .framework(framework)
        .event_handler(limits)
        .await
}

/// Connects and stays connected until the shards are shut down.
pub(super) async fn run(client: &mut Client, config: &DiscordConfig) -> serenity::Result<()> {
    match config.shard_range().ok().flatten() {
        Some((range, total)) => client.start_shard_range(range, total).await,
        None => client.start_autosharded().await,
    }
}
