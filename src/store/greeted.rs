//! The servers to which the bot has introduced itself.

use rusqlite::params;

use super::{Store, StoreError};

impl Store {
    /// Keeps that the bot introduces itself to a server; says whether it is for the first time.
    pub fn greet(&self, server: u64, now: i64) -> Result<bool, StoreError> {
        let connection = self.connection();
        let mut keep = connection
            .prepare_cached("INSERT OR IGNORE INTO greeted (server, at) VALUES (?1, ?2)")?;
        Ok(keep.execute(params![server, now])? == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_greeted_once() {
        let store = Store::in_memory().unwrap();
        assert!(store.greet(1, 0).unwrap() && store.greet(2, 0).unwrap());
        assert!(!store.greet(1, 9).unwrap());
    }
}
