//! The address of a server, which is a secret: only its host and the name of the database are shown.

use std::{fmt, path::PathBuf, time::Duration};

use postgres::{Config, config::Host};

use super::{ServerError, link::Link, tls::Tls};

/// The time in which a connection must be made.
const CONNECT: Duration = Duration::from_secs(3);

/// The time after which a connection is given up on which nothing arrives any more.
const SILENCE: Duration = Duration::from_secs(5);

/// Begins each connection: no statement, no lock and no open transaction holds anybody up for long.
const LIMITS: &str = "SET statement_timeout = '5s'; SET lock_timeout = '3s'; \
                      SET idle_in_transaction_session_timeout = '30s'";

/// Begins each connection over which an index is shared: its statements carry more, and the server notices soon that a
/// process is gone.
const SHARING_LIMITS: &str = "SET statement_timeout = '60s'; SET tcp_keepalives_idle = 5; \
                              SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; \
                              SET tcp_user_timeout = '20s'";

/// The connections over which files are fetched, besides that of a builder and that on which news are heard.
const SHARING_CONNECTIONS: usize = 1;

/// A database on a server.
#[derive(Clone)]
pub struct PostgresServer {
    config: Box<Config>,
    tls: Tls,
    place: String,
    connections: usize,
    is_for_sharing: bool,
}

impl fmt::Debug for PostgresServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl PostgresServer {
    /// Reads an address such as `postgres://user:password@host:5432/name`.
    pub fn new(url: &str, connections: usize) -> Result<Self, ServerError> {
        let wrong = |why| ServerError::Address { why };
        let is_url = url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !is_url {
            return Err(wrong("it does not begin with postgres://"));
        }
        let (url, authorities) = without_authorities(url);
        let read: Result<Config, _> = url.parse();
        let mut config = read.map_err(|_| wrong("a part of it cannot be read"))?;
        if config.get_hosts().is_empty() {
            return Err(wrong("it names no host"));
        }
        if config.get_dbname().is_none() {
            return Err(wrong("it names no database"));
        }
        config
            .application_name("fundstelle")
            .connect_timeout(CONNECT)
            .tcp_user_timeout(SILENCE);
        Ok(Self {
            place: place(&config),
            tls: Tls::new(authorities.as_deref()).map_err(wrong)?,
            config: Box::new(config),
            connections: connections.max(1),
            is_for_sharing: false,
        })
    }

    /// The host and the name of the database.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The same database for what moves an index.
    pub(super) fn for_sharing(&self) -> Self {
        let mut same = self.clone();
        same.is_for_sharing = true;
        same.connections = SHARING_CONNECTIONS;
        let config = &mut same.config;
        // A connection that was cut is noticed while an answer is waited for, too.
        config
            .keepalives_idle(SILENCE)
            .keepalives_interval(SILENCE)
            .keepalives_retries(3);
        same
    }

    /// The number of connections that may be open.
    pub(super) fn connections(&self) -> usize {
        self.connections
    }

    /// The same with another number of connections.
    pub(super) fn with_connections(&self, connections: usize) -> Self {
        Self {
            connections,
            ..self.clone()
        }
    }

    /// Opens a connection. Blocks, and must not be called where others wait.
    pub(super) fn connect(&self) -> Result<Link, ServerError> {
        let connected = self.config.connect(self.tls.clone());
        let started = connected.and_then(|mut client| {
            client.batch_execute(LIMITS)?;
            if self.is_for_sharing {
                client.batch_execute(SHARING_LIMITS)?;
            }
            Ok(client)
        });
        match started {
            Ok(client) => Ok(Link::new(client, self.place.clone())),
            Err(error) => Err(match ServerError::of(&self.place, &error) {
                ServerError::Lost { place } => ServerError::away(place, "it ends the connection"),
                error => error,
            }),
        }
    }
}

/// The address without what the client does not know: the file with the authorities, and the words
/// for a certificate that is checked, which it is in any case.
fn without_authorities(url: &str) -> (String, Option<PathBuf>) {
    let Some((base, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let mut authorities = None;
    let mut kept = Vec::new();
    for part in query.split('&') {
        match part.split_once('=') {
            Some(("sslrootcert", path)) => {
                let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
                authorities = Some(PathBuf::from(path.into_owned()));
            }
            Some(("sslmode", "verify-ca" | "verify-full")) => kept.push("sslmode=require"),
            _ => kept.push(part),
        }
    }
    (format!("{base}?{}", kept.join("&")), authorities)
}

fn place(config: &Config) -> String {
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(host) => host.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    });
    let hosts: Vec<_> = hosts.collect();
    let name = config.get_dbname().unwrap_or_default();
    format!("the database {name} on {}", hosts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_host_and_database_are_shown() {
        let url = "postgres://anna:s3cret@db.example.org:5433/kept?sslmode=verify-full";
        let server = PostgresServer::new(url, 4).unwrap();
        insta::assert_snapshot!(format!("{server:?}"), @"the database kept on db.example.org");
    }

    #[test]
    fn an_address_that_cannot_be_read_is_told_without_it() {
        for url in [
            "mysql://anna:s3cret@db/kept",
            "postgres://anna:s3cret@/kept",
            "postgres://anna:s3cret@db",
            "postgres://anna:s3cret@db:s3cret/kept",
            "postgres://anna:x@db/kept?s3cret=anna",
            "postgres://anna:s3cret@db/kept?sslrootcert=/anna/s3cret",
        ] {
            let error = PostgresServer::new(url, 4).unwrap_err();
            let said = format!("{error} {error:?}");
            assert!(
                said.contains("store.url") && !said.contains("anna"),
                "{said}"
            );
            assert!(!said.contains("s3cret"), "{said}");
        }
    }
}
