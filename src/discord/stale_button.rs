//! A button that speaks of a document as it was: it says so, and shows what stands there now.

use serenity::all::Message;

use super::{
    bot::Bot,
    commands::outline::outlined,
    conversation::question_of,
    custom_id::{Action, CustomId},
    interaction::Responder,
    render::Reader,
    reply::Reply,
    typed::Typed,
};
use crate::app::{After, Library, Question, Snapshot};

/// The present content of a message, with a word that it is not what it said.
pub(super) async fn superseded(
    bot: &Bot,
    (responder, library): (&Responder, &Library),
    action: Action,
    message: &Message,
    reader: &Reader,
) -> Reply {
    let notice = library
        .snapshot()
        .map(|snapshot| notice(&snapshot, &action));
    let mut reply = if is_outline(message) {
        outline(bot, (responder, library), action, *reader).await
    } else {
        let title = question_of(message);
        let question = Question {
            after: After::again(message),
            ..Question::new(&Typed::again(&title).words)
        };
        bot.answer(library, &question, &title, reader, responder.id.get())
            .await
    };
    if let Ok(key) = notice {
        reply.body = format!("{}\n\n{}", responder.locale.say(key), reply.body);
    }
    reply
}

/// Whether the document is another one now, or is not there under its name.
fn notice(snapshot: &Snapshot, action: &Action) -> &'static str {
    let documents = action.documents();
    if documents
        .iter()
        .all(|document| snapshot.named(document).is_some())
    {
        "superseded"
    } else {
        "superseded-gone"
    }
}

/// The sections as they are now.
async fn outline(
    bot: &Bot,
    (responder, library): (&Responder, &Library),
    action: Action,
    reader: Reader,
) -> Reply {
    let work = library.work(move |snapshot| {
        let document = action.documents().first().copied();
        let entry = document.and_then(|document| snapshot.named(document));
        Ok(outlined(snapshot, entry.map(|entry| &entry.id), &reader)?)
    });
    match work.await {
        Ok(reply) => reply,
        Err(error) => bot.failed(&error, responder.locale, responder.id.get()),
    }
}

/// Its title is that of a document, not a question.
fn is_outline(message: &Message) -> bool {
    let parts = message.components.iter().flat_map(|row| &row.components);
    let mut menus = parts.filter_map(|part| match part {
        serenity::all::ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_deref(),
        _ => None,
    });
    menus.any(|id| {
        id.parse::<CustomId>()
            .is_ok_and(|custom_id| custom_id.action == Action::Choose)
    })
}
