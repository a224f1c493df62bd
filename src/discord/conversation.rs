//! The questions that were talked about: read back from the messages of the bot, which say what
//! they answer, and remembered for each channel, so that "und Japan?" is understood there.

use std::time::Duration;

use moka::sync::Cache;
use serenity::all::{ActionRowComponent, ButtonKind, ChannelId, Message};

use super::{
    custom_id::{Action, CustomId, Quotes},
    dedup::newest,
    limits, markdown,
    reply::{Button, Reply},
    typed::Typed,
};
use crate::app::{After, QuoteRef};

/// The time for which a channel's last question is the one that a follow-up means.
const REMEMBERED: Duration = Duration::from_hours(1);
const COUNT: u64 = 20_000;

/// Of a long conversation, only this much of the end is still meant.
const MEANT: usize = 160;

/// The last questions of channels. After a restart it is empty; a reply to an answer, and its
/// buttons, still say themselves what they follow.
pub(super) struct Conversations(Cache<ChannelId, After>);

impl Default for Conversations {
    fn default() -> Self {
        Self(newest(COUNT, REMEMBERED))
    }
}

impl Conversations {
    /// Notes what all can see in a channel.
    pub(super) fn note(&self, channel: ChannelId, reply: &Reply) {
        if reply.is_private {
            return;
        }
        if let Some(after) = After::reply(reply) {
            self.0.insert(channel, after);
        }
    }

    /// The question that was answered last in a channel.
    pub(super) fn last(&self, channel: ChannelId) -> Option<After> {
        self.0.get(&channel)
    }
}

impl After {
    /// The question of a message of the bot, if that is an answer that can be followed.
    pub(super) fn message(message: &Message) -> Option<Self> {
        let (question, scope) = (question_of(message), scope_of(message));
        Self::of(follow_up_on(message)?, &question, scope.as_deref())
    }

    /// The question that a message of the bot followed itself, if it answers a follow-up.
    pub(super) fn again(message: &Message) -> Option<Self> {
        let scope = scope_of(message)?;
        let alone = actions_on(message).find_map(|action| match action {
            Action::Alone { document, section } => Some((document, section)),
            _ => None,
        });
        let (document, section) = alone?;
        Some(Self {
            question: before(&scope)?.to_owned(),
            document,
            section,
        })
    }

    fn reply(reply: &Reply) -> Option<Self> {
        let mut actions = reply.rows.iter().flatten().filter_map(Button::action);
        let action = actions.find(|action| is_follow_up(action))?.clone();
        let question = reply.title.as_deref().unwrap_or_default();
        Self::of(action, question, reply.scope.as_deref())
    }

    /// The question of an answer, given its follow-up button.
    pub(super) fn of(action: Action, question: &str, scope: Option<&str>) -> Option<Self> {
        let Action::FollowUp { document, section } = action else {
            return None;
        };
        let question = Typed::again(question).words;
        let said = scope
            .and_then(before)
            .into_iter()
            .chain([question.as_str()]);
        let question = said.collect::<Vec<_>>().join(" ");
        Some(Self {
            question: limits::tail(question.trim(), MEANT),
            document,
            section,
        })
    }
}

/// "around § 2.3, after: Who leads it?": what was asked before stands behind the colon.
fn before(scope: &str) -> Option<&str> {
    Some(scope.split_once(": ")?.1)
}

/// The follow-up button of a message.
fn follow_up_on(message: &Message) -> Option<Action> {
    actions_on(message).find(is_follow_up)
}

/// The quotes of the answer that a message shows, or shows a part of: all stand in its buttons.
pub(super) fn quotes_on(message: &Message) -> Option<Quotes> {
    let whole = actions_on(message).find_map(|action| match action {
        Action::Quote(quotes) | Action::Others(quotes) => Some(quotes),
        _ => None,
    });
    let in_parts = || {
        let first = actions_on(message).find_map(|action| match action {
            Action::Section { document, back, .. } => back.map(|sentences| QuoteRef {
                document,
                sentences,
            }),
            _ => None,
        })?;
        let others = actions_on(message).find_map(|action| match action {
            Action::OnlyOthers(others) => Some(others),
            _ => None,
        });
        let others = others.unwrap_or_default();
        Some(Quotes { first, others })
    };
    whole.or_else(in_parts)
}

/// The actions of the buttons of a message.
pub(super) fn actions_on(message: &Message) -> impl Iterator<Item = Action> {
    let parts = message.components.iter().flat_map(|row| &row.components);
    let ids = parts.filter_map(|part| match part {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id),
            _ => None,
        },
        _ => None,
    });
    ids.filter_map(|id| Some(id.parse::<CustomId>().ok()?.action))
}

fn is_follow_up(action: &Action) -> bool {
    matches!(action, Action::FollowUp { .. })
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
