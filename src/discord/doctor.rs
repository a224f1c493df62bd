//! The answers of Discord about the bot: whose token it is, what it may see, which commands it has,
//! and what time it is there. Nothing is changed.

use std::time::SystemTime;

use serenity::{
    all::{ApplicationFlags, CurrentUser, Http, HttpError},
    http::{LightMethod, Request, Route},
};
use thiserror::Error;

use super::{
    commands, connection,
    register::{self, Registered},
};
use crate::config::{Config, ConfigError};

/// The answers of Discord.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The name of the bot.
    pub name: String,
    /// Discord's clock; nothing if it did not say.
    pub time: Option<SystemTime>,
    /// Privileged intents that the bot has; it needs none.
    pub privileged: Vec<&'static str>,
    /// The number of times that the bot may still connect, today.
    pub sessions_left: u64,
    /// The commands that Discord has.
    pub commands: Registered,
}

/// The reason why Discord says nothing.
#[derive(Debug, Error)]
pub enum DiagnoseError {
    /// There is no token, or it cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The token is wrong.
    #[error("Discord does not accept the token")]
    Refused,
    /// Discord answers otherwise than it should, or not at all.
    #[error("Discord cannot be asked: {0}")]
    Discord(#[from] Box<serenity::Error>),
    /// The same, of a single answer.
    #[error("Discord's answer cannot be read: {0}")]
    Answer(String),
}

/// Asks Discord about the bot.
pub async fn diagnose(config: &Config) -> Result<Diagnosis, DiagnoseError> {
    let token = config.discord.read_token()?;
    let http = connection::http(&config.discord, &token);
    let (name, time) = whoami(&http).await?;
    let application = http
        .get_current_application_info()
        .await
        .map_err(Box::new)?;
    http.set_application_id(application.id);
    let gateway = http.get_bot_gateway().await.map_err(Box::new)?;
    let commands = register::known(&http, &commands::all(config.library.enabled)).await;
    Ok(Diagnosis {
        name,
        time,
        privileged: privileged(application.flags.unwrap_or(ApplicationFlags::empty())),
        sessions_left: gateway.session_start_limit.remaining,
        commands: commands.map_err(|error| DiagnoseError::Answer(error.to_string()))?,
    })
}

/// The name of the bot, and the time at which Discord said so.
async fn whoami(http: &Http) -> Result<(String, Option<SystemTime>), DiagnoseError> {
    let request = Request::new(Route::UserMe, LightMethod::Get);
    let response = http.request(request).await.map_err(|error| match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.status_code.as_u16() == 401 =>
        {
            DiagnoseError::Refused
        }
        error => Box::new(error).into(),
    })?;
    let date = response.headers().get("date");
    let time = date
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok());
    let unreadable = |error: &dyn std::fmt::Display| DiagnoseError::Answer(error.to_string());
    let body = response.bytes().await.map_err(|error| unreadable(&error))?;
    let user: CurrentUser = serde_json::from_slice(&body).map_err(|error| unreadable(&error))?;
    Ok((user.name.clone(), time))
}

fn privileged(flags: ApplicationFlags) -> Vec<&'static str> {
    let intents = [
        (
            "message content",
            ApplicationFlags::GATEWAY_MESSAGE_CONTENT
                | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED,
        ),
        (
            "server members",
            ApplicationFlags::GATEWAY_GUILD_MEMBERS
                | ApplicationFlags::GATEWAY_GUILD_MEMBERS_LIMITED,
        ),
        (
            "presence",
            ApplicationFlags::GATEWAY_PRESENCE | ApplicationFlags::GATEWAY_PRESENCE_LIMITED,
        ),
    ];
    let granted = intents.iter().filter(|(_, flag)| flags.intersects(*flag));
    granted.map(|(name, _)| *name).collect()
}
