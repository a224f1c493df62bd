//! The statements of a call, to whichever database it is. Both understand the same ones: numbers
//! are 64 bits, a yes is 1, and parameters are `?1`, `?2`.

use rusqlite::{Connection, ToSql, params_from_iter};

use super::{
    StoreError,
    postgres::Link,
    values::{Cells, Param},
};

/// A database for the length of a call.
pub(super) enum Session<'a> {
    Sqlite(&'a Connection),
    Postgres(&'a mut Link),
}

impl Session<'_> {
    /// Runs a statement; gives the number of rows that it changed.
    pub(super) fn execute(&mut self, sql: &str, params: &[Param]) -> Result<u64, StoreError> {
        fit(params)?;
        match self {
            Self::Sqlite(connection) => {
                let params = params.iter().map(|param| param as &dyn ToSql);
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.execute(params_from_iter(params))? as u64)
            }
            Self::Postgres(link) => Ok(link.execute(sql, params)?),
        }
    }

    /// Runs a statement; gives its rows.
    pub(super) fn rows(&mut self, sql: &str, params: &[Param]) -> Result<Vec<Cells>, StoreError> {
        fit(params)?;
        match self {
            Self::Sqlite(connection) => {
                let params = params.iter().map(|param| param as &dyn ToSql);
                let mut statement = connection.prepare_cached(sql)?;
                let rows = statement.query_map(params_from_iter(params), Cells::of_sqlite)?;
                Ok(rows.collect::<Result<_, _>>()?)
            }
            Self::Postgres(link) => Ok(link.rows(sql, params)?),
        }
    }

    /// The first of its rows.
    pub(super) fn row(&mut self, sql: &str, params: &[Param]) -> Result<Option<Cells>, StoreError> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// Waits until no other process works at the same server or answer, to the end of the
    /// transaction. In a file only one writes anyway.
    pub(super) fn lock(&mut self, id: u64) -> Result<(), StoreError> {
        if let Self::Postgres(link) = self {
            link.execute("SELECT 1 FROM pg_advisory_xact_lock(?1)", &[id.into()])?;
        }
        Ok(())
    }

    /// From now on sees what stands there now, whatever others write. In a file nobody else does.
    pub(super) fn freeze(&mut self) -> Result<(), StoreError> {
        if let Self::Postgres(link) = self {
            link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", &[])?;
        }
        Ok(())
    }

    /// Numbers new gaps on from those that were copied. A file does so by itself.
    pub(super) fn number_on(&mut self) -> Result<(), StoreError> {
        if let Self::Postgres(link) = self {
            link.execute(
                "SELECT setval(pg_get_serial_sequence('gaps', 'id'),
                               (SELECT coalesce(max(id), 0) + 1 FROM gaps), false)",
                &[],
            )?;
        }
        Ok(())
    }
}

/// Whether columns can hold what a statement is given.
fn fit(params: &[Param]) -> Result<(), StoreError> {
    let is_too_large = |param| matches!(param, &Param::TooLarge);
    if params.iter().any(is_too_large) {
        return Err(StoreError::TooLarge);
    }
    Ok(())
}
