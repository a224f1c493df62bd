//! The tables on the server, and the steps that bring them to the present. Of several processes that
//! start at once, one takes the steps, and the others wait.

use super::{ServerError, link::Link};

/// Every step from nothing to the present schema, oldest first. A step that was released is never
/// changed.
const STEPS: [&str; 3] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
];

/// The number of the lock that whoever takes steps holds: "Fundstel".
const LOCK: i64 = 0x4675_6e64_7374_656c;

/// The fault of a database that says nothing where it did before.
const EMPTIED: &str = "it is empty, and was not before";

/// The words about a server that takes no writes.
const STANDBY: &str = "it is a standby, or set to be read only";

/// The versions of the schema: that on the server, if there is one, and the present one. Nothing is
/// changed.
pub(in crate::store) fn look(link: &mut Link) -> Result<(Option<usize>, usize), ServerError> {
    // to_regclass would not see a table that another process has made since the transaction began.
    let sql = "SELECT oid::bigint FROM pg_class
               WHERE relname = 'fundstelle_schema' AND pg_table_is_visible(oid)";
    if link.rows(sql, &[])?.is_empty() {
        return Ok((None, STEPS.len()));
    }
    let rows = link.rows("SELECT max(version) FROM fundstelle_schema", &[])?;
    let version = rows.first().and_then(|row| row.count(0).ok());
    let version = version.and_then(|version| usize::try_from(version).ok());
    let place = link.place().to_owned();
    match version {
        None => Err(ServerError::Unusable {
            place,
            cause: "it does not say its version",
        }),
        Some(version) if version > STEPS.len() => Err(ServerError::Newer { place }),
        version => Ok((version, STEPS.len())),
    }
}

/// Whether the schema is the present one and can be written.
pub(in crate::store) fn present(link: &mut Link) -> Result<(), ServerError> {
    let (version, present) = look(link)?;
    if version == Some(present) {
        return Ok(());
    }
    Err(ServerError::Unusable {
        place: link.place().to_owned(),
        cause: match version {
            None => EMPTIED,
            Some(_) => "its schema is an older one",
        },
    })
}

/// Brings the schema to the present. Where something was kept before, it is not begun anew.
pub(in crate::store) fn prepare(link: &mut Link, may_be_new: bool) -> Result<(), ServerError> {
    let place = link.place().to_owned();
    let sql = "SELECT current_setting('transaction_read_only')";
    let state = link.rows(sql, &[])?;
    let is_read_only = state
        .first()
        .is_some_and(|row| row.text(0).is_ok_and(|said| said == "on"));
    if is_read_only {
        let cause = STANDBY;
        return Err(ServerError::ReadOnly { place, cause });
    }
    match look(link)? {
        (Some(version), present) if version == present => return Ok(()),
        (None, _) if !may_be_new => {
            let cause = EMPTIED;
            return Err(ServerError::Unusable { place, cause });
        }
        _ => {}
    }
    link.batch("BEGIN; SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '60s'")?;
    match steps(link) {
        Ok(()) => link.batch("COMMIT"),
        Err(error) => {
            drop(link.batch("ROLLBACK"));
            Err(error)
        }
    }
}

fn steps(link: &mut Link) -> Result<(), ServerError> {
    link.execute("SELECT 1 FROM pg_advisory_xact_lock(?1)", &[LOCK.into()])?;
    // Another may have been first.
    let (done, _) = look(link)?;
    if done.is_none() {
        link.batch("CREATE TABLE fundstelle_schema (version BIGINT NOT NULL)")?;
    }
    for (step, sql) in STEPS.iter().enumerate().skip(done.unwrap_or(0)) {
        link.batch(sql)?;
        let sql = "INSERT INTO fundstelle_schema (version) VALUES (?1)";
        link.execute(sql, &[(step + 1).into()])?;
    }
    Ok(())
}
