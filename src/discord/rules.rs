//! What holds where somebody asks: the settings of the server, in which channels, in which
//! language.

use std::sync::Arc;

use serenity::all::{Channel, ChannelId, GuildId, Http};

use super::bot::Bot;
use crate::{
    corpus::DocumentId,
    locales::Locale,
    store::{GapReports, Settings},
};

/// What holds where somebody asks.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// The server for which something may be kept: none in direct messages, and none where nothing
    /// lasts.
    pub(super) server: Option<u64>,
    /// What its administrators chose.
    pub(super) settings: Settings,
}

impl Default for Rules {
    /// Outside servers nothing is kept.
    fn default() -> Self {
        Self {
            server: None,
            settings: Settings {
                gaps: GapReports::Off,
                ..Settings::default()
            },
        }
    }
}

impl Rules {
    /// The language in which the bot speaks, if the server chose one.
    pub(super) fn locale(&self) -> Option<Locale> {
        self.settings.language.map(Locale::of)
    }

    /// Whether questions are answered in a channel; a thread follows its channel.
    pub(super) fn allow(&self, channel: ChannelId, parent: Option<ChannelId>) -> bool {
        let allowed = &self.settings.channels;
        let mut places = [Some(channel), parent].into_iter().flatten();
        allowed.is_empty() || places.any(|place| allowed.contains(&place.get()))
    }
}

impl Bot {
    /// What holds in a server, or outside of servers.
    pub(super) async fn rules(&self, guild: Option<GuildId>) -> Rules {
        let Some(guild) = guild.filter(|_| self.kept.is_lasting()) else {
            return Rules::default();
        };
        let server = guild.get();
        match self.kept.with(move |store, _| store.settings(server)).await {
            Ok(settings) => Rules {
                server: Some(server),
                settings,
            },
            Err(error) => {
                tracing::error!(%error, server, "the settings could not be read");
                Rules::default()
            }
        }
    }

    /// The document that is asked where none is named, if it is still there.
    pub(super) fn default_document(&self, rules: &Rules) -> Option<DocumentId> {
        let document = rules.settings.document.as_ref()?;
        let shelf = self.asking.shelf().ok()?;
        shelf.entry(document).map(|entry| entry.id.clone())
    }

    /// Whether a message in this channel may be answered there.
    pub(super) async fn is_open(
        &self,
        http: &Arc<Http>,
        channel: ChannelId,
        rules: &Rules,
    ) -> bool {
        if rules.allow(channel, None) {
            return true;
        }
        // A message does not say to which channel its thread belongs.
        let parent = match http.get_channel(channel).await {
            Ok(Channel::Guild(channel)) => channel.thread_metadata.and(channel.parent_id),
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the channel of a thread could not be found");
                None
            }
        };
        rules.allow(channel, parent)
    }
}
