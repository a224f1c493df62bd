//! `store migrate`: all that is kept, from the file to PostgreSQL, or back.

use anyhow::{Context as _, bail};

use super::{
    args::{self, Database},
    exit_code::ANSWERED,
    output::Output,
};
use crate::{
    config::Config,
    plural::counted,
    store::{FILE, PostgresServer, Store, StoreError},
};

pub(super) fn run(
    command: &args::StoreCommand,
    config: &Config,
    output: &mut Output,
) -> anyhow::Result<u8> {
    let args::StoreCommand::Migrate { from, to } = command;
    if from == to {
        bail!("--from and --to name the same database");
    }
    let server = server(config)?;
    let server = server.context(
        "store.url is not set; it names the PostgreSQL database, FUNDSTELLE_STORE__URL does so too",
    )?;
    let data = &config.data;
    let transferred = match from {
        Database::Sqlite => {
            if Store::inspect(data)?.is_none() {
                bail!(
                    "there is no {FILE} in {}; nothing was copied",
                    data.display()
                );
            }
            Store::open(data)?.copy_to(&Store::connect(&server)?)?
        }
        Database::Postgres => Store::connect(&server)?.copy_to(&Store::open(data)?)?,
    };
    for (table, rows) in transferred.0 {
        output.line(&format!(
            "{table}: {}, alike",
            counted(rows as u64, "row", "rows")
        ));
    }
    let file = data.join(FILE);
    output.line(&match from {
        Database::Sqlite => format!(
            "{} is as it was; {} is used from the next start on",
            file.display(),
            server.place()
        ),
        Database::Postgres => format!(
            "{} is as it was; {} is used once store.url is empty",
            server.place(),
            file.display()
        ),
    });
    Ok(ANSWERED)
}

/// The server that the settings name.
pub(super) fn server(config: &Config) -> anyhow::Result<Option<PostgresServer>> {
    let Some(url) = config.store.read_url()? else {
        return Ok(None);
    };
    let server = PostgresServer::new(url.expose(), config.store.connections);
    Ok(Some(server.map_err(StoreError::from)?))
}
