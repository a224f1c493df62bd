//! The turns in which sessions begin: Discord lets a bot begin so many a day, and one every 5 s under each key, of
//! all its processes together.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use serenity::all::{Http, SessionStartLimit};
use tokio::sync::Mutex;

use crate::store::ShardLeases;

/// For so long it is believed what Discord said about its limits.
const BELIEVED: Duration = Duration::from_mins(1);

/// The time in which a connection is usually made: it is begun so long before the turn.
const AHEAD: Duration = Duration::from_secs(1);

/// The time in which a connection must be made.
const CONNECT: Duration = Duration::from_secs(10);

/// The longest pause after a failure; the first one is as long as a look.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The part of the time between two turns after which a turn is missed.
const LATE: u32 = 12;

/// Gives turns to the shards of this process.
pub(super) struct Turns {
    http: Arc<Http>,
    leases: Arc<ShardLeases>,
    limit: Mutex<Option<(Instant, SessionStartLimit)>>,
}

impl Turns {
    pub(super) fn new(http: Arc<Http>, leases: Arc<ShardLeases>) -> Self {
        let limit = Mutex::default();
        Self {
            http,
            leases,
            limit,
        }
    }

    /// Connects, and gives the connection when it is its turn: the session must begin at once.
    pub(super) async fn connected<T, F>(&self, shard: u32, connect: impl Fn() -> F) -> T
    where
        F: Future<Output = serenity::Result<T>>,
    {
        let terms = self.leases.terms();
        let (mut pause, mut ahead) = (terms.look, AHEAD.min(terms.apart));
        loop {
            let turn = self.turn(shard, ahead).await;
            let turn = Instant::now() + turn;
            let early = turn.checked_sub(ahead).unwrap_or(turn);
            tokio::time::sleep_until(early.into()).await;
            let begun = Instant::now();
            let connected = match tokio::time::timeout(CONNECT, connect()).await {
                Ok(Ok(connected)) => connected,
                failed => {
                    let error = failed.map_or_else(
                        |_| "it takes too long".to_owned(),
                        |failed| failed.err().map_or_else(String::new, |e| e.to_string()),
                    );
                    tracing::warn!(shard, %error, "no connection to Discord; it is tried again");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    continue;
                }
            };
            ahead = ahead.max(begun.elapsed() * 2).min(CONNECT);
            tokio::time::sleep_until(turn.into()).await;
            if turn.elapsed() <= terms.apart / LATE {
                self.count().await;
                return connected;
            }
        }
    }

    /// The time until the turn of a shard, which leaves the time to connect. While the store does not answer nobody gives turns: then it is guessed, and
    /// Discord refuses what comes too early.
    async fn turn(&self, shard: u32, from: Duration) -> Duration {
        let key = u64::from(shard) % self.keys().await;
        let leases = Arc::clone(&self.leases);
        let given = tokio::task::spawn_blocking(move || leases.turn(key, from)).await;
        let error = match given {
            Ok(Ok(wait)) => return wait,
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        let apart = self.leases.terms().apart;
        let wait = apart.mul_f64(1.0 + 2.0 * fastrand::f64());
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(shard, %error, wait_ms, "the store gives no turn; a session begins without one");
        wait
    }

    /// The number of sessions that may begin at once. Waits while none may.
    async fn keys(&self) -> u64 {
        loop {
            let mut known = self.limit.lock().await;
            let is_old = |(since, limit): &(Instant, SessionStartLimit)| {
                since.elapsed() > BELIEVED || limit.remaining == 0
            };
            if known.as_ref().is_none_or(is_old) {
                match self.http.get_bot_gateway().await {
                    Ok(gateway) => *known = Some((Instant::now(), gateway.session_start_limit)),
                    Err(error) => tracing::warn!(%error, "Discord does not say its limits"),
                }
            }
            let Some((_, limit)) = known.as_ref() else {
                return 1;
            };
            if limit.remaining > 0 {
                return limit.max_concurrency.max(1);
            }
            let wait = Duration::from_millis(limit.reset_after);
            drop(known);
            let wait_s = wait.as_secs();
            tracing::error!(
                wait_s,
                "Discord lets no more sessions begin today; something restarts the bot again and again"
            );
            tokio::time::sleep(wait.max(self.leases.terms().beat)).await;
        }
    }

    /// Notes that a session begins.
    async fn count(&self) {
        if let Some((_, limit)) = self.limit.lock().await.as_mut() {
            limit.remaining = limit.remaining.saturating_sub(1);
        }
    }
}
