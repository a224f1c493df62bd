//! `/verify`: whether a quote is in the report. *Check this quote*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{interaction::ResponseKind, names::Names, typed::Typed},
    Context, Error, responder, suggest,
};
use crate::app::quote_weight;

/// Says whether a quote is in the report word for word.
#[poise::command(slash_command)]
pub(super) async fn verify(
    ctx: Context<'_>,
    quote: String,
    #[autocomplete = "suggest::documents"] document: Option<String>,
    private: Option<bool>,
) -> Result<(), Error> {
    let resolved = &ctx.interaction.data.resolved;
    let quote = Typed::new(&quote, &Names::of_command(resolved, ctx.framework.bot_id));
    check(ctx, &quote, document.as_deref(), private).await
}

/// Takes what a message says as the quote. Only whoever looked sees the answer.
#[poise::command(context_menu_command = "Check this quote")]
pub(super) async fn check_quote(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    let names = Names::of_message(&message, ctx.framework.bot_id);
    let quote = Typed::new(&message.content, &names);
    check(ctx, &quote, None, Some(true)).await
}

async fn check(
    ctx: Context<'_>,
    quote: &Typed,
    document: Option<&str>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let responder = responder(ctx).await;
    let document = match bot.admit(&responder, document, quote_weight(quote.words.len())) {
        Ok(document) => document,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let is_private = responder.policy.is_private(private);
    let reader = responder.reader(is_private);
    let work = bot.verification(quote, document, &reader, responder.id.get());
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}
