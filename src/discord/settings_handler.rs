//! The panel of `/settings`: each menu and button says in its id which setting it changes, so that
//! it works after a restart. Who presses must manage the server, whatever they did before.

use std::{fmt, str::FromStr};

use serenity::all::ComponentInteractionDataKind;

use super::{
    bot::Bot,
    custom_id::UnknownCustomId,
    interaction::{Responder, ResponseKind},
    render,
    reply::Reply,
};
use crate::store::{PagePictures, Settings};

/// A setting that is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// To the channels that are chosen.
    Channels,
    /// To the document that is chosen.
    Document,
    /// To the language that is chosen.
    Language,
    /// To what is chosen to be kept of gaps.
    Gaps,
    /// Whether answers are private.
    Private(bool),
    /// Whether answers are text.
    Text(bool),
    /// The occasion on which pages are shown as pictures.
    Pictures(PagePictures),
}

impl Setting {
    const CODES: [(&'static str, Self); 11] = [
        ("c", Self::Channels),
        ("d", Self::Document),
        ("l", Self::Language),
        ("g", Self::Gaps),
        ("p0", Self::Private(false)),
        ("p1", Self::Private(true)),
        ("t0", Self::Text(false)),
        ("t1", Self::Text(true)),
        ("b0", Self::Pictures(PagePictures::Off)),
        ("b1", Self::Pictures(PagePictures::OnRequest)),
        ("b2", Self::Pictures(PagePictures::On)),
    ];
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = Self::CODES.iter().find(|(_, setting)| setting == self);
        f.write_str(code.map_or("", |(code, _)| code))
    }
}

impl FromStr for Setting {
    type Err = UnknownCustomId;

    fn from_str(text: &str) -> Result<Self, UnknownCustomId> {
        let setting = Self::CODES.iter().find(|(code, _)| *code == text);
        setting.map(|(_, setting)| *setting).ok_or(UnknownCustomId)
    }
}

/// In a menu: what is chosen where nothing in particular is.
pub(super) const ANY: &str = "-";

/// Changes a setting to what was chosen, and shows the panel as it is then.
pub(super) async fn chosen(
    bot: &Bot,
    responder: &Responder,
    setting: Setting,
    kind: &ComponentInteractionDataKind,
) -> anyhow::Result<()> {
    let server = match bot.managed(responder) {
        Ok(server) => server,
        Err(reply) => return Ok(responder.say(&reply).await?),
    };
    let change = change(bot, setting, kind);
    let work = async {
        let changed = bot
            .storage
            .with(move |store, now| store.change_settings(server, now, change));
        panel(bot, responder, changed.await)
    };
    Ok(responder.answer(ResponseKind::InPlace, true, work).await?)
}

fn change(
    bot: &Bot,
    setting: Setting,
    kind: &ComponentInteractionDataKind,
) -> impl FnOnce(&mut Settings) + Send + 'static {
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
        let snapshot = bot.queue.snapshot().ok()?;
        snapshot
            .keyed(value.as_deref()?)
            .map(|entry| entry.id.clone())
    };
    let document = match setting {
        Setting::Document => document(),
        _ => None,
    };
    move |settings| match setting {
        Setting::Channels => settings.channels = channels,
        Setting::Document => settings.document = document,
        Setting::Language => {
            settings.language = value
                .filter(|code| code != ANY)
                .and_then(|code| code.parse().ok());
        }
        Setting::Gaps => {
            if let Some(gaps) = value.and_then(|value| value.parse().ok()) {
                settings.gaps = gaps;
            }
        }
        Setting::Private(is_private) => settings.is_private = is_private,
        Setting::Text(is_text) => settings.is_text = is_text,
        Setting::Pictures(pictures) => settings.pictures = pictures,
    }
}

/// The panel with these settings, in the language that they say.
pub(super) fn panel(bot: &Bot, responder: &Responder, settings: anyhow::Result<Settings>) -> Reply {
    match settings {
        Ok(settings) => {
            let language = settings.language.map(crate::locales::Locale::of);
            let mut reader = responder.reader(true);
            reader.locale = language.unwrap_or(responder.own_locale);
            let snapshot = bot.queue.snapshot().ok();
            let entries = snapshot
                .as_ref()
                .map_or(&[][..], |snapshot| snapshot.entries());
            render::settings(&settings, entries, &reader)
        }
        Err(error) => bot.not_kept(&error, responder),
    }
}

impl Bot {
    /// The reply where something could not be kept.
    pub(super) fn not_kept(&self, error: &anyhow::Error, responder: &Responder) -> Reply {
        if self.storage.is_lasting() {
            return self.incident(error, responder.locale, responder.id.get());
        }
        // That the file cannot be used is told, and in the log.
        render::not_kept(&self.config.contact, responder.locale)
    }

    /// The server that the user may manage; otherwise what to say.
    pub(super) fn managed(&self, responder: &Responder) -> Result<u64, Box<Reply>> {
        if !responder.may_manage() {
            return Err(Box::new(render::only_managers(responder.locale)));
        }
        let not_kept = || Box::new(render::not_kept(&self.config.contact, responder.locale));
        responder.policy.server.ok_or_else(not_kept)
    }
}
