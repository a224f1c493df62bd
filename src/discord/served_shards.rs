//! The shards that a process serves: those that it is told, or that Discord advises, or its share of those that several
//! processes divide.

use std::sync::Arc;

use serenity::all::{Client, ShardManager};

use super::{bot::Bot, connection, handed_framework::Begun, shards::SharedShards};
use crate::{config::DiscordConfig, store::ShardLeases};

/// The shards that this process serves.
pub(super) enum ServedShards {
    /// Those that it opens when it starts.
    Own(Arc<ShardManager>),
    /// Its share of those of all.
    Shared(Box<SharedShards>),
}

impl ServedShards {
    /// None yet.
    pub(super) async fn new(
        bot: &Arc<Bot>,
        leases: Option<ShardLeases>,
        client: &Client,
        framework: Begun,
    ) -> Self {
        // The client has begun it when there is one.
        match leases.zip(framework.get().cloned()) {
            Some((leases, framework)) => {
                let shared = SharedShards::new(Arc::clone(bot), leases, client, framework);
                Self::Shared(Box::new(shared.await))
            }
            None => Self::Own(Arc::clone(&client.shard_manager)),
        }
    }

    /// Connects, and stays connected until the shards are shut down.
    pub(super) async fn run(
        &self,
        client: &mut Client,
        config: &DiscordConfig,
    ) -> serenity::Result<()> {
        match self {
            Self::Own(_) => connection::run(client, config).await,
            Self::Shared(shared) => shared.run().await,
        }
    }

    /// Ends the connections: no shard takes work any more.
    pub(super) async fn shut_down(&self) {
        match self {
            Self::Own(shards) => shards.shutdown_all().await,
            Self::Shared(shared) => shared.give_all_back().await,
        }
    }
}
