//! 👍 and 👎 on answers: one vote of each user on each answer, which may be changed.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};

/// The count of the votes of a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// The number of votes that found an answer helpful.
    pub up: u64,
    /// The number of votes that did not.
    pub down: u64,
}

/// The outcome of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    /// It is the first one of this user on this answer.
    New,
    /// It takes the place of the opposite one.
    Changed,
    /// The user had voted so already.
    Same,
}

impl Store {
    /// Keeps a vote.
    pub fn vote(
        &self,
        server: u64,
        answer: u64,
        user: u64,
        is_up: bool,
        now: i64,
    ) -> Result<Vote, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let before: Option<bool> = transaction
            .query_row(
                "SELECT is_up FROM votes WHERE answer = ?1 AND user = ?2",
                [answer, user],
                |row| row.get(0),
            )
            .optional()?;
        transaction.execute(
            "INSERT OR REPLACE INTO votes (answer, user, server, is_up, at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![answer, user, server, is_up, now],
        )?;
        transaction.commit()?;
        Ok(match before {
            None => Vote::New,
            Some(before) if before == is_up => Vote::Same,
            Some(_) => Vote::Changed,
        })
    }

    /// The count of the votes of a server.
    pub fn votes(&self, server: u64) -> Result<Votes, StoreError> {
        let votes = self.connection().query_row(
            "SELECT count(*) FILTER (WHERE is_up), count(*) FILTER (WHERE NOT is_up)
             FROM votes WHERE server = ?1",
            [server],
            |row| {
                Ok(Votes {
                    up: row.get(0)?,
                    down: row.get(1)?,
                })
            },
        )?;
        Ok(votes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_one_vote_on_an_answer_and_may_change_it() {
        let store = Store::in_memory().unwrap();
        let vote = |user, is_up| store.vote(1, 900, user, is_up, 0).unwrap();
        assert_eq!(vote(11, true), Vote::New);
        assert_eq!(vote(11, true), Vote::Same);
        assert_eq!(vote(11, false), Vote::Changed);
        assert_eq!(vote(12, true), Vote::New);
        assert_eq!(store.votes(1).unwrap(), Votes { up: 1, down: 1 });
        assert_eq!(store.votes(2).unwrap(), Votes::default());
    }
}
