//! `/settings`: a private panel with what the server has chosen, for those who manage it.

use super::{
    super::{admission::ALL, interaction::ResponseKind, settings_handler},
    context::{Context, Error, responder},
    suggest,
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
    let responder = responder(ctx).await;
    let server = match bot.managed(&responder) {
        Ok(server) => server,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    // More documents than a menu holds are named here.
    let chosen = match document.as_deref() {
        Some(ALL) => Some(None),
        Some(name) => match bot.named(&responder.library_of_server(bot), name, responder.locale) {
            Ok(id) => Some(Some(id)),
            Err(reply) => return Ok(responder.say(&reply).await?),
        },
        None => None,
    };
    let work = async {
        let settings = bot.storage.with(move |store, now| match &chosen {
            Some(document) => store.change_settings(server, now, |settings| {
                settings.document.clone_from(document);
            }),
            None => store.settings(server),
        });
        settings_handler::panel(bot, &responder, settings.await)
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}
