//! Servers that may be new, from their first event until they can be greeted.

use std::sync::{Mutex, PoisonError};

use serenity::all::{ChannelId, GuildId};

use crate::locales::Locale;

/// Servers that may be new, until the documents can be asked: its examples come from them.
#[derive(Default)]
pub(super) struct Newcomers(Mutex<Vec<Newcomer>>);

/// A server that may be new.
#[derive(Clone, Copy)]
pub(super) struct Newcomer {
    pub(super) server: GuildId,
    /// The channel to say the first words in.
    pub(super) channel: ChannelId,
    /// The language of the server.
    pub(super) locale: Locale,
}

impl Newcomers {
    /// Notes a server.
    pub(super) fn note(&self, newcomer: Newcomer) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(newcomer);
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.is_empty()
    }

    /// Takes all of them out.
    pub(super) fn take(&self) -> Vec<Newcomer> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *all)
    }
}
