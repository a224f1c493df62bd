//! What Discord's description of itself does not say: limits of what is shown, and good manners.

use std::collections::BTreeSet;

use serde_json::Value;

/// The faults of a request.
pub(crate) fn faults(method: &str, path: &[&str], body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    match (method, path) {
        ("POST", ["interactions", ..]) => match body["type"].as_u64() {
            Some(4 | 7) => message(&body["data"], &mut faults),
            Some(8) => choices(&body["data"], &mut faults),
            Some(9) => modal(&body["data"], &mut faults),
            _ => {}
        },
        ("POST" | "PATCH", ["webhooks" | "channels", ..]) => message(body, &mut faults),
        _ => {}
    }
    faults
}

fn len(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn check(value: &Value, max: usize, what: &str, faults: &mut Vec<String>) -> usize {
    let len = len(value);
    if len > max {
        faults.push(format!("{what} has {len} characters, more than {max}"));
    }
    len
}

fn message(body: &Value, faults: &mut Vec<String>) {
    check(&body["content"], 2_000, "the content", faults);
    let mut total = 0;
    for embed in body["embeds"].as_array().into_iter().flatten() {
        total += check(&embed["title"], 256, "a title", faults);
        total += check(&embed["description"], 4_096, "a description", faults);
        total += check(&embed["footer"]["text"], 2_048, "a footer", faults);
        total += check(&embed["author"]["name"], 256, "an author", faults);
    }
    if total > 6_000 {
        faults.push(format!(
            "the embeds have {total} characters, more than 6000"
        ));
    }
    let is_file = body["attachments"]
        .as_array()
        .is_some_and(|all| !all.is_empty());
    for file in body["attachments"].as_array().into_iter().flatten() {
        check(
            &file["description"],
            1_024,
            "a description of a file",
            faults,
        );
    }
    // With a file the rest of a message may stay as it is.
    let is_empty = !is_file
        && len(&body["content"]) == 0
        && body["embeds"].as_array().is_none_or(Vec::is_empty);
    if is_empty {
        faults.push("the message is empty".to_owned());
    }
    let mentions = &body["allowed_mentions"];
    let is_none = |key: &str| mentions[key].as_array().is_none_or(Vec::is_empty);
    let is_silent = mentions.is_object()
        && mentions["parse"].is_array()
        && is_none("parse")
        && is_none("users")
        && is_none("roles")
        && mentions["replied_user"] != true;
    if !is_silent {
        faults.push("the message may ping somebody".to_owned());
    }
    components(&body["components"], faults);
}

fn components(rows: &Value, faults: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    if rows.len() > 5 {
        faults.push(format!("{} rows of components", rows.len()));
    }
    for row in rows {
        let parts = row["components"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        if parts.is_empty() || parts.len() > 5 {
            faults.push(format!("{} components in a row", parts.len()));
        }
        for part in parts {
            check(&part["label"], 80, "a label", faults);
            check(&part["placeholder"], 150, "a placeholder", faults);
            let chosen = part["default_values"].as_array().map_or(0, Vec::len);
            if chosen > 25 {
                faults.push(format!("{chosen} chosen at once"));
            }
            check(&part["custom_id"], 100, "a custom id", faults);
            check(&part["url"], 512, "a link", faults);
            if let Some(id) = part["custom_id"].as_str()
                && !ids.insert(id.to_owned())
            {
                faults.push(format!("the custom id {id} is there twice"));
            }
            let options = part["options"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            if options.len() > 25 {
                faults.push(format!("{} options", options.len()));
            }
            for option in options {
                check(&option["label"], 100, "a label", faults);
                check(&option["value"], 100, "a value", faults);
            }
        }
    }
}

fn choices(data: &Value, faults: &mut Vec<String>) {
    let choices = data["choices"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if choices.len() > 25 {
        faults.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        check(&choice["name"], 100, "a choice", faults);
        check(&choice["value"], 100, "a choice", faults);
        if len(&choice["name"]) == 0 {
            faults.push("an empty choice".to_owned());
        }
    }
}

fn modal(data: &Value, faults: &mut Vec<String>) {
    check(&data["title"], 45, "a title", faults);
    check(&data["custom_id"], 100, "a custom id", faults);
    components(&data["components"], faults);
}
