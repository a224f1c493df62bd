//! `/settings`: a private panel with what the server has chosen, for those who manage it.

use super::{
    super::{panel, turn::Way},
    Context, Error, suggest, turn,
};

/// Shows and changes the settings of the server.
#[poise::command(
    slash_command,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn settings(
    ctx: Context<'_>,
    #[autocomplete = "suggest::documents"] document: Option<String>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let turn = turn(ctx).await;
    let server = match bot.managed(&turn) {
        Ok(server) => server,
        Err(reply) => return Ok(turn.say(&reply).await?),
    };
    // More documents than a menu holds are named here.
    let chosen = match document.as_deref() {
        Some(suggest::ALL) => Some(None),
        Some(name) => match bot.named(name, turn.locale) {
            Ok(id) => Some(Some(id)),
            Err(reply) => return Ok(turn.say(&reply).await?),
        },
        None => None,
    };
    let work = async {
        let settings = bot.kept.with(move |store, now| match chosen {
            Some(document) => {
                store.change_settings(server, now, |settings| settings.document = document)
            }
            None => store.settings(server),
        });
        panel::panel(bot, &turn, settings.await)
    };
    Ok(turn.answer(Way::New, true, work).await?)
}
