//! One connection: what is asked on it is answered, and nothing on it takes longer than it may. Whoever
//! sends half a request, reads nothing, or says nothing, is left.

use std::{net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, time::timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::write_timeout::WriteTimeout;

/// The largest part of a request's head that is read, in bytes.
const HEAD: usize = 128 * 1_024;

/// The longest times that things may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeouts {
    /// Until the head of a request is there, from the end of the one before; so it is also how long a
    /// connection may be idle.
    pub(super) header: Duration,
    /// While nothing more can be sent, because nobody reads.
    pub(super) write: Duration,
    /// Until a connection takes no further request.
    pub(super) age: Duration,
    /// For what is being answered then.
    pub(super) drain: Duration,
}

impl Timeouts {
    /// For everybody who asks.
    pub(super) const USUAL: Self = Self {
        header: Duration::from_secs(10),
        write: Duration::from_secs(20),
        age: Duration::from_mins(2),
        drain: Duration::from_mins(1),
    };
    /// For what asks how the program does: it sits on the same machine, and asks for little.
    pub(super) const HEALTH: Self = Self {
        header: Duration::from_secs(2),
        write: Duration::from_secs(5),
        age: Duration::from_secs(20),
        drain: Duration::from_secs(5),
    };
}

/// Answers what is asked on a connection, until it ends, is too old, or the program stops.
pub(super) async fn answer(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    timeouts: Timeouts,
    stop: CancellationToken,
) {
    // Answers are sent whole; nothing is won by waiting for more.
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        let router = router.clone();
        router.oneshot(request)
    });
    let stream = TokioIo::new(WriteTimeout::new(stream, timeouts.write));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(timeouts.header)
        .max_buf_size(HEAD)
        .serve_connection(stream, service);
    let mut connection = pin!(connection);
    let is_over = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stop.cancelled() => None,
        () = tokio::time::sleep(timeouts.age) => None,
    };
    let ended = if let Some(ended) = is_over {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        match timeout(timeouts.drain, connection).await {
            Ok(ended) => ended,
            Err(_) => return tracing::debug!(%from, "a connection took too long"),
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%from, %error, "a connection was broken off");
    }
}
