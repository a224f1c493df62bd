//! The committed settings file agrees with the code, and the page about settings with both.

use std::{fmt::Write as _, fs, path::Path};

use toml::Value;

use super::{
    Config, DEFAULT_FILE, DEFAULT_TEXT,
    allowed::Allowed,
    environment::variable,
    keys::{self, DEFAULTS},
    rules::is_secret,
};

const PAGE: &str = "docs/configuration.md";

/// The text above the sections.
const OPENING: &str = "\
# Configuration

<!-- Made from config/fundstelle.toml and src/config by `cargo test --lib config`. Do not edit. -->

Everything has a working default. Change settings in a file
([config/fundstelle.toml](../config/fundstelle.toml), or the one given by `--config` or
`FUNDSTELLE_CONFIG`), in environment variables, or with flags. Each of these overrides the ones before:

1. the defaults,
2. the file,
3. environment variables: `FUNDSTELLE_` and the name in capitals, with two underscores for the dot,
4. flags: `--corpus`, `--data`, and `--listen` of `serve`.

`fundstelle config check` prints the settings in force and where each one comes from, and lists every
problem with file and line. `fundstelle config default` prints a file with every setting to start from.
Unknown settings are refused, with the closest name as a suggestion; so are variables that look like a
setting. Other variables that begin with `FUNDSTELLE_` only cause a warning.

Secrets are never shown. Each has a second setting that ends in `_file`: the path of a file that contains
nothing but the secret. If both are set, the one from the later layer wins. An empty variable for a secret
counts as unset. Nobody but the program should be able to read such a file; under `/run/secrets`, the
container engine takes care of that.
";

/// The text below the sections.
const CLOSING: &str = "
## collection

Folders of the corpus that only some may see: a list, and each entry begins with `[[collection]]`. It stands in the
settings file alone, as a variable cannot hold a list of tables. [operations.md](operations.md#documents-that-only-some-may-see)
explains who sees what.

| key | allowed | meaning |
|---|---|---|
| `name` | text, another one for each | what messages of the program and `ask --collection` call it |
| `folders` | folders inside the corpus that exist, each in one collection only; `\".\"` is the whole corpus | what belongs to it; the innermost folder that holds a document counts |
| `servers` | ids of Discord servers | whose members see it |
| `channels` | ids of channels of these servers; may be left out | it is seen only there, and in their threads |
| `roles` | ids of roles of these servers; may be left out | it is seen only by members with one of them, in answers that nobody else sees |
| `token` (a secret) | text; may be left out | shows it on the pages and in the JSON interface |
| `token_file` | path of a file; may be left out | a file that contains the token and nothing else |
";

/// A setting as the committed file shows it.
struct Line {
    key: String,
    comment: String,
}

/// The settings and the sections of the committed file, in order, with the comments above them.
fn lines() -> (Vec<Line>, Vec<Line>) {
    let (mut settings, mut sections) = (Vec::new(), Vec::new());
    let (mut comment, mut section) = (String::new(), String::new());
    for line in DEFAULT_TEXT.lines() {
        let taken = |comment: &mut String| std::mem::take(comment).trim().to_owned();
        if let Some(said) = line.strip_prefix("# ") {
            comment.push_str(said);
            comment.push(' ');
        } else if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
            let (key, comment) = (section.clone(), taken(&mut comment));
            sections.push(Line { key, comment });
        } else if let Some((name, _)) = line.split_once(" = ") {
            let key = match section.as_str() {
                "" => name.to_owned(),
                section => format!("{section}.{name}"),
            };
            let comment = taken(&mut comment);
            settings.push(Line { key, comment });
        } else {
            comment.clear();
        }
    }
    (settings, sections)
}

#[test]
fn the_committed_file_shows_every_setting_in_order_with_its_default_and_a_comment() {
    let table = DEFAULT_TEXT.parse().unwrap();
    assert_eq!(keys::flat(&table).len(), DEFAULTS.len());
    for (key, value) in keys::flat(&table) {
        assert_eq!(keys::default(&key), Some(&value), "{key}");
    }
    assert_eq!(
        toml::from_str::<Config>(DEFAULT_TEXT).unwrap(),
        Config::default()
    );
    let (settings, sections) = lines();
    let shown: Vec<_> = settings.iter().map(|line| &line.key).collect();
    let all: Vec<_> = DEFAULTS.iter().map(|(key, _)| key).collect();
    assert_eq!(shown, all, "{DEFAULT_FILE}");
    for Line { key, comment } in settings.iter().chain(&sections) {
        assert!(comment.ends_with('.'), "{key} has no comment: {comment:?}");
    }
}

#[test]
fn every_secret_has_a_file_and_what_has_a_file_is_a_secret() {
    for (key, _) in DEFAULTS.iter() {
        let has_file = keys::default(&format!("{key}_file")).is_some();
        assert_eq!(has_file, is_secret(key), "{key}");
    }
}

#[test]
fn every_rule_is_about_a_setting_and_allows_its_default() {
    for (key, value) in DEFAULTS.iter() {
        let allowed = Allowed::of(key, value);
        assert!(allowed.holds(value), "{key}");
        assert!(
            !allowed.words().is_empty(),
            "say in ALLOWED what {key} may be"
        );
    }
    for key in super::rules::ruled() {
        assert!(keys::default(key).is_some(), "there is no {key}");
    }
}

#[test]
fn the_page_about_settings_is_up_to_date() {
    let page = page();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let before = fs::read_to_string(&path).unwrap_or_default();
    if before != page {
        fs::write(&path, &page).unwrap();
        panic!("{PAGE} was out of date and is written anew; commit it");
    }
}

fn page() -> String {
    let (settings, sections) = lines();
    let mut page = OPENING.to_owned();
    let mut shown = "";
    for (Line { key, comment }, (_, default)) in settings.iter().zip(DEFAULTS.iter()) {
        let section = key.split_once('.').map_or("", |(section, _)| section);
        if section != shown {
            shown = section;
            let about = sections.iter().find(|line| line.key == section);
            let about = about.map_or("", |line| &line.comment);
            write!(page, "\n## {section}\n\n{about}\n").unwrap();
        }
        write!(
            page,
            "\n### `{key}`\n\n{comment}\n\n{}\n",
            facts(key, default)
        )
        .unwrap();
    }
    page.push_str(CLOSING);
    page
}

/// `Default 3 · 1 to 25 · FUNDSTELLE_ANSWER__MAX_CITATIONS`
fn facts(key: &str, default: &Value) -> String {
    let default_shown = match default {
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        value => format!("`{value}`"),
    };
    let allowed = Allowed::of(key, default).words();
    let secret = if is_secret(key) { " (a secret)" } else { "" };
    format!(
        "- default: {default_shown}\n- allowed: {allowed}{secret}\n- variable: `{}`",
        variable(key)
    )
}
