//! `serve`: all front ends over one corpus, until the program is told to stop.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::ANSWERED;
use crate::{app::Serving, config::Config, discord, web};

pub(super) fn run(config: &Config) -> anyhow::Result<u8> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let stop = CancellationToken::new();
        let signal = stop_signal()?;
        let signalled = tokio::spawn({
            let stop = stop.clone();
            async move {
                signal.await;
                stop.cancel();
            }
        });
        let served = serve(config, &stop).await;
        signalled.abort();
        served?;
        Ok(ANSWERED)
    })
}

/// Serves until `stop` is cancelled. The first front end that ends takes the others with it.
async fn serve(config: &Config, stop: &CancellationToken) -> anyhow::Result<()> {
    // An address that is taken is told before a corpus is read.
    let (web, health) = (&config.web, &config.health);
    let reader = listener(web.enabled, web.listen, "web.listen").await?;
    let health = listener(health.enabled, health.listen, "health.listen").await?;
    let serving = Serving::start(config).await;
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
        let served = discord::serve(config, &serving, stopped()).await;
        ends(served.map_err(Into::into)).await
    };
    let health = async {
        let Some(listener) = health else {
            return Ok(());
        };
        let served = web::serve_health(config, &serving, listener, stopped()).await;
        ends(served.map_err(Into::into)).await
    };
    let reader = async {
        let Some(listener) = reader else {
            return Ok(());
        };
        let served = web::serve_reader(config, &serving, listener, stopped()).await;
        ends(served.map_err(Into::into)).await
    };
    let (discord, reader, health) = tokio::join!(discord, reader, health);
    discord.and(reader).and(health)
}

async fn listener(
    is_enabled: bool,
    address: SocketAddr,
    setting: &'static str,
) -> Result<Option<TcpListener>, web::ServeError> {
    if is_enabled {
        web::listen(address, setting).await.map(Some)
    } else {
        Ok(None)
    }
}

/// Ends when the operating system asks the program to stop.
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())?
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        #[cfg(not(unix))]
        drop(tokio::signal::ctrl_c().await);
    })
}
