//! How the connections to Discord do: one for each shard.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The connections of this process to Discord, as they were last seen.
#[derive(Debug, Default)]
pub struct Gateway {
    shards: Mutex<BTreeMap<u32, Seen>>,
}

/// How a connection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShardState {
    /// It serves.
    Connected,
    /// It is being made, or made again.
    Connecting,
    /// There is none.
    Disconnected,
}

/// A connection, as it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its number.
    pub number: u32,
    /// How it does.
    pub state: ShardState,
    /// How long ago Discord last answered; since it was first seen if it has not yet.
    pub heartbeat_age: Duration,
}

#[derive(Debug)]
struct Seen {
    state: ShardState,
    /// How long Discord took to answer the last heartbeat: another value is another answer.
    latency: Option<Duration>,
    answered: Instant,
}

impl ShardState {
    /// As a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Connecting => "connecting",
            Self::Disconnected => "disconnected",
        }
    }
}

impl Gateway {
    /// Notes how a connection does, and how long Discord took to answer its last heartbeat, where it
    /// has answered. To be called often: the time of an answer is that of the first call that sees it.
    pub fn see(&self, number: u32, state: ShardState, latency: Option<Duration>) {
        self.see_at(Instant::now(), number, state, latency);
    }

    fn see_at(&self, now: Instant, number: u32, state: ShardState, latency: Option<Duration>) {
        let mut shards = self.shards.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = shards.entry(number).or_insert(Seen {
            state,
            latency: None,
            answered: now,
        });
        // A new session says hello before its first heartbeat is due.
        let is_new = state == ShardState::Connected && seen.state != state;
        seen.state = state;
        if is_new || (latency.is_some() && latency != seen.latency) {
            seen.answered = now;
        }
        seen.latency = latency.or(seen.latency);
    }

    /// Forgets the connections that are no more.
    pub fn keep(&self, numbers: &[u32]) {
        let mut shards = self.shards.lock().unwrap_or_else(PoisonError::into_inner);
        shards.retain(|number, _| numbers.contains(number));
    }

    /// All connections.
    pub fn shards(&self) -> Vec<Shard> {
        self.shards_at(Instant::now())
    }

    fn shards_at(&self, now: Instant) -> Vec<Shard> {
        let shards = self.shards.lock().unwrap_or_else(PoisonError::into_inner);
        let shards = shards.iter().map(|(number, seen)| Shard {
            number: *number,
            state: seen.state,
            heartbeat_age: now.saturating_duration_since(seen.answered),
        });
        shards.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_another_latency() {
        let gateway = Gateway::default();
        let begin = Instant::now();
        let after = |seconds: u64| begin + Duration::from_secs(seconds);
        let age = |seconds: u64| gateway.shards_at(after(seconds))[0].heartbeat_age.as_secs();
        let took = |ms: u64| Some(Duration::from_millis(ms));
        gateway.see_at(begin, 0, ShardState::Connecting, None);
        gateway.see_at(after(5), 0, ShardState::Connected, None);
        assert_eq!(age(8), 3, "a new session counts as an answer");
        gateway.see_at(after(10), 0, ShardState::Connected, took(70));
        gateway.see_at(after(20), 0, ShardState::Connected, took(70));
        assert_eq!(age(20), 10, "the same answer, seen twice");
        // The next heartbeat is out, and not answered yet.
        gateway.see_at(after(30), 0, ShardState::Connected, None);
        gateway.see_at(after(31), 0, ShardState::Connected, took(70));
        assert_eq!(age(31), 21, "nothing new");
        gateway.see_at(after(40), 0, ShardState::Connected, took(71));
        assert_eq!(age(41), 1);
        gateway.keep(&[]);
        assert!(gateway.shards().is_empty());
    }
}
