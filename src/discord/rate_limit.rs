//! The number of questions that a user and a server may ask.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

type Limiter = RateLimiter<u64, DefaultKeyedStateStore<u64>, DefaultClock>;

/// From this many users or servers on, those that are quiet again are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts questions by user and by server.
pub(super) struct QuestionLimits {
    users: (Limiter, NonZeroU32),
    servers: (Limiter, NonZeroU32),
    clock: DefaultClock,
}

impl QuestionLimits {
    /// So many questions a minute; all of them may come at once.
    pub(super) fn new(user_per_minute: u32, server_per_minute: u32) -> Self {
        let limiter = |count| {
            let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
            (RateLimiter::dashmap(Quota::per_minute(count)), count)
        };
        Self {
            users: limiter(user_per_minute),
            servers: limiter(server_per_minute),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a question as `weight` questions, or says how long to wait.
    pub(super) fn count(
        &self,
        user: u64,
        server: Option<u64>,
        weight: u32,
    ) -> Result<(), Duration> {
        self.forget_the_quiet();
        let limits = [(&self.users, Some(user)), (&self.servers, server)];
        for ((limiter, most), key) in limits {
            let Some(key) = key else { continue };
            // As many as there may be in a minute always fit.
            let weight = NonZeroU32::new(weight).map_or(*most, |weight| weight.min(*most));
            if let Ok(Err(wait)) = limiter.check_key_n(&key, weight) {
                return Err(wait.wait_time_from(self.clock.now()));
            }
        }
        Ok(())
    }

    fn forget_the_quiet(&self) {
        for (limiter, _) in [&self.users, &self.servers] {
            if limiter.len() > REMEMBERED {
                limiter.retain_recent();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_much_work_counts_as_several() {
        let cooldowns = QuestionLimits::new(5, 100);
        assert!(cooldowns.count(1, Some(9), 3).is_ok());
        assert!(cooldowns.count(1, Some(9), 3).is_err());
        assert!(cooldowns.count(1, Some(9), 2).is_ok());
        assert!(cooldowns.count(2, Some(8), 1_000).is_ok());
        assert!(cooldowns.count(2, Some(9), 1).is_err());
    }

    #[test]
    fn each_user_and_each_server_has_its_own_count() {
        let cooldowns = QuestionLimits::new(2, 3);
        assert!(cooldowns.count(1, Some(9), 1).is_ok());
        assert!(cooldowns.count(1, Some(9), 1).is_ok());
        let wait = cooldowns.count(1, Some(9), 1).unwrap_err();
        assert!(
            wait > Duration::from_secs(20) && wait <= Duration::from_secs(30),
            "{wait:?}"
        );
        assert!(cooldowns.count(2, Some(9), 1).is_ok());
        assert!(cooldowns.count(3, Some(9), 1).is_err());
        assert!(cooldowns.count(3, None, 1).is_ok());
    }
}
