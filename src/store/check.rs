//! Whether a file can be used: the same questions to it where it is opened and where it is looked at.

use rusqlite::{Connection, TransactionBehavior};

use super::{
    MIGRATIONS, STEPS,
    failure::Failure,
    place::{EMPTIED, Found},
};

/// A thing of a schema: its kind, its name, and the words that made it.
type Thing = (String, String, Option<String>);

/// The facts that were found out about a file before it was opened.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) found: Found,
    /// Whether one has been used before.
    pub(super) was_used: bool,
}

/// Whether every page is whole, the schema is ours, and something can be written. Nothing is. Gives
/// the version of the schema.
pub(super) fn check(connection: &mut Connection, known: Known) -> Result<usize, Failure> {
    is_whole(connection, "integrity_check(1)")?;
    is_ours(connection)?;
    let version = version(connection)?;
    if version == 0 && known.was_used && known.found == Found::File {
        return Err(Failure::Unusable(EMPTIED.to_owned()));
    }
    let behavior = TransactionBehavior::Immediate;
    let trial = connection.transaction_with_behavior(behavior)?;
    trial.pragma_update(None, "user_version", version)?;
    trial.rollback()?;
    Ok(version)
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether `check` finds nothing.
pub(super) fn is_sound(connection: &Connection, check: &str) -> rusqlite::Result<Option<String>> {
    let said: String = connection.query_row(&format!("PRAGMA {check}"), [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

pub(super) fn is_whole(connection: &Connection, check: &str) -> Result<(), Failure> {
    match is_sound(connection, check)? {
        None => Ok(()),
        Some(said) => Err(Failure::Unusable(said)),
    }
}

/// Whether the file is one of this program, of a version that it knows.
pub(super) fn is_ours(connection: &Connection) -> Result<(), Failure> {
    let version = version(connection)?;
    if version > STEPS.len() {
        return Err(Failure::Newer);
    }
    has_our_schema(connection, version)
}

/// Whether the file is one of this program, and not of another that keeps its things so.
fn has_our_schema(connection: &Connection, version: usize) -> Result<(), Failure> {
    let foreign = || Failure::Unusable("it is a database of another program".to_owned());
    let found = schema(connection)?;
    if version == 0 {
        return if found.is_empty() {
            Ok(())
        } else {
            Err(foreign())
        };
    }
    let mut model = Connection::open_in_memory()?;
    MIGRATIONS.to_version(&mut model, version)?;
    let is_there = |thing: &Thing| found.contains(thing);
    if schema(&model)?.iter().all(is_there) {
        Ok(())
    } else {
        Err(foreign())
    }
}

fn schema(connection: &Connection) -> rusqlite::Result<Vec<Thing>> {
    let mut things = connection.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let things = things.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    things.collect()
}
