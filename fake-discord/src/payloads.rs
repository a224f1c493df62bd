//! Objects as Discord sends them.

use serde_json::{Value, json};

use super::{BOT, CHANNEL, DIRECT, GUILD, THREAD};

const TIME: &str = "2026-11-24T00:00:00.000000+00:00";

pub(crate) fn user(id: u64, name: &str) -> Value {
    json!({
        "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null,
        "avatar": null, "bot": false, "public_flags": 0,
    })
}

pub(crate) fn bot_user() -> Value {
    let mut user = user(BOT, "fundstelle");
    user["bot"] = json!(true);
    user
}

pub(crate) fn member(user: &Value, permissions: u64, roles: &[u64]) -> Value {
    let roles: Vec<String> = roles.iter().map(u64::to_string).collect();
    json!({
        "user": user, "nick": null, "avatar": null, "roles": roles, "joined_at": TIME,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "permissions": permissions.to_string(), "communication_disabled_until": null,
    })
}

pub(crate) fn message(id: u64, channel: u64, author: &Value, content: &str) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": author,
        "content": content, "timestamp": TIME, "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "type": 0, "components": [], "flags": 0,
    })
}

/// The users whom a text mentions, as Discord lists them beside it.
pub(crate) fn mentioned(text: &str) -> Value {
    let known = [
        user(11, "anna"),
        user(12, "ben"),
        user(77, "carla"),
        bot_user(),
    ];
    let is_mentioned =
        |user: &&Value| text.contains(&format!("<@{}>", user["id"].as_str().unwrap()));
    json!(known.iter().filter(is_mentioned).collect::<Vec<_>>())
}

pub(crate) fn channel(id: u64) -> Value {
    let kind = match id {
        THREAD => 11,
        DIRECT => 1,
        _ => 0,
    };
    let mut channel =
        json!({ "id": id.to_string(), "type": kind, "name": "general", "permissions": "0" });
    if id == THREAD {
        channel["parent_id"] = json!(CHANNEL.to_string());
        channel["thread_metadata"] = json!({
            "archived": false, "auto_archive_duration": 60, "locked": false,
            "archive_timestamp": TIME,
        });
    }
    channel
}

/// A channel as it is asked for.
pub(crate) fn whole_channel(id: u64) -> Value {
    let mut channel = channel(id);
    channel.as_object_mut().unwrap().remove("permissions");
    channel["guild_id"] = json!(GUILD.to_string());
    channel["position"] = json!(0);
    channel["permission_overwrites"] = json!([]);
    channel
}

/// A server that the bot is in.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its id.
    pub id: u64,
    /// Its language.
    pub locale: &'static str,
    /// The number of days since the bot was added.
    pub days: i64,
    /// Where Discord greets those who join.
    pub system: Option<u64>,
    /// Channels in their order, with what everybody may not do there.
    pub channels: Vec<(u64, u64)>,
    /// The permissions of everybody.
    pub everyone: u64,
}

pub(crate) fn guild(server: &Server, now: i64) -> Value {
    let id = server.id.to_string();
    let joined = now - server.days * 24 * 60 * 60;
    let joined = serenity::all::Timestamp::from_unix_timestamp(joined).unwrap();
    let channels = server
        .channels
        .iter()
        .enumerate()
        .map(|(position, (channel, denied))| {
            json!({
                "id": channel.to_string(), "type": 0, "name": "general", "position": position,
                "permission_overwrites": [{
                    "id": id, "type": 0, "allow": "0", "deny": denied.to_string(),
                }],
            })
        });
    let mut me = member(&bot_user(), 0, &[]);
    me["joined_at"] = json!(joined.to_string());
    json!({
        "id": id, "name": "Verein", "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": "11", "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "emojis": [],
        "roles": [{
            "id": id, "name": "@everyone", "color": 0, "hoist": false, "managed": false,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "mentionable": false, "permissions": server.everyone.to_string(), "position": 0,
            "flags": 0,
        }],
        "features": [], "mfa_level": 0, "application_id": null,
        "system_channel_id": server.system.map(|channel| channel.to_string()),
        "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "preferred_locale": server.locale,
        "public_updates_channel_id": null, "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false, "joined_at": joined.to_string(), "large": false,
        "unavailable": false, "member_count": 2, "voice_states": [], "members": [me],
        "channels": channels.collect::<Vec<_>>(), "threads": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "safety_alerts_channel_id": null,
    })
}
