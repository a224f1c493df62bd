//! `/ask`: a question or a place. *Find in the report*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{
        custom_id::{Action, CustomId},
        interaction::ResponseKind,
        names::Names,
        picture,
        render::{self, Reader},
        reply::Reply,
        typed::Typed,
        views,
    },
    context::{Context, Error, responder},
    suggest,
};
use crate::app::{AskError, Library, Question, weight};

/// Answers a question, or shows a place.
#[poise::command(slash_command)]
pub(super) async fn ask(
    ctx: Context<'_>,
    #[autocomplete = "suggest::places"] question: String,
    #[autocomplete = "suggest::documents"] document: Option<String>,
    private: Option<bool>,
) -> Result<(), Error> {
    let resolved = &ctx.interaction.data.resolved;
    let typed = Typed::new(
        &question,
        &Names::of_command(resolved, ctx.framework.bot_id),
    );
    let chosen = question.trim().parse().ok();
    answer(ctx, typed, chosen, document.as_deref(), private).await
}

/// Takes what a message says as the question. Only whoever looked sees the answer.
#[poise::command(context_menu_command = "Find in the report")]
pub(super) async fn find(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    let names = Names::of_message(&message, ctx.framework.bot_id);
    let typed = Typed::new(&message.content, &names);
    answer(ctx, typed, None, None, Some(true)).await
}

async fn answer(
    ctx: Context<'_>,
    typed: Typed,
    chosen: Option<CustomId>,
    document: Option<&str>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let responder = responder(ctx).await;
    let is_private = responder.is_private(bot, private);
    let library = responder.library(bot, is_private);
    let mut question = Question::new(&typed.words);
    let weight = weight(question.text.len());
    match bot.admit_to_default(&responder, &library, document, weight) {
        Ok(named) => {
            question.of_any_edition = document.is_none();
            question.document = named;
        }
        Err(reply) => return Ok(responder.say(&reply).await?),
    }
    let reader = responder.reader(is_private);
    let mut page = None;
    let work = async {
        let reply = match chosen {
            Some(custom_id) => {
                let place = place(&library, custom_id.action, &reader);
                place
                    .await
                    .unwrap_or_else(|error| bot.failed(&error, reader.locale, responder.id.get()))
            }
            None => {
                bot.answer(
                    &library,
                    &question,
                    &typed.title,
                    &reader,
                    responder.id.get(),
                )
                .await
            }
        };
        bot.conversations.note(ctx.interaction.channel_id, &reply);
        page = picture::at_once(&reply, responder.policy.settings.pictures);
        reply
    };
    responder
        .answer(ResponseKind::New, is_private, work)
        .await?;
    if let Some((quote, rows)) = page {
        picture::follow(bot, (&responder, &library), &quote, rows).await;
    }
    Ok(())
}

/// A place that was chosen while typing, as a reply.
async fn place(library: &Library, action: Action, reader: &Reader) -> Result<Reply, AskError> {
    let reader = *reader;
    let found = library.work(move |snapshot| {
        let title = views::title(snapshot, &action)?;
        views::find(snapshot, &action, None, &title, &reader)
    });
    let found = found.await?;
    Ok(found.unwrap_or_else(|| render::changed_meanwhile(reader.locale)))
}
