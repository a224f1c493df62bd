//! Deleting: what is too old, and what is about a user. What is deleted is overwritten in the file,
//! and does not stay in the journal either; a server does that in its own time.

use super::{Store, StoreError, YEAR, gaps, replies::FOLLOWED};

/// The numbers of things that were kept about a user, and are no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The number of votes.
    pub votes: u64,
    /// The number of questions without an answer.
    pub gaps: u64,
}

impl Store {
    /// Deletes everything that names a user, of all servers.
    pub fn forget(&self, user: u64) -> Result<Forgotten, StoreError> {
        let forgotten = self.write(|session| {
            let of_user = [user.into()];
            Ok(Forgotten {
                votes: session.execute("DELETE FROM votes WHERE \"user\" = ?1", &of_user)?,
                gaps: session.execute("DELETE FROM gaps WHERE \"user\" = ?1", &of_user)?,
            })
        })?;
        self.empty_journal()?;
        Ok(forgotten)
    }

    /// Deletes what is too old by now.
    pub fn expire(&self, now: i64) -> Result<(), StoreError> {
        self.write(|session| {
            gaps::expire(session, now)?;
            session.execute("DELETE FROM votes WHERE at < ?1", &[(now - YEAR).into()])?;
            let sql = "DELETE FROM replies WHERE at < ?1";
            session.execute(sql, &[(now - FOLLOWED).into()])
        })?;
        // Also where nothing was deleted: so the journal stays short.
        self.empty_journal()
    }

    /// Writes the journal of a file into it and cuts it off. A server looks after its own.
    pub(super) fn empty_journal(&self) -> Result<(), StoreError> {
        if let Some(file) = self.file() {
            file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(())
    }
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
}
