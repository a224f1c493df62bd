//! `/diff`: what changed from one edition of a document to another, in a place or at all.

use super::{
    super::{names::Names, turn::Way, typed::Typed},
    Context, Error, suggest, turn,
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
    let turn = turn(ctx).await;
    let document = match bot.admit(&turn, document.as_deref(), 1) {
        Ok(document) => document,
        Err(reply) => return Ok(turn.say(&reply).await?),
    };
    let is_private = turn.rules.is_private(private);
    let reader = turn.reader(is_private);
    let what = Compared {
        place: place.as_ref().map(|place| place.words.clone()),
        document,
        from,
        to,
        language: Some(turn.locale.language()),
    };
    let work = bot.comparison(place, what, &reader, turn.id.get());
    Ok(turn.answer(Way::New, is_private, work).await?)
}
