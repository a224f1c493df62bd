//! `config`: which settings hold and where each comes from, and the file to start from.

use serde::Serialize;

use super::{
    args,
    exit_code::{ANSWERED, FAILED},
    output::{Output, complain},
};
use crate::config::{
    CollectionConfig, ConfigError, DEFAULT_TEXT, LoadedConfig, Setting, ShownValue,
};

/// The position at which the column of sources begins.
const COLUMN: usize = 40;

/// The output of `config check --json`.
#[derive(Serialize)]
struct Json<'a> {
    settings: Vec<JsonSetting<'a>>,
    collections: Vec<JsonCollection<'a>>,
    warnings: &'a [String],
    errors: Vec<String>,
}

#[derive(Serialize)]
struct JsonCollection<'a> {
    name: &'a str,
    folders: &'a [String],
    servers: &'a [u64],
    channels: &'a [u64],
    roles: &'a [u64],
    has_token: bool,
}

#[derive(Serialize)]
struct JsonSetting<'a> {
    key: &'a str,
    /// Nothing for a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a toml::Value>,
    /// Only for a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_set: Option<bool>,
    source: String,
}

pub(super) fn run(
    command: &args::ConfigCommand,
    settings: &Result<LoadedConfig, ConfigError>,
    output: &mut Output,
) -> anyhow::Result<u8> {
    match command {
        args::ConfigCommand::Default => {
            output.text(DEFAULT_TEXT);
            Ok(ANSWERED)
        }
        args::ConfigCommand::Check { json } => check(settings, *json, output),
    }
}

fn check(
    settings: &Result<LoadedConfig, ConfigError>,
    json: bool,
    output: &mut Output,
) -> anyhow::Result<u8> {
    let collections: &[CollectionConfig] = match settings {
        Ok(loaded) => &loaded.config.collections,
        Err(_) => &[],
    };
    let (settings, warnings, errors): (&[Setting], &[String], Vec<String>) = match settings {
        Ok(loaded) => {
            let errors = loaded.config.secret_errors();
            let errors = errors.iter().flat_map(ConfigError::lines).collect();
            (&loaded.settings, &loaded.warnings, errors)
        }
        Err(error) => (&[], &[], error.lines()),
    };
    let code = if errors.is_empty() { ANSWERED } else { FAILED };
    if json {
        let settings = settings.iter().map(of_json).collect();
        output.json(&Json {
            settings,
            collections: collections.iter().map(collection_of_json).collect(),
            warnings,
            errors,
        })?;
        return Ok(code);
    }
    write(settings, output);
    for collection in collections {
        write_collection(collection, output);
    }
    for warning in warnings {
        complain(&format!("note: {warning}"));
    }
    for error in errors {
        complain(&format!("fundstelle: {error}"));
    }
    Ok(code)
}

fn collection_of_json(collection: &CollectionConfig) -> JsonCollection<'_> {
    JsonCollection {
        name: &collection.name,
        folders: &collection.folders,
        servers: &collection.servers,
        channels: &collection.channels,
        roles: &collection.roles,
        has_token: collection.has_token(),
    }
}

fn of_json(setting: &Setting) -> JsonSetting<'_> {
    let (value, is_set) = match &setting.value {
        ShownValue::Value(value) => (Some(value), None),
        ShownValue::Secret { is_set } => (None, Some(*is_set)),
    };
    JsonSetting {
        key: &setting.key,
        value,
        is_set,
        source: setting.source.to_string(),
    }
}

/// As TOML that could be read again, but for the secrets.
fn write(settings: &[Setting], output: &mut Output) {
    let mut section = "";
    for Setting { key, value, source } in settings {
        let (of, name) = key.split_once('.').unwrap_or(("", key));
        if of != section {
            section = of;
            output.line(&format!("\n[{section}]"));
        }
        let set = match value {
            ShownValue::Value(value) => format!("{name} = {value}"),
            ShownValue::Secret { is_set: true } => format!("# {name} is set, and hidden"),
            ShownValue::Secret { is_set: false } => format!("# {name} is not set"),
        };
        output.line(&format!("{set:COLUMN$} # {source}"));
    }
}

/// The same of a collection.
fn write_collection(collection: &CollectionConfig, output: &mut Output) {
    output.line("\n[[collection]]");
    for (name, value) in collection.shown() {
        output.line(&format!("{name} = {value}"));
    }
    output.line(if collection.has_token() {
        "# token is set, and hidden"
    } else {
        "# token is not set"
    });
}
