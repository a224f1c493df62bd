//! What was talked about: read back from the messages of the bot, which say what they answer, and
//! remembered for each channel, so that "und Japan?" is understood there.

use std::time::Duration;

use moka::sync::Cache;
use serenity::all::{ActionRowComponent, ButtonKind, ChannelId, Message, MessageId};

use super::{
    limits, markdown,
    press::{Action, Press},
    reply::Reply,
};
use crate::app::After;

/// How long a channel's last question is the one that a follow-up means.
const REMEMBERED: Duration = Duration::from_hours(1);
/// How long an edited follow-up is still understood as one.
const FOLLOWED: Duration = Duration::from_hours(24);
const COUNT: u64 = 20_000;

/// Of a long conversation, only this much of the end is still meant.
const MEANT: usize = 160;

/// The last questions of channels, and what questions in messages followed. After a restart it is
/// empty; a reply to an answer, and its button, still say themselves what they follow.
pub(super) struct Conversations {
    last: Cache<ChannelId, After>,
    followed: Cache<MessageId, After>,
}

impl Default for Conversations {
    fn default() -> Self {
        Self {
            last: Cache::builder()
                .max_capacity(COUNT)
                .time_to_live(REMEMBERED)
                .build(),
            followed: Cache::builder()
                .max_capacity(COUNT)
                .time_to_live(FOLLOWED)
                .build(),
        }
    }
}

impl Conversations {
    /// Notes what all can see in a channel.
    pub(super) fn note(&self, channel: ChannelId, reply: &Reply) {
        if reply.is_private {
            return;
        }
        if let Some(after) = After::reply(reply) {
            self.last.insert(channel, after);
        }
    }

    /// What was answered last in a channel.
    pub(super) fn last(&self, channel: ChannelId) -> Option<After> {
        self.last.get(&channel)
    }

    /// Notes what the question in a message followed.
    pub(super) fn follow(&self, question: MessageId, after: &After) {
        self.followed.insert(question, after.clone());
    }

    /// What the question in a message followed.
    pub(super) fn followed(&self, question: MessageId) -> Option<After> {
        self.followed.get(&question)
    }
}

impl After {
    /// What follows a message of the bot, if it is an answer that can be followed.
    pub(super) fn message(message: &Message) -> Option<Self> {
        let (question, scope) = (question_of(message), scope_of(message));
        Self::of(follow_up_on(message)?, &question, scope.as_deref())
    }

    /// What a message of the bot followed itself.
    pub(super) fn again(message: &Message) -> Option<Self> {
        let scope = scope_of(message)?;
        Self::of(follow_up_on(message)?, "", Some(&scope))
    }

    fn reply(reply: &Reply) -> Option<Self> {
        let mut buttons = reply.rows.iter().flatten();
        let action = buttons.find_map(|button| follow_up(button.custom_id()?))?;
        let question = reply.title.as_deref().unwrap_or_default();
        Self::of(action, question, reply.scope.as_deref())
    }

    /// What follows an answer, given its follow-up button.
    pub(super) fn of(action: Action, question: &str, scope: Option<&str>) -> Option<Self> {
        let Action::FollowUp { document, section } = action else {
            return None;
        };
        // "around § 2.3, after: Who leads it?": what was asked before stands behind the colon.
        let before = scope.and_then(|scope| Some(scope.split_once(": ")?.1));
        let said = before.into_iter().chain([question]);
        let question = said.collect::<Vec<_>>().join(" ");
        Some(Self {
            question: limits::tail(question.trim(), MEANT),
            document,
            section,
        })
    }
}

/// The follow-up button of a message.
fn follow_up_on(message: &Message) -> Option<Action> {
    let rows = message.components.iter();
    let mut ids = rows
        .flat_map(|row| &row.components)
        .filter_map(|part| match part {
            ActionRowComponent::Button(button) => match &button.data {
                ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
                _ => None,
            },
            _ => None,
        });
    ids.find_map(follow_up)
}

fn follow_up(id: &str) -> Option<Action> {
    let press: Press = id.parse().ok()?;
    matches!(press.action, Action::FollowUp { .. }).then_some(press.action)
}

/// The question that a message of the bot answers: its title.
pub(super) fn question_of(message: &Message) -> String {
    let title = message
        .embeds
        .first()
        .and_then(|embed| embed.title.as_deref());
    let bold = || {
        let mut lines = message.content.lines();
        lines.find_map(|line| line.strip_prefix("**")?.strip_suffix("**"))
    };
    markdown::unescape(title.or_else(bold).unwrap_or_default())
}

/// In the light of what it was understood, if it was a follow-up.
pub(super) fn scope_of(message: &Message) -> Option<String> {
    if let Some(embed) = message.embeds.first() {
        return embed.author.as_ref().map(|author| author.name.clone());
    }
    // The line above the title.
    let mut lines = message.content.lines();
    let line = lines.by_ref().take_while(|line| !line.starts_with("**"));
    let scope = line.filter_map(|line| line.strip_prefix("-# ")).last()?;
    Some(markdown::unescape(scope))
}
