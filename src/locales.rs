//! The words that users read, in their language: Fluent files in `locales/`, built into the
//! program. English for everybody whose language there is none for.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::language::Language;

/// A language in which the bot speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    #[default]
    /// English.
    En,
    /// German.
    De,
}

/// The texts that users read, and those that only readers of the web pages do.
const ENGLISH_FILES: [&str; 2] = [
    include_str!("../locales/en.ftl"),
    include_str!("../locales/web.en.ftl"),
];
const GERMAN_FILES: [&str; 2] = [
    include_str!("../locales/de.ftl"),
    include_str!("../locales/web.de.ftl"),
];

static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("en", &ENGLISH_FILES));
static GERMAN: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("de", &GERMAN_FILES));

fn bundle(tag: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let tags: Vec<LanguageIdentifier> = tag.parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(tags);
    // Marks of direction around each value would stand in the way of copying.
    bundle.set_use_isolating(false);
    for text in files {
        let resource = FluentResource::try_new((*text).to_owned());
        let resource = resource.unwrap_or_else(|(resource, errors)| {
            tracing::error!(locale = tag, ?errors, "a locale file has errors");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(locale = tag, ?errors, "a locale file says something twice");
        }
    }
    bundle
}

impl Locale {
    /// The language of a tag such as `de` or `en-GB`.
    pub fn of_tag(tag: &str) -> Self {
        tag.parse().map_or(Self::En, Self::of)
    }

    /// The language itself, or English for those that the bot does not speak.
    pub fn of(language: Language) -> Self {
        match language {
            Language::De => Self::De,
            _ => Self::En,
        }
    }

    /// The language that it is.
    pub fn language(self) -> Language {
        match self {
            Self::En => Language::En,
            Self::De => Language::De,
        }
    }

    /// The locales that Discord knows it by, besides the default.
    pub const TRANSLATED: [(Locale, &'static str); 1] = [(Locale::De, "de")];

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Self::En => &ENGLISH,
            Self::De => &GERMAN,
        }
    }

    /// The name of a language in this one.
    pub fn name_of(self, language: Language) -> String {
        self.say(match language {
            Language::De => "language-de",
            Language::En => "language-en",
            Language::Fr => "language-fr",
            Language::Es => "language-es",
            Language::It => "language-it",
            Language::Nl => "language-nl",
            Language::Pl => "language-pl",
            Language::Pt => "language-pt",
            Language::Other => "language-other",
        })
    }

    /// That something is quoted in another language than this, if it is known that it is.
    pub fn quoted_in(self, language: Language) -> Option<String> {
        if language == Language::Other || language == self.language() {
            return None;
        }
        let name = self.name_of(language);
        Some(self.say_with("quoted-in", &[("language", name.into())]))
    }

    /// The way to an edition in this language, if it is known.
    pub fn in_language(self, language: Language) -> Option<String> {
        let name = self.name_of(language);
        let is_known = language != Language::Other;
        is_known.then(|| self.say_with("in-language", &[("language", name.into())]))
    }

    /// A message without values.
    pub fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A message with values. Keys may name an attribute: `command-ask.description`.
    pub fn say_with(self, key: &str, values: &[(&'static str, Value)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.fluent());
        }
        self.find(key, &args)
            .or_else(|| Self::En.find(key, &args))
            .unwrap_or_else(|| {
                tracing::error!(key, "a text is missing in the locale files");
                key.to_owned()
            })
    }

    fn find(self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle();
        let (id, attribute) = key
            .split_once('.')
            .map_or((key, None), |(id, a)| (id, Some(a)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text lacks a value");
        }
        Some(text.into_owned())
    }
}

/// A value in a message: a text as it is, or a number, which decides between forms.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text as it is.
    Text(String),
    /// A number, which decides between forms.
    Number(u64),
}

impl Value {
    fn fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every message and every attribute of a file, with the names of the values in it.
    fn keys(text: &str) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut message = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, value)) = line.split_once(" =") else {
                continue;
            };
            let name = name.trim();
            if name.starts_with(['[', '*', '{']) {
                continue;
            }
            if line.starts_with(' ') {
                keys.insert(format!("{message}{name}"));
            } else {
                name.clone_into(&mut message);
                keys.insert(message.clone());
            }
            let values = value.split('$').skip(1);
            let ends = |c: char| !c.is_alphanumeric() && c != '-';
            keys.extend(
                values.map(|rest| format!("{message} ${}", rest.split(ends).next().unwrap())),
            );
        }
        keys
    }

    #[test]
    fn every_locale_has_every_key_and_names_the_same_values() {
        for (english, german) in ENGLISH_FILES.iter().zip(GERMAN_FILES) {
            let (english, german) = (keys(english), keys(german));
            assert!(english.len() > 40, "{english:?}");
            assert_eq!(english, german);
        }
    }

    /// Messages that are said of several things only.
    const OF_SEVERAL: [&str; 4] = [
        "about-which",
        "verify-parts",
        "verify-times",
        "verify-part-times",
    ];

    /// The message with the same number for each of its values.
    fn with_all(locale: Locale, key: &str, names: &[String], number: u64) -> String {
        let mut args = FluentArgs::new();
        for name in names {
            // So many days are always several.
            let number = if name == "days" { 30 } else { number };
            args.set(name.clone(), FluentValue::from(number));
        }
        locale.find(key, &args).unwrap()
    }

    /// The words behind each number in a text.
    fn counted(text: &str, number: &str) -> BTreeSet<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let pairs = words.windows(2).filter(|pair| pair[0] == number);
        pairs
            .map(|pair| pair[1].trim_end_matches([',', '.', ':']).to_owned())
            .collect()
    }

    #[test]
    fn one_thing_is_not_said_as_several_are() {
        let mut found = 0;
        for (locale, files) in [(Locale::En, ENGLISH_FILES), (Locale::De, GERMAN_FILES)] {
            let keys = keys(&files.concat());
            for key in keys.iter().filter(|key| !key.contains(['.', ' '])) {
                let names = keys.iter().filter_map(|value| {
                    let (of, name) = value.split_once(" $")?;
                    (of == key).then(|| name.to_owned())
                });
                let names: Vec<String> = names.collect();
                if names.is_empty() || OF_SEVERAL.contains(&key.as_str()) {
                    continue;
                }
                let one = counted(&with_all(locale, key, &names, 1), "1");
                let several = counted(&with_all(locale, key, &names, 2), "2");
                let is_several = |word: &&String| match locale {
                    Locale::En => word.ends_with('s') && !matches!(word.as_str(), "has" | "does"),
                    Locale::De => word.starts_with(char::is_uppercase),
                };
                found += several.iter().filter(|word| is_several(word)).count();
                let both: Vec<_> = one.intersection(&several).filter(is_several).collect();
                assert!(both.is_empty(), "{key}: {both:?}");
            }
        }
        assert!(found > 20, "only {found} counts");
    }

    #[test]
    fn every_file_of_the_folder_is_read_without_errors() {
        for (tag, files) in [("en", ENGLISH_FILES), ("de", GERMAN_FILES)] {
            let mut bundle = FluentBundle::<FluentResource>::new_concurrent(Vec::new());
            for text in files {
                let resource = FluentResource::try_new(text.to_owned()).unwrap();
                bundle.add_resource(resource).expect(tag);
            }
        }
    }
}
