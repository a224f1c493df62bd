//! `/verify`: whether a quote is in the report. *Check this quote*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{
        bot::Bot,
        interaction::ResponseKind,
        names::Names,
        render::{self, Reader},
        reply::Reply,
        typed::Typed,
    },
    context::{Context, Error, responder},
    suggest,
};
use crate::{
    answer::verify::Verification,
    app::{citation_location, quote_weight},
    corpus::DocumentId,
};

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
    let work = verification(bot, quote, document, &reader, responder.id.get());
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}

/// Whether somebody's words are in the corpus, as a reply.
async fn verification(
    bot: &Bot,
    quote: &Typed,
    document: Option<DocumentId>,
    reader: &Reader,
    id: u64,
) -> Reply {
    if quote.words.is_empty() {
        return render::nothing_asked(reader.locale);
    }
    let quote = quote.clone();
    let reader = *reader;
    let work = bot.queue.work(move |snapshot| {
        let found = snapshot.app.verify(&quote.words, document.as_ref())?;
        let location = match &found {
            Verification::Verbatim { citation, .. } | Verification::Nearly { citation, .. } => {
                citation_location(snapshot, citation)?
            }
            Verification::NotFound => None,
        };
        Ok(render::verification(
            &found,
            location.as_ref(),
            &quote.title,
            &reader,
        ))
    });
    match work.await {
        Ok(reply) => reply,
        Err(error) => bot.failed(&error, reader.locale, id),
    }
}
