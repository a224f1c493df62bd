//! The things that all parts of the bot share.

use std::{sync::Arc, time::Duration};

use serenity::all::{GuildId, Message, MessageId, Timestamp, UserId};
use tokio_util::task::TaskTracker;

use super::{
    commands::suggest,
    conversation::Conversations,
    custom_id::Action,
    dedup::Recent,
    feedback,
    in_turn::InTurn,
    interaction::Responder,
    mentions::Deleted,
    passing::Passing,
    rate_limit::QuestionLimits,
    render::{self, Reader},
    reply::Reply,
    storage::Storage,
    typed::Typed,
    views,
    welcome::Newcomers,
};
use crate::{
    answer::{
        diff::{Compared, Comparison},
        verify::Verification,
    },
    app::{
        AskError, DocumentRef, Painting, Question, QuestionQueue, Service, Snapshot, base36,
        citation_location,
    },
    config::{Config, DISCORD, DiscordConfig},
    corpus::DocumentId,
    locales::Locale,
    telemetry::{FrontEnd, Metrics},
};

/// The time for which events are remembered: Discord sends some again after a reconnect.
const EVENT_AGE: Duration = Duration::from_mins(15);
const EVENTS: usize = 20_000;

/// The number of examples that are given.
const EXAMPLES: usize = 3;

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
    /// Questions in messages that were deleted.
    pub(super) deleted: Deleted,
    /// Words in passing.
    pub(super) passing: Passing,
    /// Servers that may be new.
    pub(super) newcomers: Newcomers,
    /// The client that asks another address than Discord's own.
    pub(super) client: Option<reqwest::Client>,
    /// The questions that were talked about, for follow-ups.
    pub(super) conversations: Conversations,
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
            deleted: Deleted::default(),
            passing: Passing::default(),
            newcomers: Newcomers::default(),
            client: (discord.api != DISCORD).then(reqwest::Client::new),
            conversations: Conversations::default(),
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

    /// Counts a question, as several if it is long; where it is one too many, what to say.
    pub(super) fn too_many(
        &self,
        (user, server): (UserId, Option<GuildId>),
        weight: u32,
        locale: Locale,
    ) -> Option<Reply> {
        let server = server.map(GuildId::get);
        let wait = self.cooldowns.count(user.get(), server, weight).err()?;
        Some(render::cooldown(wait, locale))
    }

    /// Counts a question where questions are answered, and finds the document that it names, if it
    /// names one; otherwise what to say instead of an answer.
    pub(super) fn admit(
        &self,
        responder: &Responder,
        document: Option<&str>,
        weight: u32,
    ) -> Result<Option<DocumentId>, Box<Reply>> {
        if !responder.policy.allow(responder.channel, responder.parent) {
            let allowed = &responder.policy.settings.channels;
            return Err(Box::new(render::closed(allowed, responder.locale)));
        }
        if let Some(reply) =
            self.too_many((responder.user, responder.guild), weight, responder.locale)
        {
            return Err(Box::new(reply));
        }
        let named = document.filter(|name| *name != suggest::ALL);
        named
            .map(|name| self.named(name, responder.locale))
            .transpose()
    }

    /// The same, with the default document of the server where none is named.
    pub(super) fn admit_to_default(
        &self,
        responder: &Responder,
        document: Option<&str>,
        weight: u32,
    ) -> Result<Option<DocumentId>, Box<Reply>> {
        let named = self.admit(responder, document, weight)?;
        let default = || self.default_document(&responder.policy);
        Ok(named.or_else(|| document.is_none().then(default).flatten()))
    }

    /// The document of this name; otherwise which there are.
    pub(super) fn named(&self, name: &str, locale: Locale) -> Result<DocumentId, Box<Reply>> {
        let snapshot = self.snapshot(locale)?;
        match snapshot.typed(name) {
            Some(entry) => Ok(entry.id.clone()),
            None => Err(Box::new(render::no_such_document(name, &snapshot, locale))),
        }
    }

    /// The snapshot that serves now; otherwise the reply that says why none does.
    pub(super) fn snapshot(&self, locale: Locale) -> Result<Arc<Snapshot>, Box<Reply>> {
        let snapshot = self.queue.snapshot();
        snapshot.map_err(|why| Box::new(render::not_serving(&why, &self.config.contact, locale)))
    }

    /// Whether somebody's words are in the corpus, as a reply.
    pub(super) async fn verification(
        &self,
        quote: &Typed,
        document: Option<DocumentId>,
        reader: &Reader,
        id: u64,
    ) -> Reply {
        if quote.words.is_empty() {
            return render::nothing_asked(reader.locale);
        }
        let quote = quote.clone();
        let reader = *reader;
        let work = self.queue.work(move |snapshot| {
            let found = snapshot.app.verify(&quote.words, document.as_ref())?;
            let location = match &found {
                Verification::Verbatim { citation, .. } | Verification::Nearly { citation, .. } => {
                    citation_location(snapshot, citation)?
                }
                Verification::NotFound => None,
            };
            Ok(render::verification(
                &found,
                location.as_ref(),
                &quote.title,
                &reader,
            ))
        });
        match work.await {
            Ok(reply) => reply,
            Err(error) => self.failed(&error, reader.locale, id),
        }
    }

    /// The changes in a place that people see as typed, or all of them, as a reply.
    pub(super) async fn comparison(
        &self,
        place: Option<Typed>,
        what: Compared,
        reader: &Reader,
        id: u64,
    ) -> Reply {
        if place.as_ref().is_some_and(|place| place.words.is_empty()) {
            return render::nothing_asked(reader.locale);
        }
        let (title, reader) = (place.map(|place| place.title), *reader);
        let work = self.queue.work(move |snapshot| {
            let comparison = snapshot.app.compare(&what)?;
            let mut locations = Vec::new();
            for version in comparison.versions() {
                let first = version.citations.first();
                let location = first
                    .map(|first| citation_location(snapshot, first))
                    .transpose()?;
                let name = version.named.edition_name().to_owned();
                locations.extend(location.flatten().map(|location| (name, location)));
            }
            let title = title.as_deref();
            if let Comparison::Sections {
                from, to, sections, ..
            } = &comparison
            {
                let editions = [from, to].map(|named| snapshot.entry(&named.document));
                let editions = editions.map(|entry| entry.map(DocumentRef::of));
                return Ok(render::sections(&comparison, sections, &editions, &reader));
            }
            Ok(render::comparison(&comparison, &locations, title, &reader))
        });
        match work.await {
            Ok(reply) => reply,
            Err(error) => self.failed(&error, reader.locale, id),
        }
    }

    /// The answer to a question that people see as `title`, as a reply.
    pub(super) async fn answer(
        &self,
        question: &Question,
        title: &str,
        reader: &Reader,
        id: u64,
    ) -> Reply {
        if question.text.is_empty() {
            return render::nothing_asked(reader.locale);
        }
        let question = &Question {
            language: Some(reader.locale.language()),
            ..question.clone()
        };
        match self.queue.ask(question).await {
            Ok(asked) => {
                feedback::note(self, &asked, question, reader).await;
                render::answer(&asked, question, title, reader)
            }
            Err(error) => self.failed(&error, reader.locale, id),
        }
    }

    /// A place that was chosen while typing, as a reply.
    pub(super) async fn place(&self, action: Action, reader: &Reader, id: u64) -> Reply {
        let reader = *reader;
        let found = self.queue.work(move |snapshot| {
            let title = views::title(snapshot, &action)?;
            views::find(snapshot, &action, None, &title, &reader)
        });
        match found.await {
            Ok(Some(reply)) => reply,
            Ok(None) => render::changed_meanwhile(reader.locale),
            Err(error) => self.failed(&error, reader.locale, id),
        }
    }

    /// Questions that the documents answer, for those who do not know yet what to ask.
    pub(super) async fn examples(&self, locale: Locale) -> Vec<String> {
        let language = Some(locale.language());
        let made = self
            .queue
            .work(move |snapshot| Ok(snapshot.app.examples(language, EXAMPLES)?));
        made.await.unwrap_or_default()
    }

    /// The reply when there is no answer. What failed is logged here, once.
    pub(super) fn failed(&self, error: &AskError, locale: Locale, id: u64) -> Reply {
        match error {
            AskError::NotServing(why) => render::not_serving(why, &self.config.contact, locale),
            AskError::Busy => {
                tracing::warn!("a question was turned away: too many are waiting");
                render::busy(locale)
            }
            error => self.incident(error, locale, id),
        }
    }

    /// Logs a failure, and says under which id.
    pub(super) fn incident(&self, error: &dyn std::fmt::Display, locale: Locale, id: u64) -> Reply {
        let incident = base36(id);
        tracing::error!(incident, %error, "something failed");
        render::incident(&incident, &self.config.contact, locale)
    }
}
