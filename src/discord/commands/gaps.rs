//! `/gaps` and `/stats`: what the documents do not say, and how the bot is used, for those who
//! manage the server. Nothing of another server is shown.

use super::{
    super::{
        bot::Bot,
        interaction::{Responder, ResponseKind},
        render,
        reply::Reply,
    },
    context::{Context, Error, responder},
};

/// The last so many days are counted apart.
const DAYS: u16 = 30;

/// Shows the questions without an answer, as far as they are kept.
#[poise::command(
    slash_command,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn gaps(ctx: Context<'_>) -> Result<(), Error> {
    let responder = responder(ctx).await;
    let work = page(ctx.data(), &responder, 0);
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}

/// A page of them.
pub(in crate::discord) async fn page(bot: &Bot, responder: &Responder, page: usize) -> Reply {
    let server = match bot.managed(responder) {
        Ok(server) => server,
        Err(reply) => return *reply,
    };
    match bot
        .storage
        .with(move |store, now| store.gaps(server, now))
        .await
    {
        Ok(gaps) => render::gaps(
            &gaps,
            responder.policy.settings.gaps,
            page,
            &responder.reader(true),
        ),
        Err(error) => bot.incident(&error, responder.locale, responder.id.get()),
    }
}

/// Shows how many questions were asked, and what became of them.
#[poise::command(
    slash_command,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn stats(ctx: Context<'_>) -> Result<(), Error> {
    let bot = ctx.data();
    let responder = responder(ctx).await;
    let server = match bot.managed(&responder) {
        Ok(server) => server,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let work = async {
        let read = bot.storage.with(move |store, now| {
            Ok(render::Stats {
                days: DAYS,
                last: store.tallies(server, Some(i64::from(DAYS)), now)?,
                all: store.tallies(server, None, now)?,
                votes: store.votes(server)?,
                gaps: store.gaps(server, now)?,
            })
        });
        match read.await {
            Ok(mut stats) => {
                let snapshot = responder.library_of_server(bot).snapshot().ok();
                let entries = snapshot
                    .as_ref()
                    .map_or(&[][..], |snapshot| snapshot.entries());
                if bot.queue.has_collections() {
                    // What is not there may be there for others.
                    let is_there =
                        |id: &String| entries.iter().any(|entry| entry.id.as_str() == id);
                    stats.all.documents.retain(|(id, _)| is_there(id));
                }
                render::stats(&stats, entries, &responder.reader(true))
            }
            Err(error) => bot.incident(&error, responder.locale, responder.id.get()),
        }
    };
    Ok(responder.answer(ResponseKind::New, true, work).await?)
}
