//! The answer that belongs to each question that is a message: it follows when the question is
//! edited or deleted. Only numbers of messages are kept, no user and no text.

use super::{DAY, Store, StoreError, values::Cells};

/// For how long an answer follows its question.
pub(super) const FOLLOWED: i64 = 30 * DAY;

impl Store {
    /// Keeps which answer belongs to a question.
    pub fn keep_reply(&self, question: u64, answer: u64, now: i64) -> Result<(), StoreError> {
        self.write(|session| {
            session.execute(
                "INSERT INTO replies (question, answer, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (question) DO UPDATE SET answer = excluded.answer, at = excluded.at",
                &[question.into(), answer.into(), now.into()],
            )
        })?;
        Ok(())
    }

    /// The answer to a question.
    pub fn reply(&self, question: u64) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT answer FROM replies WHERE question = ?1";
        let row = self.read(|session| session.row(sql, &[question.into()]))?;
        row.as_ref().map(answer).transpose()
    }

    /// The answer to a question that is gone; nobody asks for it again.
    pub fn take_reply(&self, question: u64) -> Result<Option<u64>, StoreError> {
        // Most messages of a server are no questions: for those nothing is written.
        if self.reply(question)?.is_none() {
            return Ok(None);
        }
        let sql = "DELETE FROM replies WHERE question = ?1 RETURNING answer";
        let row = self.write(|session| session.row(sql, &[question.into()]))?;
        row.as_ref().map(answer).transpose()
    }
}

fn answer(row: &Cells) -> Result<u64, StoreError> {
    row.count(0)
}
