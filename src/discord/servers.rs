//! Servers that the bot comes to and leaves, and what becomes of their documents.

use serenity::all::{GuildId, Ready, UnavailableGuild};

use super::bot::Bot;

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// A session began: the bot is on these servers of its shard, and on no others.
pub(super) async fn begins(bot: &Bot, ready: &Ready) {
    let (shard, shards) = ready
        .shard
        .map_or((0, 1), |shard| (shard.id.0, shard.total));
    let servers = ready.guilds.iter().map(|guild| guild.id.get());
    bot.servers.begin((shard, shards), servers);
    let queue = bot.queue.clone();
    let kept = blocking(move || queue.shelves().servers()).await;
    let is_of_shard = |server: &u64| (server >> 22) % u64::from(shards.max(1)) == u64::from(shard);
    for server in kept.unwrap_or_default().into_iter().filter(is_of_shard) {
        let is_there = ready.guilds.iter().any(|guild| guild.id.get() == server);
        if is_there {
            comes(bot, server).await;
        } else {
            leaves(bot, server).await;
        }
    }
}

/// The bot is on a server.
pub(super) async fn joins(bot: &Bot, guild: GuildId, shard: u32) {
    bot.servers.add(guild.get(), shard);
    comes(bot, guild.get()).await;
}

/// The bot is no longer on a server, unless that is only away for a while.
pub(super) async fn goes(bot: &Bot, guild: &UnavailableGuild) {
    if guild.unavailable {
        return;
    }
    bot.servers.remove(guild.id.get());
    leaves(bot, guild.id.get()).await;
}

async fn comes(bot: &Bot, server: u64) {
    let queue = bot.queue.clone();
    let came = blocking(move || queue.shelves().comes(server)).await;
    if let Some(Err(error)) = came {
        tracing::error!(%error, server, "the documents of a server are not shown again");
    }
}

async fn leaves(bot: &Bot, server: u64) {
    let (queue, now) = (bot.queue.clone(), bot.storage.now());
    match blocking(move || queue.shelves().leaves(server, now)).await {
        Some(Ok(true)) => {
            let days = bot.grace_days;
            tracing::info!(
                audit = "library",
                server,
                days,
                "the bot left a server; its documents are deleted after these days, unless it comes back"
            );
        }
        Some(Err(error)) => {
            tracing::error!(%error, server, "the documents of a server that the bot left stay");
        }
        Some(Ok(false)) | None => {}
    }
}

/// Deletes what was removed, or left with its server, long enough ago.
pub(super) async fn forget(bot: &Bot, now: i64) {
    let days = i64::try_from(bot.grace_days).unwrap_or(i64::MAX);
    let before = now.saturating_sub(days.saturating_mul(DAY));
    let queue = bot.queue.clone();
    let gone = blocking(move || queue.forget_shelved(before)).await;
    for server in gone.unwrap_or_default() {
        tracing::info!(
            audit = "library",
            server,
            "the documents of a server that the bot left were deleted"
        );
    }
}

/// Does some work where it may wait for a disk.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let done = tokio::task::spawn_blocking(work).await;
    let broken =
        |error: &_| tracing::error!(%error, "work with the documents of a server broke off");
    done.inspect_err(broken).ok()
}
