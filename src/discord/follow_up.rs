//! `Follow-up`: a form for a question that leans on the one before, and what was written into it.

use serenity::all::{ActionRowComponent, Message, MessageFlags, ModalInteraction};

use super::{
    bot::Bot,
    conversation::{question_of, scope_of},
    names::Names,
    press::{Action, Press},
    render,
    turn::{Turn, Way},
    typed::Typed,
};
use crate::app::{After, Question};

/// Shows the form. Its id is that of the button.
pub(super) async fn open(turn: &Turn, press: &Press) -> anyhow::Result<()> {
    let opened = match render::follow_up_form(press, turn.locale) {
        Some(form) => turn.ask_for(&form).await,
        None => turn.say(&render::unknown_button(turn.locale)).await,
    };
    Ok(opened?)
}

/// Answers what was written into the form. The answer is as public as the one before; a stranger
/// gets a private one.
pub(super) async fn filled(
    bot: &Bot,
    turn: &Turn,
    interaction: &ModalInteraction,
) -> anyhow::Result<()> {
    let message = interaction.message.as_deref();
    let press: Option<Press> = interaction.data.custom_id.parse().ok();
    let (Some(message), Some(press)) = (message, press) else {
        return Ok(turn.say(&render::unknown_button(turn.locale)).await?);
    };
    if let Some(reply) = bot.too_many((turn.user, turn.guild), 1, turn.locale) {
        return Ok(turn.say(&reply).await?);
    }
    let is_private = press.asker != turn.user.get() || is_ephemeral(message);
    let typed = Typed::new(written(interaction), &Names::default());
    let question = Question {
        after: after(press.action, message),
        ..Question::new(&typed.words)
    };
    let reader = turn.reader(is_private);
    let work = async {
        let reply = bot
            .answer(&question, &typed.title, &reader, turn.id.get())
            .await;
        bot.conversations.note(interaction.channel_id, &reply);
        reply
    };
    Ok(turn.answer(Way::New, is_private, work).await?)
}

fn after(action: Action, message: &Message) -> Option<After> {
    let (question, scope) = (question_of(message), scope_of(message));
    After::of(action, &question, scope.as_deref())
}

fn written(interaction: &ModalInteraction) -> &str {
    let rows = interaction.data.components.iter();
    let mut fields = rows.flat_map(|row| &row.components);
    let text = fields.find_map(|field| match field {
        ActionRowComponent::InputText(field) => field.value.as_deref(),
        _ => None,
    });
    text.unwrap_or_default()
}

/// Whether only one user sees a message.
pub(super) fn is_ephemeral(message: &Message) -> bool {
    let flags = message.flags.unwrap_or_default();
    flags.contains(MessageFlags::EPHEMERAL)
}
