//! Pressed buttons: all that they need stands in their id and in the message they are on. Whoever
//! asked changes the answer; anybody else gets a private copy.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, Message, Permissions};

use super::{
    admission::default_document,
    bot::Bot,
    commands::gaps,
    conversation::{question_of, quotes_on, scope_of},
    custom_id::{Action, CustomId},
    feedback,
    follow_up::{self, is_ephemeral},
    interaction::{Responder, ResponseKind},
    outgoing::{is_gone, persistently},
    picture, render,
    reply::Reply,
    server_documents, settings_handler,
    share::share,
    stale_button::superseded,
    typed::Typed,
    views::find,
};
use crate::app::{After, Question};

/// Does what a button says.
pub(super) async fn pressed(
    bot: &Bot,
    responder: &Responder,
    interaction: &ComponentInteraction,
) -> anyhow::Result<()> {
    let pressed: Option<CustomId> = interaction.data.custom_id.parse().ok();
    if let Some(Action::Set(setting)) = pressed.map(|custom_id| custom_id.action) {
        return settings_handler::chosen(bot, responder, setting, &interaction.data.kind).await;
    }
    let id = match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first(),
        _ => Some(&interaction.data.custom_id),
    };
    let custom_id = id.and_then(|id| id.parse::<CustomId>().ok());
    let Some(custom_id) = custom_id else {
        return Ok(responder
            .say(&render::unknown_button(responder.locale))
            .await?);
    };
    let is_asker = custom_id.asker == responder.user.get();
    if custom_id.action == Action::Dismiss {
        return dismiss(responder, &interaction.message, is_asker).await;
    }
    if let Action::FollowUp { .. } = custom_id.action {
        return follow_up::open(responder, &custom_id).await;
    }
    if let Some(reply) = bot.too_many((responder.user, responder.guild), 1, responder.locale) {
        return Ok(responder.say(&reply).await?);
    }
    if custom_id.action == Action::Share {
        return Ok(share(bot, responder, &interaction.message, &interaction.user).await?);
    }
    let message = &interaction.message;
    match custom_id.action {
        Action::Vote { is_up } => return feedback::voted(bot, responder, message, is_up).await,
        Action::Report => return feedback::reported(bot, responder, message, is_asker).await,
        Action::Picture(_) => {
            return picture::pressed(bot, responder, interaction, custom_id).await;
        }
        Action::Library(change) => {
            return server_documents::pressed(bot, responder, change).await;
        }
        Action::Gaps { page } => {
            let work = gaps::page(bot, responder, page);
            return Ok(responder.answer(ResponseKind::InPlace, true, work).await?);
        }
        _ => {}
    }
    let is_private = is_ephemeral(message) || !is_asker;
    let way = if is_asker {
        ResponseKind::InPlace
    } else {
        ResponseKind::New
    };
    let work = shown(bot, responder, custom_id.action, message, is_private);
    Ok(responder.answer(way, is_private, work).await?)
}

async fn dismiss(responder: &Responder, message: &Message, is_asker: bool) -> anyhow::Result<()> {
    if !is_asker && !responder.permissions.contains(Permissions::MANAGE_MESSAGES) {
        return Ok(responder.say(&render::not_yours(responder.locale)).await?);
    }
    responder.acknowledge().await?;
    let delete = || responder.rest.delete(message.channel_id, message.id);
    match persistently(&responder.metrics, delete).await {
        Err(error) if is_gone(&error) => Ok(()),
        result => Ok(result?),
    }
}

/// The reply that a button shows, or the present answer where the document has changed since.
async fn shown(
    bot: &Bot,
    responder: &Responder,
    action: Action,
    message: &Message,
    is_private: bool,
) -> Reply {
    let reader = responder.reader(is_private);
    let library = responder.library(bot, is_private);
    let title = question_of(message);
    if let Action::Alone { .. } = action {
        let question = Question {
            document: default_document(&library, &responder.policy),
            of_any_edition: true,
            ..Question::new(&Typed::again(&title).words)
        };
        return bot
            .answer(&library, &question, &title, &reader, responder.id.get())
            .await;
    }
    let found = {
        let (action, quotes) = (action.clone(), quotes_on(message));
        library.work(move |snapshot| find(snapshot, &action, quotes.as_ref(), &title, &reader))
    };
    match found.await {
        Ok(Some(reply)) => match scope_of(message).zip(After::again(message)) {
            Some((scope, after)) => reply.within(scope, &after, &reader),
            None => reply,
        },
        Ok(None) => superseded(bot, (responder, &library), action, message, &reader).await,
        Err(error) => bot.failed(&error, responder.locale, responder.id.get()),
    }
}
