//! `/forget_me`: deletes what is kept about whoever asks, of all servers.

use super::{
    super::{interaction::ResponseKind, render},
    context::{Context, Error, responder},
};

/// Deletes what is kept about the user, and says what it was.
#[poise::command(slash_command)]
pub(super) async fn forget_me(ctx: Context<'_>) -> Result<(), Error> {
    let bot = ctx.data();
    let responder = responder(ctx).await;
    // What cannot be opened cannot be deleted from.
    if !bot.storage.is_lasting() {
        let reply = render::not_kept(&bot.config.contact, responder.locale);
        return Ok(responder.say(&reply).await?);
    }
    let user = responder.user.get();
    let work = async {
        match bot.storage.with(move |store, _| store.forget(user)).await {
            Ok(forgotten) => render::forgotten(forgotten, responder.locale),
            Err(error) => bot.not_kept(&error, &responder),
        }
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}
