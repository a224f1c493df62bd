//! Requests with files: parts between boundaries, of which one is the JSON.

use serde_json::{Value, json};

/// The JSON of a request, in which every file that was sent has its size. A file without an entry, or an entry
/// without a file, is left to fail.
pub(crate) fn read(body: &[u8], boundary: &str) -> Value {
    let mark = format!("--{}", boundary.trim_matches('"'));
    let mut json = Value::Null;
    let mut files = Vec::new();
    for part in split(body, mark.as_bytes()) {
        let Some(end) = find(part, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&part[..end]);
        let content = part[end + 4..].strip_suffix(b"\r\n").unwrap();
        if head.contains("name=\"payload_json\"") {
            json = serde_json::from_slice(content).unwrap();
        } else {
            assert!(
                head.contains(&format!("name=\"files[{}]\"", files.len())),
                "{head}"
            );
            assert!(content.starts_with(b"\x89PNG"), "{head}");
            files.push(content.len());
        }
    }
    let entries = json.get_mut("attachments").and_then(Value::as_array_mut);
    let entries: Vec<&mut Value> = entries.into_iter().flatten().collect();
    assert_eq!(entries.len(), files.len());
    for (entry, size) in entries.into_iter().zip(files) {
        entry["size"] = json!(size);
    }
    json
}

/// A file as a message has it.
pub(crate) fn attachment(message: u64, number: usize, entry: &Value) -> Value {
    let name = entry["filename"].as_str().unwrap();
    let address = format!("https://cdn.example/{message}/{name}");
    json!({
        "id": (message * 10 + number as u64).to_string(),
        "filename": name, "description": entry["description"], "size": entry["size"],
        "url": address, "proxy_url": address, "content_type": "image/png",
    })
}

fn split<'a>(body: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = body;
    while let Some(at) = find(rest, mark) {
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    parts
}

fn find(body: &[u8], wanted: &[u8]) -> Option<usize> {
    body.windows(wanted.len())
        .position(|window| window == wanted)
}
