//! What Discord knows: messages, interactions, sessions.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::{APPLICATION, said::Said};

/// Discord waits this long for the first answer to an interaction.
const FIRST_ANSWER: Duration = Duration::from_secs(3);

/// Everything that Discord knows.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) messages: BTreeMap<u64, Message>,
    pub(crate) interactions: BTreeMap<String, Interaction>,
    pub(crate) commands: Value,
    pub(crate) registrations: usize,
    /// Flags of the application: which privileged intents it has.
    pub(crate) flags: u64,
    /// The faults of the bot.
    pub(crate) faults: Vec<String>,
    pub(crate) troubles: Vec<Trouble>,
    /// Requests that came too often.
    pub(crate) limited: usize,
    pub(crate) sessions: Vec<Session>,
    /// Connections to the gateway that are open.
    pub(crate) connections: usize,
    pub(crate) sessions_begun: usize,
    pub(crate) sessions_resumed: usize,
    pub(crate) identify: Vec<Value>,
    /// The messages by the number, to be used once, that they were sent with.
    pub(crate) nonces: BTreeMap<String, u64>,
    /// Whether connections to the gateway are taken and dropped.
    pub(crate) hangs_up: bool,
    pub(crate) is_over: bool,
    /// Whether what is sent is not looked at, so that times are those of the bot.
    pub(crate) is_measuring: bool,
    /// The shards that it advises, and how many sessions may begin at once; 0 is 1.
    pub(crate) shards: u64,
    pub(crate) max_concurrency: u64,
    /// The time between two sessions under one key, if it is looked at.
    pub(crate) apart: Option<Duration>,
    /// The time until which no session may begin.
    pub(crate) closed_until: Option<Instant>,
    /// The times at which sessions began, with their shards.
    pub(crate) begun: Vec<(Instant, u64)>,
    /// The times that bots keep to where they share shards, if not the usual ones.
    pub(crate) terms: Option<fundstelle::store::LeaseTerms>,
    /// The files that people attached, by id.
    pub(crate) files: BTreeMap<u64, AttachedFile>,
    /// The servers that a new session is told of, if they are not the usual one.
    pub(crate) servers: Option<Vec<u64>>,
    /// Everything that the bot sent, where a test looks through it.
    pub(crate) sent: Option<Vec<String>>,
    last_id: u64,
}

/// A message of the bot or of a person.
pub(crate) struct Message {
    pub(crate) value: Value,
    pub(crate) is_read: bool,
    pub(crate) is_deleted: bool,
}

/// An interaction, and what the bot answered.
pub(crate) struct Interaction {
    pub(crate) payload: Value,
    pub(crate) received: Instant,
    pub(crate) answered: Option<Instant>,
    /// The number of the first answer's kind.
    pub(crate) kind: Option<u64>,
    /// The words of the first answer; of a deferred one, those that it was changed to.
    pub(crate) message: Option<u64>,
    /// Choices or a form.
    pub(crate) other: Option<Value>,
    /// Further messages.
    pub(crate) more: Vec<u64>,
    pub(crate) is_edited: bool,
}

/// A session of the gateway. It outlives its connection, unless the bot ends it.
pub(crate) struct Session {
    pub(crate) id: String,
    /// The number of its shard, and of all.
    pub(crate) shard: (u64, u64),
    /// Its events in order, for whoever takes it up again.
    pub(crate) events: Vec<(String, Value)>,
    /// The connection that has it.
    pub(crate) sender: Option<UnboundedSender<Outgoing>>,
}

impl Session {
    /// Sends an event to whoever is connected, and keeps it for whoever is next.
    pub(crate) fn tell(&mut self, name: &str, data: &Value) {
        self.events.push((name.to_owned(), data.clone()));
        if let Some(sender) = &self.sender {
            let event = Outgoing::Event(self.events.len(), name.to_owned(), data.clone());
            drop(sender.send(event));
        }
    }

    /// Whether somebody listens.
    pub(crate) fn is_heard(&self) -> bool {
        self.sender
            .as_ref()
            .is_some_and(|sender| !sender.is_closed())
    }

    /// Whether it hears of a server, or of direct messages.
    fn is_of(&self, server: Option<u64>) -> bool {
        let (shard, shards) = self.shard;
        server.map_or(0, |server| (server >> 22) % shards.max(1)) == shard || shards <= 1
    }
}

/// The server that an event is about.
fn server_of(name: &str, data: &Value) -> Option<u64> {
    let key = if name.starts_with("GUILD_") {
        "id"
    } else {
        "guild_id"
    };
    data[key].as_str()?.parse().ok()
}

/// Something that goes out over a connection.
pub(crate) enum Outgoing {
    /// An event, with its number.
    Event(usize, String, Value),
    /// The session cannot be taken up again.
    Invalid,
    /// The connection ends.
    Close(u16),
}

/// A file that somebody attached.
#[derive(Clone, Debug)]
pub enum AttachedFile {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The same, and nobody says how many they are.
    Unsized(Vec<u8>),
    /// It leads to another address.
    Elsewhere(String),
}

/// Something that goes wrong.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The next requests to a path that contains this fail.
    Fail {
        /// A part of the path.
        path: &'static str,
        /// The status of the answers.
        status: u16,
        /// The number of requests.
        times: usize,
    },
    /// From the first request on, those to such a path come too often for so long.
    Limited {
        /// A part of the path.
        path: &'static str,
        /// For so long.
        wait: Duration,
        /// The time at which that is over, from the first request on.
        until: Option<Instant>,
    },
    /// Requests to such a path take this long.
    Slow {
        /// A part of the path.
        path: &'static str,
        /// So long.
        by: Duration,
    },
    /// Discord's clock goes ahead of ours by so much.
    Clock {
        /// By so much.
        ahead: Duration,
    },
    /// The request is carried out, but its answer is lost.
    Lost {
        /// A part of the path.
        path: &'static str,
        /// The number of requests.
        times: usize,
    },
}

impl Model {
    /// The time until a session may begin, in milliseconds.
    pub(crate) fn closed_ms(&self) -> u64 {
        let left = self
            .closed_until
            .map(|until| until.saturating_duration_since(Instant::now()));
        left.map_or(0, |left| {
            u64::try_from(left.as_micros().div_ceil(1_000)).unwrap()
        })
    }

    pub(crate) fn next_id(&mut self) -> u64 {
        self.last_id = self.last_id.max(1_000) + 1;
        self.last_id
    }

    pub(crate) fn fault(&mut self, text: String) {
        self.faults.push(text);
    }

    /// Sends an event to whoever is connected, and keeps it for those who resume.
    pub(crate) fn dispatch(&mut self, name: &str, data: Value) {
        if !self.is_measuring {
            self.check_event(name, &data);
        }
        let server = server_of(name, &data);
        let of = self.sessions.iter_mut().filter(|of| of.is_of(server));
        for session in of {
            session.tell(name, &data);
        }
    }

    /// An event that the client cannot read would be dropped in silence.
    fn check_event(&mut self, name: &str, data: &Value) {
        let event = json!({ "op": 0, "s": 1, "t": name, "d": data });
        match serde_json::from_value::<serenity::all::GatewayEvent>(event) {
            Ok(serenity::all::GatewayEvent::Dispatch(_, event)) => {
                if matches!(event, serenity::all::Event::Unknown(_)) {
                    self.fault(format!("the client does not know {name}"));
                }
            }
            Ok(_) => {}
            Err(error) => self.fault(format!("the client cannot read {name}: {error}")),
        }
    }

    pub(crate) fn close_all(&mut self, code: u16) {
        for sender in self.sessions.iter_mut().filter_map(|of| of.sender.take()) {
            drop(sender.send(Outgoing::Close(code)));
        }
    }

    /// Keeps a message of the bot; gives its id.
    pub(crate) fn post(&mut self, channel: u64, body: &Value) -> u64 {
        let id = self.next_id();
        let mut value = super::payloads::message(id, channel, &super::payloads::bot_user(), "");
        for key in [
            "content",
            "embeds",
            "components",
            "flags",
            "message_reference",
        ] {
            if let Some(part) = body.get(key).filter(|part| !part.is_null()) {
                value[key] = part.clone();
            }
        }
        if let Some(referenced) = body["message_reference"]["message_id"].as_str() {
            let referenced: u64 = referenced.parse().unwrap();
            value["type"] = json!(19);
            value["message_reference"]["channel_id"] = json!(channel.to_string());
            if let Some(message) = self.messages.get(&referenced) {
                value["referenced_message"] = message.value.clone();
            }
        }
        let message = Message {
            value,
            is_read: false,
            is_deleted: false,
        };
        self.messages.insert(id, message);
        id
    }

    /// Changes a message.
    pub(crate) fn change(&mut self, id: u64, body: &Value) -> Option<Value> {
        let message = self
            .messages
            .get_mut(&id)
            .filter(|message| !message.is_deleted)?;
        for key in ["content", "embeds", "components", "flags"] {
            if let Some(part) = body.get(key).filter(|part| !part.is_null()) {
                message.value[key] = part.clone();
            }
        }
        if let Some(attachments) = body["attachments"].as_array() {
            let kept = attachments.iter().enumerate();
            let kept = kept.map(|(number, file)| super::upload::attachment(id, number, file));
            message.value["attachments"] = kept.collect();
        }
        message.is_read = false;
        Some(message.value.clone())
    }

    /// Notes the first answer to an interaction; says what is wrong with it.
    pub(crate) fn answer(&mut self, token: &str, body: &Value) -> Result<(), &'static str> {
        let kind = body["type"].as_u64().unwrap_or(0);
        let Some(interaction) = self.interactions.get_mut(token) else {
            return Err("an answer to an interaction that there is not");
        };
        if interaction.kind.is_some() {
            return Err("a second answer to an interaction");
        }
        if interaction.received.elapsed() > FIRST_ANSWER {
            return Err("an answer after 3 s");
        }
        interaction.kind = Some(kind);
        interaction.answered = Some(Instant::now());
        let channel: u64 = interaction.payload["channel_id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let source = interaction.payload["message"]["id"]
            .as_str()
            .map(str::to_owned);
        match kind {
            4 | 5 => {
                let id = self.post(channel, &body["data"]);
                let interaction = self.interactions.get_mut(token).unwrap();
                interaction.message = Some(id);
                if kind == 5 {
                    self.messages.get_mut(&id).unwrap().is_read = true;
                }
            }
            6 | 7 => {
                let id: u64 = source
                    .ok_or("there is no message to update")?
                    .parse()
                    .unwrap();
                interaction.message = Some(id);
                if kind == 7 {
                    self.change(id, &body["data"])
                        .ok_or("the message is gone")?;
                }
            }
            8 | 9 => interaction.other = Some(body["data"].clone()),
            _ => return Err("an answer of an unknown kind"),
        }
        Ok(())
    }

    /// Everything that nobody looked at.
    pub(crate) fn unread(&self) -> Vec<String> {
        let messages = self.messages.values();
        let messages = messages.filter(|message| !message.is_read && !message.is_deleted);
        let mut unread: Vec<String> = messages
            .map(|message| Said::of(&message.value).to_string())
            .collect();
        let unanswered = self.interactions.values().filter(|i| i.kind.is_none());
        unread.extend(unanswered.map(|i| format!("no answer to {}", i.payload["data"])));
        unread
    }

    pub(crate) fn read_channel(&mut self, channel: u64) -> Vec<String> {
        let mut texts = Vec::new();
        let channel = channel.to_string();
        for message in self.messages.values_mut() {
            if message.value["channel_id"] == channel && !message.is_deleted {
                message.is_read = true;
                texts.push(Said::of(&message.value).to_string());
            }
        }
        texts
    }

    /// Whether this request is to go wrong.
    pub(crate) fn trouble_for(&mut self, path: &str) -> Option<Trouble> {
        let hit = self.troubles.iter_mut().find(|trouble| match trouble {
            Trouble::Fail {
                path: of, times, ..
            }
            | Trouble::Lost { path: of, times } => *times > 0 && path.contains(*of),
            Trouble::Slow { path: of, .. } => path.contains(*of),
            Trouble::Limited {
                path: of, until, ..
            } => path.contains(*of) && until.is_none_or(|until| Instant::now() < until),
            Trouble::Clock { .. } => true,
        })?;
        if let Trouble::Fail { times, .. } | Trouble::Lost { times, .. } = hit {
            *times -= 1;
        }
        if let Trouble::Limited { wait, until, .. } = hit {
            let until = *until.get_or_insert(Instant::now() + *wait);
            *wait = until.saturating_duration_since(Instant::now());
            self.limited += 1;
        }
        Some(hit.clone())
    }

    /// Whether answers to requests get lost in this test.
    pub(crate) fn has_lost_answers(&self) -> bool {
        let mut troubles = self.troubles.iter();
        troubles.any(|trouble| matches!(trouble, Trouble::Lost { .. }))
    }

    pub(crate) fn application(&self) -> Value {
        json!({ "id": APPLICATION.to_string(), "flags": self.flags })
    }
}
