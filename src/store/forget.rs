//! Deleting: what is too old, and what is about a user. What is deleted is overwritten in the file,
//! and does not stay in the journal either.

use rusqlite::Connection;

use super::{Store, StoreError, YEAR, gaps, replies::FOLLOWED};

/// The numbers of things that were kept about a user, and are no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The number of votes.
    pub votes: usize,
    /// The number of questions without an answer.
    pub gaps: usize,
}

impl Store {
    /// Deletes everything that names a user, of all servers.
    pub fn forget(&self, user: u64) -> Result<Forgotten, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let forgotten = Forgotten {
            votes: transaction.execute("DELETE FROM votes WHERE user = ?1", [user])?,
            gaps: transaction.execute("DELETE FROM gaps WHERE user = ?1", [user])?,
        };
        transaction.commit()?;
        empty_journal(&connection)?;
        Ok(forgotten)
    }

    /// Deletes what is too old by now.
    pub fn expire(&self, now: i64) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        gaps::expire(&transaction, now)?;
        transaction.execute("DELETE FROM votes WHERE at < ?1", [now - YEAR])?;
        transaction.execute("DELETE FROM replies WHERE at < ?1", [now - FOLLOWED])?;
        transaction.commit()?;
        // Also where nothing was deleted: so the journal stays short.
        empty_journal(&connection)
    }
}

/// Writes the journal into the file and cuts it off.
pub(super) fn empty_journal(connection: &Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_user_is_left_in_the_files() {
        const USER: u64 = 0x1122_3344_5566_7788;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.vote(1, 900, USER, true, 0).unwrap();
        store.keep_gap(1, USER, "unforgettable", None, 0).unwrap();
        store.keep_gap(1, 12, "somebody else's", None, 0).unwrap();
        let has = |text: &[u8]| {
            let files = std::fs::read_dir(folder.path()).unwrap();
            let mut files = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
            files.any(|bytes| bytes.windows(text.len()).any(|part| part == text))
        };
        assert!(has(&USER.to_be_bytes()) && has(b"unforgettable"));
        let forgotten = store.forget(USER).unwrap();
        assert_eq!(forgotten, Forgotten { votes: 1, gaps: 1 });
        assert!(!has(&USER.to_be_bytes()) && !has(b"unforgettable"));
        assert!(has(b"somebody else's"));
        assert_eq!(store.forget(USER).unwrap(), Forgotten::default());
        store.expire(YEAR + 1).unwrap();
        assert!(!has(b"somebody else's"));
    }

    #[test]
    fn what_is_old_goes_and_what_is_young_stays() {
        let store = Store::in_memory().unwrap();
        store.keep_reply(1, 2, 0).unwrap();
        store.keep_reply(3, 4, 100).unwrap();
        store.vote(1, 900, 11, true, 0).unwrap();
        store.expire(FOLLOWED + 50).unwrap();
        assert_eq!(store.reply(1).unwrap(), None);
        assert_eq!(store.take_reply(3).unwrap(), Some(4));
        assert_eq!(store.reply(3).unwrap(), None);
        assert_eq!(store.votes(1).unwrap().up, 1);
        store.expire(YEAR + 1).unwrap();
        assert_eq!(store.votes(1).unwrap().up, 0);
    }
}
