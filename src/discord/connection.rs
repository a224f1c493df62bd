//! The client: where Discord is, what the bot may see, and which shards it serves.

use std::time::SystemTime;

use serenity::{
    Client,
    all::{GatewayIntents, Http, HttpBuilder},
};

use super::{
    commands::{Data, Error},
    gateway::RateLimits,
    handed_framework::HandedFramework,
    outgoing::no_pings,
};
use crate::config::{DISCORD, DiscordConfig, Secret};

/// The intents of the bot: it sees, beside the interactions that are meant for it, servers and
/// messages. Of messages that do not mention it, Discord keeps the content back; that, and the list
/// of members, would be privileged.
pub(super) const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// The way to Discord's REST interface.
pub(super) fn http(config: &DiscordConfig, token: &Secret) -> Http {
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

/// serenity remembers what Discord said about limits, and does so for every interaction that was ever
/// answered. What says nothing any more is forgotten here.
pub(super) async fn forget_old_limits(http: &Http, now: SystemTime) {
    let Some(limiter) = &http.ratelimiter else {
        return;
    };
    let routes = limiter.routes();
    routes.write().await.retain(|_, limit| {
        // One that is held is waited for.
        let limit = limit.try_lock();
        limit.map_or(true, |limit| limit.reset().is_some_and(|reset| reset > now))
    });
}

/// A client that is ready to be started.
pub(super) async fn client(
    http: Http,
    framework: HandedFramework<poise::Framework<Data, Error>>,
    limits: RateLimits,
) -> serenity::Result<Client> {
    serenity::client::ClientBuilder::new_with_http(http, INTENTS)
        .framework(framework)
        .event_handler(limits)
        .await
}

/// Connects and stays connected until the shards are shut down.
pub(super) async fn run(client: &mut Client, config: &DiscordConfig) -> serenity::Result<()> {
    match config.shard_range() {
        Some((range, total)) => client.start_shard_range(range, total).await,
        None => client.start_autosharded().await,
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use serenity::{all::InteractionId, http::Route};

    use super::*;

    #[tokio::test]
    async fn limits_that_say_nothing_are_forgotten_and_those_in_use_are_kept() {
        let http = Http::new("a.b.c");
        let routes = http.ratelimiter.as_ref().unwrap().routes();
        for id in 1..=1_000 {
            let route = Route::InteractionResponse {
                interaction_id: InteractionId::new(id),
                token: "token",
            };
            routes
                .write()
                .await
                .entry(route.ratelimiting_bucket())
                .or_default();
        }
        assert_eq!(routes.read().await.len(), 1_000);
        let used = routes.read().await.values().next().cloned().unwrap();
        let held = used.lock().await;
        forget_old_limits(&http, UNIX_EPOCH).await;
        assert_eq!(routes.read().await.len(), 1);
        drop(held);
        forget_old_limits(&http, UNIX_EPOCH).await;
        assert!(routes.read().await.is_empty());
    }
}
