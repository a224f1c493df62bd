//! What is handed to a statement and what it gives, whichever database it is.

use std::error::Error;

use bytes::BytesMut;
use postgres::types::{IsNull, Type, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::StoreError;

/// A value that is handed to a statement.
#[derive(Clone, Debug)]
pub(super) enum Param {
    Number(i64),
    Text(String),
    Nothing,
    /// A number that no column can hold.
    TooLarge,
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Param {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or(Self::TooLarge, Self::Number)
    }
}

impl From<usize> for Param {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Self::TooLarge, Self::Number)
    }
}

impl From<bool> for Param {
    fn from(is: bool) -> Self {
        Self::Number(is.into())
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// The words about a number that no column can hold.
const TOO_LARGE: &str = "a number is too large to be kept";

impl rusqlite::ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Number(number) => ToSqlOutput::from(*number),
            Self::Text(text) => ToSqlOutput::from(text.as_str()),
            Self::Nothing => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::TooLarge => {
                return Err(rusqlite::Error::ToSqlConversionFailure(TOO_LARGE.into()));
            }
        })
    }
}

impl postgres::types::ToSql for Param {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Number(number) => number.to_sql(kind, out),
            // PostgreSQL keeps no text with a zero byte in it.
            Self::Text(text) => text.replace('\0', "\u{fffd}").to_sql(kind, out),
            Self::Nothing => Ok(IsNull::Yes),
            Self::TooLarge => Err(TOO_LARGE.into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT].contains(kind)
    }

    to_sql_checked!();
}

/// A row that a statement gave.
#[derive(Debug)]
pub(super) struct Cells(Vec<Param>);

impl Cells {
    pub(super) fn of_sqlite(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let columns = row.as_ref().column_count();
        let cell = |at| {
            Ok(match row.get_ref(at)? {
                ValueRef::Null => Param::Nothing,
                ValueRef::Integer(number) => Param::Number(number),
                _ => Param::Text(row.get(at)?),
            })
        };
        let cells: rusqlite::Result<_> = (0..columns).map(cell).collect();
        Ok(Self(cells?))
    }

    pub(super) fn of_postgres(row: &postgres::Row) -> Result<Self, postgres::Error> {
        let cell = |(at, column): (usize, &postgres::Column)| {
            Ok(if *column.type_() == Type::INT8 {
                row.try_get::<_, Option<i64>>(at)?.into()
            } else {
                row.try_get::<_, Option<&str>>(at)?.into()
            })
        };
        let cells: Result<_, _> = row.columns().iter().enumerate().map(cell).collect();
        Ok(Self(cells?))
    }

    /// All of them, for another database.
    pub(super) fn all(&self) -> &[Param] {
        &self.0
    }

    pub(super) fn number(&self, at: usize) -> Result<i64, StoreError> {
        match self.0.get(at) {
            Some(Param::Number(number)) => Ok(*number),
            _ => Err(StoreError::Cell),
        }
    }

    /// A number that is never below zero.
    pub(super) fn count(&self, at: usize) -> Result<u64, StoreError> {
        u64::try_from(self.number(at)?).map_err(|_| StoreError::Cell)
    }

    pub(super) fn is(&self, at: usize) -> Result<bool, StoreError> {
        Ok(self.number(at)? != 0)
    }

    pub(super) fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.text_or_nothing(at)?.ok_or(StoreError::Cell)
    }

    pub(super) fn text_or_nothing(&self, at: usize) -> Result<Option<&str>, StoreError> {
        match self.0.get(at) {
            Some(Param::Text(text)) => Ok(Some(text)),
            Some(Param::Nothing) => Ok(None),
            _ => Err(StoreError::Cell),
        }
    }
}
