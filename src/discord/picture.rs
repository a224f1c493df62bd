//! The page that a quote stands on, as a picture: text is there first, and the picture is put onto the same
//! message, so it is never more public than the answer. Where it fails, the text stays as it is.

use serenity::all::{
    ComponentInteraction, CreateActionRow, CreateAttachment, EditAttachments,
    EditInteractionResponse, EditMessage,
};

use super::{
    bot::Bot,
    conversation::question_of,
    custom_id::{Action, CustomId, Quotes},
    follow_up::is_ephemeral,
    interaction::{Responder, ResponseKind},
    limits,
    outgoing::{Outgoing, no_pings, row},
    render,
    reply::{Button, Reply},
    share::rows_without,
    stale_button::superseded,
    views::cited,
};
use crate::{
    answer::Citation,
    app::{Library, Location, PictureError, Pictures, QuoteRef},
    store::PagePictures,
};

/// A quote with the pages it stands on.
struct Pictured {
    citation: Citation,
    location: Location,
    pictures: Pictures,
}

/// Shows the page of a quote: whoever asked gets it under the answer, anybody else a copy.
pub(super) async fn pressed(
    bot: &Bot,
    responder: &Responder,
    interaction: &ComponentInteraction,
    custom_id: CustomId,
) -> anyhow::Result<()> {
    let Action::Picture(quote) = &custom_id.action else {
        return Ok(());
    };
    let message = &interaction.message;
    let is_asker = custom_id.asker == responder.user.get();
    let is_private = is_ephemeral(message) || !is_asker;
    let way = if is_asker {
        ResponseKind::InPlace
    } else {
        ResponseKind::New
    };
    responder.promise(way, is_private).await?;
    let reader = responder.reader(is_private);
    let library = responder.library(bot, is_private);
    match (pictured(bot, &library, quote).await, way) {
        (Ok(Some(pictured)), ResponseKind::InPlace) => {
            // What is shared later takes the button along.
            let rows = rows_without(message, |action| {
                !is_private && matches!(action, Action::Picture(_))
            });
            Ok(responder.attach(with(&pictured).components(rows)).await?)
        }
        (Ok(Some(pictured)), ResponseKind::New) => {
            let copy = copy(&pictured, quote, &question_of(message), &reader);
            let edit = Outgoing::new(&copy, responder.has_embeds).edited_response();
            Ok(responder
                .attach(edit.attachments(attachments(&pictured)))
                .await?)
        }
        (Ok(None), _) => {
            let reply = superseded(
                bot,
                (responder, &library),
                custom_id.action.clone(),
                message,
                &reader,
            )
            .await;
            Ok(responder.edit(&reply).await?)
        }
        (Err(error), way) => {
            let reply = not_shown(bot, responder, &error);
            match way {
                ResponseKind::InPlace => responder.whisper(&reply).await?,
                ResponseKind::New => responder.edit(&reply).await?,
            }
            Ok(())
        }
    }
}

/// The quote of the picture button, whose page is put under the answer by itself where the server wants that, with the
/// rows of buttons that stay.
pub(super) fn at_once(
    reply: &Reply,
    wanted: PagePictures,
) -> Option<(QuoteRef, Vec<CreateActionRow>)> {
    if wanted != PagePictures::On {
        return None;
    }
    let is_picture = |button: &Button| matches!(button.action(), Some(Action::Picture(_)));
    let mut actions = reply.rows.iter().flatten().filter_map(Button::action);
    let quote = actions.find_map(|action| match action {
        Action::Picture(quote) => Some(quote.clone()),
        _ => None,
    })?;
    let rows = reply.rows.iter().filter_map(|buttons| {
        let storage = buttons.iter();
        let storage = storage.filter(|button| reply.is_private || !is_picture(button));
        let storage: Vec<Button> = storage.cloned().collect();
        (!storage.is_empty()).then(|| row(&storage))
    });
    Some((quote, rows.collect()))
}

/// Puts the page under an answer that was sent. Nobody is told where that fails: the button is there.
pub(super) async fn follow(
    bot: &Bot,
    (responder, library): (&Responder, &Library),
    quote: &QuoteRef,
    rows: Vec<CreateActionRow>,
) {
    let Some(pictured) = pictured_or_nothing(bot, library, quote).await else {
        return;
    };
    if let Err(error) = responder.attach(with(&pictured).components(rows)).await {
        tracing::warn!(%error, "a picture could not be sent");
    }
}

/// The change of a reply to somebody's message that puts the page under it.
pub(super) async fn under_reply(
    bot: &Bot,
    library: &Library,
    quote: &QuoteRef,
    rows: Vec<CreateActionRow>,
) -> Option<EditMessage> {
    let pictured = pictured_or_nothing(bot, library, quote).await?;
    let edit = EditMessage::new()
        .allowed_mentions(no_pings())
        .attachments(attachments(&pictured))
        .components(rows);
    Some(edit)
}

async fn pictured_or_nothing(bot: &Bot, library: &Library, quote: &QuoteRef) -> Option<Pictured> {
    pictured(bot, library, quote).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a page could not be shown");
        None
    })
}

/// The pages of a quote; nothing if the document has changed since.
async fn pictured(
    bot: &Bot,
    library: &Library,
    quote: &QuoteRef,
) -> Result<Option<Pictured>, std::sync::Arc<PictureError>> {
    let quote = quote.clone();
    let work = bot.painting.work(library, move |snapshot, painter| {
        let found = cited(snapshot, &quote);
        let found = found.map_err(|error| PictureError::BrokenOff(error.to_string()))?;
        let Some((citation, location)) = found else {
            return Ok(None);
        };
        let pictures = snapshot.app.pictures(painter, &citation)?;
        Ok(Some(Pictured {
            citation,
            location,
            pictures,
        }))
    });
    work.await
}

/// The message as it is, with the pictures.
fn with(pictured: &Pictured) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .allowed_mentions(no_pings())
        .attachments(attachments(pictured))
}

/// The pictures, each with the quote for those who do not see it.
fn attachments(pictured: &Pictured) -> EditAttachments {
    let words = limits::fit(&pictured.citation.quote.shown().text, limits::DESCRIBED);
    let pictures = pictured.pictures.iter();
    pictures.fold(EditAttachments::new(), |all, (_, picture)| {
        let name = format!("page-{}.png", picture.page + 1);
        all.add(CreateAttachment::bytes(picture.png.clone(), name).description(words.clone()))
    })
}

/// The quote again, for somebody who did not ask, without the button that was pressed.
fn copy(pictured: &Pictured, quote: &QuoteRef, title: &str, reader: &render::Reader) -> Reply {
    let quotes = Quotes {
        first: quote.clone(),
        others: Vec::new(),
    };
    let reader = render::Reader {
        pictures: PagePictures::Off,
        ..*reader
    };
    render::quote(
        &pictured.citation,
        &pictured.location,
        &quotes,
        title,
        &reader,
    )
}

fn not_shown(bot: &Bot, responder: &Responder, error: &PictureError) -> Reply {
    match error {
        PictureError::Busy => render::busy(responder.locale),
        PictureError::NotServing(why) => {
            render::not_serving(why, &bot.config.contact, responder.locale)
        }
        error => {
            tracing::warn!(%error, "a page could not be shown");
            render::no_picture(responder.locale)
        }
    }
}
