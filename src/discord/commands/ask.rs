//! `/ask`: a question or a place. *Find in the report*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{press::Press, turn::Way},
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
    answer(ctx, &question, document.as_deref(), private).await
}

/// Takes what a message says as the question. Only whoever looked sees the answer.
#[poise::command(context_menu_command = "Find in the report")]
pub(super) async fn find(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    answer(ctx, &message.content, None, Some(true)).await
}

async fn answer(
    ctx: Context<'_>,
    question: &str,
    document: Option<&str>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let turn = turn(ctx).await;
    let mut question = Question::new(question);
    match bot.admit_to_default(&turn, document, weight(question.text.len())) {
        Ok(document) => question.document = document,
        Err(reply) => return Ok(turn.say(&reply).await?),
    }
    let is_private = turn.rules.is_private(private);
    let reader = turn.reader(is_private);
    let chosen: Option<Press> = question.text.parse().ok();
    let work = async {
        let reply = match chosen {
            Some(press) => bot.place(press.action, &reader, turn.id.get()).await,
            None => bot.answer(&question, &reader, turn.id.get()).await,
        };
        bot.conversations.note(ctx.interaction.channel_id, &reply);
        reply
    };
    Ok(turn.answer(Way::New, is_private, work).await?)
}
