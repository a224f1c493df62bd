//! `/diff`: what changed from one edition of a document to another, in a place or at all.

use super::{
    super::{interaction::ResponseKind, names::Names, typed::Typed},
    Context, Error, responder, suggest,
};
use crate::answer::diff::Compared;

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
    let document = match bot.admit(&responder, document.as_deref(), 1) {
        Ok(document) => document,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let is_private = responder.policy.is_private(private);
    let reader = responder.reader(is_private);
    let what = Compared {
        place: place.as_ref().map(|place| place.words.clone()),
        document,
        from,
        to,
        language: Some(responder.locale.language()),
    };
    let work = bot.comparison(place, what, &reader, responder.id.get());
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}
