//! Requests against Discord's own `OpenAPI` description, where it lies beside the project.

use std::{
    collections::HashMap,
    path::Path,
    sync::{LazyLock, Mutex},
};

use jsonschema::Validator;
use serde_json::{Value, json};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/discord-openapi.json"
);

static DESCRIPTION: LazyLock<Option<Value>> = LazyLock::new(|| {
    if !Path::new(FILE).exists() {
        eprintln!("skipped: requests are not held against Discord's OpenAPI description");
        return None;
    }
    let text = std::fs::read_to_string(FILE).unwrap();
    Some(serde_json::from_str(&text).unwrap())
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, Option<std::sync::Arc<Validator>>>>> =
    LazyLock::new(Mutex::default);

/// What Discord would find wrong with a request.
pub(crate) fn faults(method: &str, path: &[&str], body: &Value) -> Vec<String> {
    let (template, pointer) = match (method, path) {
        ("POST", ["interactions", ..]) => {
            let name = match body["type"].as_u64() {
                Some(4 | 5) => "CreateMessageInteractionCallbackRequest",
                Some(6 | 7) => "UpdateMessageInteractionCallbackRequest",
                Some(8) => "ApplicationCommandAutocompleteCallbackRequest",
                Some(9) => "ModalInteractionCallbackRequest",
                _ => return vec!["an answer of an unknown kind".to_owned()],
            };
            (
                name.to_owned(),
                json!({ "$ref": format!("#/components/schemas/{name}") }),
            )
        }
        ("PUT", ["applications", _, "commands"]) => {
            request("put", "/applications/{application_id}/commands")
        }
        ("POST", ["channels", _, "messages"]) => request("post", "/channels/{channel_id}/messages"),
        ("PATCH", ["channels", _, "messages", _]) => {
            request("patch", "/channels/{channel_id}/messages/{message_id}")
        }
        ("POST", ["webhooks", _, _]) => request("post", "/webhooks/{webhook_id}/{webhook_token}"),
        ("PATCH", ["webhooks", _, _, "messages", _]) => request(
            "patch",
            "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        ),
        _ => return Vec::new(),
    };
    let Some(validator) = validator(template, pointer) else {
        return Vec::new();
    };
    let body = &as_described(body);
    validator
        .iter_errors(body)
        .map(|error| format!("{error} at {}", error.instance_path))
        .collect()
}

/// Permissions go out as text, as Discord's manual wants them; its description has a number there.
fn as_described(body: &Value) -> Value {
    let mut body = body.clone();
    for command in body.as_array_mut().into_iter().flatten() {
        let bits = command["default_member_permissions"].as_str();
        if let Some(bits) = bits.and_then(|bits| bits.parse::<u64>().ok()) {
            command["default_member_permissions"] = json!(bits);
        }
    }
    // The client counts files in numbers, which Discord reads too.
    let files = body.get_mut("attachments").and_then(Value::as_array_mut);
    for file in files.into_iter().flatten() {
        if let Some(number) = file["id"].as_u64() {
            file["id"] = json!(number.to_string());
        }
    }
    // The client writes the channels that a menu begins with as numbers, which Discord reads too.
    for message in ["/components", "/data/components"] {
        let rows = body.pointer_mut(message).and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten() {
            let values = row.pointer_mut("/components/0/default_values");
            for value in values.and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(id) = value["id"].as_u64() {
                    value["id"] = json!(id.to_string());
                }
            }
        }
    }
    body
}

fn request(method: &str, path: &str) -> (String, Value) {
    let schema = DESCRIPTION.as_ref().map_or(Value::Null, |description| {
        description["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
            .clone()
    });
    (format!("{method} {path}"), schema)
}

fn validator(name: String, schema: Value) -> Option<std::sync::Arc<Validator>> {
    let description = DESCRIPTION.as_ref()?;
    let mut validators = VALIDATORS.lock().unwrap();
    let build = || {
        let mut schema = schema;
        assert!(schema.is_object(), "Discord's description has no {name}");
        schema["components"] = description["components"].clone();
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .build(&schema);
        Some(std::sync::Arc::new(validator.unwrap()))
    };
    validators.entry(name.clone()).or_insert_with(build).clone()
}
