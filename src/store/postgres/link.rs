//! One connection to the server, with the statements that it has been told.

use std::{collections::HashMap, time::Duration};

use postgres::{Client, Statement, fallible_iterator::FallibleIterator as _, types::ToSql};

use super::ServerError;
use crate::store::values::{Cells, Param};

/// A connection.
pub(in crate::store) struct Link {
    client: Client,
    place: String,
    prepared: HashMap<String, Statement>,
}

impl Link {
    pub(super) fn new(client: Client, place: String) -> Self {
        let prepared = HashMap::new();
        Self {
            client,
            place,
            prepared,
        }
    }

    /// Runs a statement; gives the number of rows that it changed.
    pub(in crate::store) fn execute(
        &mut self,
        sql: &str,
        params: &[Param],
    ) -> Result<u64, ServerError> {
        let statement = self.prepared(sql)?;
        let done = self.client.execute(&statement, &bound(params));
        done.map_err(|error| self.error(&error))
    }

    /// Runs a statement; gives its rows.
    pub(in crate::store) fn rows(
        &mut self,
        sql: &str,
        params: &[Param],
    ) -> Result<Vec<Cells>, ServerError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &bound(params));
        let rows = rows.and_then(|rows| rows.iter().map(Cells::of_postgres).collect());
        rows.map_err(|error| self.error(&error))
    }

    /// Keeps bytes by a statement that is given a text, a number and them.
    pub(super) fn put_bytes(
        &mut self,
        sql: &str,
        text: &str,
        number: i64,
        bytes: &[u8],
    ) -> Result<(), ServerError> {
        let statement = self.prepared(sql)?;
        let done = self.client.execute(&statement, &[&text, &number, &bytes]);
        done.map(drop).map_err(|error| self.error(&error))
    }

    /// The bytes that a statement gives for a text and a number.
    pub(super) fn bytes(
        &mut self,
        sql: &str,
        text: &str,
        number: i64,
    ) -> Result<Option<Vec<u8>>, ServerError> {
        let statement = self.prepared(sql)?;
        let row = self.client.query_opt(&statement, &[&text, &number]);
        let bytes = row.and_then(|row| row.map(|row| row.try_get(0)).transpose());
        bytes.map_err(|error| self.error(&error))
    }

    /// Waits for a notification, at most for so long; says whether there was one.
    pub(super) fn hears(&mut self, at_most: Duration) -> Result<bool, ServerError> {
        let heard = self.client.notifications().timeout_iter(at_most).next();
        let heard = heard.map_err(|error| self.error(&error))?;
        if heard.is_none() && self.is_closed() {
            let place = self.place.clone();
            return Err(ServerError::Lost { place });
        }
        // Several that came at once are one.
        while let Ok(Some(_)) = self.client.notifications().iter().next() {}
        Ok(heard.is_some())
    }

    /// Runs statements that take and give nothing.
    pub(super) fn batch(&mut self, sql: &str) -> Result<(), ServerError> {
        let done = self.client.batch_execute(sql);
        done.map_err(|error| self.error(&error))
    }

    /// Whether nothing can be said over it any more.
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, ServerError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let prepared = self.client.prepare(&sql.replace('?', "$"));
        let statement = prepared.map_err(|error| self.error(&error))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn error(&self, error: &postgres::Error) -> ServerError {
        ServerError::of(&self.place, error)
    }
}

fn bound(params: &[Param]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|param| param as &(dyn ToSql + Sync))
        .collect()
}
