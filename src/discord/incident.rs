//! Failures and panics, in one place: each is logged once, under an id that the user is told, and
//! the bot lives on.

use std::{any::Any, future::Future, panic::AssertUnwindSafe};

use futures_util::FutureExt as _;
use serenity::all::CreateInteractionResponse;

use super::{
    bot::Bot,
    interaction::Responder,
    outgoing::{Outgoing, is_acknowledged, may_pass},
    render,
    reply::Reply,
};
use crate::{
    app::{AskError, base36},
    locales::Locale,
};

/// The words of a panic.
#[derive(Debug, thiserror::Error)]
#[error("panicked: {0}")]
pub(super) struct Panicked(String);

/// Does some work. A panic in it is an error like others.
pub(super) async fn caught<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|payload| Err(Panicked(said(&*payload)).into()))
}

fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a word").to_owned()
}

/// Does what an interaction asks for. If that fails, the user is told under which id.
pub(super) async fn guarded(
    bot: &Bot,
    responder: &Responder,
    work: impl Future<Output = anyhow::Result<()>>,
) {
    if let Err(error) = caught(work).await {
        report(bot, responder, &error).await;
    }
}

/// Says what failed, unless it is the saying that failed.
pub(super) async fn report(bot: &Bot, responder: &Responder, error: &anyhow::Error) {
    let text = format!("{error:#}");
    if error.downcast_ref().is_some_and(may_pass) {
        tracing::error!(error = text, "an answer could not be sent in time");
    } else {
        tell(bot, responder, &text).await;
    }
}

/// Logs a failure, and tells the user under which id: as the answer, or behind it where an answer,
/// or the word that one is on its way, has gone out already.
pub(super) async fn tell(bot: &Bot, responder: &Responder, error: &str) {
    let reply = bot.incident(&error, responder.locale, responder.id.get());
    let told = if responder.has_answered() {
        responder.whisper(&reply).await
    } else {
        let response = Outgoing::new(&reply, responder.has_embeds).response();
        let first = responder.try_respond(CreateInteractionResponse::Message(response));
        match first.await {
            Err(error) if is_acknowledged(&error) => responder.whisper(&reply).await,
            told => told,
        }
    };
    if let Err(error) = told {
        tracing::warn!(%error, "the user could not be told");
    }
}

impl Bot {
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

    /// The reply where something could not be kept.
    pub(super) fn not_kept(&self, error: &anyhow::Error, responder: &Responder) -> Reply {
        if self.storage.is_lasting() {
            return self.incident(error, responder.locale, responder.id.get());
        }
        // That the file cannot be used is told, and in the log.
        render::not_kept(&self.config.contact, responder.locale)
    }
}
