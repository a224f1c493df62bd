//! `/forget_me`: deletes what is kept about whoever asks, of all servers.

use super::{
    super::{render, turn::Way},
    Context, Error, turn,
};

/// Deletes what is kept about the user, and says what it was.
#[poise::command(slash_command)]
pub(super) async fn forget_me(ctx: Context<'_>) -> Result<(), Error> {
    let bot = ctx.data();
    let turn = turn(ctx).await;
    // What cannot be opened cannot be deleted from.
    if !bot.kept.is_lasting() {
        let reply = render::not_kept(&bot.config.contact, turn.locale);
        return Ok(turn.say(&reply).await?);
    }
    let user = turn.user.get();
    let work = async {
        match bot.kept.with(move |store, _| store.forget(user)).await {
            Ok(forgotten) => render::forgotten(forgotten, turn.locale),
            Err(error) => bot.not_kept(&error, &turn),
        }
    };
    Ok(turn.answer(Way::New, true, work).await?)
}
