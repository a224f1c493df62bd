//! The bot, run against the faked Discord.

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use fundstelle::{
    config::Config,
    discord,
    store::LeaseTerms,
    telemetry::{Metrics, Shard, ShardShare},
};
use tokio::{sync::oneshot, task::JoinHandle};

use super::{Discord, TOKEN, opened};

/// A running bot.
pub struct Bot {
    discord: Discord,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), discord::BotError>>,
    metrics: oneshot::Receiver<Arc<Metrics>>,
}

impl Discord {
    /// Settings for a bot that takes this server for Discord.
    pub fn config(&self, corpus: &Path, data: &Path) -> Config {
        let mut config = Config::default();
        config.corpus.folder = corpus.to_owned();
        config.data = data.to_owned();
        config.embedding.enabled = false;
        config.discord.token = TOKEN.to_owned().into();
        config.discord.api = self.url();
        config.discord.user_per_minute = 1_000;
        config.discord.server_per_minute = 100_000;
        config
    }

    /// Starts a bot, and waits until it is connected and has its commands registered.
    pub async fn bot(&self, config: &Config) -> Bot {
        let (before, registered) = {
            let model = self.model();
            (model.sessions_begun, !model.commands.is_null())
        };
        let bot = self.begin(config);
        self.sessions(before + 1, 0).await;
        if !registered {
            self.has_commands().await;
        }
        bot
    }

    /// Starts a bot, and waits for nothing.
    pub fn begin(&self, config: &Config) -> Bot {
        let (stop, stopped) = oneshot::channel();
        let config = config.clone();
        let clock = Arc::clone(&self.clock);
        let clock = discord::Clock::of(move || clock.load(Ordering::Relaxed));
        let terms = self.model().terms.unwrap_or(LeaseTerms::USUAL);
        let (told, metrics) = oneshot::channel();
        let running = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            let service = opened(&config).await;
            drop(told.send(Arc::clone(&service.metrics)));
            discord::serve_at(&config, &service, clock, terms, stopped).await
        });
        Bot {
            discord: self.clone(),
            stop,
            running,
            metrics,
        }
    }
}

impl Bot {
    /// Waits until its connections are well.
    pub async fn is_well(&mut self) {
        self.becomes(true, || ()).await;
    }

    /// Lets time pass until its connections are lost. An answer of Discord counts from when it is seen, and
    /// the last one may be seen after minutes have passed.
    pub async fn is_lost(&mut self) {
        let discord = self.discord.clone();
        self.becomes(false, || discord.pass_seconds(60)).await;
    }

    /// Does something again and again until its connections are well, or not.
    async fn becomes(&mut self, is_well: bool, again: impl Fn()) {
        let metrics = self.metrics().await;
        let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
        loop {
            let shards = metrics.gateway().shards();
            let now = !shards.is_empty() && shards.iter().all(Shard::is_well);
            if now == is_well {
                break;
            }
            assert!(tokio::time::Instant::now() < deadline, "{shards:?}");
            again();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Its numbers.
    pub async fn metrics(&mut self) -> Arc<Metrics> {
        let metrics = (&mut self.metrics).await.expect("the bot does not serve");
        let (told, again) = oneshot::channel();
        drop(told.send(Arc::clone(&metrics)));
        self.metrics = again;
        metrics
    }

    /// Its shards, out of those that are shared.
    pub async fn share(&mut self) -> ShardShare {
        self.metrics().await.gateway().shared().unwrap_or_default()
    }

    /// Stops the bot as the operating system would.
    pub async fn stop(self) {
        let _unless_ended = self.stop.send(());
        let ended = tokio::time::timeout(Duration::from_secs(10), self.running).await;
        ended
            .expect("the bot does not stop")
            .expect("the bot panicked")
            .unwrap();
    }

    /// Ends the bot in the middle of whatever it does.
    pub async fn kill(self) {
        self.running.abort();
        drop(self.running.await);
        let is_gone = |model: &mut super::model::Model| (model.connections == 0).then_some(());
        self.discord.wait("the connection to end", is_gone).await;
    }

    /// The same where others go on, and nobody waits for the end of its connections.
    pub async fn vanish(self) {
        self.running.abort();
        drop(self.running.await);
    }

    /// Waits until the bot ends by itself; says why.
    pub async fn ends(self) -> String {
        let ended = tokio::time::timeout(Duration::from_secs(10), self.running).await;
        let ended = ended
            .expect("the bot does not end")
            .expect("the bot panicked");
        ended.unwrap_err().to_string()
    }
}
