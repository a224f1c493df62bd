//! Front matter: what a text says about itself between `---` (YAML) or `+++` (TOML) at its very
//! start. The values are kept as they are written, because `1.10` and `2024-03-01` are names here,
//! not numbers.

use std::collections::BTreeMap;

use crate::{
    corpus::{document::Metadata, warning::Warning},
    span::Span,
};

/// Longer front matter is none that anybody wrote; a parser would need many times its length.
const MAX_BYTES: usize = 100_000;

/// What stands before the body.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// What it says.
    pub(super) metadata: Metadata,
    /// Where the body begins: a byte offset.
    pub(super) body: usize,
    /// What is wrong with it.
    pub(super) warnings: Vec<Warning>,
}

/// Reads the front matter of `text`, if it has any. Broken front matter is left out of the body
/// too, once its end is found: it is not what the document says.
pub(super) fn read(text: &str) -> FrontMatter {
    let mut lines = text.split_inclusive('\n');
    let (first, fence) = match lines.next() {
        Some(line) if line.trim_end() == "---" => (line, "---"),
        Some(line) if line.trim_end() == "+++" => (line, "+++"),
        _ => return FrontMatter::default(),
    };
    let mut position = first.len();
    for line in lines {
        let end = line.trim_end();
        if end == fence || (fence == "---" && end == "...") {
            let inner = Span::new(first.len(), position).of(text);
            return parse(inner, fence, position + line.len());
        }
        position += line.len();
    }
    unclosed(fence)
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

fn parse(inner: &str, fence: &str, body: usize) -> FrontMatter {
    // `---` also frames a first block of text between two rules: without any key it is that.
    if fence == "---" && !inner.trim().is_empty() && !inner.lines().any(looks_like_key) {
        return FrontMatter::default();
    }
    let parsed = if inner.len() > MAX_BYTES {
        Err((
            2,
            format!(
                "it is longer than {MAX_BYTES} bytes, of which only lines `key: value` are read"
            ),
        ))
    } else if fence == "---" {
        parse_yaml(inner)
    } else {
        parse_toml(inner)
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

type Values = BTreeMap<String, String>;

/// Values as text: a scalar as written, the first of a list; anything deeper is nothing to us.
fn parse_yaml(inner: &str) -> Result<Values, (usize, String)> {
    if inner.trim().is_empty() {
        return Ok(Values::new());
    }
    let parsed = serde_saphyr::from_str::<BTreeMap<String, serde_json::Value>>(inner);
    match parsed {
        Ok(map) => {
            let written = key_lines(inner);
            Ok(map
                .into_iter()
                .filter_map(|(key, value)| {
                    let value = match value {
                        serde_json::Value::String(text) => text,
                        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => written
                            .get(&key)
                            .cloned()
                            .unwrap_or_else(|| value.to_string()),
                        _ => return None,
                    };
                    Some((key, value))
                })
                .collect())
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

fn parse_toml(inner: &str) -> Result<Values, (usize, String)> {
    match inner.parse::<toml::Table>() {
        Ok(table) => {
            let written = key_lines(inner);
            let values = table.into_iter().filter_map(|(key, value)| {
                let value = match value {
                    toml::Value::String(text) => text,
                    toml::Value::Table(_) | toml::Value::Array(_) => return None,
                    _ => written
                        .get(&key)
                        .cloned()
                        .unwrap_or_else(|| value.to_string()),
                };
                Some((key, value))
            });
            Ok(values.collect())
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
    inner
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
        })
        .collect()
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
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
            let value = value.trim();
            (!value.is_empty() && value != "null" && value != "~").then(|| value.to_owned())
        })
    };
    Metadata {
        title: value(&["title"]),
        language: value(&["language", "lang"]).and_then(|tag| tag.parse().ok()),
        edition: value(&["edition", "version"]),
        date: value(&["date"]),
        source_url: value(&["source_url", "source", "url"]),
        licence: value(&["licence", "license"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn yaml_values_are_kept_as_written() {
        let text = "---\ntitle: \"Bericht: 1\"\nlang: de-CH\nversion: 1.10\ndate: 2024-03-01\nurl: https://example.org/a\nlicense: CC BY 4.0\ntags: [a, b]\n---\nText";
        let read = read(text);
        assert_eq!(
            read.metadata,
            Metadata {
                title: Some("Bericht: 1".to_owned()),
                language: Some(Language::De),
                edition: Some("1.10".to_owned()),
                date: Some("2024-03-01".to_owned()),
                source_url: Some("https://example.org/a".to_owned()),
                licence: Some("CC BY 4.0".to_owned()),
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
    fn a_rule_is_not_front_matter() {
        let read = read("---\nText between rules.\n---\nMore");
        assert_eq!((read.body, read.warnings.len()), (0, 0));
    }
}
