//! Listening, answering, and stopping without breaking off what is in flight.

use std::{future::Future, net::SocketAddr};

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::config::ConfigError;

/// Why nothing listens, or no longer.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; {setting} names another address")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The setting that says so.
        setting: &'static str,
        /// Why.
        cause: std::io::Error,
    },
    /// The access token cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Listening ended by itself.
    #[error("the web server failed")]
    Ended(#[from] std::io::Error),
}

/// Takes an address, which a setting names, before anything else is started.
pub async fn listen(address: SocketAddr, setting: &'static str) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|cause| ServeError::Listen {
            address,
            setting,
            cause,
        })
}

/// Answers until `stop` ends, and then what is in flight.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await?;
    Ok(())
}
