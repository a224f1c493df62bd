//! The state of the connections to Discord, noted for those who ask whether the bot is well.

use std::{sync::Arc, time::Duration};

use serenity::{
    all::{
        ConnectionStage, EventHandler, RatelimitInfo, ShardId, ShardManager, ShardRunnerInfo,
        Timestamp,
    },
    async_trait,
};

use super::clock::Clock;
use crate::telemetry::{ConnectionChange, Metrics, ShardState};

/// The time between two looks at the connections.
const EVERY: Duration = Duration::from_secs(1);

/// Counts how often the REST interface tells the bot to wait.
pub(super) struct RateLimits(pub(super) Arc<Metrics>);

#[async_trait]
impl EventHandler for RateLimits {
    async fn ratelimit(&self, _met: RatelimitInfo) {
        self.0.rate_limited();
    }
}

/// Looks at the connections until it is aborted, and says when one is lost, and when it is back.
pub(super) async fn watch(shards: Arc<ShardManager>, metrics: Arc<Metrics>, clock: Clock) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let seen: Vec<_> = {
            let runners = shards.runners.lock().await;
            let runners = runners.iter();
            let of = |(id, runner): (&ShardId, &ShardRunnerInfo)| {
                (id.0, state(runner.stage), runner.latency)
            };
            runners.map(of).collect()
        };
        for (shard, change) in metrics.gateway().see(clock.passed(), &seen) {
            tell(shard, change, &clock);
        }
    }
}

fn tell(shard: u32, change: ConnectionChange, clock: &Clock) {
    match change {
        ConnectionChange::Lost(silence) => {
            let silence = i64::try_from(silence.as_secs()).unwrap_or(i64::MAX);
            let since = Timestamp::from_unix_timestamp(clock.now().saturating_sub(silence));
            let since = since.unwrap_or_default();
            tracing::warn!(shard, %since, "the connection to Discord is lost");
        }
        ConnectionChange::Back(lost) => {
            let lost_s = lost.as_secs();
            tracing::info!(shard, lost_s, "the connection to Discord is back");
        }
    }
}

fn state(stage: ConnectionStage) -> ShardState {
    match stage {
        ConnectionStage::Connected => ShardState::Connected,
        ConnectionStage::Disconnected => ShardState::Disconnected,
        _ => ShardState::Connecting,
    }
}
