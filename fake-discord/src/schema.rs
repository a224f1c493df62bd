//! Requests against Discord's own `OpenAPI` description.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::Validator;
use serde_json::{Value, json};

/// Cut to these requests by `tools/cut_discord_api.py`.
const DESCRIPTION_TEXT: &str = include_str!("../discord-openapi.json");

static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(DESCRIPTION_TEXT).unwrap());

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The faults that Discord would find in a request.
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
    let body = &as_described(body);
    validator(template, pointer)
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
    let body = &DESCRIPTION["paths"][path][method]["requestBody"];
    let schema = body["content"]["application/json"]["schema"].clone();
    (format!("{method} {path}"), schema)
}

fn validator(name: String, mut schema: Value) -> Arc<Validator> {
    let mut validators = VALIDATORS.lock().unwrap();
    let build = || {
        assert!(schema.is_object(), "Discord's description has no {name}");
        schema["components"] = DESCRIPTION["components"].clone();
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .build(&schema);
        Arc::new(validator.unwrap())
    };
    Arc::clone(validators.entry(name.clone()).or_insert_with(build))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_description_is_a_part_of_discords_own() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/discord-openapi.json");
        let Ok(text) = fs::read_to_string(file) else {
            eprintln!("skipped: Discord's own description is not here");
            return;
        };
        let whole: Value = serde_json::from_str(&text).unwrap();
        let schemas = DESCRIPTION["components"]["schemas"].as_object().unwrap();
        for (name, schema) in schemas {
            assert_eq!(*schema, whole["components"]["schemas"][name], "{name}");
        }
        for (path, methods) in DESCRIPTION["paths"].as_object().unwrap() {
            for (method, request) in methods.as_object().unwrap() {
                let json = "/requestBody/content/application~1json";
                let of_whole = whole["paths"][path][method].pointer(json);
                assert_eq!(request.pointer(json), of_whole, "{method} {path}");
            }
        }
    }

    #[test]
    fn what_discord_would_refuse_is_found() {
        let path = ["channels", "200", "messages"];
        assert_eq!(
            faults("POST", &path, &json!({ "content": "Hello" })),
            [""; 0]
        );
        let long = "x".repeat(4_001);
        assert!(!faults("POST", &path, &json!({ "content": long })).is_empty());
        let reply = ["interactions", "1", "token", "callback"];
        let kind = json!({ "type": 4, "data": { "content": "Hello", "flags": "none" } });
        assert!(!faults("POST", &reply, &kind).is_empty());
    }
}
