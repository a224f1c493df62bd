//! Questions in messages: the bot is mentioned, or written to directly. The answer is a reply that
//! pings nobody; it follows the question when that is edited, and goes when it is deleted.

use std::{sync::Arc, time::Duration};

use serenity::all::{ChannelId, GuildId, Http, Message, MessageId, MessageUpdateEvent, UserId};

use super::{
    bot::Bot,
    incident::{Panicked, caught},
    recent::Recent,
    render::{self, Reader},
    reply::Reply,
    rules::Rules,
    send::{Outgoing, are_embeds_refused, is_gone, persistently},
};
use crate::{
    app::{After, Question, weight},
    language::{
        Language, detect,
        follow_up::{content_words, leans_on_the_last},
    },
    locales::Locale,
    store::Store,
    telemetry::Metrics,
};

/// How many deleted questions are remembered while their answers may be on the way.
const DELETED: usize = 20_000;

/// Questions that were deleted, perhaps before their answer went out. Which answers belong to which
/// questions stands in the store.
pub(super) struct Deleted(Recent<MessageId>);

impl Default for Deleted {
    fn default() -> Self {
        Self(Recent::new(DELETED, Duration::from_mins(1)))
    }
}

/// A reply of at most so many words that say something is a follow-up; longer ones stand alone.
const SHORT: usize = 3;

/// Where a question was asked, and by whom.
struct Asker {
    http: Arc<Http>,
    metrics: Arc<Metrics>,
    channel: ChannelId,
    message: MessageId,
    user: UserId,
    guild: Option<GuildId>,
    rules: Rules,
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
    let asker = Asker {
        http: Arc::clone(http),
        metrics: Arc::clone(&bot.metrics),
        channel: message.channel_id,
        message: message.id,
        user: message.author.id,
        guild: message.guild_id,
        rules: bot.rules(message.guild_id).await,
    };
    let answered = caught(answer(bot, me, &asker, message)).await;
    let Err(error) = answered else {
        return Ok(());
    };
    if error.is::<Panicked>() {
        let locale = language_of(&message.content, None);
        let reply = bot.incident(&error, locale, asker.message.get());
        asker.send(&reply).await?;
        return Ok(());
    }
    Err(error)
}

async fn answer(bot: &Bot, me: UserId, asker: &Asker, message: &Message) -> anyhow::Result<()> {
    let text = without_mention(&message.content, me);
    let after = followed(bot, me, message, &text);
    let reply = asker.reply(bot, &text, after).await;
    bot.conversations.note(asker.channel, &reply);
    let sent = asker.send(&reply).await?;
    let (question, answer) = (asker.message.get(), sent.get());
    let keep = move |store: &Store, now| store.keep_reply(question, answer, now);
    bot.kept.or_nothing(keep).await;
    if bot.deleted.0.has(&asker.message) {
        return deleted(bot, &asker.http, asker.channel, &[asker.message]).await;
    }
    Ok(())
}

/// Whether a text says little enough to be about what was said before.
fn is_short(text: &str) -> bool {
    content_words(text).len() <= SHORT || leans_on_the_last(text)
}

/// What a message follows: the answer that it replies to, if it is short; the last one of the
/// channel, if it says little by itself.
fn followed(bot: &Bot, me: UserId, message: &Message, text: &str) -> Option<After> {
    let answer = message.referenced_message.as_deref();
    if let Some(answer) = answer.filter(|answer| answer.author.id == me) {
        return After::message(answer).filter(|_| is_short(text));
    }
    let last = || bot.conversations.last(message.channel_id);
    leans_on_the_last(text).then(last).flatten()
}

/// Answers an edited question anew, in the place of the first answer.
pub(super) async fn edited(
    bot: &Bot,
    me: UserId,
    http: &Arc<Http>,
    event: &MessageUpdateEvent,
) -> anyhow::Result<()> {
    // Discord sends the event also when it adds a preview to a link.
    let content = event
        .content
        .as_deref()
        .filter(|_| event.edited_timestamp.is_some());
    let (Some(content), Some(author)) = (content, &event.author) else {
        return Ok(());
    };
    let question = event.id.get();
    let answer = bot.kept.or_nothing(move |store, _| store.reply(question));
    let Some(answer) = answer.await else {
        return Ok(());
    };
    let asker = Asker {
        http: Arc::clone(http),
        metrics: Arc::clone(&bot.metrics),
        channel: event.channel_id,
        message: event.id,
        user: author.id,
        guild: event.guild_id,
        rules: bot.rules(event.guild_id).await,
    };
    let (text, answer) = (without_mention(content, me), MessageId::new(answer));
    let after = if is_short(&text) {
        asker.followed_by(answer).await
    } else {
        None
    };
    let reply = asker.reply(bot, &text, after).await;
    asker.change(answer, &reply).await
}

/// Takes the answers to deleted questions away.
pub(super) async fn deleted(
    bot: &Bot,
    http: &Http,
    channel: ChannelId,
    questions: &[MessageId],
) -> anyhow::Result<()> {
    for question in questions {
        bot.deleted.0.is_first(*question);
        let question = question.get();
        let answer = bot
            .kept
            .or_nothing(move |store, _| store.take_reply(question));
        let Some(answer) = answer.await.map(MessageId::new) else {
            continue;
        };
        match persistently(&bot.metrics, || http.delete_message(channel, answer, None)).await {
            Err(error) if !is_gone(&error) => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

impl Asker {
    /// What the bot says to a text.
    async fn reply(&self, bot: &Bot, text: &str, after: Option<After>) -> Reply {
        let rules = &self.rules;
        let locale = rules.locale();
        let locale = locale.unwrap_or_else(|| language_of(text, after.as_ref()));
        if let Some(reply) = bot.too_many((self.user, self.guild), weight(text.len()), locale) {
            return reply;
        }
        if !rules.is_known {
            return render::unknown_rules(&bot.config.contact, locale);
        }
        // Where nothing is answered, a short reply says where; it is seen by those who read there.
        if !bot.is_open(&self.http, self.channel, rules).await {
            return render::closed(&rules.settings.channels, locale);
        }
        let reader = Reader {
            locale,
            asker: self.user.get(),
            is_private: false,
            has_embeds: !rules.settings.is_text,
            server: rules.server,
            gaps: rules.settings.gaps,
        };
        let document = bot.default_document(rules);
        let question = Question {
            document: document.filter(|_| after.is_none()),
            after,
            ..Question::new(text)
        };
        bot.answer(&question, &reader, self.message.get()).await
    }

    /// What the question followed when it was answered: the answer says it itself.
    async fn followed_by(&self, answer: MessageId) -> Option<After> {
        let read = || self.http.get_message(self.channel, answer);
        match persistently(&self.metrics, read).await {
            Ok(answer) => After::again(&answer),
            Err(error) => {
                tracing::warn!(%error, "an answer could not be read again");
                None
            }
        }
    }

    async fn send(&self, reply: &Reply) -> serenity::Result<MessageId> {
        let send = |has_embeds| {
            let to = (self.channel, self.message);
            persistently(&self.metrics, move || {
                let message = Outgoing::new(reply, has_embeds).message(to);
                self.channel.send_message(&self.http, message)
            })
        };
        let sent = match send(!self.rules.settings.is_text).await {
            Err(error) if are_embeds_refused(&error) => send(false).await,
            sent => sent,
        };
        sent.map(|message| message.id)
    }

    async fn change(&self, answer: MessageId, reply: &Reply) -> anyhow::Result<()> {
        let has_embeds = !self.rules.settings.is_text;
        let change = || {
            let edited = Outgoing::new(reply, has_embeds).edited_message();
            self.channel.edit_message(&self.http, answer, edited)
        };
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

/// What was asked: the text without the bot's name.
fn without_mention(content: &str, me: UserId) -> String {
    let names = [format!("<@{me}>"), format!("<@!{me}>")];
    let text = names
        .iter()
        .fold(content.to_owned(), |text, name| text.replace(name, " "));
    text.trim().to_owned()
}
