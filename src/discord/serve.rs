//! Start to stop: connect, serve, stop taking work, finish what is in flight.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use poise::{Framework, FrameworkOptions};
use serenity::{
    all::{Http, HttpError, ShardManager},
    gateway::GatewayError,
};
use thiserror::Error as ThisError;
use tokio_util::task::AbortOnDropHandle;

use super::{
    bot::Bot, clock::Clock, commands, connection, events, gateway,
    handed_framework::HandedFramework, outgoing::no_pings, register, rest::Rest,
    served_shards::ServedShards, servers, storage::Storage, welcome,
};
use crate::{
    app::Service,
    config::{Config, ConfigError, LibraryUse},
    store::{LeaseTerms, PostgresServer, ShardLeases, Store, StoreError},
};

/// The time that work in flight may take when the bot is stopped.
const DRAIN: Duration = Duration::from_secs(3);

/// The time between two looks for what was kept long enough, in seconds.
const EXPIRY: i64 = 60;

/// The time between two looks at whether the file can be used, in ticks of a second.
const LOOK: u32 = 5;

/// The reason why the bot does not serve.
#[derive(Debug, ThisError)]
pub enum BotError {
    /// There is no token, or it cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The token is wrong, or was made anew.
    #[error("Discord does not accept the token; `fundstelle doctor` says what to do")]
    Token,
    /// The bot may not see what it asks to see.
    #[error(
        "Discord does not give the bot the intents that it asks for; `fundstelle doctor` says what \
         to do"
    )]
    Intents,
    /// Not even memory can be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work at the start was broken off.
    #[error("the bot could not be started")]
    BrokenOff(#[from] std::io::Error),
    /// Discord refused the bot, or cannot be reached.
    #[error("the connection to Discord failed")]
    Discord(#[from] Box<serenity::Error>),
}

impl BotError {
    pub(super) fn of(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Self::Token,
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
                if response.status_code.as_u16() == 401 =>
            {
                Self::Token
            }
            serenity::Error::Gateway(
                GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
            ) => Self::Intents,
            error => Self::Discord(Box::new(error)),
        }
    }
}

/// Answers questions on Discord until `stop` ends.
pub async fn serve(
    config: &Config,
    service: &Service,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), BotError> {
    serve_at(config, service, Clock::system(), LeaseTerms::USUAL, stop).await
}

/// The same at another time, and with other times for what processes share.
pub async fn serve_at(
    config: &Config,
    service: &Service,
    clock: Clock,
    terms: LeaseTerms,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), BotError> {
    let token = config.discord.read_token()?;
    let data = config.data.clone();
    let server = server(config)?;
    // A process that is told its shards serves these.
    let may_share = config.discord.shard_range().is_none();
    let leases = server.as_ref().filter(|_| may_share);
    let leases = leases.map(|server| ShardLeases::new(server, terms));
    let metrics = Arc::clone(&service.metrics);
    let told = clock.clone();
    let storage = tokio::task::spawn_blocking(move || Storage::open(&data, server, clock, metrics));
    let storage = storage.await.map_err(std::io::Error::from)??;
    let bot = Arc::new(Bot::new(config, service, storage));
    let http = connection::http(&config.discord, &token);
    let limits = gateway::RateLimits(Arc::clone(&service.metrics));
    let framework = framework(Arc::clone(&bot), config.library.enabled);
    let (framework, begun) = HandedFramework::new(framework);
    let client = connection::client(http, framework, limits).await;
    let mut client = client.map_err(BotError::of)?;
    let _hanging_up = HangingUp(Arc::clone(&client.shard_manager));
    let (seen, metrics) = (Arc::clone(&client.shard_manager), Arc::clone(&bot.metrics));
    // They end with this, however it ends.
    let watching = tokio::spawn(gateway::watch(seen, metrics, told));
    let watching = AbortOnDropHandle::new(watching);
    let rest = Rest::new(&client.http, bot.client.as_ref());
    let (tended, http) = (Arc::clone(&bot), Arc::clone(&client.http));
    let tending = tokio::spawn(tend(tended, http, rest.clone()));
    let _tending = AbortOnDropHandle::new(tending);
    let shards = ServedShards::new(&bot, leases, &client, begun).await;
    let ended = tokio::select! {
        ended = shards.run(&mut client, &config.discord) => ended.map_err(BotError::of),
        () = stop => Ok(()),
    };
    // That the connections end now is no loss.
    drop(watching);
    tracing::info!(in_flight = bot.work.len(), "stopping");
    let drained = async {
        // No shard takes work any more; what is in flight answers over REST.
        shards.shut_down().await;
        bot.work.close();
        bot.work.wait().await;
        bot.passing.end(&rest, &bot.metrics).await;
    };
    if tokio::time::timeout(DRAIN, drained).await.is_err() {
        tracing::warn!(left = bot.work.len(), "stopped before all work was done");
    }
    ended
}

/// The server of PostgreSQL, where one is named.
fn server(config: &Config) -> Result<Option<PostgresServer>, BotError> {
    let url = config.store.read_url()?;
    let server = url.map(|url| PostgresServer::new(url.expose(), config.store.connections));
    Ok(server.transpose().map_err(StoreError::from)?)
}

fn framework(bot: Arc<Bot>, library: LibraryUse) -> Framework<commands::Data, commands::Error> {
    let options = FrameworkOptions {
        commands: commands::all(library),
        allowed_mentions: Some(no_pings()),
        command_check: Some(|ctx| Box::pin(async move { Ok(events::may_run(ctx).await) })),
        event_handler: |framework, event| Box::pin(events::on_event(framework, event)),
        on_error: |error| Box::pin(events::on_error(error)),
        ..FrameworkOptions::default()
    };
    Framework::builder()
        .options(options)
        .initialize_owners(false)
        .setup(|context, _ready, framework| {
            Box::pin(async move {
                let commands = &framework.options().commands;
                // Discord keeps the commands of the last time: a failure is not the end.
                if let Err(error) = register::register(&context.http, commands).await {
                    tracing::error!(%error, "commands could not be registered");
                }
                Ok(bot)
            })
        })
        .build()
}

/// Ends the connections where nobody waits for the bot any more: its shards would live on.
struct HangingUp(Arc<ShardManager>);

impl Drop for HangingUp {
    fn drop(&mut self) {
        let shards = Arc::clone(&self.0);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { shards.shutdown_all().await });
        }
    }
}

/// Looks after the file, and deletes what was kept, or stood there, long enough: by the clock that says
/// how long.
async fn tend(bot: Arc<Bot>, http: Arc<Http>, rest: Rest) {
    let storage = &bot.storage;
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    let (mut last, mut seconds) = (None, 0_u32);
    loop {
        ticks.tick().await;
        seconds = seconds.wrapping_add(1);
        if seconds % LOOK == 0 {
            storage.look_again().await;
        }
        let now = storage.now();
        bot.passing.pass(&rest, &bot.metrics, now).await;
        welcome::greet(&bot, &rest).await;
        if last.is_none_or(|last| now - last >= EXPIRY) {
            storage.or_nothing(Store::expire).await;
            servers::forget(&bot, now).await;
            let time = UNIX_EPOCH + Duration::from_secs(now.unsigned_abs());
            connection::forget_old_limits(&http, time).await;
            last = Some(now);
        }
    }
}
