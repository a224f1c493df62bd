//! Somebody who talks to the bot.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    APPLICATION, AttachedFile, BOT, CHANNEL, DIRECT, Discord, GUILD, Said,
    model::{Interaction, Message},
    payloads,
};

const EMBED_LINKS: u64 = 1 << 14;
const MANAGE_MESSAGES: u64 = 1 << 13;
const MANAGE_GUILD: u64 = 1 << 5;
const SEND: u64 = 1 << 11;

/// A user somewhere.
#[derive(Clone)]
pub struct Person {
    discord: Discord,
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) locale: &'static str,
    pub(crate) guild: u64,
    pub(crate) channel: u64,
    pub(crate) permissions: u64,
    pub(crate) roles: Vec<u64>,
    pub(crate) app_permissions: u64,
    /// Whether the server has the bot; otherwise the user brought it along.
    pub(crate) is_added: bool,
}

impl Person {
    /// A user, in the channel of the server.
    #[must_use]
    pub fn new(discord: &Discord, id: u64, name: &'static str, locale: &'static str) -> Self {
        Self {
            discord: discord.clone(),
            id,
            name,
            locale,
            guild: GUILD,
            channel: CHANNEL,
            permissions: SEND,
            roles: Vec::new(),
            app_permissions: SEND | EMBED_LINKS,
            is_added: true,
        }
    }

    /// The same in another channel.
    #[must_use]
    pub fn in_channel(mut self, channel: u64) -> Self {
        self.channel = channel;
        self
    }

    /// The same on another server.
    #[must_use]
    pub fn in_guild(mut self, guild: u64) -> Self {
        self.guild = guild;
        self
    }

    /// The same where the server does not have the bot.
    #[must_use]
    pub fn bringing_the_bot_along(mut self) -> Self {
        self.is_added = false;
        self
    }

    /// The same where the bot may not embed links.
    #[must_use]
    pub fn without_embeds(mut self) -> Self {
        self.app_permissions &= !EMBED_LINKS;
        self
    }

    /// The same with the right to manage messages.
    #[must_use]
    pub fn moderator(mut self) -> Self {
        self.permissions |= MANAGE_MESSAGES;
        self
    }

    /// The same with the right to manage the server.
    #[must_use]
    pub fn administrator(mut self) -> Self {
        self.permissions |= MANAGE_GUILD;
        self
    }

    /// The same with these roles.
    #[must_use]
    pub fn with_roles(mut self, roles: &[u64]) -> Self {
        self.roles = roles.to_vec();
        self
    }

    /// The same in another language.
    #[must_use]
    pub fn with_locale(mut self, locale: &'static str) -> Self {
        self.locale = locale;
        self
    }

    /// `/ask question`
    pub async fn ask(&self, question: &str) -> Said {
        self.slash("ask", &[("question", json!(question))]).await
    }

    /// `/name option: value …`
    pub async fn slash(&self, name: &str, options: &[(&str, Value)]) -> Said {
        let token = self.send_slash(name, options);
        self.answer_to(&token).await
    }

    /// Sends a command, and waits for nothing. Gives the token of the interaction.
    pub fn send_slash(&self, name: &str, options: &[(&str, Value)]) -> String {
        self.interact(2, command(name, options, None)).0
    }

    /// `/name below option: value …`; a file is an option as [`Person::attaches`] gives it. Gives the answer when it
    /// has one of these words: an answer may change until then.
    pub async fn slash_below(
        &self,
        (name, below): (&str, &str),
        options: &[(&str, Value)],
        words: &[&str],
    ) -> Said {
        let token = self.send_below((name, below), options);
        self.answer_with(&token, words).await
    }

    /// The same, and waits for nothing.
    pub fn send_below(&self, (name, below): (&str, &str), options: &[(&str, Value)]) -> String {
        self.interact(2, command_below(name, below, options, None))
            .0
    }

    /// Waits until the answer to an interaction has one of these words.
    pub async fn answer_with(&self, token: &str, words: &[&str]) -> Said {
        let answered = |model: &mut super::model::Model| {
            let id = model.interactions.get(token)?.message?;
            let message = model.messages.get_mut(&id)?;
            let said = Said::of(&message.value);
            message.is_read = true;
            let text = said.to_string();
            words.iter().any(|word| text.contains(word)).then_some(said)
        };
        self.discord.wait(&words.join(" or "), answered).await
    }

    /// Attaches a file: the value of an option.
    pub fn attaches(&self, name: &str, bytes: &[u8]) -> Value {
        self.attaches_file(name, bytes.len(), AttachedFile::Bytes(bytes.to_vec()))
    }

    /// The same of a file that is not as Discord says.
    pub fn attaches_file(&self, name: &str, size: usize, file: AttachedFile) -> Value {
        let mut model = self.discord.model();
        let id = model.next_id();
        model.files.insert(id, file);
        let address = format!("{}/files/{id}/file", self.discord.url());
        json!({
            "id": id.to_string(), "filename": name, "size": size, "url": address,
            "proxy_url": address, "content_type": "application/octet-stream", "ephemeral": true,
        })
    }

    /// Types into an option of a command below another; gives the choices.
    pub async fn type_below(
        &self,
        (name, below): (&str, &str),
        option: &str,
        text: &str,
    ) -> Vec<(String, String)> {
        let data = command_below(name, below, &[(option, json!(text))], Some(option));
        let (token, _) = self.interact(4, data);
        self.choices(&token).await
    }

    async fn choices(&self, token: &str) -> Vec<(String, String)> {
        let data = self.other_answer_to(token).await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let choices = data["choices"].as_array().into_iter().flatten();
        choices
            .map(|choice| (text(&choice["name"]), text(&choice["value"])))
            .collect()
    }

    /// Types into an option; gives the choices.
    pub async fn type_into(&self, name: &str, option: &str, text: &str) -> Vec<(String, String)> {
        self.type_with(name, &[], option, text).await
    }

    /// The same where other options are filled already.
    pub async fn type_with(
        &self,
        name: &str,
        filled: &[(&str, Value)],
        option: &str,
        text: &str,
    ) -> Vec<(String, String)> {
        let mut options = filled.to_vec();
        options.push((option, json!(text)));
        let data = command(name, &options, Some(option));
        let (token, _) = self.interact(4, data);
        self.choices(&token).await
    }

    /// Types into an option, and waits for nothing.
    pub fn send_typed(&self, name: &str, option: &str, text: &str) -> String {
        let data = command(name, &[(option, json!(text))], Some(option));
        self.interact(4, data).0
    }

    /// Uses a message command on a message that says this.
    pub async fn on_message(&self, command: &str, text: &str) -> Said {
        let id = self.discord.model().next_id();
        let author = payloads::user(77, "carla");
        let mut target = payloads::message(id, self.channel, &author, text);
        target["mentions"] = payloads::mentioned(text);
        let data = json!({
            "id": "990", "name": command, "type": 3, "target_id": id.to_string(),
            "resolved": { "messages": { id.to_string(): target } },
        });
        let (token, _) = self.interact(2, data);
        self.answer_to(&token).await
    }

    /// Presses the button with this label.
    pub async fn press(&self, on: &Said, label: &str) -> Said {
        let token = self.send_press(on, &on.button(label));
        self.answer_to(&token).await
    }

    /// Presses a button, and waits for nothing.
    pub fn send_press(&self, on: &Said, custom_id: &str) -> String {
        self.component(on, json!({ "component_type": 2, "custom_id": custom_id }))
    }

    /// Chooses from the menu.
    pub async fn choose(&self, on: &Said, label: &str) -> Said {
        let (id, options) = on.menu();
        let value = &options
            .iter()
            .find(|(of, _)| of == label)
            .expect("no such entry")
            .1;
        let data = json!({ "component_type": 3, "custom_id": id, "values": [value] });
        let token = self.component(on, data);
        self.answer_to(&token).await
    }

    /// Chooses from the menu that has this placeholder.
    pub async fn pick(&self, on: &Said, menu: &str, label: &str) -> Said {
        let menu = on.picker(menu);
        let mut options = menu["options"].as_array().into_iter().flatten();
        let option = options.find(|option| option["label"] == label);
        let value = &option.expect("no such option")["value"];
        let data = json!({
            "component_type": 3, "custom_id": menu["custom_id"], "values": [value],
        });
        self.answer_to(&self.component(on, data)).await
    }

    /// Chooses channels from the menu that has this placeholder.
    pub async fn pick_channels(&self, on: &Said, menu: &str, channels: &[u64]) -> Said {
        let values: Vec<String> = channels.iter().map(u64::to_string).collect();
        let resolved: serde_json::Map<String, Value> = channels
            .iter()
            .map(|id| (id.to_string(), payloads::channel(*id)))
            .collect();
        let data = json!({
            "component_type": 8, "custom_id": on.picker(menu)["custom_id"], "values": values,
            "resolved": { "channels": resolved },
        });
        self.answer_to(&self.component(on, data)).await
    }

    /// Sends something made up, as if it came from under a message of the bot here: a button that is pressed or a choice
    /// (3), or a form (5). Gives the token.
    pub fn forges(&self, kind: u8, data: Value, title: &str) -> String {
        let id = self.discord.model().next_id();
        let mut message = payloads::message(id, self.channel, &payloads::bot_user(), "");
        message["embeds"] = json!([{ "type": "rich", "title": title, "description": "…" }]);
        let message = Message {
            value: message,
            is_read: true,
            is_deleted: false,
        };
        let value = message.value.clone();
        self.discord.model().messages.insert(id, message);
        self.interact_with(kind, data, Some(value)).0
    }

    /// Waits until an interaction was answered somehow.
    pub async fn has_answer(&self, token: &str) {
        let answered = |model: &mut super::model::Model| {
            let interaction = model.interactions.get(token)?;
            let is_promised = matches!(interaction.kind?, 5 | 6);
            let is_more = interaction.is_edited || !interaction.more.is_empty();
            let message = interaction.message.and_then(|id| model.messages.get(&id));
            let is_gone = message.is_some_and(|message| message.is_deleted);
            (!is_promised || is_more || is_gone).then_some(())
        };
        self.discord.wait("any answer", answered).await;
    }

    fn component(&self, on: &Said, data: Value) -> String {
        self.interact_with(3, data, Some(self.now(on))).0
    }

    /// Presses a button that opens a form; gives the form.
    pub async fn open(&self, on: &Said, label: &str) -> Value {
        let token = self.send_press(on, &on.button(label));
        self.other_answer_to(&token).await
    }

    /// Fills a form and sends it.
    pub async fn fill(&self, on: &Said, form: &Value, text: &str) -> Said {
        let field = &form["components"][0]["components"][0]["custom_id"];
        let data = json!({
            "custom_id": form["custom_id"],
            "components": [{
                "type": 1,
                "components": [{ "type": 4, "custom_id": field, "value": text }],
            }],
        });
        let (token, _) = self.interact_with(5, data, Some(self.now(on)));
        self.answer_to(&token).await
    }

    /// A message as Discord has it now.
    fn now(&self, said: &Said) -> Value {
        let model = self.discord.model();
        let message = model.messages.get(&said.id());
        message.map_or_else(|| said.value.clone(), |message| message.value.clone())
    }

    fn interact(&self, kind: u8, data: Value) -> (String, Value) {
        self.interact_with(kind, data, None)
    }

    fn interact_with(&self, kind: u8, data: Value, message: Option<Value>) -> (String, Value) {
        let mut model = self.discord.model();
        let id = model.next_id();
        let mut payload = interaction(id, kind, self, data);
        if let Some(message) = message {
            payload["message"] = message;
        }
        let token = payload["token"].as_str().unwrap().to_owned();
        let interaction = Interaction {
            payload: payload.clone(),
            received: Instant::now(),
            answered: None,
            kind: None,
            message: None,
            other: None,
            more: Vec::new(),
            is_edited: false,
        };
        model.interactions.insert(token.clone(), interaction);
        model.dispatch("INTERACTION_CREATE", payload.clone());
        (token, payload)
    }

    /// The answer to an interaction; for a deferred one, what it became.
    pub async fn answer_to(&self, token: &str) -> Said {
        let answered = |model: &mut super::model::Model| {
            let interaction = model.interactions.get(token)?;
            let is_deferred = matches!(interaction.kind?, 5 | 6);
            let id = interaction
                .message
                .filter(|_| !is_deferred || interaction.is_edited)?;
            let message = model.messages.get_mut(&id)?;
            message.is_read = true;
            Some(Said::of(&message.value))
        };
        self.discord.wait("an answer", answered).await
    }

    /// Waits until a file is attached to a message; gives the message as it is then.
    pub async fn sees_file(&self, on: &Said) -> Said {
        let id = on.id();
        let attached = |model: &mut super::model::Model| {
            let message = model.messages.get_mut(&id)?;
            let said = Said::of(&message.value);
            message.is_read |= !said.files().is_empty();
            message
                .is_read
                .then_some(said)
                .filter(|said| !said.files().is_empty())
        };
        self.discord.wait("a file", attached).await
    }

    /// A message as Discord has it now.
    pub fn looks_again(&self, at: &Said) -> Said {
        Said::of(&self.now(at))
    }

    /// Waits until the bot has taken note, without saying anything.
    pub async fn is_acknowledged(&self, token: &str) {
        let noted = |model: &mut super::model::Model| {
            (model.interactions.get(token)?.kind? == 6).then_some(())
        };
        self.discord.wait("an acknowledgement", noted).await;
    }

    /// Discord said that the application did not respond, and the asker looks no longer.
    pub fn gives_up(&self, token: &str) {
        self.discord.model().interactions.remove(token);
    }

    /// The time that the first answer took.
    pub fn time_of(&self, token: &str) -> Duration {
        let model = self.discord.model();
        let interaction = &model.interactions[token];
        interaction
            .answered
            .unwrap()
            .duration_since(interaction.received)
    }

    /// Whether the first answer said only that one is on its way.
    pub fn was_deferred(&self, token: &str) -> bool {
        matches!(self.discord.model().interactions[token].kind, Some(5 | 6))
    }

    async fn other_answer_to(&self, token: &str) -> Value {
        let other = |model: &mut super::model::Model| model.interactions.get(token)?.other.clone();
        self.discord.wait("choices or a form", other).await
    }

    /// The message that came after the first answer.
    pub async fn more_to(&self, token: &str) -> Said {
        let more = |model: &mut super::model::Model| {
            let id = *model.interactions.get(token)?.more.first()?;
            let message = model.messages.get_mut(&id)?;
            message.is_read = true;
            Some(Said::of(&message.value))
        };
        self.discord.wait("a further message", more).await
    }

    /// Writes a message; gives its id. What does not mention the bot has no content for it.
    pub fn write(&self, text: &str) -> u64 {
        let mut model = self.discord.model();
        let id = model.next_id();
        let payload = self.message_payload(id, text);
        model.messages.insert(id, own(&payload));
        model.dispatch("MESSAGE_CREATE", payload);
        id
    }

    /// Replies to a message of the bot, with its ping.
    pub fn reply(&self, to: &Said, text: &str) -> u64 {
        let mut model = self.discord.model();
        let id = model.next_id();
        let mut payload = self.message_payload(id, text);
        payload["content"] = json!(text);
        payload["mentions"] = json!([payloads::bot_user()]);
        payload["type"] = json!(19);
        payload["message_reference"] = json!({
            "message_id": to.id().to_string(), "channel_id": self.channel.to_string(),
        });
        payload["referenced_message"] = to.value.clone();
        model.messages.insert(id, own(&payload));
        model.dispatch("MESSAGE_CREATE", payload);
        id
    }

    /// Changes a message of one's own.
    pub fn edit(&self, id: u64, text: &str) {
        let mut model = self.discord.model();
        let mut payload = self.message_payload(id, text);
        payload["edited_timestamp"] = json!("2026-11-24T00:05:00.000000+00:00");
        model.messages.insert(id, own(&payload));
        model.dispatch("MESSAGE_UPDATE", payload);
    }

    /// Deletes a message of one's own.
    pub fn delete(&self, id: u64) {
        let mut model = self.discord.model();
        model.messages.get_mut(&id).unwrap().is_deleted = true;
        let mut payload = json!({ "id": id.to_string(), "channel_id": self.channel.to_string() });
        if self.channel != DIRECT {
            payload["guild_id"] = json!(self.guild.to_string());
        }
        model.dispatch("MESSAGE_DELETE", payload);
    }

    fn message_payload(&self, id: u64, text: &str) -> Value {
        let user = payloads::user(self.id, self.name);
        let mention = format!("<@{BOT}>");
        let is_mention = text.contains(&mention);
        let is_shown = is_mention || self.channel == DIRECT;
        let text = if is_shown { text } else { "" };
        let mut payload = payloads::message(id, self.channel, &user, text);
        if is_shown {
            payload["mentions"] = payloads::mentioned(text);
        }
        if self.channel != DIRECT {
            payload["guild_id"] = json!(self.guild.to_string());
            payload["member"] = payloads::member(&user, self.permissions, &self.roles);
            payload["member"].as_object_mut().unwrap().remove("user");
        }
        payload
    }

    /// The bot's reply to a message.
    pub async fn reply_to(&self, id: u64) -> Said {
        let reply = |model: &mut super::model::Model| {
            let referenced = id.to_string();
            let mut messages = model.messages.values_mut();
            let reply = messages.find(|message| {
                message.value["message_reference"]["message_id"] == referenced.as_str()
                    && message.value["author"]["id"].as_str() == Some(&BOT.to_string())
                    && !message.is_deleted
                    && !message.is_read
            })?;
            reply.is_read = true;
            Some(Said::of(&reply.value))
        };
        self.discord.wait("a reply", reply).await
    }

    /// Waits until the bot has taken note of what was written last.
    pub async fn is_heard(&self) {
        let (token, _) = self.interact(2, command("help", &[], None));
        let _help = self.answer_to(&token).await;
    }

    /// Waits until a message of the bot is gone.
    pub async fn sees_no_more(&self, said: &Said) {
        let is_gone = |model: &mut super::model::Model| {
            model.messages.get(&said.id())?.is_deleted.then_some(())
        };
        self.discord.wait("a message to go", is_gone).await;
    }
}

fn own(payload: &Value) -> Message {
    Message {
        value: payload.clone(),
        is_read: true,
        is_deleted: false,
    }
}

fn command(name: &str, options: &[(&str, Value)], focused: Option<&str>) -> Value {
    let files = options.iter().filter(|(_, value)| value.is_object());
    let files = files.map(|(_, file)| (file["id"].as_str().unwrap().to_owned(), file.clone()));
    let files: serde_json::Map<String, Value> = files.collect();
    let options = options.iter().map(|(name, value)| {
        let kind = match value {
            Value::Object(_) => 11,
            Value::Bool(_) => 5,
            Value::Number(_) => 4,
            _ => 3,
        };
        let value = match value {
            Value::Object(file) => &file["id"],
            value => value,
        };
        let mut option = json!({ "name": name, "type": kind, "value": value });
        if focused == Some(*name) {
            option["focused"] = json!(true);
        }
        option
    });
    json!({
        "id": APPLICATION.to_string(), "name": name, "type": 1,
        "options": options.collect::<Vec<_>>(), "resolved": { "attachments": files },
    })
}

/// A command below another, with the files among its options beside them.
fn command_below(
    name: &str,
    below: &str,
    options: &[(&str, Value)],
    focused: Option<&str>,
) -> Value {
    let mut data = command(name, options, focused);
    let options = data["options"].take();
    data["options"] = json!([{ "name": below, "type": 1, "options": options }]);
    data
}

impl Discord {
    /// A German.
    pub fn anna(&self) -> Person {
        Person::new(self, 11, "anna", "de")
    }

    /// An American.
    pub fn ben(&self) -> Person {
        Person::new(self, 12, "ben", "en-US")
    }
}

/// The payload of an interaction.
fn interaction(id: u64, kind: u8, who: &Person, data: Value) -> Value {
    let user = payloads::user(who.id, who.name);
    let mut interaction = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
        "data": data, "channel_id": who.channel.to_string(), "channel": payloads::channel(who.channel),
        "token": format!("token-{id}"), "version": 1, "locale": who.locale,
        "app_permissions": who.app_permissions.to_string(), "entitlements": [],
        "authorizing_integration_owners": {}, "attachment_size_limit": 10_485_760,
    });
    if who.channel == DIRECT {
        interaction["user"] = user;
        interaction["context"] = json!(1);
        interaction["authorizing_integration_owners"]["1"] = json!(who.id.to_string());
    } else {
        interaction["member"] = payloads::member(&user, who.permissions, &who.roles);
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
