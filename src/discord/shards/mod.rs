//! The shards of a bot of several processes: each takes its share from the store and serves it, gives back what is
//! more than its share, and leaves all to the others when it ends. The store says who serves what
//! (`store/postgres/shard_leases.rs`).

mod one;
mod running;
mod session;
mod turns;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serenity::all::{Client, Framework, Http};
use tokio::sync::{Mutex, OnceCell, OwnedMutexGuard, mpsc};

use one::Links;
use running::{Running, RunningShards};
use turns::Turns;

use super::bot::Bot;
use crate::{
    store::{LeaseAnswer, LeaseRound, ShardLeases, StoreError},
    telemetry::ShardShare,
};

/// The shards of this process, out of those of all.
pub(super) struct SharedShards {
    bot: Arc<Bot>,
    leases: Arc<ShardLeases>,
    links: Arc<Links>,
    running: Arc<RunningShards>,
    /// Held while the store is asked: a question whose asker is gone is still answered before the next.
    asking: Arc<Mutex<()>>,
    state: Mutex<State>,
    /// The way on which shards say why no other try would help.
    failed: mpsc::UnboundedSender<serenity::Error>,
    failures: Mutex<mpsc::UnboundedReceiver<serenity::Error>>,
}

/// The standing of this process in the store.
#[derive(Default)]
struct State {
    /// Its number, once it has one.
    member: Option<u64>,
    /// The number of shards that Discord advises, once it was asked.
    advised: Option<u32>,
    /// The shards of all, as the store said last.
    share: ShardShare,
    /// The end of its leases, unless they are renewed.
    until: Option<Instant>,
    /// Whether it was told that leases may have run out.
    is_told: bool,
}

impl SharedShards {
    /// No shards yet.
    pub(super) async fn new(
        bot: Arc<Bot>,
        leases: ShardLeases,
        client: &Client,
        framework: Arc<dyn Framework>,
    ) -> Self {
        let leases = Arc::new(leases);
        let http: Arc<Http> = Arc::clone(&client.http);
        let gateway = client.ws_url.lock().await.clone();
        let links = Links {
            data: Arc::clone(&client.data),
            manager: Arc::clone(&client.shard_manager),
            framework,
            gateway: Arc::new(Mutex::new(gateway)),
            gateway_of_client: Arc::clone(&client.ws_url),
            turns: Turns::new(Arc::clone(&http), Arc::clone(&leases)),
            is_alone: OnceCell::new(),
            http,
        };
        let (failed, failures) = mpsc::unbounded_channel();
        Self {
            bot,
            leases,
            links: Arc::new(links),
            running: Arc::default(),
            asking: Arc::default(),
            state: Mutex::default(),
            failed,
            failures: Mutex::new(failures),
        }
    }

    /// Serves the share of this process until a shard fails for good.
    pub(super) async fn run(&self) -> serenity::Result<()> {
        let mut failures = self.failures.lock().await;
        loop {
            let wait = self.round().await?;
            tokio::select! {
                failed = failures.recv() => return failed.map_or(Ok(()), Err),
                () = self.rest(wait) => {}
            }
        }
    }

    /// Waits for so long, or until somebody gives a shard back.
    async fn rest(&self, wait: Duration) {
        let end = Instant::now() + wait;
        let look = self.leases.terms().look;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            tokio::time::sleep(look.min(left)).await;
            if left <= look || self.ask(ShardLeases::is_any_free).await.unwrap_or(false) {
                return;
            }
        }
    }

    /// Renews the leases, and does what the store says; gives the time until the next round.
    async fn round(&self) -> serenity::Result<Duration> {
        let advised = self.advised().await?;
        let mut state = self.state.lock().await;
        let terms = self.leases.terms();
        let begun = Instant::now();
        let held = self.running.held();
        match self.answer(&mut state.member, advised, held).await {
            Ok(answer) => {
                if state.is_told {
                    let shards = answer.kept.len();
                    tracing::info!(shards, "the store says again who serves which shards");
                }
                state.is_told = false;
                state.until = Some(begun + terms.runs);
                let is_settled = self.follow(&answer, &mut state.share);
                self.bot.metrics.gateway().share(state.share.clone());
                Ok(if is_settled { terms.beat } else { terms.look })
            }
            Err(error) => {
                self.is_away(&mut state, &error);
                Ok(terms.look)
            }
        }
    }

    /// The answer of the store to a report of this process, which it joins first.
    async fn answer(
        &self,
        member: &mut Option<u64>,
        advised: u32,
        held: Vec<(u32, u64)>,
    ) -> anyhow::Result<LeaseAnswer> {
        let known = match *member {
            Some(known) => known,
            None => self.ask(ShardLeases::join).await?,
        };
        *member = Some(known);
        let round = LeaseRound {
            member: known,
            advised,
            held,
        };
        self.ask(move |leases| leases.round(&round)).await
    }

    /// The number of shards that Discord advises.
    async fn advised(&self) -> serenity::Result<u32> {
        let mut state = self.state.lock().await;
        if let Some(advised) = state.advised {
            return Ok(advised);
        }
        let advised = self.links.http.get_bot_gateway().await?.shards;
        state.advised = Some(advised);
        Ok(advised)
    }

    /// Does what the store says; gives whether this process has its share.
    fn follow(&self, answer: &LeaseAnswer, share: &mut ShardShare) -> bool {
        let total = answer.census.total;
        if share.total != total {
            tracing::info!(shards = total, "the shards of all processes");
        }
        for lost in self.running.lose_all_but(&answer.kept) {
            tracing::warn!(shard = lost, "another process serves the shard now");
        }
        for lease in &answer.taken {
            tracing::info!(
                shard = lease.shard,
                goes_on = lease.session.is_some(),
                "the shard is taken"
            );
            self.bot.takeovers.note(self.bot.storage.passed());
            let total = u32::try_from(total).unwrap_or(u32::MAX);
            let links = Arc::clone(&self.links);
            let running = Running::start(links, lease.clone(), total, self.failed.clone());
            self.running.add(lease.shard, running);
        }
        for shard in self.running.more_than(answer.share) {
            tracing::info!(
                shard,
                "the shard is given back, for a process that has fewer"
            );
            self.give_back(shard);
        }
        let held = self.running.held();
        share.total = total;
        share.unserved = answer.census.unserved;
        share.processes = answer.census.processes;
        share.is_away = false;
        share.own = held.iter().map(|(shard, _)| *shard).collect();
        held.len() == answer.share
    }

    /// Gives a shard back while the others are served.
    fn give_back(&self, shard: u32) {
        let running = Arc::clone(&self.running);
        let (leases, asking) = (Arc::clone(&self.leases), Arc::clone(&self.asking));
        tokio::spawn(async move {
            let Some((lease, session)) = running.close(shard).await else {
                return;
            };
            let released = blocking(asking.lock_owned().await, move || {
                leases.release(lease, session.as_ref())
            });
            if let Err(error) = released.await {
                tracing::warn!(shard, %error, "the shard is not given back; it is free when its lease runs out");
            }
            running.remove(lease);
        });
    }

    /// Gives all shards back, for the others to take up at once.
    pub(super) async fn give_all_back(&self) {
        let closed = self.running.close_all().await;
        let Some(member) = self.state.lock().await.member else {
            return;
        };
        let given = self.ask(move |leases| {
            for (lease, session) in &closed {
                leases.release(*lease, session.as_ref())?;
            }
            leases.leave(member)
        });
        match given.await {
            Ok(()) => tracing::info!("all shards are given back"),
            Err(error) => {
                tracing::warn!(%error, "shards are not given back; they are free when their leases run out");
            }
        }
    }

    /// Asks the store, one question after the other.
    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&ShardLeases) -> Result<T, StoreError> + Send + 'static,
    ) -> anyhow::Result<T> {
        let leases = Arc::clone(&self.leases);
        let turn = Arc::clone(&self.asking).lock_owned().await;
        blocking(turn, move || work(&leases)).await
    }

    /// The store says nothing: where nobody reaches it nobody can take over, so what is served is served on.
    fn is_away(&self, state: &mut State, error: &anyhow::Error) {
        state.share.is_away = true;
        self.bot.metrics.gateway().share(state.share.clone());
        if state.is_told {
            return;
        }
        match state.until {
            None => {
                tracing::error!(%error, "the store does not say which shards are free; it is waited for");
                state.is_told = true;
            }
            Some(until) if Instant::now() >= until => {
                tracing::error!(
                    %error,
                    shards = state.share.own.len(),
                    "the leases on shards could not be renewed; they are served on, and a process that reaches the \
                     store may serve them too"
                );
                state.is_told = true;
            }
            Some(_) => {}
        }
    }
}

/// Asks the store where it may be waited for.
async fn blocking<T: Send + 'static>(
    turn: OwnedMutexGuard<()>,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> anyhow::Result<T> {
    let asked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    Ok(asked.await??)
}
