//! The number of questions that came to each end, without users and without texts.

use super::{DAY, Store, StoreError};

/// The end that a question came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tallied {
    /// This document answered it.
    Answered {
        /// The id of the document of the first citation.
        document: String,
    },
    /// No document says it.
    Refused,
}

/// The questions of a server over some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// The number of those that were answered.
    pub answered: u64,
    /// The number of those that were refused.
    pub refused: u64,
    /// The number of those that each document answered, most first.
    pub documents: Vec<(String, u64)>,
}

impl Store {
    /// Counts a question.
    pub fn tally(&self, server: u64, outcome: &Tallied, now: i64) -> Result<(), StoreError> {
        let (outcome, document) = match outcome {
            Tallied::Answered { document } => ("answered", document.as_str()),
            Tallied::Refused => ("refused", ""),
        };
        let day = now.div_euclid(DAY);
        self.write(|session| {
            session.execute(
                "INSERT INTO tallies (server, day, outcome, document, count)
                 VALUES (?1, ?2, ?3, ?4, 1)
                 ON CONFLICT (server, day, outcome, document) DO UPDATE SET
                 count = tallies.count + 1",
                &[server.into(), day.into(), outcome.into(), document.into()],
            )
        })?;
        Ok(())
    }

    /// The questions of a server over the last so many days; of all days where there is no number.
    pub fn tallies(&self, server: u64, days: Option<i64>, now: i64) -> Result<Tallies, StoreError> {
        let from = days.map_or(i64::MIN, |days| now.div_euclid(DAY) - days + 1);
        let rows = self.read(|session| {
            session.rows(
                "SELECT outcome, document, CAST(sum(count) AS BIGINT) FROM tallies
                 WHERE server = ?1 AND day >= ?2
                 GROUP BY outcome, document ORDER BY sum(count) DESC, document",
                &[server.into(), from.into()],
            )
        })?;
        let mut tallies = Tallies::default();
        for row in rows {
            let (document, count) = (row.text(1)?.to_owned(), row.count(2)?);
            if row.text(0)? == "answered" {
                tallies.answered += count;
                tallies.documents.push((document, count));
            } else {
                tallies.refused += count;
            }
        }
        Ok(tallies)
    }
}
