//! Who asks, and where they read the answer: what decides which documents there are for them. It is found once, where
//! a question comes in, and nothing of the corpus is handed out without it.

use std::collections::BTreeSet;

/// Those who read an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Those it is.
    pub(super) readers: Readers,
}

/// The readers of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever runs the program.
    Operator,
    /// Whoever reads the open documents and these collections, given by their names, on pages or by programs.
    Holders(BTreeSet<String>),
    /// People on Discord.
    Discord(Place),
}

/// The part of Discord in which an answer is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Nothing in direct messages.
    pub(super) server: Option<u64>,
    /// The channel, and the one that a thread belongs to.
    pub(super) channels: Vec<u64>,
    /// The roles of the only one who reads it; none where others read it too.
    pub(super) roles: Vec<u64>,
}

impl Audience {
    fn of(readers: Readers) -> Self {
        Self { readers }
    }

    /// Whoever runs the program: all documents. Only for what nobody else is shown.
    pub fn operator() -> Self {
        Self::of(Readers::Operator)
    }

    /// Anybody who reaches the pages or the JSON interface: what is open to all.
    pub fn anybody() -> Self {
        Self::holders([])
    }

    /// Those who know the tokens of these collections.
    pub fn holders(collections: impl IntoIterator<Item = String>) -> Self {
        Self::of(Readers::Holders(collections.into_iter().collect()))
    }

    /// Somebody who writes with the bot alone: what is open to all.
    pub fn in_direct_messages() -> Self {
        Self::of(Readers::Discord(Place::default()))
    }

    /// All members of a server, wherever in it they are.
    pub fn in_server(server: u64) -> Self {
        Self::of(Readers::Discord(Place {
            server: Some(server),
            ..Place::default()
        }))
    }

    /// The same in one of its channels, or in a thread of one.
    #[must_use]
    pub fn in_channel(mut self, channel: u64, thread_of: Option<u64>) -> Self {
        if let Readers::Discord(place) = &mut self.readers {
            place.channels = [channel].into_iter().chain(thread_of).collect();
        }
        self
    }

    /// The same where only one member reads the answer, who has these roles.
    #[must_use]
    pub fn alone_with_roles(mut self, roles: impl IntoIterator<Item = u64>) -> Self {
        if let Readers::Discord(place) = &mut self.readers {
            place.roles = roles.into_iter().collect();
        }
        self
    }
}
