//! The state that all parts of the bot share. Its behaviour stands in the files beside this one.

use std::{sync::Arc, time::Duration};

use serenity::all::{Message, MessageId, Timestamp};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use super::{
    conversation::Conversations, dedup::Recent, in_turn::InTurn, known_servers::Servers,
    newcomers::Newcomers, passing::Passing, rate_limit::QuestionLimits, storage::Storage,
    takeovers::Takeovers, threads::Threads,
};
use crate::{
    app::{Painting, QuestionQueue, Service},
    config::{Config, DISCORD, DiscordConfig, LibraryUse},
    telemetry::{FrontEnd, Metrics},
};

/// The time for which events are remembered: Discord sends some again after a reconnect.
const EVENT_AGE: Duration = Duration::from_mins(15);
const EVENTS: usize = 20_000;

/// The time for which a deleted question is remembered: its answer may be on the way.
const DELETED_AGE: Duration = Duration::from_mins(1);

/// The time for which a refusal that was reported is not counted again.
const REPORT_AGE: Duration = Duration::from_hours(24);

/// The bot.
pub(super) struct Bot {
    pub(super) config: DiscordConfig,
    pub(super) queue: Arc<QuestionQueue>,
    /// The painter of pages.
    pub(super) painting: Painting,
    pub(super) metrics: Arc<Metrics>,
    pub(super) cooldowns: QuestionLimits,
    /// The store of what outlives a restart.
    pub(super) storage: Storage,
    /// Questions in messages that are being answered.
    pub(super) in_turn: InTurn,
    /// Questions that were deleted, perhaps before their answer went out. Which answers belong to
    /// which questions stands in the store.
    pub(super) deleted: Recent<MessageId>,
    /// Words in passing.
    pub(super) passing: Passing,
    /// Servers that may be new.
    pub(super) newcomers: Newcomers,
    /// The servers that the bot is on.
    pub(super) servers: Servers,
    /// The servers that may add documents.
    pub(super) library_use: LibraryUse,
    /// The days for which documents stay that were removed, or left with their server.
    pub(super) grace_days: u64,
    /// Held while a document that somebody adds is fetched and read: one at a time, so that many do not need much
    /// memory.
    pub(super) adding: Semaphore,
    /// The client that asks another address than Discord's own.
    pub(super) client: Option<reqwest::Client>,
    /// The questions that were talked about, for follow-ups.
    pub(super) conversations: Conversations,
    /// The shards that were taken over just now.
    pub(super) takeovers: Takeovers,
    /// The channels of threads.
    pub(super) threads: Threads,
    /// The work that is in flight: stopping waits for it.
    pub(super) work: TaskTracker,
    /// Private answers that were shared, by message and by the time of its last change: another
    /// page of the same message may be shared too.
    shared: Recent<(MessageId, Option<Timestamp>)>,
    /// Refusals that were reported and only counted, by message.
    reported: Recent<MessageId>,
    /// Events that were taken up, by id.
    seen: Recent<u64>,
}

impl Bot {
    pub(super) fn new(config: &Config, service: &Service, storage: Storage) -> Self {
        let discord = config.discord.clone();
        Self {
            queue: service.queue(FrontEnd::Discord),
            painting: service.painting(),
            metrics: Arc::clone(&service.metrics),
            cooldowns: QuestionLimits::new(discord.user_per_minute, discord.server_per_minute),
            storage,
            in_turn: InTurn::default(),
            deleted: Recent::new(EVENTS, DELETED_AGE),
            passing: Passing::default(),
            newcomers: Newcomers::default(),
            servers: Servers::default(),
            library_use: config.library.enabled,
            grace_days: config.library.grace_days,
            adding: Semaphore::new(1),
            client: (discord.api != DISCORD).then(reqwest::Client::new),
            conversations: Conversations::default(),
            takeovers: Takeovers::default(),
            threads: Threads::default(),
            config: discord,
            work: TaskTracker::new(),
            shared: Recent::new(EVENTS, EVENT_AGE),
            reported: Recent::new(EVENTS, REPORT_AGE),
            seen: Recent::new(EVENTS, EVENT_AGE),
        }
    }

    /// Whether an event comes for the first time.
    pub(super) fn is_new(&self, id: u64) -> bool {
        self.seen.is_first(id)
    }

    /// Whether a private answer, as it is now, is shared for the first time.
    pub(super) fn is_unshared(&self, message: &Message) -> bool {
        self.shared.is_first((message.id, message.edited_timestamp))
    }

    /// Whether a refusal is reported for the first time.
    pub(super) fn is_unreported(&self, message: MessageId) -> bool {
        self.reported.is_first(message)
    }
}
