//! The program itself, in processes of its own, of which one is killed.

use std::time::Duration;

use fake_discord::Discord;

use super::{super::cluster::Cluster, NAME, config, is_whole, until};
use crate::discord::process::{Process, program};

const SHARDS: u64 = 2;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_served_is_served_within_thirty_seconds() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    drop(cluster.database(NAME));
    let discord = Discord::start().await;
    discord.advises_shards(SHARDS, SHARDS, Duration::from_secs(5));
    let url = cluster.url(NAME);
    let settings = [("FUNDSTELLE_STORE__URL", url.as_str())];
    let mut killed = Process::start(program(), &discord, &settings);
    let long = Duration::from_mins(1);
    until("the process serves", long, async || {
        is_whole(&discord, SHARDS)
    })
    .await;
    let bot = discord.begin(&config(&cluster, &discord, "two"));
    until("they share", long, async || {
        is_whole(&discord, SHARDS) && killed.log().contains("is given back")
    })
    .await;
    // Its own life, long enough to take what another leaves.
    tokio::time::sleep(Duration::from_secs(16)).await;
    killed.kill();
    let lost = until("one is not heard", long, async || {
        !is_whole(&discord, SHARDS)
    })
    .await;
    let took = until("both are heard", long, async || is_whole(&discord, SHARDS)).await;
    let took = lost + took;
    eprintln!("taken over after {took:?}");
    assert!(took < Duration::from_secs(30), "{took:?}");
    bot.stop().await;
    discord.end();
}
