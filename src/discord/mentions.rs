//! Questions in messages: the bot is mentioned, or written to directly. The answer is a reply that
//! pings nobody; it follows the question when that is edited, and goes when it is deleted.

use std::sync::Arc;

use serenity::all::{ChannelId, GuildId, Http, Message, MessageId, MessageUpdateEvent, UserId};

use super::{
    admission::default_document,
    audience,
    bot::Bot,
    guild_policy::GuildPolicy,
    incident::{Panicked, caught},
    names::Names,
    outgoing::{Outgoing, are_embeds_refused, is_gone, persistently},
    picture,
    render::{self, Reader},
    reply::Reply,
    rest::Rest,
    typed::Typed,
};
use crate::{
    app::{After, Library, Question, weight},
    language::{
        Language, detect,
        follow_up::{content_words, leans_on_the_last},
    },
    locales::Locale,
    store::Store,
    telemetry::Metrics,
};

/// A reply of at most so many words that say something is a follow-up; longer ones stand alone.
const SHORT: usize = 3;

/// The asker of a question, and the place where it was asked.
struct Asker {
    http: Arc<Http>,
    rest: Rest,
    metrics: Arc<Metrics>,
    channel: ChannelId,
    message: MessageId,
    user: UserId,
    guild: Option<GuildId>,
    policy: GuildPolicy,
}

/// Answers a message that is meant for the bot.
pub(super) async fn written(
    bot: &Bot,
    me: UserId,
    http: &Arc<Http>,
    message: &Message,
) -> anyhow::Result<()> {
    let is_meant = message.guild_id.is_none() || message.mentions_user_id(me);
    if message.author.bot || !is_meant || !bot.is_new(message.id.get()) {
        return Ok(());
    }
    let _turn = bot.in_turn.wait(message.id).await;
    if was_answered(bot, message.id).await {
        return Ok(());
    }
    let asker = Asker {
        http: Arc::clone(http),
        rest: Rest::new(http, bot.client.as_ref()),
        metrics: Arc::clone(&bot.metrics),
        channel: message.channel_id,
        message: message.id,
        user: message.author.id,
        guild: message.guild_id,
        policy: GuildPolicy::of(&bot.storage, message.guild_id).await,
    };
    let answered = caught(answer(bot, me, &asker, message)).await;
    let Err(error) = answered else {
        return Ok(());
    };
    if error.is::<Panicked>() {
        let locale = language_of(&message.content, None);
        let reply = bot.incident(&error, locale, asker.message.get());
        asker.send(&reply, "").await?;
        return Ok(());
    }
    Err(error)
}

/// Whether the process that served the shard before has answered a question. What is still on the way there is the
/// same message to Discord.
async fn was_answered(bot: &Bot, question: MessageId) -> bool {
    let (storage, question) = (&bot.storage, question.get());
    bot.takeovers.is_recent(storage.passed())
        && storage
            .or_nothing(move |store, _| store.reply(question))
            .await
            .is_some()
}

async fn answer(bot: &Bot, me: UserId, asker: &Asker, message: &Message) -> anyhow::Result<()> {
    let typed = Typed::new(&message.content, &Names::of_message(message, me));
    let after = followed(bot, me, message, &typed.words);
    let reply = asker.reply(bot, &typed, after).await;
    bot.conversations.note(asker.channel, &reply);
    let sent = asker.send(&reply, "").await?;
    let (question, answer) = (asker.message.get(), sent.get());
    let keep = move |store: &Store, now| store.keep_reply(question, answer, now);
    bot.storage.or_nothing(keep).await;
    if bot.deleted.has(&asker.message) {
        return deleted(bot, &asker.rest, asker.channel, &[asker.message]).await;
    }
    asker.show_page(bot, sent, &reply).await;
    Ok(())
}

/// Whether a text says little enough to be about what was said before.
fn is_short(text: &str) -> bool {
    content_words(text).len() <= SHORT || leans_on_the_last(text)
}

/// The question that a message follows: that of the answer that it replies to, if the message is short; the last one of
/// the channel, if it says little by itself.
fn followed(bot: &Bot, me: UserId, message: &Message, text: &str) -> Option<After> {
    let answer = message.referenced_message.as_deref();
    if let Some(answer) = answer.filter(|answer| answer.author.id == me) {
        return After::message(answer).filter(|_| is_short(text));
    }
    let last = || bot.conversations.last(message.channel_id);
    leans_on_the_last(text).then(last).flatten()
}

/// Answers an edited question anew, in the place of the first answer. What is no answer does not take
/// the place of one: it is said in passing.
pub(super) async fn edited(
    bot: &Bot,
    me: UserId,
    http: &Arc<Http>,
    event: &MessageUpdateEvent,
) -> anyhow::Result<()> {
    // Discord sends the event also when it adds a preview to a link, and it withholds the text where
    // the bot is no longer mentioned: that is no question.
    let content = event.content.as_deref().filter(|text| !text.is_empty());
    let (Some(content), Some(author), Some(at)) = (content, &event.author, event.edited_timestamp)
    else {
        return Ok(());
    };
    // Its first answer may be on the way.
    let _turn = bot.in_turn.wait(event.id).await;
    let question = event.id.get();
    let answer = bot
        .storage
        .or_nothing(move |store, _| store.reply(question));
    let Some(answer) = answer.await else {
        return Ok(());
    };
    let asker = Asker {
        http: Arc::clone(http),
        rest: Rest::new(http, bot.client.as_ref()),
        metrics: Arc::clone(&bot.metrics),
        channel: event.channel_id,
        message: event.id,
        user: author.id,
        guild: event.guild_id,
        policy: GuildPolicy::of(&bot.storage, event.guild_id).await,
    };
    let names = Names::of_users(event.mentions.as_deref().unwrap_or_default(), me);
    let (typed, answer) = (Typed::new(content, &names), MessageId::new(answer));
    let after = if is_short(&typed.words) {
        asker.followed_by(answer).await
    } else {
        None
    };
    let reply = asker.reply(bot, &typed, after).await;
    if reply.is_notice() {
        let edit = format!("e{}", at.unix_timestamp() % 10_000);
        let now = bot.storage.now();
        let said = asker.send(&reply, &edit).await?;
        bot.passing.note(now, asker.channel, said);
        return Ok(());
    }
    asker.change(answer, &reply).await?;
    asker.show_page(bot, answer, &reply).await;
    Ok(())
}

/// Takes the answers to deleted questions away.
pub(super) async fn deleted(
    bot: &Bot,
    rest: &Rest,
    channel: ChannelId,
    questions: &[MessageId],
) -> anyhow::Result<()> {
    for question in questions {
        bot.deleted.is_first(*question);
        let question = question.get();
        let answer = bot
            .storage
            .or_nothing(move |store, _| store.take_reply(question));
        let Some(answer) = answer.await.map(MessageId::new) else {
            continue;
        };
        match persistently(&bot.metrics, || rest.delete(channel, answer)).await {
            Err(error) if !is_gone(&error) => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

impl Asker {
    /// The reply of the bot to what was typed.
    async fn reply(&self, bot: &Bot, typed: &Typed, after: Option<After>) -> Reply {
        let text = &typed.words;
        let policy = &self.policy;
        let locale = policy.locale();
        let locale = locale.unwrap_or_else(|| language_of(text, after.as_ref()));
        if let Some(reply) = bot.too_many((self.user, self.guild), weight(text.len()), locale) {
            return reply;
        }
        if !policy.is_known {
            return render::unknown_policy(&bot.config.contact, locale);
        }
        // Where nothing is answered, a short reply says where; it is seen by those who read there.
        if !policy.is_open(&bot.threads, &self.http, self.channel).await {
            return render::closed(&policy.settings.channels, locale);
        }
        let reader = Reader {
            asked_in: None,
            locale,
            asker: self.user.get(),
            is_private: false,
            has_embeds: !policy.settings.is_text,
            server: policy.server,
            gaps: policy.settings.gaps,
            pictures: policy.settings.pictures,
        };
        let library = self.library(bot).await;
        let document = default_document(&library, policy);
        let question = Question {
            document: document.filter(|_| after.is_none()),
            of_any_edition: true,
            after,
            ..Question::new(text)
        };
        bot.answer(
            &library,
            &question,
            &typed.title,
            &reader,
            self.message.get(),
        )
        .await
    }

    /// The documents that all in the channel see.
    async fn library(&self, bot: &Bot) -> Library {
        let thread_of = match self.guild {
            Some(guild) if bot.queue.has_channels_of(guild.get()) => {
                bot.threads.parent(&self.http, self.channel).await
            }
            _ => None,
        };
        let audience = audience::of_place(self.guild, self.channel, thread_of);
        bot.queue.library(&audience)
    }

    /// Reads from the answer what the question followed when it was answered.
    async fn followed_by(&self, answer: MessageId) -> Option<After> {
        let read = || self.rest.read(self.channel, answer);
        match persistently(&self.metrics, read).await {
            Ok(answer) => After::again(&answer),
            Err(error) => {
                tracing::warn!(%error, "an answer could not be read again");
                None
            }
        }
    }

    /// Sends a reply. It is the only one of its kind to this message: `kind` is empty for an answer.
    async fn send(&self, reply: &Reply, kind: &str) -> serenity::Result<MessageId> {
        let once = &format!("{}{kind}", self.message);
        let send = |has_embeds| {
            let to = (self.channel, self.message);
            let message = Outgoing::new(reply, has_embeds).message(to, once);
            async move {
                let send = || self.rest.message(self.channel, &message);
                persistently(&self.metrics, send).await
            }
        };
        let sent = match send(!self.policy.settings.is_text).await {
            Err(error) if are_embeds_refused(&error) => send(false).await,
            sent => sent,
        };
        sent.map(|message| message.id)
    }

    /// Puts the page under an answer where the server wants that. Where it fails the button is there.
    async fn show_page(&self, bot: &Bot, answer: MessageId, reply: &Reply) {
        let wanted = self.policy.settings.pictures;
        let Some((quote, rows)) = picture::at_once(reply, wanted) else {
            return;
        };
        let Some(edit) = picture::under_reply(bot, &self.library(bot).await, &quote, rows).await
        else {
            return;
        };
        let attach = || self.rest.attach_to(self.channel, answer, edit.clone());
        match persistently(&self.metrics, attach).await {
            Err(error) if !is_gone(&error) => {
                tracing::warn!(%error, "a picture could not be sent");
            }
            _ => {}
        }
    }

    async fn change(&self, answer: MessageId, reply: &Reply) -> anyhow::Result<()> {
        let has_embeds = !self.policy.settings.is_text;
        let edited = Outgoing::new(reply, has_embeds).edited_message();
        let change = || self.rest.change(self.channel, answer, &edited);
        match persistently(&self.metrics, change).await {
            Err(error) if !is_gone(&error) => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// A message does not say in which language its author reads Discord.
fn language_of(text: &str, after: Option<&After>) -> Locale {
    let before = || detect::of_question(&after?.question);
    match detect::of_question(text).or_else(before) {
        Some(Language::De) => Locale::De,
        _ => Locale::En,
    }
}
