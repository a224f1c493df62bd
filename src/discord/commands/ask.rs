//! `/ask`: a question or a place. *Find in the report*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{names::Names, picture, press::Press, turn::Way, typed::Typed},
    Context, Error, suggest, turn,
};
use crate::app::{Question, weight};

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
    chosen: Option<Press>,
    document: Option<&str>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let turn = turn(ctx).await;
    let mut question = Question::new(&typed.words);
    match bot.admit_to_default(&turn, document, weight(question.text.len())) {
        Ok(named) => {
            question.of_any_edition = document.is_none();
            question.document = named;
        }
        Err(reply) => return Ok(turn.say(&reply).await?),
    }
    let is_private = turn.rules.is_private(private);
    let reader = turn.reader(is_private);
    let mut page = None;
    let work = async {
        let reply = match chosen {
            Some(press) => bot.place(press.action, &reader, turn.id.get()).await,
            None => {
                bot.answer(&question, &typed.title, &reader, turn.id.get())
                    .await
            }
        };
        bot.conversations.note(ctx.interaction.channel_id, &reply);
        page = picture::at_once(&reply, turn.rules.settings.pictures);
        reply
    };
    turn.answer(Way::New, is_private, work).await?;
    if let Some((quote, rows)) = page {
        picture::follow(bot, &turn, &quote, rows).await;
    }
    Ok(())
}
