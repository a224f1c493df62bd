//! How the connections to Discord do, noted for those who ask whether the bot is well.

use std::{sync::Arc, time::Duration};

use serenity::{
    all::{ConnectionStage, EventHandler, RatelimitInfo, ShardManager},
    async_trait,
};

use crate::telemetry::{Metrics, ShardState};

/// How often the connections are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Counts how often the REST interface tells the bot to wait.
pub(super) struct RateLimits(pub(super) Arc<Metrics>);

#[async_trait]
impl EventHandler for RateLimits {
    async fn ratelimit(&self, _met: RatelimitInfo) {
        self.0.rate_limited();
    }
}

/// Looks at the connections until it is aborted.
pub(super) async fn watch(shards: Arc<ShardManager>, metrics: Arc<Metrics>) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let runners = shards.runners.lock().await;
        let mut numbers: Vec<u32> = Vec::with_capacity(runners.len());
        #[expect(clippy::iter_over_hash_type, reason = "each is noted by its number")]
        for (id, runner) in runners.iter() {
            numbers.push(id.0);
            let gateway = metrics.gateway();
            gateway.see(id.0, state(runner.stage), runner.latency);
        }
        metrics.gateway().keep(&numbers);
    }
}

fn state(stage: ConnectionStage) -> ShardState {
    match stage {
        ConnectionStage::Connected => ShardState::Connected,
        ConnectionStage::Disconnected => ShardState::Disconnected,
        _ => ShardState::Connecting,
    }
}
