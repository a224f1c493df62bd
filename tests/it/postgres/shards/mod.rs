//! Shards of one bot on several processes: each is served once, whoever comes, goes or dies.

mod leases;
mod processes;
mod serving;

use std::time::{Duration, Instant};

use fake_discord::Discord;
use fundstelle::{config::Config, store::LeaseTerms};

use super::cluster::Cluster;
use crate::discord::corpus;

/// The name of the database.
pub(super) const NAME: &str = "shared";

/// Times in which a test can wait for a lease to run out.
pub(super) const TERMS: LeaseTerms = LeaseTerms {
    runs: Duration::from_secs(3),
    beat: Duration::from_millis(500),
    look: Duration::from_millis(150),
    apart: Duration::from_millis(600),
    resumable: Duration::from_mins(1),
};

/// The settings of a process with a data directory of its own.
fn config(cluster: &Cluster, discord: &Discord, name: &str) -> Config {
    let mut config = corpus::config(discord);
    let data = discord.data().join(name);
    std::fs::create_dir_all(&data).unwrap();
    let index = data.join("index");
    if !index.exists() {
        std::os::unix::fs::symlink(discord.data().join("index"), index).unwrap();
    }
    config.data = data;
    config.store.url = cluster.url(NAME).into();
    config
}

/// Waits until something holds.
pub(super) async fn until(
    what: &str,
    within: Duration,
    mut holds: impl AsyncFnMut() -> bool,
) -> Duration {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < within, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    begun.elapsed()
}

/// Whether each of so many shards is heard by one.
pub(super) fn is_whole(discord: &Discord, shards: u64) -> bool {
    discord
        .served()
        .into_iter()
        .eq((0..shards).map(|shard| (shard, 1)))
}
