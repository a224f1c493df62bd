//! The commands, one file each, and the names under which Discord shows them.

mod about;
mod ask;
mod diff;
mod forget;
pub(super) mod gaps;
pub(super) mod outline;
mod settings;
pub(super) mod suggest;
mod verify;

use std::{borrow::Cow, sync::Arc};

use serenity::all::{InstallationContext, InteractionContext};

use super::{bot::Bot, interaction::Responder};
use crate::locales::Locale;

/// The data that poise hands to every command.
pub(super) type Data = Arc<Bot>;
pub(super) type Error = anyhow::Error;
pub(super) type Command = poise::Command<Data, Error>;
pub(super) type Context<'a> = poise::ApplicationContext<'a, Data, Error>;

/// The interaction of a command, under the rules of its server.
async fn responder(ctx: Context<'_>) -> Responder {
    // poise runs commands where the bot does not see that they are in flight.
    let _in_flight = ctx.data().work.token();
    let policy = ctx.data().policy(ctx.interaction.guild_id).await;
    let (bot, http) = (ctx.data(), &ctx.serenity_context().http);
    Responder::of_command(bot, http, ctx.interaction).under(policy)
}

/// All commands, with their names and descriptions in every language.
pub(super) fn all() -> Vec<Command> {
    let mut commands = vec![
        ask::ask(),
        ask::find(),
        verify::verify(),
        verify::check_quote(),
        outline::outline(),
        diff::diff(),
        settings::settings(),
        gaps::gaps(),
        gaps::stats(),
        forget::forget_me(),
        about::documents(),
        about::help(),
        about::about(),
    ];
    for command in &mut commands {
        translate(command);
        let everywhere = vec![
            InteractionContext::Guild,
            InteractionContext::BotDm,
            InteractionContext::PrivateChannel,
        ];
        if command.interaction_context.is_none() {
            command.interaction_context = Some(everywhere);
            command.install_context =
                Some(vec![InstallationContext::Guild, InstallationContext::User]);
        }
    }
    commands
}

/// Takes names and descriptions from the locale files: `command-ask`, its attribute
/// `description`, and for each option `question` and `question-description`.
fn translate(command: &mut Command) {
    let key = format!("command-{}", command.name);
    let others = |key: &str| {
        let others = Locale::TRANSLATED.iter();
        let others = others.map(|(locale, tag)| (Cow::Borrowed(*tag), locale.say(key).into()));
        Cow::Owned(others.collect())
    };
    command.name_localizations = others(&key);
    if command.slash_action.is_none() {
        // What is done with a message has a name and nothing else.
        return;
    }
    let description = format!("{key}.description");
    command.description = Some(Locale::En.say(&description).into());
    command.description_localizations = others(&description);
    for option in &mut command.parameters {
        let name = format!("{key}.{}", option.name);
        option.name_localizations = others(&name);
        let description = format!("{name}-description");
        option.description = Some(Locale::En.say(&description).into());
        option.description_localizations = others(&description);
    }
}
