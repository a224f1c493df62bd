//! The state of the connections to Discord: one for each shard.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Discord wants a sign of life every 41 s and answers it. After this time without an answer a
/// connection is taken to be lost, whatever it says of itself.
const SILENCE: Duration = Duration::from_secs(45);

/// So many new sessions count as answers between two answered heartbeats: Discord, or what stands before
/// it, may greet and hang up, again and again.
const GREETINGS: u8 = 2;

/// The connections of this process to Discord, as they were last seen.
/// Times are given by the caller, as what passed since some moment.
#[derive(Debug, Default)]
pub struct Gateway(Mutex<GatewayState>);

#[derive(Debug, Default)]
struct GatewayState {
    shards: BTreeMap<u32, Seen>,
    /// The shards of all processes, where they share them.
    share: Option<ShardShare>,
    /// The time at which they were last looked at, as the caller says it and by the clock of the machine.
    looked: Option<(Duration, Instant)>,
}

/// The state of a connection.
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
    /// Its state.
    pub state: ShardState,
    /// The time since Discord last answered or, if it has not yet, since the connection was first seen.
    pub heartbeat_age: Duration,
}

/// The shards of this process, out of those that all processes share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShardShare {
    /// The shards of this process.
    pub own: Vec<u32>,
    /// The number of all shards; 0 as long as it is not known.
    pub total: usize,
    /// The number of those that no process serves.
    pub unserved: usize,
    /// The number of processes.
    pub processes: usize,
    /// Whether the store does not say now who serves what.
    pub is_away: bool,
}

/// The change that a connection went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionChange {
    /// It is lost; so long ago Discord last answered.
    Lost(Duration),
    /// It is back; so long it was lost.
    Back(Duration),
}

#[derive(Debug)]
struct Seen {
    state: ShardState,
    /// The time that Discord took to answer the last heartbeat: another value is another answer.
    latency: Option<Duration>,
    answered: Duration,
    /// The number of sessions that counted as answers since the last answered heartbeat.
    greetings: u8,
    health: Health,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    /// It was never well.
    Unknown,
    Well,
    Lost(Duration),
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

impl Shard {
    /// Whether questions come in over it.
    pub fn is_well(&self) -> bool {
        self.state == ShardState::Connected && self.heartbeat_age <= SILENCE
    }
}

impl Seen {
    fn new(now: Duration) -> Self {
        Self {
            state: ShardState::Disconnected,
            latency: None,
            answered: now,
            greetings: 0,
            health: Health::Unknown,
        }
    }

    /// Notes that a session was begun, or taken up again.
    fn greet(&mut self, now: Duration) {
        if self.greetings < GREETINGS {
            self.answered = now;
            self.greetings += 1;
        }
    }

    /// Notes how it does now.
    fn note(
        &mut self,
        now: Duration,
        state: ShardState,
        latency: Option<Duration>,
    ) -> Option<ConnectionChange> {
        self.state = state;
        if latency.is_some() && latency != self.latency {
            self.answered = now;
            self.greetings = 0;
        }
        self.latency = latency.or(self.latency);
        let silence = now.saturating_sub(self.answered);
        let is_well = state == ShardState::Connected && silence <= SILENCE;
        match (self.health, is_well) {
            (Health::Well, false) => {
                self.health = Health::Lost(now);
                Some(ConnectionChange::Lost(silence))
            }
            (Health::Lost(since), true) => {
                self.health = Health::Well;
                Some(ConnectionChange::Back(now.saturating_sub(since)))
            }
            (Health::Unknown, true) => {
                self.health = Health::Well;
                None
            }
            _ => None,
        }
    }
}

impl GatewayState {
    fn forget_others(&mut self) {
        if let Some(share) = &self.share {
            self.shards.retain(|number, _| share.own.contains(number));
        }
    }
}

impl Gateway {
    /// Notes how the connections do, and how long Discord took to answer their last heartbeats, where
    /// it has answered; says what became of them. To be called often: the time of an answer is that of
    /// the first call that sees it. A connection that is not named is none any more. Where shards are shared, those of
    /// others are nothing to this process, though it may have had them a moment ago.
    pub fn see(
        &self,
        now: Duration,
        seen: &[(u32, ShardState, Option<Duration>)],
    ) -> Vec<(u32, ConnectionChange)> {
        let mut state = self.state();
        state.looked = Some((now, Instant::now()));
        for (number, ..) in seen {
            let new = || Seen::new(now);
            state.shards.entry(*number).or_insert_with(new);
        }
        state.forget_others();
        let mut changes = Vec::new();
        for (number, shard) in &mut state.shards {
            let named = seen.iter().find(|(of, ..)| of == number);
            let none = (ShardState::Disconnected, None);
            let (state, latency) = named.map_or(none, |seen| (seen.1, seen.2));
            let change = shard.note(now, state, latency);
            changes.extend(change.map(|change| (*number, change)));
        }
        changes
    }

    /// Notes that Discord began a session, or took one up again.
    pub fn greet(&self, now: Duration, number: u32) {
        let mut state = self.state();
        let shard = state.shards.entry(number);
        shard.or_insert_with(|| Seen::new(now)).greet(now);
    }

    /// Notes which shards of those that are shared are its own.
    pub fn share(&self, share: ShardShare) {
        let mut state = self.state();
        state.share = Some(share);
        state.forget_others();
    }

    /// The shards of all processes, where they share them.
    pub fn shared(&self) -> Option<ShardShare> {
        self.state().share.clone()
    }

    /// All connections.
    pub fn shards(&self) -> Vec<Shard> {
        let state = self.state();
        let Some((looked, at)) = state.looked else {
            return Vec::new();
        };
        let now = looked + at.elapsed();
        let shards = state.shards.iter().map(|(number, seen)| Shard {
            number: *number,
            state: seen.state,
            heartbeat_age: now.saturating_sub(seen.answered),
        });
        shards.collect()
    }

    fn state(&self) -> MutexGuard<'_, GatewayState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use ShardState::{Connected, Connecting};

    use super::*;

    /// The connection of one shard, seen at some second.
    #[derive(Default)]
    struct Watch(Gateway);

    impl Watch {
        fn see(
            &self,
            second: u64,
            state: ShardState,
            latency_ms: Option<u64>,
        ) -> Option<ConnectionChange> {
            let latency = latency_ms.map(Duration::from_millis);
            let now = Duration::from_secs(second);
            let changes = self.0.see(now, &[(0, state, latency)]);
            changes.first().map(|(_, change)| *change)
        }

        fn age(&self) -> u64 {
            self.0.shards()[0].heartbeat_age.as_secs()
        }

        fn is_well(&self) -> bool {
            self.0.shards()[0].is_well()
        }
    }

    #[test]
    fn an_answer_is_told_by_another_latency() {
        let watch = Watch::default();
        watch.see(0, Connecting, None);
        watch.0.greet(Duration::from_secs(5), 0);
        watch.see(8, Connected, None);
        assert_eq!(watch.age(), 3, "a new session counts as an answer");
        watch.see(10, Connected, Some(70));
        watch.see(20, Connected, Some(70));
        assert_eq!(watch.age(), 10, "the same answer, seen twice");
        // The next heartbeat is out, and not answered yet.
        watch.see(30, Connected, None);
        watch.see(31, Connected, Some(70));
        assert_eq!(watch.age(), 21, "nothing new");
        watch.see(40, Connected, Some(71));
        watch.see(41, Connected, Some(71));
        assert_eq!(watch.age(), 1);
    }

    #[test]
    fn a_connection_that_is_lost_is_told_once_and_so_is_its_return() {
        let watch = Watch::default();
        assert_eq!(
            watch.see(0, Connecting, None),
            None,
            "not lost: it never was"
        );
        assert_eq!(watch.see(1, Connected, None), None);
        assert_eq!(watch.see(41, Connected, Some(70)), None);
        let silent_for = |seconds| Some(ConnectionChange::Lost(Duration::from_secs(seconds)));
        assert_eq!(watch.see(60, Connecting, None), silent_for(19));
        assert_eq!(watch.see(61, Connecting, None), None, "told once");
        // No shard runs while another one is being begun.
        assert_eq!(watch.0.see(Duration::from_secs(70), &[]), []);
        assert!(!watch.is_well());
        let back = Some(ConnectionChange::Back(Duration::from_secs(20)));
        assert_eq!(watch.see(80, Connected, None), back);
        assert!(watch.is_well());
    }

    #[test]
    fn a_connection_that_is_silent_is_lost_though_it_says_otherwise() {
        let watch = Watch::default();
        watch.see(0, Connected, None);
        watch.see(41, Connected, Some(70));
        assert_eq!(watch.see(85, Connected, Some(70)), None);
        assert!(watch.is_well());
        let lost = Some(ConnectionChange::Lost(Duration::from_secs(46)));
        assert_eq!(watch.see(87, Connected, Some(70)), lost);
        assert!(!watch.is_well());
        // It was taken up again, which the client does not say of it.
        watch.0.greet(Duration::from_secs(90), 0);
        let back = Some(ConnectionChange::Back(Duration::from_secs(4)));
        assert_eq!(watch.see(91, Connected, Some(70)), back);
    }

    #[test]
    fn a_shard_that_is_given_away_is_no_loss() {
        let watch = Watch::default();
        let share = |own: &[u32]| ShardShare {
            own: own.to_vec(),
            total: 2,
            ..ShardShare::default()
        };
        watch.0.share(share(&[0, 1]));
        let second = Duration::from_secs;
        let both = [(0, Connected, None), (1, Connected, None)];
        assert_eq!(watch.0.see(second(1), &both), []);
        assert_eq!(watch.0.shards().len(), 2);
        watch.0.share(share(&[0]));
        // It is seen once more, as it was a moment ago.
        assert_eq!(watch.0.see(second(2), &both), []);
        assert_eq!(watch.0.see(second(3), &both[..1]), []);
        assert_eq!(watch.0.shards().len(), 1);
        let lost = Some(ConnectionChange::Lost(second(4)));
        assert_eq!(watch.see(5, Connecting, None), lost, "its own is still one");
    }

    #[test]
    fn to_be_greeted_and_hung_up_on_is_no_connection() {
        let watch = Watch::default();
        watch.see(0, Connected, None);
        watch.see(41, Connected, Some(70));
        // Discord says hello each time, and answers no heartbeat.
        for second in (42..120).step_by(4) {
            watch.see(second, Connecting, None);
            watch.see(second + 2, Connected, None);
            watch.0.greet(Duration::from_secs(second + 3), 0);
        }
        assert!(!watch.is_well(), "{} s", watch.age());
        watch.see(121, Connected, Some(72));
        assert!(watch.is_well());
    }
}
