//! The reader: pages for people, and the same as JSON for programs, behind one door.

use std::{future::Future, sync::Arc};

use axum::Router;
use tokio::net::TcpListener;

use super::{
    api, door, pages,
    serve::{ServeError, serve},
};
use crate::{
    app::{Asking, Serving},
    config::Config,
    telemetry::FrontEnd,
};

/// What pages and JSON share.
#[derive(Clone)]
pub(super) struct Reader {
    /// What answers.
    pub(super) asking: Arc<Asking>,
}

/// Serves the reader until `stop` ends.
pub async fn serve_reader(
    config: &Config,
    serving: &Serving,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    // Without a token that was asked for nobody would be let in; better to say so at once.
    config.web.read_access_token()?;
    serve(listener, reader(config, serving), stop).await
}

/// Everything that the reader answers.
pub fn reader(config: &Config, serving: &Serving) -> Router {
    let reader = Reader {
        asking: serving.asking(FrontEnd::Pages),
    };
    let router = Router::new()
        .merge(pages::router())
        .with_state(reader)
        .nest(api::ROOT, api::router(serving.asking(FrontEnd::Api)));
    door::closed(router, &config.web, &serving.metrics)
}
