//! The start of the server that the bot takes for Discord.

use std::sync::{Arc, atomic::AtomicI64};

use tempfile::TempDir;

use crate::{
    discord::{Discord, NOW},
    rest,
};

impl Discord {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let discord = Self {
            address: listener.local_addr().unwrap(),
            model: Arc::default(),
            clock: Arc::new(AtomicI64::new(NOW)),
            data: Arc::new(TempDir::new().unwrap()),
        };
        let routes = rest::routes(discord.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        discord
    }
}
