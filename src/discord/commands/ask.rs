//! `/ask`: a question or a place.

use super::{
    super::{
        asking::Question,
        render,
        turn::{Turn, Way},
    },
    Context, Error,
};

/// Answers a question, or shows a place.
#[poise::command(slash_command)]
pub(super) async fn ask(
    ctx: Context<'_>,
    question: String,
    document: Option<String>,
    private: Option<bool>,
) -> Result<(), Error> {
    let bot = ctx.data();
    let turn = Turn::of_command(&ctx.serenity_context().http, ctx.interaction);
    if let Err(wait) = bot
        .cooldowns
        .count(turn.user.get(), turn.guild.map(serenity::all::GuildId::get))
    {
        return Ok(turn.say(&render::cooldown(wait, turn.locale)).await?);
    }
    let is_private = private.unwrap_or(false);
    let reader = turn.reader(is_private);
    let mut question = Question::new(&question);
    if let Some(name) = document {
        match bot.asking.shelf() {
            Ok(shelf) => {
                if let Some(entry) = shelf.typed(&name) {
                    question.document = Some(entry.id.clone());
                } else {
                    let reply = render::no_such_document(&name, &shelf, turn.locale);
                    return Ok(turn.say(&reply).await?);
                }
            }
            Err(why) => {
                let reply = render::not_serving(&why, &bot.config.contact, turn.locale);
                return Ok(turn.say(&reply).await?);
            }
        }
    }
    let work = bot.answer(&question, &reader, turn.id.get());
    Ok(turn.answer(Way::New, is_private, work).await?)
}
