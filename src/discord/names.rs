//! The names behind the numbers in a message, as far as Discord tells them with it. Nothing else is
//! asked for: the name of a channel may be a secret to those who read the answer.

use std::collections::BTreeMap;

use serenity::all::{CommandDataResolved, Message, User, UserId};

/// Names by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The bot: that it was meant is no part of the question.
    me: Option<u64>,
    users: BTreeMap<u64, String>,
    roles: BTreeMap<u64, String>,
    channels: BTreeMap<u64, String>,
}

impl Names {
    /// Those of the users that a message mentions, but for the bot itself.
    pub(super) fn of_users(users: &[User], me: UserId) -> Self {
        let mut names = Self {
            me: Some(me.get()),
            ..Self::default()
        };
        for user in users {
            let nick = user.member.as_ref().and_then(|member| member.nick.as_ref());
            let name = nick.map_or_else(|| user.display_name(), String::as_str);
            names.users.insert(user.id.get(), name.to_owned());
        }
        names
    }

    /// The same of a message.
    pub(super) fn of_message(message: &Message, me: UserId) -> Self {
        Self::of_users(&message.mentions, me)
    }

    /// Those that come with a command.
    pub(super) fn of_command(resolved: &CommandDataResolved, me: UserId) -> Self {
        let users: Vec<User> = resolved.users.values().cloned().collect();
        let mut names = Self::of_users(&users, me);
        let members = resolved.members.iter();
        let nicks = members.filter_map(|(id, member)| Some((id.get(), member.nick.clone()?)));
        names.users.extend(nicks);
        let roles = resolved.roles.iter();
        names.roles = roles
            .map(|(id, role)| (id.get(), role.name.clone()))
            .collect();
        let channels = resolved.channels.iter();
        let named = channels.filter_map(|(id, channel)| Some((id.get(), channel.name.clone()?)));
        names.channels = named.collect();
        names
    }

    /// `@anna`; nothing for the bot.
    pub(super) fn user(&self, id: u64) -> Option<String> {
        (self.me != Some(id)).then(|| named('@', self.users.get(&id)))
    }

    /// `@Vorstand`
    pub(super) fn role(&self, id: u64) -> String {
        named('@', self.roles.get(&id))
    }

    /// `#general`
    pub(super) fn channel(&self, id: u64) -> String {
        named('#', self.channels.get(&id))
    }
}

fn named(mark: char, name: Option<&String>) -> String {
    format!("{mark}{}", name.map_or("…", String::as_str))
}
