//! The commands, one file each, and the names under which Discord shows them.

mod about;
mod ask;
mod context;
mod diff;
mod forget;
pub(super) mod gaps;
mod library;
pub(super) mod outline;
mod settings;
pub(super) mod suggest;
mod verify;

use std::borrow::Cow;

use serenity::all::{InstallationContext, InteractionContext};

use crate::{config::LibraryUse, locales::Locale};

pub(super) use context::{Command, Data, Error};

/// All commands, with their names and descriptions in every language.
pub(super) fn all(library: LibraryUse) -> Vec<Command> {
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
    if library != LibraryUse::Off {
        commands.push(library::library());
    }
    for command in &mut commands {
        translate(command, &format!("command-{}", command.name));
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
fn translate(command: &mut Command, key: &str) {
    for below in &mut command.subcommands {
        translate(below, &format!("{key}-{}", below.name));
    }
    let others = |key: &str| {
        let others = Locale::TRANSLATED.iter();
        let others = others.map(|(locale, tag)| (Cow::Borrowed(*tag), locale.say(key).into()));
        Cow::Owned(others.collect())
    };
    command.name_localizations = others(key);
    if command.slash_action.is_none() && command.subcommands.is_empty() {
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
