//! The rules of all sections together: what each setting may be, and which are secrets.

use toml::Value;

use super::{
    allowed::Allowed, answer, corpus, discord, health, index, library, log, secret::SECRETS, store,
    web,
};

const SECTIONS: [&[(&str, Allowed)]; 9] = [
    corpus::ALLOWED,
    index::ALLOWED,
    answer::ALLOWED,
    discord::ALLOWED,
    library::ALLOWED,
    web::ALLOWED,
    store::ALLOWED,
    health::ALLOWED,
    log::ALLOWED,
];

impl Allowed {
    /// The values that a setting may have.
    pub(super) fn of(key: &str, default: &Value) -> &'static Self {
        let mut rules = SECTIONS.into_iter().flatten();
        if let Some((_, allowed)) = rules.find(|(of, _)| *of == key) {
            return allowed;
        }
        match default {
            Value::Boolean(_) => &Self::Switch,
            Value::String(_) => &Self::Text,
            _ => &Self::Typed,
        }
    }
}

/// Whether a setting is a secret.
pub(super) fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key)
}

/// The settings that have a rule.
#[cfg(test)]
pub(super) fn ruled() -> impl Iterator<Item = &'static str> {
    SECTIONS.into_iter().flatten().map(|(key, _)| *key)
}
