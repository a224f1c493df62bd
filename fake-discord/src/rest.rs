//! The REST routes that the bot may use; any other is a fault.

use std::convert::Infallible;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State, WebSocketUpgrade},
    http::{Method, StatusCode, Uri},
    response::{IntoResponse, Json, Response},
    routing::{any, get},
};
use serde_json::{Value, json};

use super::{
    AttachedFile, BOT, Discord, checks, gateway, model::Trouble, payloads, schema, upload,
};

pub(crate) fn routes(discord: Discord) -> Router {
    Router::new()
        .route("/gw", get(upgrade))
        .route("/files/{id}/{name}", get(file))
        .route("/gw/", get(upgrade))
        .fallback(any(rest))
        .with_state(discord)
}

async fn upgrade(State(discord): State<Discord>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|socket| gateway::serve(socket, discord))
}

/// A file that somebody attached: whoever knows its address gets it.
async fn file(State(discord): State<Discord>, Path((id, _)): Path<(u64, String)>) -> Response {
    let file = discord.model().files.get(&id).cloned();
    match file {
        Some(AttachedFile::Bytes(bytes)) => bytes.into_response(),
        // The size is said by nobody.
        Some(AttachedFile::Unsized(bytes)) => {
            let chunks = bytes.chunks(1024).map(<[u8]>::to_vec);
            let chunks: Vec<_> = chunks.map(Ok::<_, Infallible>).collect();
            Body::from_stream(futures_util::stream::iter(chunks)).into_response()
        }
        Some(AttachedFile::Elsewhere(address)) => {
            (StatusCode::FOUND, [("location", address)]).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn rest(
    State(discord): State<Discord>,
    method: Method,
    uri: Uri,
    headers: axum::http::HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().trim_start_matches("/api/v10").to_owned();
    let trouble = discord.model().trouble_for(&path);
    match trouble {
        Some(Trouble::Fail { status, .. }) => return failure(status),
        Some(Trouble::Limited { wait, .. }) => return limited(wait),
        Some(Trouble::Slow { by, .. }) => tokio::time::sleep(by).await,
        _ => {}
    }
    let expected = format!("Bot {}", super::TOKEN);
    if headers
        .get("authorization")
        .is_none_or(|value| *value != expected)
    {
        return failure(401);
    }
    let kind = headers.get("content-type");
    let kind = kind.map_or("", |kind| kind.to_str().unwrap());
    let body = match kind.split_once("boundary=") {
        Some((_, boundary)) => upload::read(&body, boundary),
        None => serde_json::from_slice(&body).unwrap_or(Value::Null),
    };
    if let Some(sent) = &mut discord.model().sent {
        sent.push(body.to_string());
    }
    let answer = answer(&discord, &method, &path, &body);
    match trouble {
        Some(Trouble::Lost { .. }) => failure(502),
        Some(Trouble::Clock { ahead }) => {
            let date = httpdate::fmt_http_date(now() + ahead);
            ([("date", date)], answer).into_response()
        }
        _ => answer,
    }
}

#[allow(clippy::disallowed_methods, reason = "Discord has a clock of its own")]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

fn failure(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    let body = json!({ "code": 0, "message": "made to fail", "retry_after": 0.1, "global": false });
    (status, [("retry-after", "0.1")], Json(body)).into_response()
}

/// Too many requests, in the form in which Discord says so: without a number of what went wrong.
fn limited(wait: std::time::Duration) -> Response {
    let seconds = wait.as_secs_f64();
    let body = json!({
        "message": "You are being rate limited.", "retry_after": seconds, "global": false,
    });
    let headers = [
        ("retry-after", seconds.ceil().to_string()),
        ("x-ratelimit-scope", "user".to_owned()),
    ];
    (StatusCode::TOO_MANY_REQUESTS, headers, Json(body)).into_response()
}

fn refused(status: u16, code: u64) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, Json(json!({ "code": code, "message": "refused" }))).into_response()
}

fn answer(discord: &Discord, method: &Method, path: &str, body: &Value) -> Response {
    let mut model = discord.model();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    if !model.is_measuring {
        let faults = schema::faults(method.as_str(), &parts, body);
        for fault in faults
            .into_iter()
            .chain(checks::faults(method.as_str(), &parts, body))
        {
            model.fault(format!("{method} {path}: {fault}\n{body:#}"));
        }
    }
    if model.is_over {
        return refused(404, 0);
    }
    let url = format!("ws://{}/gw", discord.address);
    let done = || StatusCode::NO_CONTENT.into_response();
    match (method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => Json(json!({ "url": url })).into_response(),
        ("GET", ["gateway", "bot"]) => Json(json!({
            "url": url, "shards": model.shards.max(1),
            "session_start_limit": {
                "total": 1000, "remaining": if model.closed_ms() > 0 { 0 } else { 999 },
                "reset_after": model.closed_ms(),
                "max_concurrency": model.max_concurrency.max(1),
            },
        }))
        .into_response(),
        ("GET", ["users", "@me"]) => Json(payloads::bot_user()).into_response(),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => Json(json!({
            "id": super::APPLICATION.to_string(), "name": "fundstelle", "icon": null,
            "description": "", "bot_public": true, "bot_require_code_grant": false,
            "verify_key": "", "team": null, "flags": model.flags, "rpc_origins": [],
        }))
        .into_response(),
        ("GET", ["applications", _, "commands"]) => {
            let commands = &model.commands;
            let commands = if commands.is_null() {
                json!([])
            } else {
                commands.clone()
            };
            Json(commands).into_response()
        }
        ("PUT", ["applications", application, "commands"]) => {
            model.registrations += 1;
            let mut commands = body.clone();
            for (index, command) in commands.as_array_mut().unwrap().iter_mut().enumerate() {
                command["id"] = json!((900 + index).to_string());
                command["application_id"] = json!(application);
                command["version"] = json!("1");
                for (key, default) in [("type", json!(1)), ("description", json!(""))] {
                    if command[key].is_null() {
                        command[key] = default;
                    }
                }
                if command["default_member_permissions"].is_null() {
                    command["default_member_permissions"] = Value::Null;
                }
            }
            model.commands = commands.clone();
            Json(commands).into_response()
        }
        ("POST", ["interactions", _, token, "callback"]) => {
            let is_answered = model
                .interactions
                .get(*token)
                .is_some_and(|i| i.kind.is_some());
            if is_answered && model.has_lost_answers() {
                // The bot cannot know that its first try got through.
                return refused(400, 40060);
            }
            match model.answer(token, body) {
                Ok(()) => done(),
                Err(fault) => {
                    model.fault(format!("{path}: {fault}\n{body:#}"));
                    refused(400, 0)
                }
            }
        }
        ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
            let interaction = model.interactions.get_mut(*token);
            let message = interaction.and_then(|interaction| {
                interaction.is_edited = true;
                interaction.message
            });
            match message.and_then(|id| model.change(id, body)) {
                Some(message) => Json(message).into_response(),
                None => refused(404, 10015),
            }
        }
        ("POST", ["webhooks", _, token]) => {
            let Some(interaction) = model.interactions.get(*token) else {
                return refused(404, 10015);
            };
            let channel = interaction.payload["channel_id"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap();
            let id = model.post(channel, body);
            model.interactions.get_mut(*token).unwrap().more.push(id);
            Json(model.messages[&id].value.clone()).into_response()
        }
        ("DELETE", ["webhooks", _, token, "messages", "@original"]) => {
            let message = model.interactions.get(*token).and_then(|i| i.message);
            if let Some(message) = message.and_then(|id| model.messages.get_mut(&id)) {
                message.is_deleted = true;
            }
            done()
        }
        ("GET", ["channels", channel]) => {
            Json(payloads::whole_channel(channel.parse().unwrap())).into_response()
        }
        ("POST", ["channels", channel, "messages"]) => {
            // A second message with the same number is the first one.
            let nonce = body["nonce"]
                .as_str()
                .filter(|_| body["enforce_nonce"] == true);
            let known = nonce.and_then(|nonce| model.nonces.get(nonce).copied());
            let id = known.unwrap_or_else(|| model.post(channel.parse().unwrap(), body));
            model
                .nonces
                .extend(nonce.map(|nonce| (nonce.to_owned(), id)));
            Json(model.messages[&id].value.clone()).into_response()
        }
        ("GET", ["channels", _, "messages", id]) => {
            let message = model.messages.get(&id.parse().unwrap());
            match message.filter(|message| !message.is_deleted) {
                Some(message) => Json(message.value.clone()).into_response(),
                None => refused(404, 10008),
            }
        }
        ("PATCH", ["channels", _, "messages", id]) => {
            match model.change(id.parse().unwrap(), body) {
                Some(message) => Json(message).into_response(),
                None => refused(404, 10008),
            }
        }
        ("DELETE", ["channels", _, "messages", id]) => {
            let id: u64 = id.parse().unwrap();
            match model
                .messages
                .get_mut(&id)
                .filter(|message| !message.is_deleted)
            {
                Some(message) => {
                    if message.value["author"]["id"].as_str() != Some(&BOT.to_string()) {
                        return refused(403, 50013);
                    }
                    message.is_deleted = true;
                    done()
                }
                None => refused(404, 10008),
            }
        }
        _ => {
            model.fault(format!("an unknown route: {method} {path}"));
            refused(404, 0)
        }
    }
}
