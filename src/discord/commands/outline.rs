//! `/outline`: the sections of a document, to look at and to choose from.

use super::{
    super::{interaction::ResponseKind, render, reply::Reply},
    context::{Context, Error, responder},
    suggest,
};
use crate::{app::Snapshot, corpus::DocumentId};

/// Shows the sections of a document.
#[poise::command(slash_command)]
pub(super) async fn outline(
    ctx: Context<'_>,
    #[autocomplete = "suggest::documents"] document: Option<String>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let responder = responder(ctx).await;
    let is_private = responder.is_private(bot, private);
    let library = responder.library(bot, is_private);
    let document = match bot.admit_to_default(&responder, &library, document.as_deref(), 1) {
        Ok(document) => document,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let reader = responder.reader(is_private);
    let work = async {
        let outlined = library
            .work(move |snapshot| Ok(outlined(snapshot, document.as_ref(), &reader)?))
            .await;
        outlined.unwrap_or_else(|error| bot.failed(&error, responder.locale, responder.id.get()))
    };
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}

/// The sections of a document; where none is named and there are several, the list of documents.
pub(in crate::discord) fn outlined(
    snapshot: &Snapshot,
    wanted: Option<&DocumentId>,
    reader: &render::Reader,
) -> Result<Reply, crate::index::IndexError> {
    let entry = match (wanted, snapshot.entries()) {
        (Some(id), _) => snapshot.entry(id),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(entry) = entry else {
        return Ok(render::which_document(snapshot.entries(), reader));
    };
    let document = snapshot.document(&entry.id)?;
    Ok(match document {
        Some(document) => render::outline(entry, &document, reader),
        None => render::which_document(snapshot.entries(), reader),
    })
}
