//! All layers together: which value holds, where it comes from, and what is wrong with any.

use std::{ffi::OsString, path::Path};

use serde::Deserialize as _;
use toml::{Table, Value};

use super::{
    Config, ConfigError, DEFAULT_FILE, Flags, Problem,
    allowed::Allowed,
    collection, environment,
    file::{self, GivenByFile},
    keys,
    rules::is_secret,
    secret::{SECRETS, is_no_path, open_to_all},
    source::{Given, Source},
    together,
};

/// A value is shown up to so many characters.
const SHOWN: usize = 60;

/// The settings that hold, and where each comes from.
#[derive(Clone, Debug)]
pub struct LoadedConfig {
    /// The settings.
    pub config: Config,
    /// Each of them, in the order of `config/fundstelle.toml`.
    pub settings: Vec<Setting>,
    /// Things that work, and should not stay as they are.
    pub warnings: Vec<String>,
}

/// A setting that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name: `answer.max_citations`.
    pub key: String,
    /// Its value.
    pub value: ShownValue,
    /// Where that comes from.
    pub source: Source,
}

/// The part of a value that is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum ShownValue {
    /// All of it.
    Value(Value),
    /// Of a secret only whether there is one.
    Secret {
        /// Whether there is one.
        is_set: bool,
    },
}

impl Config {
    /// Reads and checks all settings: defaults, the settings file, the environment, and flags, each of
    /// which wins over the one before. The error lists everything that is wrong, with its place.
    ///
    /// ```
    /// use fundstelle::config::{Config, Flags};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("fundstelle.toml");
    /// std::fs::write(&file, "[answer]\nmax_citations = 5\n")?;
    /// let mut flags = Flags { config: Some(file.clone()), ..Flags::default() };
    /// assert_eq!(Config::load(&flags)?.answer.max_citations, 5);
    ///
    /// flags.corpus = Some("reports".into());
    /// assert_eq!(Config::load(&flags)?.corpus.folder, std::path::Path::new("reports"));
    ///
    /// std::fs::write(&file, "[answer]\nmax_citations = 500\n")?;
    /// let error = Config::load(&flags).unwrap_err().to_string();
    /// assert!(error.contains("it must be 1 to 25"), "{error}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn load(flags: &Flags) -> Result<Config, ConfigError> {
        LoadedConfig::read(flags).map(|loaded| loaded.config)
    }
}

impl LoadedConfig {
    /// Reads and checks all settings.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let variables: Vec<_> = std::env::vars_os().collect();
        Self::of(flags, variables)
    }

    fn of(flags: &Flags, variables: Vec<(OsString, OsString)>) -> Result<Self, ConfigError> {
        let mut problems = Vec::new();
        let named = flags.config.clone().or_else(|| {
            let mut named = variables
                .iter()
                .filter(|(name, _)| name == environment::FILE);
            named.next().map(|(_, path)| path.into())
        });
        let named = named.filter(|path| !path.as_os_str().is_empty());
        let path = named.clone().unwrap_or_else(|| DEFAULT_FILE.into());
        let mut by_file = GivenByFile::default();
        if named.is_some() || path.exists() {
            by_file = file::given(&path, &mut problems);
        }
        let (mut given, collections) = (by_file.values, by_file.collections);
        let environment = environment::read(variables.into_iter(), &mut problems);
        given.extend(environment.given);
        given.retain(|given| is_right(given, &mut problems));
        if !problems.is_empty() {
            return Err(ConfigError::Wrong(problems));
        }
        let mut warnings: Vec<_> = environment
            .strange
            .iter()
            .map(|name| strange(name))
            .collect();
        let mut settings = layered(given);
        decide_secrets(&mut settings, &mut warnings);
        let mut config = config(&settings)?;
        flags.apply(&mut config, &mut settings);
        warnings.extend(readable(&settings));
        warnings.extend(collection::warnings(&collections));
        let mut problems = collection::check(&collections, &config.corpus.folder);
        problems.extend(together::check(&config, &settings));
        if !problems.is_empty() {
            return Err(ConfigError::Wrong(problems));
        }
        let given = collections.iter().map(|given| given.collection.clone());
        config.collections = given.collect();
        Ok(Self {
            config,
            settings: settings.into_iter().map(shown).collect(),
            warnings,
        })
    }
}

fn strange(name: &str) -> String {
    format!("{name} is not a setting and is ignored")
}

/// Whether a value is what its setting may be.
fn is_right(given: &Given, problems: &mut Vec<Problem>) -> bool {
    let Given { key, value, source } = given;
    let Some(default) = keys::default(key) else {
        return false;
    };
    let allowed = Allowed::of(key, default);
    let must_be = if !allowed.holds(value) {
        allowed.words()
    } else if let Err(error) = with(key, value) {
        error.message().to_owned()
    } else {
        return true;
    };
    let said = if is_secret(key) {
        format!("{key} must be {must_be}")
    } else {
        format!("{key} is {}; it must be {must_be}", short(value))
    };
    let source = source.clone();
    problems.push(Problem { source, said });
    false
}

/// The defaults with one value in its place: its type says whether that may be.
fn with(key: &str, value: &Value) -> Result<Config, toml::de::Error> {
    let mut table = Table::new();
    keys::set(&mut table, key, value.clone());
    Config::deserialize(table)
}

fn short(value: &Value) -> String {
    let text = match value {
        Value::Table(_) => "a section".to_owned(),
        value => value.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// For every setting the last value that was given.
fn layered(given: Vec<Given>) -> Vec<Given> {
    let defaults = keys::DEFAULTS.iter().map(|(key, value)| Given {
        key: key.clone(),
        value: value.clone(),
        source: Source::Default,
    });
    let mut settings: Vec<_> = defaults.collect();
    for given in given {
        if let Some(setting) = settings.iter_mut().find(|setting| setting.key == given.key) {
            *setting = given;
        }
    }
    settings
}

/// Of a secret and a file that holds it, the one holds that a later layer names.
fn decide_secrets(settings: &mut [Given], warnings: &mut Vec<String>) {
    for key in SECRETS {
        let file = format!("{key}_file");
        let source = |key: &str| {
            let set = settings.iter().find(|setting| setting.key == key)?;
            let is_empty = set.value.as_str().is_none_or(|text| text.trim().is_empty());
            (!is_empty).then(|| set.source.clone())
        };
        let (Some(here), Some(there)) = (source(key), source(&file)) else {
            continue;
        };
        if here.layer() == there.layer() {
            warnings.push(format!(
                "{key} is set by {here}, and {file} by {there}; {here} wins, remove one of them"
            ));
        }
        let loses = if here.layer() >= there.layer() {
            &file
        } else {
            key
        };
        if let Some(setting) = settings.iter_mut().find(|setting| setting.key == loses) {
            setting.value = Value::String(String::new());
            setting.source = Source::Default;
        }
    }
}

fn config(settings: &[Given]) -> Result<Config, ConfigError> {
    let mut table = Table::new();
    for Given { key, value, .. } in settings {
        keys::set(&mut table, key, value.clone());
    }
    Config::deserialize(table).map_err(|error| {
        let said = error.message().to_owned();
        let source = Source::Default;
        ConfigError::Wrong(vec![Problem { source, said }])
    })
}

/// A warning for each file with a secret that everybody on this machine may read.
fn readable(settings: &[Given]) -> Vec<String> {
    let of = |key: &str| settings.iter().find(|setting| setting.key == key);
    let mut warnings = Vec::new();
    for key in SECRETS {
        let file = of(&format!("{key}_file")).and_then(|setting| setting.value.as_str());
        let file = file.filter(|file| !file.is_empty());
        warnings.extend(
            file.and_then(|file| open_to_all(Path::new(file), &format!("which contains {key}"))),
        );
        let Some(Given {
            value,
            source: Source::File { path, .. },
            ..
        }) = of(key)
        else {
            continue;
        };
        if value.as_str().is_some_and(|secret| !secret.is_empty()) {
            warnings.extend(open_to_all(path, &format!("which contains {key}")));
        }
    }
    warnings
}

fn shown(given: Given) -> Setting {
    let Given { key, value, source } = given;
    // Where the secret stands for its file, it is hidden too.
    let is_file = key.strip_suffix("_file").is_some_and(is_secret);
    let is_mistaken = |value: &Value| value.as_str().is_some_and(|path| is_no_path(path.as_ref()));
    let value = if is_secret(&key) || (is_file && is_mistaken(&value)) {
        let is_set = value.as_str().is_some_and(|text| !text.trim().is_empty());
        ShownValue::Secret { is_set }
    } else {
        ShownValue::Value(value)
    };
    Setting { key, value, source }
}
