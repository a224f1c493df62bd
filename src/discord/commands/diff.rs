//! `/diff`: what changed from one edition of a document to another, in a place or at all.

use super::{
    super::{
        interaction::ResponseKind,
        names::Names,
        render::{self, Reader},
        reply::Reply,
        typed::Typed,
    },
    context::{Context, Error, responder},
    suggest,
};
use crate::{
    answer::diff::{Compared, Comparison},
    app::{AskError, DocumentRef, Library, citation_location},
};

/// Shows what changed from one edition to another: in a place word by word, else the sections.
#[poise::command(slash_command)]
pub(super) async fn diff(
    ctx: Context<'_>,
    #[autocomplete = "suggest::sections"] place: Option<String>,
    #[autocomplete = "suggest::documents"] document: Option<String>,
    from: Option<String>,
    to: Option<String>,
    private: Option<bool>,
) -> Result<(), Error> {
    let resolved = &ctx.interaction.data.resolved;
    let names = Names::of_command(resolved, ctx.framework.bot_id);
    let place = place.map(|place| Typed::new(&place, &names));
    let bot = ctx.data();
    let responder = responder(ctx).await;
    let is_private = responder.is_private(bot, private);
    let library = responder.library(bot, is_private);
    let document = match bot.admit(&responder, &library, document.as_deref(), 1) {
        Ok(document) => document,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let reader = responder.reader(is_private);
    let what = Compared {
        place: place.as_ref().map(|place| place.words.clone()),
        document,
        from,
        to,
        language: Some(responder.locale.language()),
    };
    let work = comparison(&library, place, what, &reader);
    let work = async {
        let compared = work.await;
        compared.unwrap_or_else(|error| bot.failed(&error, responder.locale, responder.id.get()))
    };
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}

/// The changes in a place that people see as typed, or all of them, as a reply.
async fn comparison(
    library: &Library,
    place: Option<Typed>,
    what: Compared,
    reader: &Reader,
) -> Result<Reply, AskError> {
    if place.as_ref().is_some_and(|place| place.words.is_empty()) {
        return Ok(render::nothing_asked(reader.locale));
    }
    let (title, reader) = (place.map(|place| place.title), *reader);
    let work = library.work(move |snapshot| {
        let comparison = snapshot.app.compare(&what)?;
        let mut locations = Vec::new();
        for version in comparison.versions() {
            let first = version.citations.first();
            let location = first
                .map(|first| citation_location(snapshot, first))
                .transpose()?;
            let name = version.named.edition_name().to_owned();
            locations.extend(location.flatten().map(|location| (name, location)));
        }
        let title = title.as_deref();
        if let Comparison::Sections {
            from, to, sections, ..
        } = &comparison
        {
            let editions = [from, to].map(|named| snapshot.entry(&named.document));
            let editions = editions.map(|entry| entry.map(DocumentRef::of));
            return Ok(render::sections(&comparison, sections, &editions, &reader));
        }
        Ok(render::comparison(&comparison, &locations, title, &reader))
    });
    work.await
}
