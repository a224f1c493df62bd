//! One interaction, from its arrival to its one answer.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use serenity::all::{
    AuthorizingIntegrationOwner, ChannelId, ChannelType, CommandInteraction, ComponentInteraction,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    EditInteractionResponse, GuildId, Http, InteractionId, InteractionResponseFlags,
    ModalInteraction, PartialChannel, Permissions, RoleId, UserId,
};

use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{
    audience,
    bot::Bot,
    guild_policy::GuildPolicy,
    limits,
    outgoing::{Outgoing, is_acknowledged, modal, no_pings, persistently, persistently_until},
    render::Reader,
    reply::{ModalForm, Reply},
    rest::Rest,
};
use crate::{
    app::{Audience, Library},
    locales::Locale,
    telemetry::Metrics,
};

/// Discord waits 3 s for the first answer. After this time it is told that one is on its way.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);

/// After this time a first answer would come too late.
const FIRST_ANSWER: Duration = Duration::from_millis(2_800);

/// An interaction: who, where, in which language, and how to answer.
pub(super) struct Responder {
    pub(super) rest: Rest,
    pub(super) metrics: Arc<Metrics>,
    /// The time at which it came.
    arrived: Instant,
    pub(super) id: InteractionId,
    token: String,
    pub(super) user: UserId,
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    /// The channel of a thread, or the category of a channel.
    pub(super) parent: Option<ChannelId>,
    /// The channel that a thread belongs to.
    thread_of: Option<ChannelId>,
    /// The roles of the user in the server.
    roles: Vec<RoleId>,
    /// The language in which the bot answers.
    pub(super) locale: Locale,
    /// The language in which the user reads Discord.
    pub(super) own_locale: Locale,
    /// The rules that hold where it happens.
    pub(super) policy: GuildPolicy,
    /// Whether the user brought the bot along to a server that did not add it.
    is_brought_along: bool,
    /// The permissions of the user in the channel.
    pub(super) permissions: Permissions,
    /// Whether embeds are shown in the channel.
    pub(super) has_embeds: bool,
    /// Whether the first answer has gone out.
    has_answered: AtomicBool,
    /// Stopping waits until it is done.
    _in_flight: TaskTrackerToken,
}

/// The way in which the first answer goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseKind {
    /// As a new message.
    New,
    /// In place of the message that the button is on.
    InPlace,
}

macro_rules! responder_of {
    ($name:ident, $interaction:ty $(, $owners:ident)?) => {
        pub(super) fn $name(bot: &Bot, http: &Arc<Http>, interaction: &$interaction) -> Self {
            let member = interaction.member.as_ref();
            let app = interaction.app_permissions.unwrap_or(Permissions::all());
            Self {
                rest: Rest::new(http, bot.client.as_ref()),
                metrics: Arc::clone(&bot.metrics),
                arrived: Instant::now(),
                id: interaction.id,
                token: interaction.token.clone(),
                user: interaction.user.id,
                guild: interaction.guild_id,
                channel: interaction.channel_id,
                parent: interaction.channel.as_ref().and_then(|of| of.parent_id),
                thread_of: interaction.channel.as_ref().and_then(thread_of),
                roles: member
                    .map(|member| member.roles.clone())
                    .unwrap_or_default(),
                locale: Locale::of_tag(&interaction.locale),
                own_locale: Locale::of_tag(&interaction.locale),
                policy: GuildPolicy::default(),
                is_brought_along: is_brought_along(&[$(&interaction.$owners.0)?]),
                permissions: member
                    .and_then(|member| member.permissions)
                    .unwrap_or(Permissions::empty()),
                has_answered: AtomicBool::new(false),
                _in_flight: bot.work.token(),
                has_embeds: app.contains(Permissions::EMBED_LINKS),
            }
        }
    };
}

impl Responder {
    responder_of!(
        of_command,
        CommandInteraction,
        authorizing_integration_owners
    );
    responder_of!(
        of_component,
        ComponentInteraction,
        authorizing_integration_owners
    );
    // serenity does not say it of a form.
    responder_of!(of_modal, ModalInteraction);

    /// The same under the rules of the server.
    #[must_use]
    pub(super) fn under(mut self, policy: GuildPolicy) -> Self {
        self.locale = policy.locale().unwrap_or(self.locale);
        self.has_embeds &= !policy.settings.is_text;
        self.policy = policy;
        if self.is_brought_along {
            // Nobody there could see what is kept.
            self.policy.server = None;
        }
        self
    }

    /// Whether the user manages the server.
    pub(super) fn may_manage(&self) -> bool {
        let either = Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR;
        self.guild.is_some() && self.permissions.intersects(either)
    }

    /// The documents that those see who read an answer: the asker alone, or all in the channel.
    pub(super) fn library(&self, bot: &Bot, is_private: bool) -> Library {
        let audience = self.audience();
        if is_private {
            let roles = self.roles.iter().map(|role| role.get());
            return bot.queue.library(&audience.alone_with_roles(roles));
        }
        bot.queue.library(&audience)
    }

    /// The documents that all members of the server see everywhere in it.
    pub(super) fn library_of_server(&self, bot: &Bot) -> Library {
        bot.queue.library(&audience::of_server(self.guild))
    }

    /// Whether only the asker sees an answer, who may have said so or otherwise: also where a role shows more
    /// documents than the others in the channel may see.
    pub(super) fn is_private(&self, bot: &Bot, asked: Option<bool>) -> bool {
        let is_private = self.policy.is_private(asked);
        let sees_more = || !self.library(bot, true).is_same(&self.library(bot, false));
        is_private || (asked.is_none() && sees_more())
    }

    /// All who read in the channel.
    fn audience(&self) -> Audience {
        audience::of_place(self.guild, self.channel, self.thread_of)
    }

    /// The asker as a reader.
    pub(super) fn reader(&self, is_private: bool) -> Reader {
        Reader {
            asked_in: None,
            locale: self.locale,
            asker: self.user.get(),
            is_private,
            // A private answer is shown by Discord itself, whatever the channel allows.
            has_embeds: self.has_embeds,
            server: self.policy.server,
            gaps: self.policy.settings.gaps,
            pictures: self.policy.settings.pictures,
        }
    }

    /// Sends the answer.
    pub(super) async fn say(&self, reply: &Reply) -> serenity::Result<()> {
        let response = Outgoing::new(reply, self.has_embeds).response();
        self.respond(CreateInteractionResponse::Message(response))
            .await
    }

    /// Changes the message that the button is on.
    pub(super) async fn update(
        &self,
        to: CreateInteractionResponseMessage,
    ) -> serenity::Result<()> {
        self.respond(CreateInteractionResponse::UpdateMessage(to))
            .await
    }

    /// Says something behind the first answer.
    pub(super) async fn say_more(
        &self,
        more: CreateInteractionResponseFollowup,
    ) -> serenity::Result<()> {
        let send = || self.rest.say_more(&self.token, &more);
        persistently(&self.metrics, send).await.map(drop)
    }

    /// Says a few words behind the first answer, which only the asker sees.
    pub(super) async fn whisper(&self, reply: &Reply) -> serenity::Result<()> {
        let more = CreateInteractionResponseFollowup::new()
            .content(limits::fit(&reply.body, limits::CONTENT))
            .ephemeral(true)
            .allowed_mentions(no_pings());
        self.say_more(more).await
    }

    /// Shows a form.
    pub(super) async fn ask_for(&self, form: &ModalForm) -> serenity::Result<()> {
        self.respond(CreateInteractionResponse::Modal(modal(form)))
            .await
    }

    /// Tells Discord that an answer is on its way.
    pub(super) async fn promise(
        &self,
        way: ResponseKind,
        is_private: bool,
    ) -> serenity::Result<()> {
        self.respond(Self::defer(way, is_private)).await
    }

    /// Changes the answer that was sent, or promised, to one with files.
    pub(super) async fn attach(&self, edit: EditInteractionResponse) -> serenity::Result<()> {
        let send = || self.rest.attach(&self.token, edit.clone());
        persistently(&self.metrics, send).await.map(drop)
    }

    /// Answers without a word.
    pub(super) async fn acknowledge(&self) -> serenity::Result<()> {
        self.respond(CreateInteractionResponse::Acknowledge).await
    }

    /// Sends what `work` says; if that takes long, tells Discord first that it is on its way.
    pub(super) async fn answer(
        &self,
        way: ResponseKind,
        is_private: bool,
        work: impl Future<Output = Reply>,
    ) -> serenity::Result<()> {
        let mut work = pin!(work);
        let Ok(reply) = tokio::time::timeout(DEFER_AFTER, &mut work).await else {
            self.promise(way, is_private).await?;
            let reply = work.await;
            return match way {
                ResponseKind::InPlace if reply.is_notice() => self.whisper(&reply).await,
                _ => self.edit(&reply).await,
            };
        };
        let response = Outgoing::new(&reply, self.has_embeds).response();
        let response = match way {
            // A notice to the one who pressed does not take the place of an answer.
            ResponseKind::InPlace if reply.is_private == is_private && !reply.is_notice() => {
                CreateInteractionResponse::UpdateMessage(response)
            }
            _ => CreateInteractionResponse::Message(response),
        };
        self.respond(response).await
    }

    fn defer(way: ResponseKind, is_private: bool) -> CreateInteractionResponse {
        let flags = if is_private {
            InteractionResponseFlags::EPHEMERAL
        } else {
            InteractionResponseFlags::empty()
        };
        match way {
            ResponseKind::New => CreateInteractionResponse::Defer(
                CreateInteractionResponseMessage::new().flags(flags),
            ),
            ResponseKind::InPlace => CreateInteractionResponse::Acknowledge,
        }
    }

    async fn respond(&self, response: CreateInteractionResponse) -> serenity::Result<()> {
        match self.try_respond(response).await {
            Err(error) if is_acknowledged(&error) => Ok(()),
            result => result,
        }
    }

    /// Sends the first answer, if there was none.
    pub(super) async fn try_respond(
        &self,
        response: CreateInteractionResponse,
    ) -> serenity::Result<()> {
        let send = || self.rest.respond(self.id, &self.token, &response);
        persistently_until(&self.metrics, self.arrived + FIRST_ANSWER, send).await?;
        self.has_answered.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Whether the first answer has gone out.
    pub(super) fn has_answered(&self) -> bool {
        self.has_answered.load(Ordering::Relaxed)
    }

    /// Changes the answer that was sent.
    pub(super) async fn edit(&self, reply: &Reply) -> serenity::Result<()> {
        let edited = Outgoing::new(reply, self.has_embeds).edited_response();
        let send = || self.rest.change_response(&self.token, &edited);
        persistently(&self.metrics, send).await.map(drop)
    }
}

/// The channel that a thread belongs to; nothing for a channel, which may belong to a category.
fn thread_of(channel: &PartialChannel) -> Option<ChannelId> {
    let is_thread = matches!(
        channel.kind,
        ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread
    );
    channel.parent_id.filter(|_| is_thread)
}

/// Whether a user authorised the bot, and the server did not.
fn is_brought_along(by: &[&Vec<AuthorizingIntegrationOwner>]) -> bool {
    let has =
        |wanted: fn(&AuthorizingIntegrationOwner) -> bool| by.iter().copied().flatten().any(wanted);
    has(|by| matches!(by, AuthorizingIntegrationOwner::UserInstall(_)))
        && !has(|by| matches!(by, AuthorizingIntegrationOwner::GuildInstall(Some(_))))
}
