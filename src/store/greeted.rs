//! The servers to which the bot has introduced itself.

use super::{Store, StoreError};

impl Store {
    /// Keeps that the bot introduces itself to a server; says whether it is for the first time.
    pub fn greet(&self, server: u64, now: i64) -> Result<bool, StoreError> {
        let kept = self.write(|session| {
            session.execute(
                "INSERT INTO greeted (server, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                &[server.into(), now.into()],
            )
        })?;
        Ok(kept == 1)
    }
}
