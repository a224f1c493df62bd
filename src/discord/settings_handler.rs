//! The panel of `/settings`: each menu and button says in its id which setting it changes, so that
//! it works after a restart. Who presses must manage the server, whatever they did before.

use serenity::all::ComponentInteractionDataKind;

use super::{
    bot::Bot,
    interaction::{Responder, ResponseKind},
    render,
    reply::Reply,
    setting::{ANY, ServerSetting},
};
use crate::{app::Library, corpus::DocumentId, store::Settings};

/// Changes a setting to what was chosen, and shows the panel as it is then.
pub(super) async fn chosen(
    bot: &Bot,
    responder: &Responder,
    setting: ServerSetting,
    kind: &ComponentInteractionDataKind,
) -> anyhow::Result<()> {
    let server = match bot.managed(responder) {
        Ok(server) => server,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let change = change(&responder.library_of_server(bot), setting, kind);
    let work = async {
        let changed = bot
            .storage
            .with(move |store, now| store.change_settings(server, now, change));
        panel(bot, responder, changed.await)
    };
    Ok(responder.answer(ResponseKind::InPlace, true, work).await?)
}

fn change(
    library: &Library,
    setting: ServerSetting,
    kind: &ComponentInteractionDataKind,
) -> impl Fn(&mut Settings) + Send + 'static {
    let (channels, value) = match kind {
        ComponentInteractionDataKind::ChannelSelect { values } => {
            let mut channels: Vec<u64> = values.iter().map(|channel| channel.get()).collect();
            channels.sort_unstable();
            (channels, None)
        }
        ComponentInteractionDataKind::StringSelect { values } => {
            (Vec::new(), values.first().cloned())
        }
        _ => (Vec::new(), None),
    };
    let document = || {
        let snapshot = library.snapshot().ok()?;
        snapshot
            .keyed(value.as_deref()?)
            .map(|entry| entry.id.clone())
    };
    let document = match setting {
        ServerSetting::Document => document(),
        _ => None,
    };
    move |settings| match setting {
        ServerSetting::Channels => settings.channels.clone_from(&channels),
        ServerSetting::Document => settings.document.clone_from(&document),
        ServerSetting::Language => {
            settings.language = value
                .as_ref()
                .filter(|code| *code != ANY)
                .and_then(|code| code.parse().ok());
        }
        ServerSetting::Gaps => {
            if let Some(gaps) = value.as_ref().and_then(|value| value.parse().ok()) {
                settings.gaps = gaps;
            }
        }
        ServerSetting::Private(is_private) => settings.is_private = is_private,
        ServerSetting::Text(is_text) => settings.is_text = is_text,
        ServerSetting::Pictures(pictures) => settings.pictures = pictures,
    }
}

/// The panel with these settings, in the language that they say.
pub(super) fn panel(bot: &Bot, responder: &Responder, settings: anyhow::Result<Settings>) -> Reply {
    match settings {
        Ok(mut settings) => {
            let language = settings.language.map(crate::locales::Locale::of);
            let mut reader = responder.reader(true);
            reader.locale = language.unwrap_or(responder.own_locale);
            let snapshot = responder.library_of_server(bot).snapshot().ok();
            let entries = snapshot
                .as_ref()
                .map_or(&[][..], |snapshot| snapshot.entries());
            let has_collections = bot.queue.has_collections();
            let is_there = |id: &DocumentId| entries.iter().any(|entry| entry.id == *id);
            if has_collections && !settings.document.as_ref().is_some_and(is_there) {
                // What is not there may be there for others, and is not named.
                settings.document = None;
            }
            let seen = has_collections.then_some(entries);
            render::settings(&settings, entries, seen, &reader)
        }
        Err(error) => bot.not_kept(&error, responder),
    }
}
