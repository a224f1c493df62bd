//! Collections: folders of the corpus that only some may see.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize as _;
use toml::{
    Spanned, Value,
    de::{DeValue, ValueDeserializer},
};

use super::{
    ConfigError, Problem, Secret,
    secret::{self, open_to_all},
    source::Source,
};
use crate::{
    plural::counted,
    spelling::{likeness, nearest},
};

/// The name of the list in the settings file: `[[collection]]`.
pub(super) const LIST: &str = "collection";

/// The keys of a collection, in the order in which it is shown.
const KEYS: [&str; 7] = [
    "name",
    "folders",
    "servers",
    "channels",
    "roles",
    "token",
    "token_file",
];

/// The words for a list of ids of Discord.
const IDS: &str = "a list of ids as Discord copies them, which are whole numbers";

/// Folders of the corpus that only some may see. What lies in no such folder is open to all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollectionConfig {
    /// Its name, for the operator.
    pub name: String,
    /// Its folders, from the corpus folder on, with `/` between them; empty for the whole corpus. Of several that
    /// hold a document, the innermost counts.
    pub folders: Vec<String>,
    /// The Discord servers that see it.
    pub servers: Vec<u64>,
    /// The channels in which it is seen; none for all channels of these servers.
    pub channels: Vec<u64>,
    /// The roles of which a member needs one to see it; none for all members.
    pub roles: Vec<u64>,
    /// The token with which pages and JSON interface show it; empty for none.
    pub token: Secret,
    /// A file that holds the token; read where there is no other.
    pub token_file: PathBuf,
}

/// A collection as the settings file has it.
#[derive(Clone, Debug)]
pub(super) struct GivenCollection {
    pub(super) collection: CollectionConfig,
    /// The place where it begins.
    pub(super) source: Source,
}

impl CollectionConfig {
    /// The token with which pages and JSON interface show it, from wherever it is given.
    pub fn read_token(&self) -> Result<Option<Secret>, ConfigError> {
        secret::read("collection.token_file", &self.token, &self.token_file)
    }

    /// Whether a token is named, be it in a file.
    pub fn has_token(&self) -> bool {
        !self.token.is_empty() || !self.token_file.as_os_str().is_empty()
    }

    /// Its readers, in words: `seen by 2 servers in 1 channel and by whoever has its token`.
    pub fn seen_by(&self) -> String {
        let some = |ids: &[u64], one: &str, several: &str| {
            (!ids.is_empty()).then(|| counted(ids.len(), one, several))
        };
        let channels = some(&self.channels, "channel", "channels");
        let roles = some(&self.roles, "role", "roles");
        let servers = some(&self.servers, "server", "servers").map(|servers| {
            let channels = channels.map(|channels| format!("in {channels}"));
            let roles = roles.map(|roles| format!("with one of {roles}"));
            let parts = [Some(servers), channels, roles];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        let token = self.has_token().then(|| "whoever has its token".to_owned());
        let who: Vec<String> = servers.into_iter().chain(token).collect();
        match who.as_slice() {
            [] => "seen by the command line alone".to_owned(),
            who => format!("seen by {}", who.join(" and by ")),
        }
    }

    /// Everything of it but the token, to be shown.
    pub fn shown(&self) -> Vec<(&'static str, Value)> {
        let ids = |ids: &[u64]| {
            let ids = ids.iter().map(|id| i64::try_from(*id).unwrap_or(i64::MAX));
            Value::Array(ids.map(Value::Integer).collect())
        };
        let folders = self.folders.iter().map(|folder| match folder.as_str() {
            "" => Value::String(".".to_owned()),
            folder => Value::String(folder.to_owned()),
        });
        vec![
            ("name", Value::String(self.name.clone())),
            ("folders", Value::Array(folders.collect())),
            ("servers", ids(&self.servers)),
            ("channels", ids(&self.channels)),
            ("roles", ids(&self.roles)),
        ]
    }
}

/// Reads one entry of the list. `problem` is told the place of what is wrong, as a byte of the file, and what it is.
pub(super) fn read(
    entry: Spanned<DeValue<'_>>,
    mut problem: impl FnMut(usize, String),
) -> CollectionConfig {
    let start = entry.span().start;
    let mut collection = CollectionConfig::default();
    let DeValue::Table(table) = entry.into_inner() else {
        problem(start, format!("write each {LIST} as [[{LIST}]]"));
        return collection;
    };
    for (key, value) in table {
        let at = key.span().start;
        let key = key.into_inner();
        if !KEYS.contains(&key.as_ref()) {
            let near = nearest(&key, KEYS, |known| known).filter(|near| is_alike(&key, near));
            let instead = match near {
                Some(near) => format!("did you mean {near}?"),
                None => format!("available here: {}", KEYS.join(", ")),
            };
            problem(at, format!("there is no setting {LIST}.{key}; {instead}"));
            continue;
        }
        let value = Value::deserialize(ValueDeserializer::from(value)).ok();
        if let Some(must_be) = collection.take(&key, value.as_ref()) {
            problem(at, format!("{LIST}.{key} must be {must_be}"));
        }
    }
    if let Some(wrong) = collection.incomplete() {
        problem(start, wrong);
    }
    collection
}

fn is_alike(key: &str, known: &str) -> bool {
    likeness(key, known) >= 0.6
}

impl CollectionConfig {
    /// Takes a value; otherwise says what it must be.
    fn take(&mut self, key: &str, value: Option<&Value>) -> Option<String> {
        let text = value.and_then(Value::as_str).map(str::trim);
        let list = value.and_then(Value::as_array);
        let taken = match key {
            "name" => {
                let name = text.filter(|name| !name.is_empty() && !name.contains(char::is_control));
                name.map(|name| name.clone_into(&mut self.name))
                    .ok_or("a text that is not empty")
            }
            "folders" => {
                let folders = list.into_iter().flatten();
                let folders: Option<Vec<String>> =
                    folders.map(|folder| inside(folder.as_str()?)).collect();
                let folders = folders.filter(|folders| !folders.is_empty());
                folders.map(|folders| self.folders = folders).ok_or(
                    "a list of folders inside the corpus, written from the corpus folder on, such \
                     as [\"board\", \"minutes/closed\"]",
                )
            }
            "servers" => ids(list).map(|ids| self.servers = ids).ok_or(IDS),
            "channels" => ids(list).map(|ids| self.channels = ids).ok_or(IDS),
            "roles" => ids(list).map(|ids| self.roles = ids).ok_or(IDS),
            "token" => text
                .map(|token| self.token = Secret::from(token.to_owned()))
                .ok_or("text"),
            _ => text
                .map(|path| self.token_file = PathBuf::from(path))
                .ok_or("the path of a file"),
        };
        taken.err().map(str::to_owned)
    }

    /// The fault of a collection that lacks something.
    fn incomplete(&self) -> Option<String> {
        let name = &self.name;
        if name.is_empty() {
            return Some(format!(
                "a {LIST} needs a name; write name = \"…\" below [[{LIST}]]"
            ));
        }
        if self.folders.is_empty() {
            return Some(format!(
                "{LIST} {name} has no folders; name at least one, such as folders = [\"board\"]"
            ));
        }
        let narrowed = if self.channels.is_empty() {
            "roles"
        } else {
            "channels"
        };
        let is_narrowed = !self.channels.is_empty() || !self.roles.is_empty();
        (self.servers.is_empty() && is_narrowed).then(|| {
            format!(
                "{LIST} {name} names {narrowed} and no servers; add the ids of their servers as servers"
            )
        })
    }
}

/// Ids, as numbers or as text.
fn ids(list: Option<&Vec<Value>>) -> Option<Vec<u64>> {
    let id = |value: &Value| {
        let id = match value {
            Value::Integer(id) => u64::try_from(*id).ok()?,
            Value::String(id) => id.trim().parse().ok()?,
            _ => return None,
        };
        (id > 0).then_some(id)
    };
    list?.iter().map(id).collect()
}

/// A folder inside the corpus, with single `/` between names and none around; nothing if it leads elsewhere.
fn inside(folder: &str) -> Option<String> {
    let is_elsewhere = folder.starts_with('/')
        || folder.contains(['\\', '\0'])
        || Path::new(folder).is_absolute()
        || folder.trim().is_empty();
    let names = folder.split('/').filter(|name| !matches!(*name, "" | "."));
    let names: Vec<&str> = names.collect();
    (!is_elsewhere && !names.contains(&"..")).then(|| names.join("/"))
}

/// Looks at all collections together, and at the folder of the corpus, if that is there.
pub(super) fn check(given: &[GivenCollection], corpus: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut names: BTreeMap<&str, &Source> = BTreeMap::new();
    let mut folders: BTreeMap<&str, &str> = BTreeMap::new();
    for GivenCollection { collection, source } in given {
        let name = collection.name.as_str();
        let mut wrong = |said: String| {
            let source = source.clone();
            problems.push(Problem { source, said });
        };
        if let Some(before) = names.insert(name, source) {
            wrong(format!(
                "{LIST}.name: {before} has a {LIST} of the name {name} already; give each a name of its own"
            ));
        }
        for folder in &collection.folders {
            let shown = if folder.is_empty() { "." } else { folder };
            if let Some(other) = folders.insert(folder, name) {
                wrong(format!(
                    "{LIST}.folders: the folder {shown} is named by {other} already; take it out of {name}, and \
                     name more servers there"
                ));
            } else if corpus.is_dir()
                && let Some(fault) = missing(corpus, folder)
            {
                wrong(format!("{LIST}.folders: {fault}"));
            }
        }
    }
    problems
}

/// The fault of a folder that is not in the corpus under exactly this name: what is compared later are the names that
/// the system lists.
fn missing(corpus: &Path, folder: &str) -> Option<String> {
    let mut at = corpus.to_owned();
    for name in folder.split('/').filter(|name| !name.is_empty()) {
        let entries: Vec<String> = fs::read_dir(&at)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        let whole = || corpus.join(folder).display().to_string();
        if !entries.iter().any(|entry| entry == name) {
            let folders = entries.iter().filter(|entry| at.join(entry).is_dir());
            let near = nearest(name, folders, |entry| entry.as_str());
            let near = near.filter(|near| is_alike(name, near));
            let near = near.map_or_else(String::new, |near| format!(", the nearest is {near}"));
            return Some(format!(
                "there is no folder {}{near}; create it, or write the name as it is spelt on disk, or its \
                 documents would be open to all",
                whole()
            ));
        }
        at.push(name);
        if !at.is_dir() {
            return Some(format!(
                "{} is not a folder; put the document into a folder of its own, and name that",
                whole()
            ));
        }
    }
    None
}

/// Warnings of what works, and should not stay as it is.
pub(super) fn warnings(given: &[GivenCollection]) -> Vec<String> {
    let mut warnings = Vec::new();
    for GivenCollection { collection, source } in given {
        let (name, token) = (&collection.name, &collection.token);
        if !token.is_empty() && !collection.token_file.as_os_str().is_empty() {
            warnings.push(format!(
                "{LIST} {name} has both a token and a token_file; the token wins, remove one of them"
            ));
        }
        if let Source::File { path, .. } = source
            && !token.is_empty()
        {
            let what = format!("which contains the token of {LIST} {name}");
            warnings.extend(open_to_all(path, &what));
        }
        if !collection.token_file.as_os_str().is_empty() {
            let what = format!("which contains the token of {LIST} {name}");
            warnings.extend(open_to_all(&collection.token_file, &what));
        }
        if collection.servers.is_empty() && !collection.has_token() {
            warnings.push(format!(
                "{LIST} {name} names neither servers nor a token, so that only the command line sees it"
            ));
        }
    }
    warnings
}
