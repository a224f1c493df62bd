//! `serve`: all front ends over one corpus, until the program is told to stop.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    exit_code::ANSWERED,
    progress::{Bar, Told},
    signal::stop_signal,
};
use crate::{
    app::{self, Service},
    config::Config,
    corpus::DocumentReader,
    discord, open_files, web,
};

/// The number of threads that may block besides those that answer: for the database, and for building.
/// Each has memory of its own; tokio's 512 would be for many more users than a bot has.
const OTHER_WORK: usize = 6;

/// The time that what is in flight may take when the program is stopped: the bot's 3 s, and a moment to
/// hang up.
const DRAIN: Duration = Duration::from_millis(3_300);

pub(super) fn run(config: &Config, bar: Bar) -> anyhow::Result<u8> {
    // Each connection and each part of an index is an open file.
    let files = open_files::raise_limit();
    tracing::debug!(files, "open files");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(config.answer.at_once + OTHER_WORK)
        .build()?;
    let reader = app::document_reader(config)?;
    let served = runtime.block_on(async {
        let stop = CancellationToken::new();
        let signal = stop_signal()?;
        let signalled = tokio::spawn({
            let stop = stop.clone();
            async move {
                signal.await;
                stop.cancel();
            }
        });
        let served = serve(config, reader.clone(), bar, &stop).await;
        signalled.abort();
        served?;
        Ok(ANSWERED)
    });
    // An index that is being built goes on where it was when the program is started again.
    reader.stop();
    runtime.shutdown_background();
    served
}

/// Serves until `stop` is cancelled. The first front end that ends takes the others with it.
async fn serve(
    config: &Config,
    documents: DocumentReader,
    bar: Bar,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let config = &with_what_can_be_served(config);
    // An address that is taken is told before a corpus is read.
    let (web, health) = (&config.web, &config.health);
    let reader = listener(web.enabled, web.listen, "web.listen").await?;
    let health = listener(health.enabled, health.listen, "health.listen").await?;
    let progress = Arc::new(Told::new(bar));
    let service = Service::start_with(config, documents, progress).await;
    let stopped = || stop.clone().cancelled_owned();
    let ends = async |result: anyhow::Result<()>| {
        stop.cancel();
        result
    };
    let discord = async {
        if !config.discord.enabled {
            stopped().await;
            return Ok(());
        }
        let served = discord::serve(config, &service, stopped()).await;
        ends(served.map_err(Into::into)).await
    };
    let health = async {
        let Some(listener) = health else {
            return Ok(());
        };
        tracing::info!(address = %listener.local_addr()?, "health can be asked");
        web::serve_health(config, &service, listener, stopped()).await;
        ends(Ok(())).await
    };
    let reader = async {
        let Some(listener) = reader else {
            return Ok(());
        };
        let (address, url) = (listener.local_addr()?, config.web.url.as_str());
        tracing::info!(%address, url, "serving the reader");
        let served = web::serve_reader(config, &service, listener, stopped()).await;
        ends(served.map_err(Into::into)).await
    };
    let (discord, reader, health) = tokio::join!(
        drained(discord, stop),
        drained(reader, stop),
        drained(health, stop)
    );
    discord.and(reader).and(health)
}

/// The settings without Discord where nobody gave a token yet and the pages can be served: a first look
/// needs no account. A token that is wrong ends the program.
fn with_what_can_be_served(config: &Config) -> Config {
    let mut config = config.clone();
    if !config.discord.enabled || !config.web.enabled {
        return config;
    }
    if let Err(absence) = config.discord.read_token()
        && absence.is_absence()
    {
        tracing::warn!(
            "serving the pages alone, without Discord: {absence}. A token comes from an application at \
             https://discord.com/developers/applications (Bot > Reset Token); start again with it. \
             FUNDSTELLE_DISCORD__ENABLED=false serves the pages alone without this warning"
        );
        config.discord.enabled = false;
    }
    config
}

/// Breaks off what hangs when the program is stopped.
async fn drained(
    serving: impl Future<Output = anyhow::Result<()>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = serving => served,
        () = overdue => {
            tracing::warn!("stopped before everything was done");
            Ok(())
        }
    }
}

async fn listener(
    is_enabled: bool,
    address: SocketAddr,
    setting: &'static str,
) -> Result<Option<TcpListener>, web::ListenError> {
    if is_enabled {
        web::listen(address, setting).await.map(Some)
    } else {
        Ok(None)
    }
}
