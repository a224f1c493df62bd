//! The reasons why a server does not do what it is asked, in our own words: what it says itself may
//! name the user, and what stands in a row.

use std::error::Error as _;

use postgres::error::SqlState;
use thiserror::Error;

/// The reason why PostgreSQL does not keep or give anything.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The setting is no address of a database.
    #[error(
        "store.url is not the address of a PostgreSQL database: {why}; it must be postgres://user:password@host:5432/name, \
         with what is not a letter or digit in the password written as %40 and so on"
    )]
    Address {
        /// The part that is wrong, without what stands there.
        why: &'static str,
    },
    /// It cannot be reached.
    #[error(
        "{place}, named by store.url, cannot be used now: {cause}; see that PostgreSQL runs there and lets this \
         machine in"
    )]
    Away {
        /// The host and the database.
        place: String,
        /// The cause.
        cause: String,
    },
    /// The connection ended in the middle of a call.
    #[error("{place} ended the connection; see that PostgreSQL runs there")]
    Lost {
        /// The host and the database.
        place: String,
    },
    /// It lets the program not in, or not at its tables.
    #[error("{place} refused store.url: {cause}")]
    Refused {
        /// The host and the database.
        place: String,
        /// The cause, and what helps.
        cause: &'static str,
    },
    /// It can be read and not written.
    #[error(
        "{place}, named by store.url, cannot be written: {cause}; name the server that takes writes, or free \
         some space"
    )]
    ReadOnly {
        /// The host and the database.
        place: String,
        /// The cause.
        cause: &'static str,
    },
    /// A newer version of the program wrote it.
    #[error(
        "{place} was written by a newer version of fundstelle; run that version, or name another database in store.url"
    )]
    Newer {
        /// The host and the database.
        place: String,
    },
    /// It is not a database of this program.
    #[error(
        "{place} cannot be used: {cause}; restore a dump, or name another database in store.url"
    )]
    Unusable {
        /// The host and the database.
        place: String,
        /// The cause.
        cause: &'static str,
    },
    /// Two calls were in each other's way, and may be tried again.
    #[error("{place} is used by others all the time; try again later")]
    Conflict {
        /// The host and the database.
        place: String,
    },
    /// A statement failed.
    #[error("{place} failed with the code {code}, which the manual of PostgreSQL explains")]
    Statement {
        /// The host and the database.
        place: String,
        /// The code that the standard calls SQLSTATE.
        code: String,
    },
}

impl ServerError {
    /// Sorts what a server at a place said.
    pub(super) fn of(place: &str, error: &postgres::Error) -> Self {
        let place = place.to_owned();
        if let Some(code) = error.code() {
            return Self::of_code(place, code);
        }
        if error.is_closed() {
            return Self::Lost { place };
        }
        // Of its kinds of errors it tells no more than their words.
        if error.to_string().starts_with("error communicating") {
            return Self::Lost { place };
        }
        let cause = error.source().map(ToString::to_string);
        let cause = cause.unwrap_or_else(|| "it does not answer as PostgreSQL does".to_owned());
        Self::Away { place, cause }
    }

    fn of_code(place: String, code: &SqlState) -> Self {
        let refused = |place, cause| Self::Refused { place, cause };
        match code.code() {
            "28P01" | "28000" => refused(
                place,
                "it does not know this user with this password; correct store.url, or see pg_hba.conf",
            ),
            "3D000" => refused(
                place,
                "there is no such database; make it with createdb, or correct store.url",
            ),
            "42501" => refused(
                place,
                "the user may not use its tables; make the user the owner of the database",
            ),
            "25006" => Self::ReadOnly {
                place,
                cause: "it is a standby, or set to be read only",
            },
            "53100" => Self::ReadOnly {
                place,
                cause: "its disk is full",
            },
            "40001" | "40P01" | "55P03" => Self::Conflict { place },
            "57P01" | "57P02" | "57P05" | "25P03" => Self::Lost { place },
            "57P03" => Self::away(place, "it is starting or stopping"),
            "53300" => Self::away(place, "it has no connection to spare"),
            "57014" => Self::away(place, "it takes too long"),
            "42P07" | "42P01" | "42703" => Self::Unusable {
                place,
                cause: "its tables are not those of this program",
            },
            code if code.starts_with("08") => Self::Lost { place },
            code => Self::Statement {
                place,
                code: code.to_owned(),
            },
        }
    }

    pub(super) fn away(place: String, cause: &str) -> Self {
        let cause = cause.to_owned();
        Self::Away { place, cause }
    }

    /// Whether the same call may succeed at once.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::Lost { .. })
    }

    /// Whether the server is to blame, and not the call.
    pub(in crate::store) fn is_of_the_server(&self) -> bool {
        !matches!(self, Self::Conflict { .. } | Self::Statement { .. })
    }

    /// Whether what is kept there can still be read.
    pub(in crate::store) fn is_of_writing(&self) -> bool {
        matches!(self, Self::ReadOnly { .. })
    }
}
