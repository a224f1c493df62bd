//! `/verify`: whether a quote is in the report. *Check this quote*: the same with somebody's message.

use serenity::all::Message;

use super::{
    super::{
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
    app::{AskError, Library, citation_location, quote_weight},
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
    let is_private = responder.is_private(bot, private);
    let library = responder.library(bot, is_private);
    let document = match bot.admit(
        &responder,
        &library,
        document,
        quote_weight(quote.words.len()),
    ) {
        Ok(document) => document,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let reader = responder.reader(is_private);
    let work = verification(&library, quote, document, &reader);
    let work = async {
        let verified = work.await;
        verified.unwrap_or_else(|error| bot.failed(&error, responder.locale, responder.id.get()))
    };
    Ok(responder
        .answer(ResponseKind::New, is_private, work)
        .await?)
}

/// Whether somebody's words are in the corpus, as a reply.
async fn verification(
    library: &Library,
    quote: &Typed,
    document: Option<DocumentId>,
    reader: &Reader,
) -> Result<Reply, AskError> {
    if quote.words.is_empty() {
        return Ok(render::nothing_asked(reader.locale));
    }
    let quote = quote.clone();
    let reader = *reader;
    let work = library.work(move |snapshot| {
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
    work.await
}
