//! Questions that the documents do not answer: as many words of them as the server keeps.

use super::{DAY, GapReports, Store, StoreError, YEAR, session::Session};

/// The number of different questions that are listed, which are the newest.
const LISTED: u64 = 500;

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
        self.write(|session| count(session, server, 1))
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
        self.write(|session| {
            session.execute(
                "INSERT INTO gaps (server, \"user\", question, answer, at)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (answer) DO NOTHING",
                &[
                    server.into(),
                    user.into(),
                    question.into(),
                    answer.into(),
                    now.into(),
                ],
            )
        })?;
        Ok(())
    }

    /// The gaps of a server. What has expired by now is deleted first.
    pub fn gaps(&self, server: u64, now: i64) -> Result<Gaps, StoreError> {
        self.expire(now)?;
        let (counted, kept) = self.read(|session| {
            let counted = session.row(
                "SELECT count FROM gap_counts WHERE server = ?1",
                &[server.into()],
            )?;
            // Of each question as it was asked last, and how often.
            let kept = session.rows(
                "SELECT question, times, at FROM (
                     SELECT question, at, id,
                         count(*) OVER (PARTITION BY lower(question)) AS times,
                         row_number() OVER (
                             PARTITION BY lower(question) ORDER BY at DESC, id DESC
                         ) AS place
                     FROM gaps WHERE server = ?1
                 ) AS asked WHERE place = 1 ORDER BY at DESC, id DESC LIMIT ?2",
                &[server.into(), LISTED.into()],
            )?;
            Ok((counted, kept))
        })?;
        let kept = kept.iter().map(|row| {
            Ok(Gap {
                question: row.text(0)?.to_owned(),
                count: row.count(1)?,
                at: row.number(2)?,
            })
        });
        Ok(Gaps {
            counted: counted.map_or(Ok(0), |row| row.count(0))?,
            kept: kept.collect::<Result<_, StoreError>>()?,
        })
    }
}

fn count(session: &mut Session<'_>, server: u64, more: u64) -> Result<(), StoreError> {
    session.execute(
        "INSERT INTO gap_counts (server, count) VALUES (?1, ?2)
         ON CONFLICT (server) DO UPDATE SET count = gap_counts.count + excluded.count",
        &[server.into(), more.into()],
    )?;
    Ok(())
}

/// Deletes what a server keeps no longer. Where only a number is kept, the deleted texts add to it.
pub(super) fn keep_only(
    session: &mut Session<'_>,
    server: u64,
    gaps: GapReports,
    now: i64,
) -> Result<(), StoreError> {
    const ALL: &str = "DELETE FROM gaps WHERE server = ?1";
    let of_server = [server.into()];
    match gaps {
        GapReports::Off => {
            session.execute(ALL, &of_server)?;
            session.execute("DELETE FROM gap_counts WHERE server = ?1", &of_server)?;
        }
        GapReports::Counts => {
            let deleted = session.execute(ALL, &of_server)?;
            if deleted > 0 {
                count(session, server, deleted)?;
            }
        }
        GapReports::Reported => {
            let sql = "DELETE FROM gaps WHERE server = ?1 AND answer IS NULL";
            session.execute(sql, &of_server)?;
        }
        GapReports::All { .. } => expire(session, now)?,
    }
    Ok(())
}

/// Deletes texts that are too old.
pub(super) fn expire(session: &mut Session<'_>, now: i64) -> Result<(), StoreError> {
    session.execute(
        "DELETE FROM gaps WHERE at < ?1 - coalesce(
             (SELECT CAST(substr(settings.gaps, 5) AS BIGINT) * ?2 FROM settings
              WHERE settings.server = gaps.server AND settings.gaps LIKE 'all:%'),
             ?3)",
        &[now.into(), DAY.into(), YEAR.into()],
    )?;
    Ok(())
}
