//! 👍 and 👎 on answers: one vote of each user on each answer, which may be changed.

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
        let before = self.write(|session| {
            session.lock(answer)?;
            let before = session.row(
                "SELECT is_up FROM votes WHERE answer = ?1 AND \"user\" = ?2",
                &[answer.into(), user.into()],
            )?;
            session.execute(
                "INSERT INTO votes (answer, \"user\", server, is_up, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (answer, \"user\") DO UPDATE SET
                 server = excluded.server, is_up = excluded.is_up, at = excluded.at",
                &[
                    answer.into(),
                    user.into(),
                    server.into(),
                    is_up.into(),
                    now.into(),
                ],
            )?;
            before.map(|row| row.is(0)).transpose()
        })?;
        Ok(match before {
            None => Vote::New,
            Some(before) if before == is_up => Vote::Same,
            Some(_) => Vote::Changed,
        })
    }

    /// The count of the votes of a server.
    pub fn votes(&self, server: u64) -> Result<Votes, StoreError> {
        let row = self.read(|session| {
            session.row(
                "SELECT count(*) FILTER (WHERE is_up <> 0), count(*) FILTER (WHERE is_up = 0)
                 FROM votes WHERE server = ?1",
                &[server.into()],
            )
        })?;
        let row = row.ok_or(StoreError::Cell)?;
        Ok(Votes {
            up: row.count(0)?,
            down: row.count(1)?,
        })
    }
}
