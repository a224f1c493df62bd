//! The channels to which threads belong: a message does not say it, and Discord is asked once.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;
use serenity::all::{Channel, ChannelId, Http};

use super::dedup::newest;

/// A thread stays in its channel, so that this could be kept for ever.
const REMEMBERED: Duration = Duration::from_hours(24);
const COUNT: u64 = 20_000;

/// The channels that are known: to which channel a thread belongs, and that others are no threads.
pub(super) struct Threads(Cache<ChannelId, Option<ChannelId>>);

impl Default for Threads {
    fn default() -> Self {
        Self(newest(COUNT, REMEMBERED))
    }
}

impl Threads {
    /// The channel to which a thread belongs; nothing for a channel, and where it cannot be found.
    pub(super) async fn parent(&self, http: &Arc<Http>, channel: ChannelId) -> Option<ChannelId> {
        if let Some(known) = self.0.get(&channel) {
            return known;
        }
        let parent = match http.get_channel(channel).await {
            Ok(Channel::Guild(channel)) => channel.thread_metadata.and(channel.parent_id),
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the channel of a thread could not be found");
                return None;
            }
        };
        self.0.insert(channel, parent);
        parent
    }
}
