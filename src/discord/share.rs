//! A private answer into the channel: once, with the name of whoever shares it.

use serenity::all::{
    ActionRowComponent, ButtonKind, CreateActionRow, CreateButton, CreateEmbed,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, Message, MessageFlags,
    User,
};

use super::{
    bot::Bot,
    conversation::actions_on,
    custom_id::{Action, CustomId},
    interaction::Responder,
    limits, markdown,
    outgoing::{no_pings, row},
    render,
};

/// Shows to all what only one could see.
pub(super) async fn share(
    bot: &Bot,
    responder: &Responder,
    message: &Message,
    by: &User,
) -> serenity::Result<()> {
    if !responder.policy.is_known {
        let reply = render::unknown_policy(&bot.config.contact, responder.locale);
        return responder.say(&reply).await;
    }
    if !may_be_shared(bot, responder, message) {
        let reply = render::not_shared(responder.locale);
        return responder.say(&reply).await;
    }
    // Pressed twice before the button went.
    if !bot.is_unshared(message) {
        return responder.acknowledge().await;
    }
    let storage = CreateInteractionResponseMessage::new()
        .content(message.content.clone())
        .embeds(embeds(message))
        .components(rows(message))
        .allowed_mentions(no_pings());
    responder.update(storage).await?;
    let name = markdown::escape(by.global_name.as_deref().unwrap_or(&by.name));
    let credit = responder
        .locale
        .say_with("shared-by", &[("name", name.into())]);
    let content = format!("{credit}\n{}", message.content);
    let mut components = rows(message);
    components.extend(removal(responder));
    let mut shared = CreateInteractionResponseFollowup::new()
        .content(limits::fit(content.trim_end(), limits::CONTENT))
        .embeds(embeds(message))
        .components(components)
        .allowed_mentions(no_pings());
    if message.embeds.is_empty() {
        shared = shared.flags(MessageFlags::SUPPRESS_EMBEDS);
    }
    responder.say_more(shared).await
}

/// Whether all in the channel may see what an answer shows. It cannot be taken apart, so it must have been made from no
/// more documents than they see; those that its buttons name must still be among these.
fn may_be_shared(bot: &Bot, responder: &Responder, message: &Message) -> bool {
    if !bot.queue.has_collections() {
        return true;
    }
    let (asker, all) = (responder.library(bot, true), responder.library(bot, false));
    let Ok(snapshot) = all.snapshot() else {
        return false;
    };
    let actions: Vec<Action> = actions_on(message).collect();
    let mut documents = actions.iter().flat_map(Action::documents);
    asker.is_same(&all) && documents.all(|document| snapshot.named(document).is_some())
}

fn embeds(message: &Message) -> Vec<CreateEmbed> {
    message
        .embeds
        .iter()
        .cloned()
        .map(CreateEmbed::from)
        .collect()
}

/// The buttons as they are, but without the one that was pressed.
fn rows(message: &Message) -> Vec<CreateActionRow> {
    rows_without(message, |action| *action == Action::Share)
}

/// The buttons of a message without some: all that the others need stands in their ids.
pub(super) fn rows_without(
    message: &Message,
    is_left_out: impl Fn(&Action) -> bool,
) -> Vec<CreateActionRow> {
    let rows = message.components.iter().map(|row| {
        let buttons = row.components.iter().filter_map(|part| match part {
            ActionRowComponent::Button(button) if !does(&button.data, &is_left_out) => {
                Some(CreateButton::from(button.clone()))
            }
            _ => None,
        });
        buttons.collect::<Vec<_>>()
    });
    let rows = rows.filter(|buttons| !buttons.is_empty());
    rows.map(CreateActionRow::Buttons).collect()
}

fn does(button: &ButtonKind, is_meant: impl Fn(&Action) -> bool) -> bool {
    let ButtonKind::NonLink { custom_id, .. } = button else {
        return false;
    };
    let custom_id = custom_id.parse::<CustomId>();
    custom_id.is_ok_and(|custom_id| is_meant(&custom_id.action))
}

/// The button by which an answer that all can see is taken away by whoever shared it.
fn removal(responder: &Responder) -> Option<CreateActionRow> {
    let button = render::dismiss(&responder.reader(false))?;
    Some(row(&[button]))
}
