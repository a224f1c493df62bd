//! The gateway: hello, identify or resume, heartbeats, events.

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use super::{Discord, GUILD, model::Outgoing, model::Session, payloads};

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
                let Message::Text(text) = message else { continue };
                let message: Value = serde_json::from_str(text.as_str()).unwrap();
                match message["op"].as_u64() {
                    Some(1) => {
                        if send(&mut socket, &json!({ "op": 11 })).await.is_err() { return; }
                    }
                    Some(2) => identify(discord, &message["d"], sender.take()),
                    Some(6) => resume(discord, &message["d"], sender.take()),
                    Some(3) => {}
                    other => discord.model().fault(format!("unknown gateway message {other:?}")),
                }
            }
        }
    }
}

type Sender = tokio::sync::mpsc::UnboundedSender<Outgoing>;

fn identify(discord: &Discord, data: &Value, sender: Option<Sender>) {
    let mut model = discord.model();
    let Some(sender) = sender else {
        return model.fault("identified twice".to_owned());
    };
    // serenity sends the token as it does in the header of requests; Discord takes both.
    let token = data["token"].as_str().unwrap_or_default();
    if token.trim_start_matches("Bot ") != super::TOKEN {
        model.fault("a wrong token".to_owned());
    }
    model.identify.push(data.clone());
    model.sessions_begun += 1;
    let session = format!("session-{}", model.sessions_begun);
    let servers = model.servers.clone().unwrap_or_else(|| vec![GUILD]);
    let guilds = servers.iter();
    let guilds = guilds.map(|id| json!({ "id": id.to_string(), "unavailable": true }));
    let ready = json!({
        "v": 10, "user": payloads::bot_user(), "session_id": session,
        "guilds": guilds.collect::<Vec<_>>(),
        "resume_gateway_url": format!("ws://{}/gw", discord.address),
        "shard": data["shard"], "application": model.application(),
    });
    // Events before this one are not for a new session.
    let number = model.events.len() + 1;
    model.events.push(("READY".to_owned(), ready.clone()));
    drop(sender.send(Outgoing::Event(number, "READY".to_owned(), ready)));
    model.sessions.push(Session {
        sender,
        is_ready: true,
    });
}

fn resume(discord: &Discord, data: &Value, sender: Option<Sender>) {
    let mut model = discord.model();
    let Some(sender) = sender else {
        return model.fault("resumed twice".to_owned());
    };
    // Discord takes up no session from its beginning, as a client asks for that was told that its
    // number is wrong.
    if data["seq"] == 0 {
        drop(sender.send(Outgoing::Invalid));
        return;
    }
    model.sessions_resumed += 1;
    let from = usize::try_from(data["seq"].as_u64().unwrap_or(0)).unwrap();
    let missed: Vec<_> = model
        .events
        .iter()
        .cloned()
        .enumerate()
        .skip(from)
        .collect();
    for (index, (name, event)) in missed {
        drop(sender.send(Outgoing::Event(index + 1, name, event)));
    }
    let number = model.events.len() + 1;
    let resumed = json!({ "_trace": [] });
    model.events.push(("RESUMED".to_owned(), resumed.clone()));
    drop(sender.send(Outgoing::Event(number, "RESUMED".to_owned(), resumed)));
    model.sessions.push(Session {
        sender,
        is_ready: true,
    });
}

async fn send(socket: &mut WebSocket, value: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(value.to_string().into())).await
}
