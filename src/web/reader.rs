//! The reader: pages for people, and the same as JSON for programs, behind the same middleware.

use std::future::Future;

use axum::Router;
use tokio::net::TcpListener;

use super::{
    api,
    connection::Timeouts,
    middleware,
    pages::{self, PageState},
    serve::{Bounds, ListenError, serve},
};
use crate::{
    app::Service,
    config::{Config, WebConfig},
    open_files,
    telemetry::FrontEnd,
};

/// So many files are kept free of the reader's connections: for the corpus, the index and its build, the
/// database, Discord, and health.
const RESERVE: u64 = 128;

/// So many connections are taken, however few files may be open.
const FEWEST: usize = 8;

/// Serves the reader until `stop` ends.
pub async fn serve_reader(
    config: &Config,
    service: &Service,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ListenError> {
    // Without a token that was asked for nobody would be let in; better to say so at once.
    config.web.read_access_token()?;
    for collection in &config.collections {
        collection.read_token()?;
    }
    let bounds = bounds(&config.web, open_files::limit());
    if bounds.connections < config.web.connections {
        tracing::warn!(
            connections = bounds.connections,
            wanted = config.web.connections,
            remedy = open_files::REMEDY,
            "the reader takes fewer connections than web.connections says"
        );
    }
    serve(listener, reader(config, service), bounds, stop).await;
    Ok(())
}

/// The number of connections that the reader takes, where so many files may be open.
fn bounds(config: &WebConfig, files: Option<u64>) -> Bounds {
    let left = files.map_or(usize::MAX, |files| {
        usize::try_from(files.saturating_sub(RESERVE)).unwrap_or(usize::MAX)
    });
    // Behind a proxy all come from one address, which keeps its own measure.
    let per_address = if config.client_header.is_empty() {
        config.connections_per_address
    } else {
        config.connections
    };
    Bounds {
        connections: config.connections.min(left.max(FEWEST)),
        per_address,
        timeouts: Timeouts::USUAL,
    }
}

/// Everything that the reader answers.
pub fn reader(config: &Config, service: &Service) -> Router {
    let reader = PageState {
        queue: service.queue(FrontEnd::Pages),
        painting: service.painting(),
    };
    let router = Router::new()
        .merge(pages::router())
        .with_state(reader)
        .nest(api::ROOT, api::router(service.queue(FrontEnd::Api)));
    middleware::layered(router, config, &service.metrics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_kept_free_of_connections() {
        let config = WebConfig::default();
        let of = |files| bounds(&config, files).connections;
        assert_eq!(of(None), 256);
        assert_eq!(of(Some(1_024)), 256);
        assert_eq!(of(Some(256)), 128);
        assert_eq!(of(Some(64)), FEWEST);
        assert_eq!(bounds(&config, None).per_address, 64);
        let proxied = WebConfig {
            client_header: "X-Real-IP".to_owned(),
            ..config
        };
        assert_eq!(bounds(&proxied, None).per_address, 256);
    }
}
