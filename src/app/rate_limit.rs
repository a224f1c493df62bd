//! How much each asker may ask in a minute, in any rhythm.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

/// From this many askers on, those that are quiet again are forgotten.
const REMEMBERED: usize = 10_000;

/// So many questions a minute from each of some askers, whom `K` tells apart; all of them may come at once.
pub struct RateLimit<K: Clone + Eq + Hash> {
    limiter: RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock>,
    most: NonZeroU32,
    clock: DefaultClock,
}

impl<K: Clone + Eq + Hash> RateLimit<K> {
    /// So many a minute; at least one.
    pub fn per_minute(count: u32) -> Self {
        let most = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::dashmap(Quota::per_minute(most)),
            most,
            clock: DefaultClock::default(),
        }
    }

    /// Counts a question as `weight` questions, or says how long to wait. As many as there may be in a minute always
    /// fit.
    pub fn count(&self, asker: &K, weight: u32) -> Result<(), Duration> {
        if self.limiter.len() > REMEMBERED {
            self.limiter.retain_recent();
        }
        let weight = NonZeroU32::new(weight).map_or(self.most, |weight| weight.min(self.most));
        match self.limiter.check_key_n(asker, weight) {
            Ok(Err(wait)) => Err(wait.wait_time_from(self.clock.now())),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }
}
