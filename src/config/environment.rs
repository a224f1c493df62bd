//! What the environment gives: `FUNDSTELLE_SECTION__KEY`.

use std::ffi::OsString;

use toml::{Table, Value};

use super::{
    Problem, keys,
    rules::is_secret,
    source::{Given, Source},
};

const PREFIX: &str = "FUNDSTELLE_";

/// Names the settings file; read before everything else.
pub(super) const FILE: &str = "FUNDSTELLE_CONFIG";

/// Variables with names that other programs use too. They win over ours.
const OTHERS: [(&str, &str); 3] = [
    ("DISCORD_TOKEN", "discord.token"),
    ("DISCORD_TOKEN_FILE", "discord.token_file"),
    ("RUST_LOG", "log.level"),
];

/// Where the system says which language its user reads; the first that is set counts.
const LANGUAGE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language that the user of the system reads, as a tag such as `de_DE.UTF-8`.
#[allow(clippy::disallowed_methods, reason = "settings come from here")]
pub fn system_language() -> Option<String> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    LANGUAGE.iter().find_map(set)
}

/// The settings that the environment gives.
#[derive(Default)]
pub(super) struct Environment {
    /// The values that it gives.
    pub(super) given: Vec<Given>,
    /// Variables that begin as ours do, and are probably none of ours.
    pub(super) strange: Vec<String>,
}

/// The variable that gives a setting.
pub(super) fn variable(key: &str) -> String {
    let name = key.replace('.', "__").to_ascii_uppercase();
    format!("{PREFIX}{name}")
}

/// Reads the variables of the environment.
pub(super) fn read(
    variables: impl Iterator<Item = (OsString, OsString)>,
    problems: &mut Vec<Problem>,
) -> Environment {
    let mut environment = Environment::default();
    let ours = variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let rank = |name: &str| OTHERS.iter().any(|(other, _)| *other == name);
    let mut ours: Vec<_> = ours
        .filter(|(name, _)| (name.starts_with(PREFIX) && name != FILE) || rank(name))
        .collect();
    ours.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
    for (name, value) in ours {
        environment.take(name, value, problems);
    }
    environment
}

impl Environment {
    fn take(&mut self, name: String, value: OsString, problems: &mut Vec<Problem>) {
        let key = key(&name);
        let source = Source::Variable(name.clone());
        let Some(default) = keys::default(&key) else {
            if !is_meant(&name, &key) {
                self.strange.push(name);
                return;
            }
            let instead = keys::instead(&key, variable);
            let said = format!("there is no such setting; {instead}");
            problems.push(Problem { source, said });
            return;
        };
        let Ok(text) = value.into_string() else {
            let said = format!("{key} is not UTF-8");
            problems.push(Problem { source, said });
            return;
        };
        // Container engines hand over variables that nobody has set as empty ones.
        let is_of_secret = is_secret(key.strip_suffix("_file").unwrap_or(&key));
        if is_of_secret && text.trim().is_empty() {
            return;
        }
        let value = typed(text, default);
        self.given.push(Given { key, value, source });
    }
}

/// The setting that a variable would give.
fn key(variable: &str) -> String {
    let other = OTHERS.iter().find(|(name, _)| *name == variable);
    if let Some((_, key)) = other {
        return (*key).to_owned();
    }
    let name = variable.strip_prefix(PREFIX).unwrap_or(variable);
    name.to_lowercase().replace("__", ".")
}

/// Whether a setting was meant. Other programs make variables of this kind too: Kubernetes sets
/// `FUNDSTELLE_SERVICE_HOST` where a service has our name.
fn is_meant(name: &str, key: &str) -> bool {
    name.contains("__") || keys::is_section(key) || keys::nearest(key).is_some()
}

/// A value as its setting has it. What cannot be read so is left a text, and refused later.
fn typed(text: String, default: &Value) -> Value {
    let trimmed = text.trim();
    let read = match default {
        Value::Integer(_) => trimmed.parse().ok().map(Value::Integer),
        Value::Float(_) => trimmed.parse().ok().map(Value::Float),
        Value::Boolean(_) => trimmed.parse().ok().map(Value::Boolean),
        Value::Array(_) => {
            let table: Option<Table> = format!("list = {trimmed}").parse().ok();
            table.and_then(|mut table| table.remove("list"))
        }
        _ => None,
    };
    read.unwrap_or(Value::String(text))
}
