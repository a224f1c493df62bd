//! The servers that the bot is on, as far as this process knows them.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The servers that the bot is on, as far as this process serves them.
#[derive(Default)]
pub(super) struct Servers {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Each server with its shard.
    servers: BTreeMap<u64, u32>,
    /// The number of all shards.
    shards: u32,
}

impl Servers {
    /// Whether there is no other server than this one, as far as is known.
    pub(super) fn is_only(&self, server: u64) -> bool {
        let known = self.known();
        // A bot of several shards is on more servers than one process knows.
        known.shards <= 1 && known.servers.keys().all(|other| *other == server)
    }

    /// A shard, of so many, is on these servers and on no others.
    pub(super) fn begin(&self, (shard, shards): (u32, u32), servers: impl Iterator<Item = u64>) {
        let mut known = self.known();
        known.shards = shards;
        known.servers.retain(|_, of| *of != shard);
        known.servers.extend(servers.map(|server| (server, shard)));
    }

    pub(super) fn add(&self, server: u64, shard: u32) {
        self.known().servers.insert(server, shard);
    }

    pub(super) fn remove(&self, server: u64) {
        self.known().servers.remove(&server);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
