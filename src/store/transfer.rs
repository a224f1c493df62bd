//! All that is kept, from one database to another: in one transaction, and compared when it is there.

use std::cell::Cell;

use thiserror::Error;

use super::{
    Store, StoreError,
    session::Session,
    values::{Cells, Param},
};

/// So many rows go into a statement.
const ROWS: usize = 200;

/// A table, with its columns and with what orders its rows.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    order: &'static str,
}

const TABLES: [Table; 7] = [
    Table {
        name: "settings",
        columns: &[
            "server",
            "channels",
            "is_private",
            "document",
            "language",
            "is_text",
            "gaps",
            "changed_at",
            "pictures",
        ],
        order: "server",
    },
    Table {
        name: "replies",
        columns: &["question", "answer", "at"],
        order: "question",
    },
    Table {
        name: "votes",
        columns: &["answer", "\"user\"", "server", "is_up", "at"],
        order: "answer, \"user\"",
    },
    Table {
        name: "gaps",
        columns: &["id", "server", "\"user\"", "question", "answer", "at"],
        order: "id",
    },
    Table {
        name: "gap_counts",
        columns: &["server", "count"],
        order: "server",
    },
    Table {
        name: "tallies",
        columns: &["server", "day", "outcome", "document", "count"],
        order: "server, day, outcome, document",
    },
    Table {
        name: "greeted",
        columns: &["server", "at"],
        order: "server",
    },
];

/// The numbers of rows that were copied, table by table.
#[derive(Debug, PartialEq, Eq)]
pub struct Transferred(pub Vec<(&'static str, usize)>);

/// The reason why nothing was copied.
#[derive(Debug, Error)]
pub enum TransferError {
    /// Something is kept there already.
    #[error("there are rows in {table} already, and nothing was copied; name an empty database")]
    NotEmpty {
        /// The table.
        table: &'static str,
    },
    /// The rows there are not those that were copied.
    #[error("the rows of {table} are not what was copied, and nothing was kept")]
    Differs {
        /// The table.
        table: &'static str,
    },
    /// Reading or writing failed.
    #[error("nothing was copied: {0}")]
    Store(#[from] StoreError),
}

impl Store {
    /// Copies all to a database that is empty, in one transaction. Whatever interrupts it, nothing is
    /// changed there.
    pub fn copy_to(&self, target: &Self) -> Result<Transferred, TransferError> {
        let all = self.write(|session| {
            session.freeze()?;
            TABLES.iter().map(|table| rows(session, table)).collect()
        });
        let all: Vec<Vec<Cells>> = all?;
        // What is refused is an error for the transaction, too, which ends as if it had not begun.
        let refused = Cell::new(None);
        let copied = target.write(|session| {
            copy(session, &all).map_err(|error| match error {
                TransferError::Store(error) => error,
                error => {
                    refused.set(Some(error));
                    StoreError::Cell
                }
            })
        });
        if let Some(refused) = refused.take() {
            return Err(refused);
        }
        copied?;
        let counts = TABLES.iter().zip(&all);
        let counts = counts.map(|(table, rows)| (table.name, rows.len()));
        Ok(Transferred(counts.collect()))
    }
}

fn copy(session: &mut Session<'_>, all: &[Vec<Cells>]) -> Result<(), TransferError> {
    for table in &TABLES {
        if !rows(session, table)?.is_empty() {
            return Err(TransferError::NotEmpty { table: table.name });
        }
    }
    for (table, from) in TABLES.iter().zip(all) {
        for part in from.chunks(ROWS) {
            let params: Vec<Param> = part.iter().flat_map(Cells::all).cloned().collect();
            session.execute(&insertion(table, part.len()), &params)?;
        }
        let there = rows(session, table)?;
        if there.len() != from.len() || hash(&there) != hash(from) {
            return Err(TransferError::Differs { table: table.name });
        }
    }
    session.number_on()?;
    Ok(())
}

fn rows(session: &mut Session<'_>, table: &Table) -> Result<Vec<Cells>, StoreError> {
    let Table { name, order, .. } = table;
    let columns = table.columns.join(", ");
    session.rows(
        &format!("SELECT {columns} FROM {name} ORDER BY {order}"),
        &[],
    )
}

/// `INSERT INTO greeted (server, at) VALUES (?1, ?2), (?3, ?4)`
fn insertion(table: &Table, count: usize) -> String {
    let width = table.columns.len();
    let row = |row: usize| {
        let params: Vec<_> = (1..=width)
            .map(|at| format!("?{}", row * width + at))
            .collect();
        format!("({})", params.join(", "))
    };
    let values: Vec<_> = (0..count).map(row).collect();
    let (columns, values) = (table.columns.join(", "), values.join(", "));
    format!("INSERT INTO {} ({columns}) VALUES {values}", table.name)
}

/// A hash of the rows in their order.
fn hash(rows: &[Cells]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for param in rows.iter().flat_map(Cells::all) {
        let (kind, bytes) = match param {
            Param::Number(number) => (b'n', number.to_le_bytes().to_vec()),
            Param::Text(text) => (b't', text.as_bytes().to_vec()),
            Param::Nothing | Param::TooLarge => (b'0', Vec::new()),
        };
        hasher
            .update(&[kind])
            .update(&(bytes.len() as u64).to_le_bytes())
            .update(&bytes);
    }
    hasher.finalize()
}
