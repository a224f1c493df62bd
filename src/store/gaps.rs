//! Questions that the documents do not answer: as many words of them as the server keeps.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::{DAY, GapReports, Store, StoreError, YEAR};

/// The number of different questions that are listed, which are the newest.
const LISTED: u32 = 500;

/// A question that the documents do not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// As it was asked last.
    pub question: String,
    /// The number of times that it was asked, whatever the case of its letters.
    pub count: u64,
    /// The time at which it was asked last.
    pub at: i64,
}

/// The gaps of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// The number of those that were counted without keeping a text.
    pub counted: u64,
    /// Those whose text is kept, the newest first.
    pub kept: Vec<Gap>,
}

impl Store {
    /// Counts a gap, without a word of it.
    pub fn count_gap(&self, server: u64) -> Result<(), StoreError> {
        count(&self.connection(), server, 1)
    }

    /// Keeps a question that was refused. `answer` is the message on which its asker pressed the
    /// button: the same question is kept once for each such message.
    pub fn keep_gap(
        &self,
        server: u64,
        user: u64,
        question: &str,
        answer: Option<u64>,
        now: i64,
    ) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT INTO gaps (server, user, question, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (answer) DO NOTHING",
            params![server, user, question, answer, now],
        )?;
        Ok(())
    }

    /// The gaps of a server. What has expired by now is deleted first.
    pub fn gaps(&self, server: u64, now: i64) -> Result<Gaps, StoreError> {
        self.expire(now)?;
        let connection = self.connection();
        let counted = connection
            .query_row(
                "SELECT count FROM gap_counts WHERE server = ?1",
                [server],
                |row| row.get(0),
            )
            .optional()?;
        let mut read = connection.prepare_cached(
            "SELECT question, count(*), max(at) FROM gaps WHERE server = ?1
             GROUP BY lower(question) ORDER BY max(at) DESC, max(id) DESC LIMIT ?2",
        )?;
        let kept = read.query_map(params![server, LISTED], |row| {
            Ok(Gap {
                question: row.get(0)?,
                count: row.get(1)?,
                at: row.get(2)?,
            })
        })?;
        Ok(Gaps {
            counted: counted.unwrap_or(0),
            kept: kept.collect::<Result<_, _>>()?,
        })
    }
}

fn count(connection: &rusqlite::Connection, server: u64, more: usize) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO gap_counts (server, count) VALUES (?1, ?2)
         ON CONFLICT (server) DO UPDATE SET count = count + ?2",
        params![server, more],
    )?;
    Ok(())
}

/// Deletes what a server keeps no longer. Where only a number is kept, the deleted texts add to it.
pub(super) fn keep_only(
    transaction: &Transaction<'_>,
    server: u64,
    gaps: GapReports,
    now: i64,
) -> Result<(), StoreError> {
    let delete = |which: &str| {
        let sql = format!("DELETE FROM gaps WHERE server = ?1 {which}");
        transaction.execute(&sql, [server])
    };
    match gaps {
        GapReports::Off => {
            delete("")?;
            transaction.execute("DELETE FROM gap_counts WHERE server = ?1", [server])?;
        }
        GapReports::Counts => {
            let deleted = delete("")?;
            if deleted > 0 {
                count(transaction, server, deleted)?;
            }
        }
        GapReports::Reported => {
            delete("AND answer IS NULL")?;
        }
        GapReports::All { .. } => {
            expire(transaction, now)?;
        }
    }
    Ok(())
}

/// Deletes texts that are too old.
pub(super) fn expire(connection: &rusqlite::Connection, now: i64) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM gaps WHERE at < ?1 - coalesce(
             (SELECT CAST(substr(gaps, 5) AS INTEGER) * ?2 FROM settings
              WHERE settings.server = gaps.server AND settings.gaps LIKE 'all:%'),
             ?3)",
        params![now, DAY, YEAR],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(store: &Store, now: i64) -> Vec<(String, u64)> {
        let gaps = store.gaps(1, now).unwrap().kept;
        gaps.into_iter()
            .map(|gap| (gap.question, gap.count))
            .collect()
    }

    fn choose(store: &Store, gaps: GapReports) {
        store
            .change_settings(1, 100, |settings| settings.gaps = gaps)
            .unwrap();
    }

    #[test]
    fn texts_go_after_the_days_that_the_server_chose() {
        let store = Store::in_memory().unwrap();
        choose(&store, GapReports::All { days: 7 });
        store.keep_gap(1, 11, "Wo?", None, 100).unwrap();
        store.keep_gap(1, 12, "wo?", None, DAY).unwrap();
        store.keep_gap(2, 11, "Elsewhere", None, 100).unwrap();
        assert_eq!(questions(&store, 7 * DAY), [("wo?".to_owned(), 2)]);
        assert_eq!(questions(&store, 7 * DAY + 101), [("wo?".to_owned(), 1)]);
        assert_eq!(questions(&store, 9 * DAY), []);
        assert_eq!(store.gaps(2, 9 * DAY).unwrap().kept.len(), 1);
        assert_eq!(store.gaps(2, YEAR + 101).unwrap().kept, []);
    }

    #[test]
    fn what_a_server_no_longer_keeps_is_deleted_at_once() {
        let store = Store::in_memory().unwrap();
        choose(&store, GapReports::All { days: 7 });
        store.keep_gap(1, 11, "Wo?", None, 100).unwrap();
        store.keep_gap(1, 11, "Wann?", Some(900), 100).unwrap();
        store.keep_gap(1, 11, "Wann?", Some(900), 100).unwrap();
        choose(&store, GapReports::Reported);
        assert_eq!(questions(&store, 100), [("Wann?".to_owned(), 1)]);
        choose(&store, GapReports::Counts);
        store.count_gap(1).unwrap();
        let gaps = store.gaps(1, 100).unwrap();
        assert_eq!((gaps.counted, gaps.kept.len()), (2, 0));
        choose(&store, GapReports::Off);
        assert_eq!(store.gaps(1, 100).unwrap(), Gaps::default());
    }
}
