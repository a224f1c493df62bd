//! The names of settings: all that there are, what they were called before, and the one that was
//! probably meant.

use std::sync::LazyLock;

use toml::{Table, Value};

use super::Config;
use crate::spelling::{likeness, nearest as nearest_name};

/// Settings that are called otherwise now.
const RENAMED: [(&str, &str); 4] = [
    ("discord.reader_url", "web.url"),
    ("discord.at_once", "answer.at_once"),
    ("discord.waiting", "answer.waiting"),
    ("discord.refresh_seconds", "corpus.refresh_seconds"),
];

/// Names that are less alike than this, from 0 to 1, are not taken for each other.
const ALIKE: f64 = 0.6;

/// The same name in another section is likely, but less than one that is spelt nearly so.
const ELSEWHERE: f64 = 0.9;

/// Every setting with its default, in the order of the structs: `answer.max_citations`.
pub(super) static DEFAULTS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    // By way of text, so that numbers are as short as they are written.
    let text = toml::to_string(&Config::default()).unwrap_or_default();
    flat(&text.parse().unwrap_or_default())
});

/// The values of a table as `section.key`.
pub(super) fn flat(table: &Table) -> Vec<(String, Value)> {
    let of = |(section, value): (&String, &Value)| match value {
        Value::Table(table) => {
            let keys = table.iter();
            keys.map(|(key, value)| (format!("{section}.{key}"), value.clone()))
                .collect()
        }
        value => vec![(section.clone(), value.clone())],
    };
    table.iter().flat_map(of).collect()
}

/// Sets `section.key`.
pub(super) fn set(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        Some((section, key)) => {
            let section = table
                .entry(section)
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(section) = section {
                section.insert(key.to_owned(), value);
            }
        }
        None => drop(table.insert(key.to_owned(), value)),
    }
}

/// The default of a setting, if there is such a one.
pub(super) fn default(key: &str) -> Option<&'static Value> {
    let found = DEFAULTS.iter().find(|(known, _)| known == key);
    found.map(|(_, value)| value)
}

/// Whether there is such a section.
pub(super) fn is_section(name: &str) -> bool {
    DEFAULTS.iter().any(|(key, _)| section(key) == Some(name))
}

/// The advice about a setting that does not exist. `shown` writes a name as it is
/// written where the unknown one stands.
pub(super) fn instead(key: &str, shown: impl Fn(&str) -> String) -> String {
    if let Some((_, now)) = RENAMED.iter().find(|(before, _)| *before == key) {
        return format!("it is now {}", shown(now));
    }
    if let Some(near) = nearest(key) {
        return format!("did you mean {}?", shown(near));
    }
    let section = section(key).unwrap_or(key);
    let keys = DEFAULTS.iter().map(|(key, _)| key);
    let same: Vec<_> = keys
        .filter(|key| self::section(key) == Some(section))
        .collect();
    if same.is_empty() {
        return "`fundstelle config default` lists them all".to_owned();
    }
    let same: Vec<_> = same.into_iter().map(|key| shown(key)).collect();
    format!("available here: {}", same.join(", "))
}

/// The setting whose name is most alike, if any is alike.
pub(super) fn nearest(key: &str) -> Option<&'static str> {
    let keys = DEFAULTS.iter().map(|(known, _)| known.as_str());
    let scored = keys.map(|known| (likeness_of_keys(key, known), known));
    let best = scored.max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.filter(|(score, _)| *score >= ALIKE)
        .map(|(_, known)| known)
}

/// The section whose name is most alike, if any is alike.
pub(super) fn nearest_section(name: &str) -> Option<&'static str> {
    let sections = DEFAULTS.iter().filter_map(|(key, _)| section(key));
    let best = nearest_name(name, sections, |known| known);
    best.filter(|known| likeness(name, known) >= ALIKE)
}

fn likeness_of_keys(a: &str, b: &str) -> f64 {
    let whole = likeness(a, b);
    let last = likeness(last(a), last(b));
    whole.max(ELSEWHERE * last)
}

fn section(key: &str) -> Option<&str> {
    key.split_once('.').map(|(section, _)| section)
}

fn last(key: &str) -> &str {
    key.rsplit_once('.').map_or(key, |(_, last)| last)
}
