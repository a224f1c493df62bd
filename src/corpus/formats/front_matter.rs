//! Front matter: what a text says about itself between `---` (YAML) or `+++` (TOML) at its start, or in
//! JSON. The values are kept as they are written, because `1.10` and `2024-03-01` are names here,
//! not numbers.

use std::collections::BTreeMap;

use crate::{
    corpus::{metadata::Metadata, warning::Warning},
    span::Span,
};

/// Longer front matter is none that anybody wrote; a parser would need many times its length.
const MAX_BYTES: usize = 100_000;

/// The part of a text that stands before its body.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The metadata that it gives.
    pub(super) metadata: Metadata,
    /// The beginning of the body: a byte offset.
    pub(super) body: usize,
    /// The warnings about what is wrong with it.
    pub(super) warnings: Vec<Warning>,
}

/// Reads the front matter of `text`, if it has any; empty lines and comments may stand before it. Broken
/// front matter is left out of the body too, once its end is found: it is not what the document says.
pub(super) fn read(text: &str) -> FrontMatter {
    let start = opening(text);
    let rest = text.get(start..).unwrap_or_default();
    if rest.starts_with('{') {
        return bare_json(rest, start).unwrap_or_default();
    }
    let mut lines = rest.split_inclusive('\n');
    let Some(first) = lines.next() else {
        return FrontMatter::default();
    };
    let (fence, syntax) = match first.trim_end() {
        "---" | "---yaml" | "--- yaml" => ("---", Syntax::Yaml),
        "---json" | "--- json" => ("---", Syntax::Json),
        "---toml" | "--- toml" => ("---", Syntax::Toml),
        ";;;" => (";;;", Syntax::Json),
        "+++" => ("+++", Syntax::Toml),
        _ => return FrontMatter::default(),
    };
    let before = text.get(..start).unwrap_or_default().matches('\n').count();
    let mut position = start + first.len();
    for line in lines {
        let end = line.trim_end();
        if end == fence || (fence == "---" && end == "...") {
            let inner = Span::new(start + first.len(), position).of(text);
            let mut front = parse(inner, syntax, position + line.len());
            for warning in &mut front.warnings {
                warning.line = warning.line.map(|line| line + before);
            }
            return front;
        }
        position += line.len();
    }
    if start > 0 || syntax == Syntax::Json {
        return FrontMatter::default();
    }
    unclosed(fence)
}

/// The syntax in which front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
    Json,
}

/// The byte offset of the first line that is neither empty nor a comment.
fn opening(text: &str) -> usize {
    let mut rest = text;
    loop {
        let line = rest.trim_start_matches(['\n', '\r', ' ', '\t', '\u{FEFF}']);
        let comment = line
            .strip_prefix("<!--")
            .and_then(|inner| inner.split_once("-->"));
        match comment {
            Some((_, behind)) => rest = behind,
            // A line that is indented is no fence.
            None if line.starts_with(['-', '+', ';', '{']) => return text.len() - line.len(),
            None => return 0,
        }
    }
}

/// An object of JSON without any fence, as Hugo has it; only one that says something about the document.
fn bare_json(rest: &str, start: usize) -> Option<FrontMatter> {
    let mut objects = serde_json::Deserializer::from_str(rest)
        .into_iter::<serde_json::Map<String, serde_json::Value>>();
    let object = objects.next()?.ok()?;
    let end = objects.byte_offset();
    let behind = rest.get(end..)?;
    let is_alone = behind
        .trim_start_matches([' ', '\t', '\r'])
        .starts_with('\n')
        || behind.is_empty();
    if !is_alone || end > MAX_BYTES || !object.contains_key("title") {
        return None;
    }
    Some(FrontMatter {
        metadata: metadata(&json_values(object, &BTreeMap::new())),
        body: start + end,
        warnings: Vec::new(),
    })
}

/// A first line `---` without a second one is a rule, and `+++` text: the body is all there is.
fn unclosed(fence: &str) -> FrontMatter {
    let message = format!(
        "the text begins with `{fence}` but no second line `{fence}` follows; read as text without \
         front matter"
    );
    FrontMatter {
        warnings: vec![Warning::caution(message).at_line(1)],
        ..FrontMatter::default()
    }
}

fn parse(inner: &str, syntax: Syntax, body: usize) -> FrontMatter {
    // `---` also frames a first block of text between two rules: without any key it is that.
    if syntax == Syntax::Yaml && !inner.trim().is_empty() && !inner.lines().any(looks_like_key) {
        return FrontMatter::default();
    }
    let parsed = if inner.len() > MAX_BYTES {
        Err((
            2,
            format!(
                "it is longer than {MAX_BYTES} bytes, of which only lines `key: value` are read"
            ),
        ))
    } else {
        match syntax {
            Syntax::Yaml => parse_yaml(inner),
            Syntax::Toml => parse_toml(inner),
            Syntax::Json => parse_json(inner),
        }
    };
    match parsed {
        Ok(values) => FrontMatter {
            metadata: metadata(&values),
            body,
            warnings: Vec::new(),
        },
        Err((line, message)) => {
            let warning = Warning::caution(format!(
                "the front matter is broken: {message}; what could be read of it is used"
            ));
            FrontMatter {
                metadata: metadata(&key_lines(inner)),
                body,
                warnings: vec![warning.at_line(line)],
            }
        }
    }
}

/// The content of front matter: each value as text, or as a list of texts.
#[derive(Default)]
struct Values {
    texts: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
}

impl Values {
    fn add(&mut self, key: String, value: Value) {
        match value {
            Value::Text(text) => drop(self.texts.insert(key, text)),
            Value::List(texts) => drop(self.lists.insert(key, texts)),
        }
    }
}

enum Value {
    Text(String),
    List(Vec<String>),
}

/// Values as text: a scalar as written, a list of texts; anything deeper is nothing to us.
fn parse_yaml(inner: &str) -> Result<Values, (usize, String)> {
    if inner.trim().is_empty() {
        return Ok(Values::default());
    }
    let parsed = serde_saphyr::from_str::<BTreeMap<String, serde_json::Value>>(inner);
    match parsed {
        Ok(map) => {
            let written = key_lines(inner).texts;
            Ok(json_values(map, &written))
        }
        Err(error) => {
            let line = error
                .location()
                .and_then(|place| usize::try_from(place.line()).ok());
            let error = error.without_snippet().to_string();
            let message = error.lines().next().unwrap_or_default();
            // The place is counted from the line after `---`; ours is counted from the first.
            let message = message
                .split_once(" at line ")
                .map_or(message, |(what, _)| what);
            Err((line.unwrap_or(1) + 1, message.to_owned()))
        }
    }
}

fn parse_json(inner: &str) -> Result<Values, (usize, String)> {
    let parsed = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(inner);
    match parsed {
        Ok(map) => Ok(json_values(map, &BTreeMap::new())),
        Err(error) => Err((error.line() + 1, error.to_string())),
    }
}

/// Values of any syntax that are JSON as well; numbers as they are `written`.
fn json_values(
    map: impl IntoIterator<Item = (String, serde_json::Value)>,
    written: &BTreeMap<String, String>,
) -> Values {
    let mut values = Values::default();
    for (key, value) in map {
        let value = match value {
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Number(_) | serde_json::Value::Bool(_) => {
                let as_written = written.get(&key).cloned();
                Value::Text(as_written.unwrap_or_else(|| value.to_string()))
            }
            serde_json::Value::Array(list) => {
                let texts = list.iter().filter_map(serde_json::Value::as_str);
                Value::List(texts.map(str::to_owned).collect())
            }
            _ => continue,
        };
        values.add(key, value);
    }
    values
}

fn parse_toml(inner: &str) -> Result<Values, (usize, String)> {
    match inner.parse::<toml::Table>() {
        Ok(table) => {
            let written = key_lines(inner).texts;
            let mut values = Values::default();
            for (key, value) in table {
                let value = match value {
                    toml::Value::String(text) => Value::Text(text),
                    toml::Value::Array(list) => {
                        let texts = list.iter().filter_map(toml::Value::as_str);
                        Value::List(texts.map(str::to_owned).collect())
                    }
                    toml::Value::Table(_) => continue,
                    _ => {
                        let as_written = written.get(&key).cloned();
                        Value::Text(as_written.unwrap_or_else(|| value.to_string()))
                    }
                };
                values.add(key, value);
            }
            Ok(values)
        }
        Err(error) => {
            let before = error.span().map_or(0, |span| span.start.min(inner.len()));
            let line = Span::new(0, before).of(inner).matches('\n').count() + 2;
            Err((line, error.message().lines().collect::<Vec<_>>().join(", ")))
        }
    }
}

/// The lines `key: value` and `key = value` as they are written: for numbers and dates, and for
/// what is left of broken front matter.
fn key_lines(inner: &str) -> Values {
    let lines = inner
        .lines()
        .filter(|line| looks_like_key(line))
        .filter_map(|line| line.split_once([':', '=']))
        .filter(|(_, value)| !value.trim_start().starts_with(['[', '{', '|', '>', '=']))
        .map(|(key, value)| {
            let value = value.split(" #").next().unwrap_or_default().trim();
            (
                key.trim().to_owned(),
                value.trim_matches(['"', '\'']).to_owned(),
            )
        });
    Values {
        texts: lines.collect(),
        lists: BTreeMap::new(),
    }
}

fn looks_like_key(line: &str) -> bool {
    line.split_once([':', '=']).is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    })
}

fn metadata(values: &Values) -> Metadata {
    let value = |names: &[&str]| {
        names.iter().find_map(|&name| {
            let (_, value) = values
                .texts
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            let value = value.trim();
            (!value.is_empty() && value != "null" && value != "~").then(|| value.to_owned())
        })
    };
    let list = |names: &[&str]| {
        let is_named = |key: &String| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let mut lists = values.lists.iter();
        let texts = lists.find(|(key, _)| is_named(key));
        let texts = texts.map(|(_, texts)| texts.iter().map(|text| text.trim().to_owned()));
        let texts = texts.into_iter().flatten();
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let authors = ["author", "authors"];
    let examples = ["examples", "questions"];
    Metadata {
        title: value(&["title"]),
        language: value(&["language", "lang"]).and_then(|tag| tag.parse().ok()),
        edition: value(&["edition", "version"]),
        date: value(&["date"]),
        source_url: value(&["source_url", "source", "url"]),
        retrieved: value(&["retrieved", "accessed"]),
        licence: value(&["licence", "license"]),
        author: value(&authors).or_else(|| {
            let authors = list(&authors);
            (!authors.is_empty()).then(|| authors.join(", "))
        }),
        examples: match list(&examples) {
            none if none.is_empty() => value(&examples).into_iter().collect(),
            several => several,
        },
        translation_of: value(&["translation_of"]),
        edition_of: value(&["edition_of"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn yaml_values_are_kept_as_written() {
        let text = "---\ntitle: \"Bericht: 1\"\nlang: de-CH\ntranslation_of: report\nedition_of: reports/a.md\nversion: 1.10\ndate: 2024-03-01\nurl: https://example.org/a\naccessed: 2024-04-02\nlicense: CC BY 4.0\nauthors: [Ada Byron, Grace Hopper]\nexamples:\n  - Wer zahlt?\n  - \"Wann: heute?\"\ntags: [a, b]\n---\nText";
        let read = read(text);
        assert_eq!(
            read.metadata,
            Metadata {
                title: Some("Bericht: 1".to_owned()),
                language: Some(Language::De),
                edition: Some("1.10".to_owned()),
                date: Some("2024-03-01".to_owned()),
                source_url: Some("https://example.org/a".to_owned()),
                retrieved: Some("2024-04-02".to_owned()),
                licence: Some("CC BY 4.0".to_owned()),
                author: Some("Ada Byron, Grace Hopper".to_owned()),
                examples: vec!["Wer zahlt?".to_owned(), "Wann: heute?".to_owned()],
                translation_of: Some("report".to_owned()),
                edition_of: Some("reports/a.md".to_owned()),
            }
        );
        assert_eq!(text.get(read.body..), Some("Text"));
        assert!(read.warnings.is_empty());
    }

    #[test]
    fn toml_values_are_kept_as_written() {
        let text = "+++\r\ntitle = 'A'\r\ndate = 2024-03-01\r\nedition = 2.10\r\n+++\r\nText";
        let read = read(text);
        assert_eq!(read.metadata.date.as_deref(), Some("2024-03-01"));
        assert_eq!(read.metadata.edition.as_deref(), Some("2.10"));
        assert_eq!(text.get(read.body..), Some("Text"));
    }

    #[track_caller]
    fn check_broken(text: &str, line: usize, title: Option<&str>) {
        let read = read(text);
        assert_eq!(read.warnings.len(), 1, "{read:?}");
        assert_eq!(read.warnings[0].line, Some(line), "{read:?}");
        assert_eq!(read.metadata.title.as_deref(), title);
        assert!(text.get(read.body..).unwrap().ends_with("Body"));
    }

    #[test]
    fn broken_front_matter_costs_a_warning_and_not_the_body() {
        check_broken("---\ntitle: \"A\"\nlang: [de\n---\nBody", 3, Some("A"));
        check_broken("+++\ntitle = \"A\"\nlang = = 3\n+++\nBody", 3, Some("A"));
        check_broken("---\ntitle: A\nBody", 1, None);
    }

    #[test]
    fn every_form_that_generators_take_is_read() {
        for text in [
            "\n\n---\ntitle: A\n---\nBody",
            "<!-- (c)\nus -->\n---\ntitle: A\n---\nBody",
            "---json\n{\"title\": \"A\"}\n---\nBody",
            "---toml\ntitle = 'A'\n---\nBody",
            ";;;\n{\"title\": \"A\"}\n;;;\nBody",
            "{\n  \"title\": \"A\", \"list\": [1]\n}\nBody",
        ] {
            let read = read(text);
            assert_eq!(read.metadata.title.as_deref(), Some("A"), "{text}");
            assert_eq!(text.get(read.body..).unwrap().trim(), "Body", "{text}");
            assert!(read.warnings.is_empty(), "{read:?}");
        }
    }

    #[test]
    fn an_object_that_says_nothing_about_the_document_is_text() {
        for text in [
            "{\"a\": 1}\nBody",
            "{title} is a word",
            "\n---\nBody",
            "{ \"title\": 1",
        ] {
            assert_eq!(read(text).body, 0, "{text}");
        }
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        let read = read("---\nText between rules.\n---\nMore");
        assert_eq!((read.body, read.warnings.len()), (0, 0));
    }
}
