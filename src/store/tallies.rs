//! The number of questions that came to each end, without users and without texts.

use rusqlite::params;

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
        self.connection().execute(
            "INSERT INTO tallies (server, day, outcome, document, count) VALUES (?1, ?2, ?3, ?4, 1)
             ON CONFLICT DO UPDATE SET count = count + 1",
            params![server, now.div_euclid(DAY), outcome, document],
        )?;
        Ok(())
    }

    /// The questions of a server over the last so many days; of all days where there is no number.
    pub fn tallies(&self, server: u64, days: Option<i64>, now: i64) -> Result<Tallies, StoreError> {
        let from = days.map_or(i64::MIN, |days| now.div_euclid(DAY) - days + 1);
        let connection = self.connection();
        let mut read = connection.prepare_cached(
            "SELECT outcome, document, sum(count) FROM tallies WHERE server = ?1 AND day >= ?2
             GROUP BY outcome, document ORDER BY sum(count) DESC, document",
        )?;
        let mut rows = read.query(params![server, from])?;
        let mut tallies = Tallies::default();
        while let Some(row) = rows.next()? {
            let (outcome, document): (String, String) = (row.get(0)?, row.get(1)?);
            let count: u64 = row.get(2)?;
            if outcome == "answered" {
                tallies.answered += count;
                tallies.documents.push((document, count));
            } else {
                tallies.refused += count;
            }
        }
        Ok(tallies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_counted_by_server_day_and_document() {
        let store = Store::in_memory().unwrap();
        let answered = |document: &str| Tallied::Answered {
            document: document.to_owned(),
        };
        store.tally(1, &answered("b"), 0).unwrap();
        for _ in 0..2 {
            store.tally(1, &answered("a"), 40 * DAY).unwrap();
        }
        store.tally(1, &Tallied::Refused, 40 * DAY).unwrap();
        store.tally(2, &Tallied::Refused, 40 * DAY).unwrap();
        let all = store.tallies(1, None, 40 * DAY).unwrap();
        assert_eq!((all.answered, all.refused), (3, 1));
        assert_eq!(all.documents, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
        let last = store.tallies(1, Some(30), 40 * DAY).unwrap();
        assert_eq!((last.answered, last.refused), (2, 1));
    }
}
