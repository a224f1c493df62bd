//! The answer that belongs to each question that is a message: it follows when the question is
//! edited or deleted. Only numbers of messages are kept, no user and no text.

use rusqlite::{OptionalExtension as _, params};

use super::{DAY, Store, StoreError};

/// For how long an answer follows its question.
pub(super) const FOLLOWED: i64 = 30 * DAY;

impl Store {
    /// Keeps which answer belongs to a question.
    pub fn keep_reply(&self, question: u64, answer: u64, now: i64) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR REPLACE INTO replies (question, answer, at) VALUES (?1, ?2, ?3)",
            params![question, answer, now],
        )?;
        Ok(())
    }

    /// The answer to a question.
    pub fn reply(&self, question: u64) -> Result<Option<u64>, StoreError> {
        let connection = self.connection();
        let mut read =
            connection.prepare_cached("SELECT answer FROM replies WHERE question = ?1")?;
        Ok(read.query_row([question], |row| row.get(0)).optional()?)
    }

    /// The answer to a question that is gone; nobody asks for it again.
    pub fn take_reply(&self, question: u64) -> Result<Option<u64>, StoreError> {
        // Most messages of a server are no questions: for those nothing is written.
        if self.reply(question)?.is_none() {
            return Ok(None);
        }
        let connection = self.connection();
        let mut take = connection
            .prepare_cached("DELETE FROM replies WHERE question = ?1 RETURNING answer")?;
        Ok(take.query_row([question], |row| row.get(0)).optional()?)
    }
}
