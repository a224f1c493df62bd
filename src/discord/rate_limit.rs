//! The number of questions that a user and a server may ask.

use std::time::Duration;

use crate::app::RateLimit;

/// Counts questions by user and by server.
pub(super) struct QuestionLimits {
    users: RateLimit<u64>,
    servers: RateLimit<u64>,
}

impl QuestionLimits {
    /// So many questions a minute; all of them may come at once.
    pub(super) fn new(user_per_minute: u32, server_per_minute: u32) -> Self {
        Self {
            users: RateLimit::per_minute(user_per_minute),
            servers: RateLimit::per_minute(server_per_minute),
        }
    }

    /// Counts a question as `weight` questions, or says how long to wait.
    pub(super) fn count(
        &self,
        user: u64,
        server: Option<u64>,
        weight: u32,
    ) -> Result<(), Duration> {
        self.users.count(&user, weight)?;
        server.map_or(Ok(()), |server| self.servers.count(&server, weight))
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
