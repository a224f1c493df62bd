//! Objects as Discord sends them.

use serde_json::{Value, json};

use super::{APPLICATION, BOT, CHANNEL, DIRECT, GUILD, THREAD};

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

pub(crate) fn member(user: &Value, permissions: u64) -> Value {
    json!({
        "user": user, "nick": null, "avatar": null, "roles": [], "joined_at": TIME,
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

pub(crate) fn interaction(id: u64, kind: u8, who: &super::Person, data: Value) -> Value {
    let user = user(who.id, who.name);
    let mut interaction = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
        "data": data, "channel_id": who.channel.to_string(), "channel": channel(who.channel),
        "token": format!("token-{id}"), "version": 1, "locale": who.locale,
        "app_permissions": who.app_permissions.to_string(), "entitlements": [],
        "authorizing_integration_owners": {}, "attachment_size_limit": 10_485_760,
    });
    if who.channel == DIRECT {
        interaction["user"] = user;
        interaction["context"] = json!(1);
        interaction["authorizing_integration_owners"]["1"] = json!(who.id.to_string());
    } else {
        interaction["member"] = member(&user, who.permissions);
        interaction["guild_id"] = json!(who.guild.to_string());
        interaction["guild_locale"] = json!("en-US");
        interaction["context"] = json!(0);
        let (install, owner) = if who.is_added {
            ("0", who.guild)
        } else {
            ("1", who.id)
        };
        interaction["authorizing_integration_owners"][install] = json!(owner.to_string());
    }
    interaction
}
