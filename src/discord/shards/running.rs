//! The shards that this process serves now, and those that it is about to give back.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::future::join_all;
use tokio::sync::mpsc;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::one::Links;
use crate::store::{HandedSession, ShardLease};

/// The work of serving a shard, with the session that it leaves.
type Serving = AbortOnDropHandle<Option<HandedSession>>;

/// The shards that this process serves.
#[derive(Default)]
pub(super) struct RunningShards(Mutex<BTreeMap<u32, Running>>);

/// A shard that is served.
pub(super) struct Running {
    fence: u64,
    stop: CancellationToken,
    /// Nothing while it is waited for its end.
    serving: Option<Serving>,
}

impl Running {
    /// Begins to serve a shard. It ends with this.
    pub(super) fn start(
        links: Arc<Links>,
        lease: ShardLease,
        total: u32,
        failed: mpsc::UnboundedSender<serenity::Error>,
    ) -> Self {
        let (fence, stop) = (lease.fence, CancellationToken::new());
        let stopped = stop.clone();
        let serving = tokio::spawn(async move {
            match Box::pin(links.serve(&lease, total, &stopped)).await {
                Ok(session) => session,
                Err(error) => {
                    drop(failed.send(error));
                    None
                }
            }
        });
        Self {
            fence,
            stop,
            serving: Some(AbortOnDropHandle::new(serving)),
        }
    }

    fn is_closing(&self) -> bool {
        self.stop.is_cancelled()
    }
}

impl RunningShards {
    /// The shards on which this process has a lease, with its fence.
    pub(super) fn held(&self) -> Vec<(u32, u64)> {
        let running = self.running();
        running.iter().map(|(n, of)| (*n, of.fence)).collect()
    }

    pub(super) fn add(&self, shard: u32, running: Running) {
        self.running().insert(shard, running);
    }

    /// Forgets a shard, unless there is another lease on it by now.
    pub(super) fn remove(&self, (shard, fence): (u32, u64)) {
        let mut running = self.running();
        if running.get(&shard).is_some_and(|of| of.fence == fence) {
            running.remove(&shard);
        }
    }

    /// Ends all shards but these: somebody else has the others. Gives their numbers.
    pub(super) fn lose_all_but(&self, kept: &[u32]) -> Vec<u32> {
        let mut running = self.running();
        let lost: Vec<u32> = running
            .iter()
            .filter(|(shard, of)| !kept.contains(shard) && !of.is_closing())
            .map(|(shard, _)| *shard)
            .collect();
        for shard in &lost {
            if let Some(of) = running.remove(shard) {
                of.stop.cancel();
                // It says goodbye, and nobody waits for that.
                drop(of.serving.map(AbortOnDropHandle::detach));
            }
        }
        lost
    }

    /// The last of the shards that are more than a share, and are not given back yet.
    pub(super) fn more_than(&self, share: usize) -> Vec<u32> {
        let running = self.running();
        let served = running.iter().filter(|(_, of)| !of.is_closing());
        let served: Vec<u32> = served.map(|(shard, _)| *shard).collect();
        for shard in served.iter().skip(share) {
            if let Some(of) = running.get(shard) {
                of.stop.cancel();
            }
        }
        served.into_iter().skip(share).collect()
    }

    /// Ends a shard; gives its lease, and the session that somebody else may take up.
    pub(super) async fn close(&self, shard: u32) -> Option<((u32, u64), Option<HandedSession>)> {
        let (fence, serving) = {
            let mut running = self.running();
            let of = running.get_mut(&shard)?;
            of.stop.cancel();
            (of.fence, of.serving.take()?)
        };
        Some(((shard, fence), serving.await.ok().flatten()))
    }

    /// Ends all shards.
    pub(super) async fn close_all(&self) -> Vec<((u32, u64), Option<HandedSession>)> {
        let shards: Vec<u32> = self.running().keys().copied().collect();
        let closed = shards.into_iter().map(|shard| self.close(shard));
        join_all(closed).await.into_iter().flatten().collect()
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<u32, Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
