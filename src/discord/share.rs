//! A private answer into the channel: once, with the name of whoever shares it.

use serenity::all::{
    ActionRowComponent, ButtonKind, CreateActionRow, CreateButton, CreateEmbed,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, Message, MessageFlags,
    User,
};

use super::{
    bot::Bot,
    limits, markdown,
    press::{Action, Press},
    render,
    send::{no_pings, row},
    turn::Turn,
};

/// Shows to all what only one could see.
pub(super) async fn share(
    bot: &Bot,
    turn: &Turn,
    message: &Message,
    by: &User,
) -> serenity::Result<()> {
    if !turn.rules.is_known {
        let reply = render::unknown_rules(&bot.config.contact, turn.locale);
        return turn.say(&reply).await;
    }
    // Pressed twice before the button went.
    if !bot.is_unshared(message) {
        return turn.acknowledge().await;
    }
    let kept = CreateInteractionResponseMessage::new()
        .content(message.content.clone())
        .embeds(embeds(message))
        .components(rows(message))
        .allowed_mentions(no_pings());
    turn.update(kept).await?;
    let name = markdown::escape(by.global_name.as_deref().unwrap_or(&by.name));
    let credit = turn.locale.say_with("shared-by", &[("name", name.into())]);
    let content = format!("{credit}\n{}", message.content);
    let mut components = rows(message);
    components.extend(removal(turn));
    let mut shared = CreateInteractionResponseFollowup::new()
        .content(limits::fit(content.trim_end(), limits::CONTENT))
        .embeds(embeds(message))
        .components(components)
        .allowed_mentions(no_pings());
    if message.embeds.is_empty() {
        shared = shared.flags(MessageFlags::SUPPRESS_EMBEDS);
    }
    turn.say_more(shared).await
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
    let press = custom_id.parse::<Press>();
    press.is_ok_and(|press| is_meant(&press.action))
}

/// The button by which an answer that all can see is taken away by whoever shared it.
fn removal(turn: &Turn) -> Option<CreateActionRow> {
    let button = render::dismiss(&turn.reader(false))?;
    Some(row(&[button]))
}
