//! Pressed buttons: all that they need stands in their id and in the message they are on. Whoever
//! asked changes the answer; anybody else gets a private copy.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, Message, Permissions};

use super::{
    bot::Bot,
    commands::gaps,
    conversation::{question_of, quotes_on, scope_of},
    feedback,
    follow_up::{self, is_ephemeral},
    panel, picture,
    press::{Action, Press},
    render,
    reply::Reply,
    send::{is_gone, persistently},
    share::share,
    shown::find,
    superseded::superseded,
    turn::{Turn, Way},
    typed::Typed,
};
use crate::app::{After, Question};

/// Does what a button says.
pub(super) async fn pressed(
    bot: &Bot,
    turn: &Turn,
    interaction: &ComponentInteraction,
) -> anyhow::Result<()> {
    let pressed: Option<Press> = interaction.data.custom_id.parse().ok();
    if let Some(Action::Set(setting)) = pressed.map(|press| press.action) {
        return panel::chosen(bot, turn, setting, &interaction.data.kind).await;
    }
    let id = match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first(),
        _ => Some(&interaction.data.custom_id),
    };
    let press = id.and_then(|id| id.parse::<Press>().ok());
    let Some(press) = press else {
        return Ok(turn.say(&render::unknown_button(turn.locale)).await?);
    };
    let is_asker = press.asker == turn.user.get();
    if press.action == Action::Dismiss {
        return dismiss(turn, &interaction.message, is_asker).await;
    }
    if let Action::FollowUp { .. } = press.action {
        return follow_up::open(turn, &press).await;
    }
    if let Some(reply) = bot.too_many((turn.user, turn.guild), 1, turn.locale) {
        return Ok(turn.say(&reply).await?);
    }
    if press.action == Action::Share {
        return Ok(share(bot, turn, &interaction.message, &interaction.user).await?);
    }
    let message = &interaction.message;
    match press.action {
        Action::Vote { is_up } => return feedback::voted(bot, turn, message, is_up).await,
        Action::Report => return feedback::reported(bot, turn, message, is_asker).await,
        Action::Picture(_) => return picture::pressed(bot, turn, interaction, press).await,
        Action::Gaps { page } => {
            let work = gaps::page(bot, turn, page);
            return Ok(turn.answer(Way::InPlace, true, work).await?);
        }
        _ => {}
    }
    let is_private = is_ephemeral(message) || !is_asker;
    let way = if is_asker { Way::InPlace } else { Way::New };
    let work = shown(bot, turn, press.action, message, is_private);
    Ok(turn.answer(way, is_private, work).await?)
}

async fn dismiss(turn: &Turn, message: &Message, is_asker: bool) -> anyhow::Result<()> {
    if !is_asker && !turn.permissions.contains(Permissions::MANAGE_MESSAGES) {
        return Ok(turn.say(&render::not_yours(turn.locale)).await?);
    }
    turn.acknowledge().await?;
    let delete = || turn.rest.delete(message.channel_id, message.id);
    match persistently(&turn.metrics, delete).await {
        Err(error) if is_gone(&error) => Ok(()),
        result => Ok(result?),
    }
}

/// The reply that a button shows, or the present answer where the document has changed since.
async fn shown(
    bot: &Bot,
    turn: &Turn,
    action: Action,
    message: &Message,
    is_private: bool,
) -> Reply {
    let reader = turn.reader(is_private);
    let title = question_of(message);
    if let Action::Alone { .. } = action {
        let question = Question {
            document: bot.default_document(&turn.rules),
            of_any_edition: true,
            ..Question::new(&Typed::again(&title).words)
        };
        return bot.answer(&question, &title, &reader, turn.id.get()).await;
    }
    let found = {
        let (action, quotes) = (action.clone(), quotes_on(message));
        bot.queue
            .work(move |snapshot| find(snapshot, &action, quotes.as_ref(), &title, &reader))
    };
    match found.await {
        Ok(Some(reply)) => match scope_of(message).zip(After::again(message)) {
            Some((scope, after)) => reply.within(scope, &after, &reader),
            None => reply,
        },
        Ok(None) => superseded(bot, turn, action, message, &reader).await,
        Err(error) => bot.failed(&error, turn.locale, turn.id.get()),
    }
}
