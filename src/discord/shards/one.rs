//! One shard, from the lease on it until it is given back: it takes up the session of its last holder or begins one,
//! and begins anew whenever Discord ends one.

use std::{sync::Arc, time::Duration};

use serenity::{
    all::{
        ConnectionStage, Event, Framework, GatewayEvent, Http, Ready, ShardId, ShardInfo,
        ShardManager, ShardMessenger, ShardRunner, ShardRunnerInfo, ShardRunnerMessage,
        ShardRunnerOptions,
    },
    gateway::{Shard, ShardAction},
    model::event::ReadyEvent,
    prelude::{RwLock, TypeMap},
};
use tokio::sync::{Mutex, OnceCell};
use tokio_util::sync::CancellationToken;

use super::{
    session::{SessionRecord, ready},
    turns::Turns,
};
use crate::{
    discord::{connection::INTENTS, handed_framework::Introduced},
    store::{HandedSession, ShardLease},
};

/// The time in which a session is taken up, or begun anew.
const TAKE_UP: Duration = Duration::from_secs(5);

/// The time in which a connection ends that is asked to.
const CLOSE: Duration = Duration::from_millis(1_500);

/// The code with which a connection ends so that its session can be taken up. With 1000 it would be over.
const GOES_ON: u16 = 4000;

/// The time between two signs of life, which Discord tells only those whose session it begins.
const HEARTBEAT_MS: u64 = 41_250;

/// The number of a shard that there is not.
const NOBODY: ShardId = ShardId(u32::MAX);

/// The things that every shard needs to connect.
pub(super) struct Links {
    pub(super) http: Arc<Http>,
    pub(super) data: Arc<RwLock<TypeMap>>,
    /// Knows how the shards do. It starts none itself.
    pub(super) manager: Arc<ShardManager>,
    pub(super) framework: Arc<dyn Framework>,
    /// The address of the gateway.
    pub(super) gateway: Arc<Mutex<String>>,
    /// The same, as the client has it.
    pub(super) gateway_of_client: Arc<Mutex<String>>,
    pub(super) turns: Turns,
    /// Done when the client starts no shards by itself any more.
    pub(super) is_alone: OnceCell<()>,
}

/// A session that is about to begin, or to go on.
struct Prepared {
    shard: Shard,
    record: Arc<SessionRecord>,
    framework: Arc<dyn Framework>,
}

impl Links {
    /// Serves a shard until `stop`; gives the session that somebody else may take up. An error is one that no other
    /// try would change.
    pub(super) async fn serve(
        &self,
        lease: &ShardLease,
        total: u32,
        stop: &CancellationToken,
    ) -> serenity::Result<Option<HandedSession>> {
        let id = ShardId(lease.shard);
        let info = ShardInfo { id, total };
        let mut handed = lease.session.as_ref();
        loop {
            let prepared = tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(handed.cloned()),
                prepared = self.prepared(info, handed) => prepared,
            };
            handed = None;
            let Some(prepared) = prepared else {
                continue;
            };
            let record = Arc::clone(&prepared.record);
            let mut runner = self.runner(prepared);
            let messenger = ShardMessenger::new(&runner);
            self.is_alone
                .get_or_init(|| self.keep_to_itself(&messenger))
                .await;
            let known = ShardRunnerInfo {
                latency: None,
                runner_tx: messenger.clone(),
                stage: ConnectionStage::Connecting,
            };
            self.manager.runners.lock().await.insert(id, known);
            let ended = run(&mut runner, id, &messenger, stop).await;
            self.manager.runners.lock().await.remove(&id);
            if stop.is_cancelled() {
                return Ok(record.handed());
            }
            ended?;
        }
    }

    /// Connects: to take up a session that was handed over, or to begin one when it is the turn of the shard. Gives
    /// nothing if the one that was handed over cannot be taken up.
    async fn prepared(&self, info: ShardInfo, handed: Option<&HandedSession>) -> Option<Prepared> {
        let framework = Arc::clone(&self.framework);
        let Some(handed) = handed else {
            let connect = || self.connect(info);
            return Some(Prepared {
                shard: self.turns.connected(info.id.0, connect).await,
                record: Arc::default(),
                framework,
            });
        };
        let ready = ready(handed)?;
        let taken_up = self.taken_up(info, &ready, handed.sequence);
        let shard = tokio::time::timeout(TAKE_UP, taken_up)
            .await
            .ok()?
            .inspect_err(|error| {
                tracing::info!(shard = info.id.0, %error, "a session is not taken up");
            })
            .ok()?;
        let record = SessionRecord::going_on(ready.clone(), handed.sequence);
        Some(Prepared {
            shard,
            record: Arc::new(record),
            framework: Arc::new(Introduced::new(framework, ready)),
        })
    }

    async fn connect(&self, info: ShardInfo) -> serenity::Result<Shard> {
        let gateway = Arc::clone(&self.gateway);
        let mut shard = Shard::new(gateway, self.http.token(), info, INTENTS, None).await?;
        let http = Arc::clone(&self.http);
        shard.set_application_id_callback(move |id| http.set_application_id(id));
        Ok(shard)
    }

    /// Takes up a session. The client does so by itself where it has begun one: it is told what it would have heard.
    async fn taken_up(
        &self,
        info: ShardInfo,
        ready: &Ready,
        sequence: u64,
    ) -> serenity::Result<Shard> {
        let mut shard = self.connect(info).await?;
        let _would_begin: Option<ShardAction> =
            shard.handle_event(&Ok(GatewayEvent::Hello(HEARTBEAT_MS)))?;
        let ready: ReadyEvent = serde_json::from_value(serde_json::to_value(ready)?)?;
        let ready = Ok(GatewayEvent::Dispatch(sequence, Event::Ready(ready)));
        shard.handle_event(&ready)?;
        shard.resume().await?;
        Ok(shard)
    }

    fn runner(&self, prepared: Prepared) -> ShardRunner {
        ShardRunner::new(ShardRunnerOptions {
            data: Arc::clone(&self.data),
            event_handlers: Vec::new(),
            raw_event_handlers: vec![prepared.record],
            framework: Some(prepared.framework),
            manager: Arc::clone(&self.manager),
            shard: prepared.shard,
            http: Arc::clone(&self.http),
        })
    }

    /// Ends the part of the client that starts shards by itself: a session that Discord ended would begin again out of
    /// turn. It ends when it is told to shut everything down, which it is told only where a shard is known.
    async fn keep_to_itself(&self, messenger: &ShardMessenger) {
        let nobody = ShardRunnerInfo {
            latency: None,
            runner_tx: messenger.clone(),
            stage: ConnectionStage::Disconnected,
        };
        self.manager.runners.lock().await.insert(NOBODY, nobody);
        self.manager.shutdown_finished(NOBODY);
        self.manager.shutdown_all().await;
        // It has the address until it ends, besides the client and this.
        while Arc::strong_count(&self.gateway_of_client) > 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // A session that begins anew waits for a word of it. Here it is; the next one is said each time.
        self.manager.shutdown_finished(NOBODY);
    }
}

/// Runs a session until it ends, or is to be left.
async fn run(
    runner: &mut ShardRunner,
    id: ShardId,
    messenger: &ShardMessenger,
    stop: &CancellationToken,
) -> serenity::Result<()> {
    let mut running = Box::pin(runner.run());
    tokio::select! {
        ended = &mut running => ended,
        () = stop.cancelled() => {
            messenger.send_to_shard(ShardRunnerMessage::Shutdown(id, GOES_ON));
            let closed = tokio::time::timeout(CLOSE, running).await;
            closed.unwrap_or(Ok(()))
        }
    }
}
