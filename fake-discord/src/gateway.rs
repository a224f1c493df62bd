//! The gateway: hello, identify or resume, heartbeats, events.

use std::time::Instant;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use super::{
    Discord, GUILD,
    model::{Model, Outgoing, Session},
    payloads,
};

const HEARTBEAT_MS: u64 = 20_000;

pub(crate) async fn serve(socket: WebSocket, discord: Discord) {
    if discord.model().hangs_up {
        return;
    }
    discord.model().connections += 1;
    talk(socket, &discord).await;
    discord.model().connections -= 1;
}

async fn talk(mut socket: WebSocket, discord: &Discord) {
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": HEARTBEAT_MS } });
    if send(&mut socket, &hello).await.is_err() {
        return;
    }
    let (sender, mut events) = unbounded_channel();
    let mut sender = Some(sender);
    let mut own = None;
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Some(Outgoing::Event(number, name, data)) => {
                    let event = json!({ "op": 0, "s": number, "t": name, "d": data });
                    if send(&mut socket, &event).await.is_err() { return; }
                }
                Some(Outgoing::Invalid) => {
                    let invalid = json!({ "op": 9, "d": false });
                    if send(&mut socket, &invalid).await.is_err() { return; }
                }
                Some(Outgoing::Close(code)) => {
                    let reason = "test".into();
                    drop(socket.send(Message::Close(Some(CloseFrame { code, reason }))).await);
                    return;
                }
                None => return,
            },
            received = socket.recv() => {
                let Some(Ok(message)) = received else { return };
                if let Message::Close(said) = &message
                    && said.as_ref().is_none_or(|said| matches!(said.code, 1000 | 1001))
                {
                    discord.model().sessions.retain(|of| Some(&of.id) != own.as_ref());
                }
                let Message::Text(text) = message else { continue };
                let message: Value = serde_json::from_str(text.as_str()).unwrap();
                match message["op"].as_u64() {
                    Some(1) => {
                        if send(&mut socket, &json!({ "op": 11 })).await.is_err() { return; }
                    }
                    Some(2) => own = identify(discord, &message["d"], sender.take()),
                    Some(6) => own = resume(discord, &message["d"], sender.take()),
                    Some(3) => {}
                    other => discord.model().fault(format!("unknown gateway message {other:?}")),
                }
            }
        }
    }
}

type Sender = tokio::sync::mpsc::UnboundedSender<Outgoing>;

/// Begins a session; gives its id.
fn identify(discord: &Discord, data: &Value, sender: Option<Sender>) -> Option<String> {
    let mut model = discord.model();
    let Some(sender) = sender else {
        model.fault("identified twice".to_owned());
        return None;
    };
    // serenity sends the token as it does in the header of requests; Discord takes both.
    let token = data["token"].as_str().unwrap_or_default();
    if token.trim_start_matches("Bot ") != super::TOKEN {
        model.fault("a wrong token".to_owned());
    }
    model.identify.push(data.clone());
    model.sessions_begun += 1;
    let number = |at: usize| data["shard"][at].as_u64();
    let (shard, shards) = (number(0).unwrap_or(0), number(1).unwrap_or(1));
    in_turn(&mut model, shard);
    let id = format!("session-{}", model.sessions_begun);
    let servers = model.servers.clone().unwrap_or_else(|| vec![GUILD]);
    let guilds = servers
        .iter()
        .filter(|id| (*id >> 22) % shards.max(1) == shard || shards <= 1);
    let guilds = guilds.map(|id| json!({ "id": id.to_string(), "unavailable": true }));
    let ready = json!({
        "v": 10, "user": payloads::bot_user(), "session_id": id,
        "guilds": guilds.collect::<Vec<_>>(),
        "resume_gateway_url": format!("ws://{}/gw", discord.address),
        "shard": data["shard"], "application": model.application(),
    });
    let mut session = Session {
        id: id.clone(),
        shard: (shard, shards),
        events: Vec::new(),
        sender: Some(sender),
    };
    session.tell("READY", &ready);
    model.sessions.push(session);
    Some(id)
}

/// Whether enough time has passed since the last session began under the same key.
fn in_turn(model: &mut Model, shard: u64) {
    if model.closed_ms() > 0 {
        model.fault(format!("shard {shard} began though no session may begin"));
    }
    let keys = model.max_concurrency.max(1);
    let now = Instant::now();
    let before = model.begun.iter().rev();
    let before = before.filter(|(_, other)| other % keys == shard % keys);
    let passed = before.map(|(at, _)| now.duration_since(*at)).next();
    if let (Some(apart), Some(passed)) = (model.apart, passed)
        && passed < apart
    {
        model.fault(format!(
            "shard {shard} began {passed:?} after another of its key"
        ));
    }
    model.begun.push((now, shard));
}

/// Takes a session up again; gives its id.
fn resume(discord: &Discord, data: &Value, sender: Option<Sender>) -> Option<String> {
    let mut model = discord.model();
    let Some(sender) = sender else {
        model.fault("resumed twice".to_owned());
        return None;
    };
    // Discord takes up no session from its beginning, as a client asks for that was told that its
    // number is wrong.
    let known = model
        .sessions
        .iter()
        .position(|of| of.id == data["session_id"]);
    let Some(known) = known.filter(|_| data["seq"] != 0) else {
        drop(sender.send(Outgoing::Invalid));
        return None;
    };
    model.sessions_resumed += 1;
    let session = model.sessions.get_mut(known)?;
    let from = usize::try_from(data["seq"].as_u64().unwrap_or(0)).unwrap();
    let missed = session.events.iter().cloned().enumerate().skip(from);
    for (index, (name, event)) in missed {
        drop(sender.send(Outgoing::Event(index + 1, name, event)));
    }
    session.sender = Some(sender);
    session.tell("RESUMED", &json!({ "_trace": [] }));
    Some(session.id.clone())
}

async fn send(socket: &mut WebSocket, value: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(value.to_string().into())).await
}
