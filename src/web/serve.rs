//! Listening, answering a bounded number of connections, and stopping without breaking off what is in
//! flight.

use std::{future::Future, io, net::SocketAddr, pin::pin, time::Duration};

use axum::Router;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    connection::{self, Timeouts},
    connection_limit::ConnectionLimit,
};
use crate::{config::ConfigError, open_files};

/// The time for which nothing is accepted after accepting has failed.
const AFTER_A_FAILURE: Duration = Duration::from_millis(500);

/// The answer to whoever has too many connections, if they listen.
const REFUSAL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\n\
    Content-Type: text/plain\r\nContent-Length: 39\r\n\r\ntoo many connections from your address\n";

/// The reason why nothing listens, or no longer does.
#[derive(Debug, Error)]
pub enum ListenError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; {}", remedy(cause, setting))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The setting that says so.
        setting: &'static str,
        /// The reason.
        cause: io::Error,
    },
    /// The access token cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

fn remedy(cause: &io::Error, setting: &str) -> String {
    if open_files::is_reached(cause) {
        open_files::REMEDY.to_owned()
    } else {
        format!("{setting} names another address")
    }
}

/// The number of connections that there may be, and the time that they may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) connections: usize,
    pub(super) per_address: usize,
    pub(super) timeouts: Timeouts,
}

/// Takes an address, which a setting names, before anything else is started.
pub async fn listen(
    address: SocketAddr,
    setting: &'static str,
) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address)
        .await
        .map_err(|cause| ListenError::Listen {
            address,
            setting,
            cause,
        })
}

/// Answers until `stop` ends, and then what is in flight.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (connections, stopping) = (TaskTracker::new(), CancellationToken::new());
    let limit = ConnectionLimit::new(bounds.connections, bounds.per_address);
    let router = router.with_state(());
    let mut accepting = Accepting::default();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let permit = limit.free().await?;
            Some((permit, accepting.next(&listener).await))
        };
        let next = tokio::select! {
            () = stop.as_mut() => None,
            next = next => next,
        };
        let Some((permit, (stream, from))) = next else {
            break;
        };
        let Some(slot) = limit.count(permit, from.ip()) else {
            refuse(&stream, from);
            continue;
        };
        let (router, stopping) = (router.clone(), stopping.clone());
        connections.spawn(async move {
            connection::answer(stream, from, router, bounds.timeouts, stopping).await;
            drop(slot);
        });
    }
    drop(listener);
    stopping.cancel();
    connections.close();
    connections.wait().await;
}

fn refuse(stream: &TcpStream, from: SocketAddr) {
    tracing::debug!(%from, "too many connections from one address");
    drop(stream.try_write(REFUSAL));
}

/// Taking connections, and saying once where that fails.
#[derive(Default)]
struct Accepting {
    has_failed: bool,
}

impl Accepting {
    async fn next(&mut self, listener: &TcpListener) -> (TcpStream, SocketAddr) {
        loop {
            match listener.accept().await {
                Ok(accepted) => {
                    if std::mem::take(&mut self.has_failed) {
                        tracing::info!("connections are accepted again");
                    }
                    return accepted;
                }
                // Whoever came has gone again.
                Err(error) if is_theirs(&error) => {}
                Err(error) => {
                    self.tell(&error);
                    tokio::time::sleep(AFTER_A_FAILURE).await;
                }
            }
        }
    }

    fn tell(&mut self, error: &io::Error) {
        if std::mem::replace(&mut self.has_failed, true) {
            return;
        }
        let remedy = open_files::is_reached(error).then_some(open_files::REMEDY);
        tracing::error!(%error, remedy, "no connection can be accepted");
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}
