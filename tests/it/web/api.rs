//! The JSON interface: held against its own description, against the command line, and against what
//! `docs/api.md` shows.

use std::{collections::BTreeSet, fs, path::Path};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Came, Site, get};
use crate::{
    diff::{OLD_RULES, RULES},
    program::Program,
};

const REPORT: &str = "technologiepolitik-usa-japan";

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Requests of every kind, and how they end.
fn requests() -> Vec<(String, u16)> {
    let q = |path: &str, text: &str, more: &str| format!("/{path}?q={}{more}", encoded(text));
    let quote = |text: &str| format!("/verify?quote={}", encoded(text));
    vec![
        (q("ask", "Wer leitet das CFIUS?", ""), 200),
        (
            q(
                "ask",
                "Who chairs the committee on foreign investment?",
                "&limit=1",
            ),
            200,
        ),
        (q("ask", "§ 2.3", ""), 200),
        (q("ask", "fn. 17", ""), 200),
        (q("ask", "Wer komponierte Turandot?", ""), 200),
        (q("ask", "§ 99", ""), 200),
        (q("ask", "CFIUS", &format!("&document={REPORT}")), 200),
        (q("ask", "CFIUS", "&document=technologie"), 404),
        (q("ask", "", ""), 400),
        (q("ask", "CFIUS", "&limit=0"), 400),
        (q("ask", "CFIUS", "&limit=many"), 400),
        (q("ask", "CFIUS", "&sort=up"), 400),
        (q("ask", &"long ".repeat(500), ""), 400),
        (q("ask", &"😀".repeat(2_000), ""), 200),
        ("/ask?q=+".to_owned(), 400),
        ("/passages?q=+%0A".to_owned(), 400),
        (q("ask", &"long ".repeat(4_000), ""), 414),
        ("/ask".to_owned(), 400),
        ("/documents".to_owned(), 200),
        (format!("/sections?document={REPORT}"), 200),
        (format!("/sections?document={REPORT}&number=2.3"), 200),
        (format!("/sections?document={REPORT}&number=99"), 404),
        ("/sections?document=nothing".to_owned(), 404),
        ("/sections".to_owned(), 400),
        (q("passages", "Exportkontrollen", ""), 200),
        (q("passages", "Exportkontrollen", "&limit=2"), 200),
        (q("passages", "Exportkontrollen", "&limit=51"), 400),
        (
            quote("SEMATECH ließ von 1996 an ausländische Mitglieder zu"),
            200,
        ),
        (
            quote("SEMATECH ließ von 1996 an inländische Mitglieder zu"),
            200,
        ),
        (quote("Turandot ist eine Oper von Puccini."), 200),
        (quote(" "), 400),
        (format!("/diff?place={}", encoded("§ 2.3")), 200),
        ("/diff?place=+".to_owned(), 400),
        ("/diff?place=a&document=nothing".to_owned(), 404),
    ]
}

/// The description with every object closed: a field that it does not name is a fault.
fn closed(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            let is_object = map.get("properties").is_some_and(Value::is_object);
            for (_, inner) in map.iter_mut() {
                *inner = closed(inner.take());
            }
            if is_object {
                map.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(list) => {
            for inner in list {
                *inner = closed(inner.take());
            }
        }
        _ => {}
    }
    value
}

/// The description with every object that is put together of several as one, so that it can be closed.
fn joined(value: &Value, description: &Value) -> Value {
    match value {
        Value::Object(map) if map.contains_key("allOf") => {
            let (mut properties, mut required) = (json!({}), json!([]));
            for part in map["allOf"].as_array().unwrap() {
                let named = part["$ref"]
                    .as_str()
                    .map(|name| name.trim_start_matches('#'));
                let part = named.map_or(part, |name| description.pointer(name).unwrap());
                let part = joined(part, description);
                for (name, property) in part["properties"].as_object().unwrap() {
                    properties[name] = property.clone();
                }
                let names = part["required"].as_array().into_iter().flatten();
                required.as_array_mut().unwrap().extend(names.cloned());
            }
            json!({ "type": "object", "properties": properties, "required": required })
        }
        Value::Object(map) => {
            let inner = map.iter();
            let inner = inner.map(|(name, inner)| (name.clone(), joined(inner, description)));
            Value::Object(inner.collect())
        }
        Value::Array(list) => list
            .iter()
            .map(|inner| joined(inner, description))
            .collect(),
        _ => value.clone(),
    }
}

#[track_caller]
fn check_described(description: &Value, path: &str, came: &Came) {
    let route = path.split('?').next().unwrap();
    let status = came.status.as_u16().to_string();
    let answer = &description["paths"][route]["get"]["responses"][&status];
    let kind = came.header("content-type");
    let schema = &answer["content"][kind]["schema"];
    assert!(
        schema.is_object(),
        "{path}: {status} as {kind} is not described"
    );
    let mut whole = closed(joined(description, description));
    whole["allOf"] = closed(json!([schema]));
    let validator = jsonschema::validator_for(&whole).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&came.json())
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(faults.is_empty(), "{path}: {faults:#?}\n{}", came.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_it_is_described_and_every_route_is() {
    let site = Site::start().await;
    let reader = site.reader();
    let description = get(&reader, "/api/v1/openapi.json").await.is(200).json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut asked = BTreeSet::new();
    for (path, status) in requests() {
        let came = get(&reader, &format!("/api/v1{path}")).await.is(status);
        check_described(&description, &path, &came);
        asked.insert(path.split('?').next().unwrap().to_owned());
    }
    let described = description["paths"].as_object().unwrap();
    assert!(described.keys().eq(&asked), "{described:?}");
    // utoipa-axum describes what it routes; nothing but the description goes past it.
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/api/mod.rs");
    let source = fs::read_to_string(source).unwrap();
    assert_eq!(source.matches(".routes(routes!(").count(), described.len());
    assert_eq!(source.matches(".route(").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_is_as_it_is_described_and_as_the_command_line_says_it() {
    let program = Program::with(&[("rules@2024-06.md", RULES), ("rules@2021.md", OLD_RULES)]);
    let site = Site::with(|config| config.corpus.folder = program.corpus()).await;
    let reader = site.reader();
    let description = get(&reader, "/api/v1/openapi.json").await.is(200).json();
    for (place, found) in [
        ("§ 2.2", "changed"),
        ("§ 1", "unchanged"),
        ("§ 2.3", "removed"),
        ("§ 9", "no_such_place"),
    ] {
        let path = format!("/diff?place={}", encoded(place));
        let came = get(&reader, &format!("/api/v1{path}")).await.is(200);
        check_described(&description, &path, &came);
        assert_eq!(came.json()["diff"], found);
        same(
            &plain(came.json()),
            &program.run(&["diff", place, "--json"]).json(),
        );
    }
    let came = get(&reader, "/api/v1/diff").await.is(200);
    check_described(&description, "/diff", &came);
    assert_eq!(came.json()["sections"][2]["change"], "removed");
    same(
        &plain(came.json()),
        &program.run(&["diff", "--json"]).json(),
    );
    let path = format!("/ask?q={}&document=rules%402021", encoded("§ 2.2 ¶ 1"));
    let came = get(&reader, &format!("/api/v1{path}")).await.is(200);
    check_described(&description, &path, &came);
    assert_eq!(came.json()["citations"][0]["newer"]["edition"], "2024-06");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_heading_is_as_it_is_described_and_as_the_command_line_says_it() {
    let renamed = RULES.replace("Payment", "Dues");
    let program = Program::with(&[("rules@2025.md", &renamed), ("rules@2024.md", RULES)]);
    let site = Site::with(|config| config.corpus.folder = program.corpus()).await;
    let reader = site.reader();
    let description = get(&reader, "/api/v1/openapi.json").await.is(200).json();
    let came = get(&reader, "/api/v1/diff?place=%C2%A7+2.2").await.is(200);
    check_described(&description, "/diff", &came);
    assert_eq!(
        came.json()["headings"][0]["to"],
        "§ 2.2 Dues",
        "{}",
        came.body
    );
    let said = program.run(&["diff", "§ 2.2", "--json"]).json();
    same(&plain(came.json()), &said);
}

/// An answer without what the command line does not say.
fn plain(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            map.remove("link");
            // That of a citation is in its locator; that of a section is a name.
            if map.get("place").is_some_and(Value::is_object) {
                map.remove("place");
            }
            for (_, inner) in map.iter_mut() {
                *inner = plain(inner.take());
            }
        }
        Value::Array(list) => {
            for inner in list {
                *inner = plain(inner.take());
            }
        }
        _ => {}
    }
    value
}

/// `f32` through JSON and back is not always the same `f64`.
#[track_caller]
fn same(ours: &Value, theirs: &Value) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            assert!(
                a.keys().collect::<BTreeSet<_>>() == b.keys().collect(),
                "{ours:#}\n{theirs:#}"
            );
            for (key, value) in a {
                same(value, &b[key]);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{ours:#}\n{theirs:#}");
            for (a, b) in a.iter().zip(b) {
                same(a, b);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
        _ => assert_eq!(ours, theirs),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_the_command_line_says() {
    let site = Site::start().await;
    let program = Program::with_copy_of(&site.config.corpus.folder);
    let reader = site.reader();
    let api = async |path: String| plain(get(&reader, &path).await.is(200).json());
    for question in [
        "Wer leitet das CFIUS?",
        "§ 2.3",
        "§ 99",
        "Wer komponierte Turandot?",
    ] {
        let ours = api(format!("/api/v1/ask?q={}", encoded(question))).await;
        same(&ours, &program.run(&["ask", question, "--json"]).json());
    }
    for quote in [
        "ausländische Mitglieder zu",
        "von 1996 an inländische Mitglieder",
    ] {
        let ours = api(format!("/api/v1/verify?quote={}", encoded(quote))).await;
        same(&ours, &program.run(&["verify", quote, "--json"]).json());
    }
    let ours = api(format!("/api/v1/sections?document={REPORT}")).await;
    same(
        &json!([ours]),
        &program.run(&["outline", REPORT, "--json"]).json(),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn links_open_the_place_and_spans_cut_the_words_out_of_the_source() {
    let site = Site::with(|config| config.web.url = "https://report.example.org/reader/".into());
    let site = site.await;
    let path = format!("/api/v1/ask?q={}&limit=1", encoded("Wer leitet das CFIUS?"));
    let found = get(&site.reader(), &path).await.is(200).json();
    let citations = found["citations"].as_array().unwrap();
    assert_eq!(citations.len(), 1);
    let link = citations[0]["link"].as_str().unwrap();
    let begin = format!("https://report.example.org/reader/d/{REPORT}?quote=");
    assert!(link.starts_with(&begin) && link.contains("#s"), "{link}");
    let file = site
        .config
        .corpus
        .folder
        .join(citations[0]["path"].as_str().unwrap());
    let source = fs::read(file).unwrap();
    let span = &citations[0]["quote"]["spans"][0];
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    let cut = String::from_utf8(source[at("start")..at("end")].to_vec()).unwrap();
    assert!(cut.contains("CFIUS"), "{cut}");
    let place = &citations[0]["place"];
    let number = place["section"]["number"].as_str().unwrap();
    assert!(citations[0]["locator"].as_str().unwrap().contains(number));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_index_it_says_when_to_come_again() {
    let site = Site::with(|config| config.corpus.folder = "/nowhere/at/all".into()).await;
    for path in [
        "ask?q=a",
        "documents",
        "sections?document=a",
        "passages?q=a",
        "verify?quote=a",
        "diff?place=a",
    ] {
        let came = get(&site.reader(), &format!("/api/v1/{path}"))
            .await
            .is(503);
        assert_eq!(came.header("content-type"), "application/problem+json");
        assert_eq!(came.header("retry-after"), "60");
        assert!(!came.body.contains("nowhere"), "{}", came.body);
    }
}

/// Whether what a page shows is what came: objects may leave out fields, lists their end, and a text
/// may break off with `…`.
fn shows(shown: &Value, came: &Value) -> bool {
    match (shown, came) {
        (Value::Object(shown), Value::Object(came)) => shown
            .iter()
            .all(|(key, value)| came.get(key).is_some_and(|came| shows(value, came))),
        (Value::Array(shown), Value::Array(came)) => {
            shown.len() <= came.len() && shown.iter().zip(came).all(|(a, b)| shows(a, b))
        }
        (Value::String(shown), Value::String(came)) => match shown.strip_suffix('…') {
            Some(begin) => came.starts_with(begin),
            None => shown == came,
        },
        (Value::Number(a), Value::Number(b)) => {
            (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() < 0.005
        }
        _ => shown == came,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_in_the_documentation_are_what_comes() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md");
    let page = fs::read_to_string(page).unwrap();
    let site = Site::start().await;
    let reader = site.reader();
    let example = regex::Regex::new(r"(?s)```http\nGET (\S+)\n```\n+```json\n(.*?)```").unwrap();
    let mut count = 0;
    for found in example.captures_iter(&page) {
        let came = get(&reader, &found[1]).await;
        let shown: Value = serde_json::from_str(&found[2]).unwrap();
        assert!(shows(&shown, &came.json()), "{}\n{}", &found[1], came.body);
        count += 1;
    }
    assert_eq!(
        count,
        page.matches("```json").count(),
        "an example is not asked for"
    );
    let description = get(&reader, "/api/v1/openapi.json").await.json();
    for path in description["paths"].as_object().unwrap().keys() {
        assert!(
            page.contains(&format!("GET /api/v1{path}")),
            "{path} has no example"
        );
    }
}
