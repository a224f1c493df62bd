//! The reader, its JSON interface, and what tells how the program does: asked without a network where
//! that is enough.

mod api;
mod connections;
mod health;
mod middleware;
mod pages;
pub(crate) mod running;

use std::path::Path;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use fundstelle::{app::Service, config::Config};
use tempfile::TempDir;
use tower::ServiceExt as _;

use fake_discord::opened;

/// A corpus that is served, with its settings.
pub(crate) struct Site {
    pub(crate) config: Config,
    pub(crate) service: Service,
    _data: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Site {
    /// The report of this repository, served by words alone.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let data = TempDir::new().unwrap();
        let mut config = Config::default();
        config.corpus.folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        config.data = data.path().to_owned();
        config.embedding.enabled = false;
        config.discord.enabled = false;
        change(&mut config);
        let service = opened(&config).await;
        Self {
            config,
            service,
            _data: data,
        }
    }

    /// The reader.
    pub(crate) fn reader(&self) -> Router {
        fundstelle::web::reader(&self.config, &self.service)
    }

    /// Asks what tells how the program does.
    pub(crate) async fn health(&self, path: &str) -> Came {
        let router = fundstelle::web::health(&self.config, &self.service);
        get(&router, path).await
    }
}

/// Asks for a path.
pub(crate) async fn get(router: &Router, path: &str) -> Came {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Sends a request.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Came {
    Came::of(router.clone().oneshot(request).await.unwrap()).await
}

impl Came {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.unwrap();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{self:#?}");
        self
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        assert!(self.header(header::CONTENT_TYPE.as_str()).contains("json"));
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}\n{self:#?}"))
    }
}
