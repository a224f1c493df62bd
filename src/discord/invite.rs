//! The link by which somebody adds the bot to a server, with the fewest permissions.

use serenity::all::{ApplicationId, CreateBotAuthParameters, Permissions, Scope};

use super::{connection, serve::BotError};
use crate::config::Config;

/// The permissions of the bot where it is added: to see a channel, and to answer in it and in its threads. A reply
/// needs the right to read what it replies to.
const NEEDED: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::EMBED_LINKS);

/// The bot that the token belongs to.
pub struct Invitation {
    /// The name of the bot.
    pub name: String,
    /// The address to open in a browser.
    pub link: String,
}

/// Asks Discord whose token it is, and makes the link.
pub async fn invitation(config: &Config) -> Result<Invitation, BotError> {
    let token = config.discord.read_token()?;
    let http = connection::http(&config.discord, &token);
    let application = http
        .get_current_application_info()
        .await
        .map_err(BotError::of)?;
    Ok(Invitation {
        name: application.name,
        link: link(application.id),
    })
}

fn link(application: ApplicationId) -> String {
    let scopes = [Scope::Bot, Scope::ApplicationsCommands];
    let builder = CreateBotAuthParameters::new()
        .client_id(application)
        .permissions(NEEDED)
        .scopes(&scopes);
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_asks_for_no_more_than_is_needed() {
        let link = link(ApplicationId::new(500));
        assert!(link.starts_with("https://"), "{link}");
        assert!(link.contains("client_id=500"), "{link}");
        // View channels 1 << 10, send 1 << 11, embed links 1 << 14, read history 1 << 16, in threads
        // 1 << 38.
        let bits: u64 = (1 << 10) + (1 << 11) + (1 << 14) + (1 << 16) + (1 << 38);
        assert!(link.contains(&format!("permissions={bits}")), "{link}");
        assert!(link.contains("applications.commands"), "{link}");
    }
}
