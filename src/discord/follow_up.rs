//! `Follow-up`: a form for a question that leans on the one before, and what was written into it.

use serenity::all::{ActionRowComponent, Message, MessageFlags, ModalInteraction};

use super::{
    bot::Bot,
    conversation::{question_of, scope_of},
    custom_id::{Action, CustomId},
    interaction::{Responder, ResponseKind},
    names::Names,
    render,
    typed::Typed,
};
use crate::app::{After, Question};

/// Shows the form. Its id is that of the button.
pub(super) async fn open(responder: &Responder, custom_id: &CustomId) -> anyhow::Result<()> {
    let opened = match render::follow_up_form(custom_id, responder.locale) {
        Some(form) => responder.ask_for(&form).await,
        None => {
            responder
                .say(&render::unknown_button(responder.locale))
                .await
        }
    };
    Ok(opened?)
}

/// Answers what was written into the form. The answer is as public as the one before; a stranger
/// gets a private one.
pub(super) async fn filled(
    bot: &Bot,
    responder: &Responder,
    interaction: &ModalInteraction,
) -> anyhow::Result<()> {
    let message = interaction.message.as_deref();
    let custom_id: Option<CustomId> = interaction.data.custom_id.parse().ok();
    let (Some(message), Some(custom_id)) = (message, custom_id) else {
        return Ok(responder
            .say(&render::unknown_button(responder.locale))
            .await?);
    };
    if let Some(reply) = bot.too_many((responder.user, responder.guild), 1, responder.locale) {
        return Ok(responder.say(&reply).await?);
    }
    let is_private = custom_id.asker != responder.user.get() || is_ephemeral(message);
    let typed = Typed::new(written(interaction), &Names::default());
    let question = Question {
        after: after(custom_id.action, message),
        ..Question::new(&typed.words)
    };
    let reader = responder.reader(is_private);
    let library = responder.library(bot, is_private);
    let work = async {
        let reply = bot
            .answer(
                &library,
                &question,
                &typed.title,
                &reader,
                responder.id.get(),
            )
            .await;
        bot.conversations.note(interaction.channel_id, &reply);
        reply
    };
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
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
