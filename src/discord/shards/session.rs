//! A session of the gateway, written down so that another process can take it up where this one stopped: Discord then
//! sends what came in between, and nothing is lost.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serenity::{
    all::{Context, Event, RawEventHandler, Ready},
    async_trait,
};

use super::super::connection::INTENTS;
use crate::store::HandedSession;

/// The events of a session, as far as another process has to know of them.
#[derive(Default)]
pub(super) struct SessionRecord(Mutex<Recorded>);

#[derive(Default)]
struct Recorded {
    /// The number of the last event. Those that the client could not read are not counted: Discord sends some again
    /// then, which is better than too few.
    sequence: u64,
    /// The words with which the session began.
    ready: Option<Ready>,
    /// The servers that the shard is on.
    servers: BTreeSet<u64>,
}

/// The description of a session, as it is handed over.
#[derive(Serialize, Deserialize)]
struct Described {
    /// A session has the intents that it began with.
    intents: u64,
    ready: Value,
}

impl SessionRecord {
    /// The record of a session that is taken up.
    pub(super) fn going_on(ready: Ready, sequence: u64) -> Self {
        let servers = ready.guilds.iter().map(|guild| guild.id.get()).collect();
        Self(Mutex::new(Recorded {
            sequence,
            ready: Some(ready),
            servers,
        }))
    }

    fn note(&self, event: &Event) {
        let mut recorded = self.recorded();
        recorded.sequence += 1;
        match event {
            Event::Ready(event) => {
                recorded.servers = event.ready.guilds.iter().map(|of| of.id.get()).collect();
                recorded.ready = Some(event.ready.clone());
            }
            Event::GuildCreate(event) => {
                recorded.servers.insert(event.guild.id.get());
            }
            Event::GuildDelete(event) if !event.guild.unavailable => {
                recorded.servers.remove(&event.guild.id.get());
            }
            _ => {}
        }
    }

    /// The session in words that another process understands, if it has begun.
    pub(super) fn handed(&self) -> Option<HandedSession> {
        let recorded = self.recorded();
        let mut ready = serde_json::to_value(recorded.ready.as_ref()?).ok()?;
        let servers = recorded.servers.iter();
        let servers = servers.map(|id| json!({ "id": id.to_string(), "unavailable": true }));
        *ready.get_mut("guilds")? = servers.collect();
        let described = Described {
            intents: INTENTS.bits(),
            ready,
        };
        Some(HandedSession {
            described: serde_json::to_string(&described).ok()?,
            sequence: recorded.sequence,
        })
    }

    fn recorded(&self) -> MutexGuard<'_, Recorded> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl RawEventHandler for SessionRecord {
    async fn raw_event(&self, _context: Context, event: Event) {
        self.note(&event);
    }
}

/// The words with which a session began that was handed over, unless another version of the program wrote them, or
/// one that sees other things.
pub(super) fn ready(session: &HandedSession) -> Option<Ready> {
    let described: Described = serde_json::from_str(&session.described).ok()?;
    (described.intents == INTENTS.bits()).then_some(())?;
    serde_json::from_value(described.ready).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, data: &Value) -> Event {
        let event = json!({ "op": 0, "s": 1, "t": kind, "d": data });
        match serde_json::from_value(event).unwrap() {
            serenity::all::GatewayEvent::Dispatch(_, event) => event,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_session_is_read_as_it_was_when_it_was_handed_over() {
        let record = SessionRecord::default();
        assert_eq!(record.handed(), None, "it has not begun");
        let begins = json!({
            "v": 10, "session_id": "abc", "resume_gateway_url": "wss://gateway.discord.gg",
            "user": {
                "id": "501", "username": "fundstelle", "discriminator": "0", "global_name": null,
                "avatar": null, "bot": true, "public_flags": 0,
            },
            "guilds": [{ "id": "7", "unavailable": true }, { "id": "8", "unavailable": true }],
            "shard": [2, 6], "application": { "id": "500", "flags": 0 },
        });
        record.note(&event("READY", &begins));
        record.note(&event(
            "GUILD_DELETE",
            &json!({ "id": "7", "unavailable": true }),
        ));
        record.note(&event("GUILD_DELETE", &json!({ "id": "8" })));
        let handed = record.handed().unwrap();
        assert_eq!(handed.sequence, 3);
        let ready = ready(&handed).unwrap();
        assert_eq!(ready.session_id, "abc");
        let servers: Vec<_> = ready.guilds.iter().map(|guild| guild.id.get()).collect();
        assert_eq!(servers, [7], "what is only away for a while is still there");
        assert_eq!(ready.shard.unwrap().id.0, 2);
        // It goes on from there.
        let taken_up = SessionRecord::going_on(ready, handed.sequence);
        taken_up.note(&event("RESUMED", &json!({})));
        assert_eq!(taken_up.handed().unwrap().sequence, 4);
    }

    #[test]
    fn a_session_that_sees_other_things_is_not_taken_up() {
        let described = json!({ "intents": 1, "ready": {} }).to_string();
        for described in [described, "{}".to_owned(), String::new()] {
            let handed = HandedSession {
                described,
                sequence: 1,
            };
            assert!(ready(&handed).is_none());
        }
    }
}
