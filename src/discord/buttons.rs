//! Pressed buttons: all that they need stands in their id and in the message they are on. Whoever
//! asked changes the answer; anybody else gets a private copy.

use std::sync::Arc;

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, Message, Permissions};

use super::{
    asking::{After, AskError, Question, Spot, citation_spot, recall},
    bot::Bot,
    conversation::{question_of, scope_of},
    follow_up::{self, is_ephemeral},
    library::Shelf,
    press::{Action, Press, QuoteAt},
    render,
    reply::Reply,
    send::{is_gone, persistently},
    share::share,
    turn::{Turn, Way},
    view::SectionView,
};
use crate::answer::{Answer, Citation};

/// Does what a button says.
pub(super) async fn pressed(
    bot: &Bot,
    turn: &Turn,
    interaction: &ComponentInteraction,
) -> anyhow::Result<()> {
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
    if let Some(reply) = bot.too_many(turn.user, turn.guild, turn.locale) {
        return Ok(turn.say(&reply).await?);
    }
    if press.action == Action::Share {
        return Ok(share(bot, turn, &interaction.message, &interaction.user).await?);
    }
    let message = &interaction.message;
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
    let delete = || {
        turn.http
            .delete_message(message.channel_id, message.id, None)
    };
    match persistently(delete).await {
        Err(error) if is_gone(&error) => Ok(()),
        result => Ok(result?),
    }
}

/// What a button shows, or the present answer where the document has changed since.
async fn shown(
    bot: &Bot,
    turn: &Turn,
    action: Action,
    message: &Message,
    is_private: bool,
) -> Reply {
    let reader = turn.reader(is_private);
    let title = question_of(message);
    if action == Action::Alone {
        return bot
            .answer(&Question::new(&title), &reader, turn.id.get())
            .await;
    }
    let found = {
        let title = title.clone();
        bot.asking
            .work(move |shelf| find(shelf, &action, &title, &reader))
    };
    match found.await {
        Ok(Some(reply)) => match scope_of(message) {
            Some(scope) => reply.within(scope, &reader),
            None => reply,
        },
        Ok(None) => {
            let question = Question {
                after: After::again(message),
                ..Question::new(&title)
            };
            let mut reply = bot.answer(&question, &reader, turn.id.get()).await;
            let notice = turn.locale.say("superseded");
            reply.body = format!("{notice}\n\n{}", reply.body);
            reply
        }
        Err(error) => bot.failed(&error, turn.locale, turn.id.get()),
    }
}

/// What a button shows; nothing if it speaks of a document as it was.
fn find(
    shelf: &Arc<Shelf>,
    action: &Action,
    title: &str,
    reader: &render::Reader,
) -> Result<Option<Reply>, AskError> {
    match action {
        Action::Section {
            document,
            section,
            page,
            back,
        } => {
            let Some(entry) = shelf.unchanged(document) else {
                return Ok(None);
            };
            let view = SectionView::of(shelf, &entry.id, *section)?;
            Ok(view.map(|view| render::section(&view, *page, *back, title, reader)))
        }
        Action::Quote(quote) => {
            let found = cited(shelf, quote)?;
            Ok(found.map(|(citation, spot)| render::quote(&citation, &spot, title, reader)))
        }
        Action::Others(quotes) => {
            let found: Result<Vec<_>, _> = quotes.iter().map(|quote| cited(shelf, quote)).collect();
            let found: Option<Vec<_>> = found?.into_iter().collect();
            Ok(found.map(|found| render::others(&found, title, reader)))
        }
        Action::Place { page } => {
            let asked = super::asking::asked(&Question::new(title), shelf)?;
            let Answer::Place { citations, more } = &asked.answer else {
                return Ok(None);
            };
            let reply = render::place(citations, &asked.spots, *more, *page, reader);
            let title = Some(title.to_owned());
            Ok(Some(Reply { title, ..reply }))
        }
        Action::FollowUp { .. }
        | Action::Alone
        | Action::Choose
        | Action::Share
        | Action::Dismiss => Ok(None),
    }
}

fn cited(shelf: &Shelf, quote: &QuoteAt) -> Result<Option<(Citation, Spot)>, AskError> {
    let QuoteAt {
        document: stamped,
        sentences,
    } = quote;
    let Some(entry) = shelf.unchanged(stamped) else {
        return Ok(None);
    };
    let Some(document) = shelf.document(&entry.id)? else {
        return Ok(None);
    };
    let max_chars = shelf.app.config().answer.max_quote_chars;
    let Some(citation) = recall(&document, *sentences, max_chars) else {
        return Ok(None);
    };
    let spot = citation_spot(shelf, &citation)?.map(|spot| Spot {
        // As the button says: the same sentence may stand in the quote twice.
        sentences: Some(*sentences),
        ..spot
    });
    Ok(spot.map(|spot| (citation, spot)))
}
