//! The rules that hold where somebody asks: the settings of the server, in which channels, in which
//! language.

use std::sync::Arc;

use serenity::all::{ChannelId, GuildId, Http};

use super::{
    storage::{Known, Storage},
    threads::Threads,
};
use crate::{
    locales::Locale,
    store::{GapReports, Settings},
};

/// The rules that hold where somebody asks.
#[derive(Clone, Debug)]
pub(super) struct GuildPolicy {
    /// The server for which something may be kept: none in direct messages, and none where nothing
    /// lasts.
    pub(super) server: Option<u64>,
    /// The choices of its administrators.
    pub(super) settings: Settings,
    /// Whether that is known. Otherwise nothing is public that they may have chosen to be private:
    /// only the asker sees an answer, and none is given where all would see it.
    pub(super) is_known: bool,
}

impl Default for GuildPolicy {
    /// Outside servers nothing is kept.
    fn default() -> Self {
        Self {
            server: None,
            settings: Settings {
                gaps: GapReports::Off,
                ..Settings::default()
            },
            is_known: true,
        }
    }
}

impl GuildPolicy {
    /// The rules that hold in a server, or outside of servers.
    pub(super) async fn of(storage: &Storage, guild: Option<GuildId>) -> Self {
        let Some(guild) = guild else {
            return Self::default();
        };
        let server = guild.get();
        match storage.settings(server).await {
            Known::Lasting(settings) => Self {
                server: Some(server),
                settings,
                is_known: true,
            },
            Known::ReadOnly(mut settings) => {
                settings.gaps = GapReports::Off;
                Self {
                    settings,
                    ..Self::default()
                }
            }
            Known::Nothing => Self::unknown(),
        }
    }

    /// The rules that hold where it cannot be known what was chosen.
    fn unknown() -> Self {
        let mut policy = Self::default();
        policy.settings.is_private = true;
        policy.is_known = false;
        policy
    }

    /// Whether only the asker sees an answer, who may have said so or otherwise.
    pub(super) fn is_private(&self, asked: Option<bool>) -> bool {
        !self.is_known || asked.unwrap_or(self.settings.is_private)
    }

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

    /// Whether a message in this channel may be answered there.
    pub(super) async fn is_open(
        &self,
        threads: &Threads,
        http: &Arc<Http>,
        channel: ChannelId,
    ) -> bool {
        self.allow(channel, None) || self.allow(channel, threads.parent(http, channel).await)
    }
}
