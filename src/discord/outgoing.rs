//! Replies to Discord's own types, and sending them: without pings, again where a failure may
//! pass, within the time that Discord gives.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use serenity::all::{
    ButtonStyle as Style, ChannelId, ChannelType, CreateActionRow, CreateAllowedMentions,
    CreateButton, CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter, CreateInputText,
    CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage, HttpError,
    InputTextStyle, InteractionResponseFlags, MessageFlags, MessageId, Nonce,
};

use super::{
    limits, markdown,
    reply::{Button, Choices, Does, Kind, ModalForm, Picker, Reply},
    rest::Failure,
};
use crate::telemetry::{Metrics, QuestionStage};

/// The time to wait before something that failed is tried again, where Discord does not say it: ever longer, from the
/// one up to the other.
const FIRST_WAIT: Duration = Duration::from_millis(150);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// For how long what need not be there in 3 s is tried again.
const PERSISTENCE: Duration = Duration::from_mins(1);

/// "Interaction has already been acknowledged": an answer got through although its sending failed.
const ALREADY_ACKNOWLEDGED: isize = 40060;

/// "Cannot send an empty message": where embeds are not allowed, nothing is left of one.
const EMPTY_MESSAGE: isize = 50006;

/// Mentions in a reply reach nobody, not even the asker.
pub(super) fn no_pings() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
        .empty_users()
        .empty_roles()
        .all_users(false)
        .all_roles(false)
        .everyone(false)
        .replied_user(false)
}

/// A reply in the form in which it goes out.
pub(super) struct Outgoing {
    content: String,
    embed: Option<CreateEmbed>,
    components: Vec<CreateActionRow>,
    is_private: bool,
}

impl Outgoing {
    /// As an embed, or as text with block quotes where embeds are not shown.
    pub(super) fn new(reply: &Reply, has_embeds: bool) -> Self {
        let is_notice = reply.title.is_none() && reply.footer.is_none();
        let (content, embed) = match has_embeds && !is_notice {
            true => (String::new(), Some(embed(reply))),
            false if is_notice => (limits::fit(&reply.body, limits::CONTENT), None),
            false => (text(reply), None),
        };
        let rows = reply.rows.iter().map(|buttons| row(buttons));
        Self {
            content,
            embed,
            components: reply
                .pickers
                .iter()
                .map(picker)
                .chain(menu(reply))
                .chain(rows)
                .collect(),
            is_private: reply.is_private,
        }
    }

    /// A link in a text gets no preview. With an embed of our own the flag would hide that.
    fn flags(&self) -> u64 {
        let suppress = MessageFlags::SUPPRESS_EMBEDS.bits();
        if self.embed.is_none() { suppress } else { 0 }
    }

    pub(super) fn response(self) -> CreateInteractionResponseMessage {
        let mut flags = InteractionResponseFlags::from_bits_truncate(self.flags());
        flags.set(InteractionResponseFlags::EPHEMERAL, self.is_private);
        CreateInteractionResponseMessage::new()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.components)
            .allowed_mentions(no_pings())
            .flags(flags)
    }

    /// As a reply to somebody's message. What is `once` keeps Discord from taking a second try for a
    /// second reply.
    pub(super) fn message(self, to: (ChannelId, MessageId), once: &str) -> CreateMessage {
        let flags = MessageFlags::from_bits_truncate(self.flags());
        CreateMessage::new()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.components)
            .allowed_mentions(no_pings())
            .reference_message(to)
            .nonce(Nonce::String(once.to_owned()))
            .enforce_nonce(true)
            .flags(flags)
    }

    /// The same as a message that replies to nobody.
    pub(super) fn by_itself(self, once: &str) -> CreateMessage {
        let flags = MessageFlags::from_bits_truncate(self.flags());
        CreateMessage::new()
            .content(self.content)
            .components(self.components)
            .allowed_mentions(no_pings())
            .nonce(Nonce::String(once.to_owned()))
            .enforce_nonce(true)
            .flags(flags)
    }

    pub(super) fn edited_message(self) -> EditMessage {
        EditMessage::new()
            .remove_all_attachments()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.components)
            .allowed_mentions(no_pings())
    }

    pub(super) fn edited_response(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .clear_attachments()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.components)
            .allowed_mentions(no_pings())
    }
}

/// Blue, amber and grey: told apart by whoever sees fewer colours, too.
const ANSWER: u32 = 0x1F_6FEB;
const NEAR: u32 = 0xD9_9A00;
const REFUSAL: u32 = 0x6E_7781;

fn colour(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Answer => Some(ANSWER),
        Kind::Near => Some(NEAR),
        Kind::Refusal => Some(REFUSAL),
        Kind::Notice | Kind::Other => None,
    }
}

fn embed(reply: &Reply) -> CreateEmbed {
    let mut embed = CreateEmbed::new().description(limits::fit(&reply.body, limits::DESCRIPTION));
    if let Some(colour) = colour(reply.kind) {
        embed = embed.colour(colour);
    }
    if let Some(link) = reply
        .link
        .as_ref()
        .filter(|link| limits::len(link) <= limits::LINK)
    {
        embed = embed.url(link);
    }
    if let Some(scope) = &reply.scope {
        embed = embed.author(CreateEmbedAuthor::new(limits::fit(scope, limits::TITLE)));
    }
    if let Some(title) = &reply.title {
        embed = embed.title(limits::fit(&markdown::escape(title), limits::TITLE));
    }
    if let Some(footer) = reply.footer.as_ref().filter(|footer| !footer.is_empty()) {
        embed = embed.footer(CreateEmbedFooter::new(limits::fit(footer, limits::FOOTER)));
    }
    embed
}

/// The first line is the title in bold, or the second below the scope: buttons read it from there.
fn text(reply: &Reply) -> String {
    let mut lines = Vec::new();
    if let Some(scope) = &reply.scope {
        lines.push(format!("-# {}", markdown::escape(scope)));
    }
    if let Some(title) = &reply.title {
        lines.push(format!("**{}**", markdown::escape(title)));
    }
    lines.push(markdown::block_quote(&reply.body));
    if let Some(footer) = reply.footer.as_ref().filter(|footer| !footer.is_empty()) {
        lines.push(format!("-# {}", markdown::escape(footer)));
    }
    limits::fit(&lines.join("\n"), limits::CONTENT)
}

fn menu(reply: &Reply) -> Option<CreateActionRow> {
    let menu = reply.menu.as_ref()?;
    let options = menu.entries.iter().filter_map(|entry| {
        Some(CreateSelectMenuOption::new(
            &entry.label,
            entry.custom_id()?,
        ))
    });
    let options = options.collect();
    let menu = CreateSelectMenu::new(
        menu.custom_id.clone(),
        CreateSelectMenuKind::String { options },
    )
    .placeholder(menu.placeholder.clone());
    Some(CreateActionRow::SelectMenu(menu))
}

fn picker(picker: &Picker) -> CreateActionRow {
    let menu = match &picker.choices {
        Choices::Channels(chosen) => {
            let kind = CreateSelectMenuKind::Channel {
                channel_types: Some(vec![
                    ChannelType::Text,
                    ChannelType::News,
                    ChannelType::Forum,
                    ChannelType::Voice,
                ]),
                default_channels: Some(chosen.iter().copied().map(ChannelId::new).collect()),
            };
            CreateSelectMenu::new(&picker.custom_id, kind)
                .min_values(0)
                .max_values(limits::CHANNELS)
        }
        Choices::One(choices) => {
            let options = choices.iter().map(|choice| {
                CreateSelectMenuOption::new(&choice.label, &choice.value)
                    .default_selection(choice.is_chosen)
            });
            let options = options.collect();
            CreateSelectMenu::new(&picker.custom_id, CreateSelectMenuKind::String { options })
        }
    };
    CreateActionRow::SelectMenu(menu.placeholder(&picker.placeholder))
}

/// A form as it goes out.
pub(super) fn modal(form: &ModalForm) -> CreateModal {
    let field = CreateInputText::new(InputTextStyle::Short, &form.label, "text")
        .placeholder(&form.placeholder)
        .max_length(limits::FIELD)
        .required(true);
    CreateModal::new(&form.custom_id, &form.title)
        .components(vec![CreateActionRow::InputText(field)])
}

/// Buttons beside each other.
pub(super) fn row(row: &[Button]) -> CreateActionRow {
    let buttons = row.iter().map(|button| {
        let made = match &button.does {
            Does::Tell { text, .. } => CreateButton::new(text).style(Style::Secondary),
            Does::Open(link) => CreateButton::new_link(link),
        };
        made.label(&button.label)
    });
    CreateActionRow::Buttons(buttons.collect())
}

/// Sends, and sends again after a failure that may pass: Discord is overloaded (429, 5xx), or the
/// connection broke. How long it took until Discord had it is noted.
pub(super) async fn persistently<T, F: Future<Output = Result<T, Failure>>>(
    metrics: &Metrics,
    send: impl FnMut() -> F,
) -> serenity::Result<T> {
    persistently_until(metrics, Instant::now() + PERSISTENCE, send).await
}

/// The same, but not once it is too late.
pub(super) async fn persistently_until<T, F: Future<Output = Result<T, Failure>>>(
    metrics: &Metrics,
    end: Instant,
    mut send: impl FnMut() -> F,
) -> serenity::Result<T> {
    let begun = Instant::now();
    let mut next_wait = FIRST_WAIT;
    loop {
        let Failure { error, wait } = match send().await {
            Ok(sent) => {
                metrics.stage(QuestionStage::Sending, begun.elapsed());
                return Ok(sent);
            }
            Err(failure) => failure,
        };
        let wait = wait.unwrap_or(next_wait);
        if !may_pass(&error) || Instant::now() + wait >= end {
            return Err(*error);
        }
        if status(&error) == Some(429) {
            metrics.rate_limited();
        }
        tracing::warn!(%error, wait_ms = wait.as_millis(), "sending again");
        tokio::time::sleep(wait).await;
        next_wait = LONGEST_WAIT.min(next_wait * 2);
    }
}

fn status(error: &serenity::Error) -> Option<u16> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some(response.status_code.as_u16())
        }
        _ => None,
    }
}

/// Whether the same may succeed a little later.
pub(super) fn may_pass(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let status = response.status_code;
            status.is_server_error() || status.as_u16() == 429
        }
        serenity::Error::Http(HttpError::Request(error)) => {
            error.is_connect() || error.is_request()
        }
        _ => false,
    }
}

/// Whether an answer got through although its sending seemed to fail.
pub(super) fn is_acknowledged(error: &serenity::Error) -> bool {
    code(error) == Some(ALREADY_ACKNOWLEDGED)
}

/// Whether a message failed because the channel shows no embeds of the bot.
pub(super) fn are_embeds_refused(error: &serenity::Error) -> bool {
    code(error) == Some(EMPTY_MESSAGE)
}

/// Discord's own number for what went wrong.
fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some(response.error.code)
        }
        _ => None,
    }
}

/// Whether what should be changed or removed is gone, or never was ours to change.
pub(super) fn is_gone(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            matches!(response.status_code.as_u16(), 403 | 404)
        }
        _ => false,
    }
}
