//! The person who reads a page, and from where: the language, and links that hold behind any prefix of a path.

use std::{borrow::Borrow, convert::Infallible};

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderValue, Uri,
        header::{ACCEPT_LANGUAGE, HOST},
        request::Parts,
    },
};
use fluent_langneg::{NegotiationStrategy, negotiate_languages, parse_accepted_languages};
use percent_encoding::percent_decode_str;
use unic_langid::LanguageIdentifier;

use super::assets;
use crate::{app::Snapshot, language::Language, locales::Locale};

/// The parameter that chooses the language of pages for good, where the browser's own is not wanted.
const LANG: &str = "lang";

/// One look at a page.
#[derive(Clone, Debug)]
pub(super) struct PageContext {
    pub(super) locale: Locale,
    /// Whether the reader chose the language; then links say so too.
    is_chosen: bool,
    /// From the page to the root of the reader: `../../`. Links are relative, so that they hold
    /// wherever a proxy puts the reader.
    root: String,
    /// The query without the language.
    query: String,
    /// The name under which the reader was asked.
    host: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for PageContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self {
            host: parts.headers.get(HOST).and_then(host),
            ..Self::of(&parts.uri, parts.headers.get(ACCEPT_LANGUAGE))
        })
    }
}

/// A host as it may stand in a link.
fn host(value: &HeaderValue) -> Option<String> {
    let is_sound = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    let host = value.to_str().ok()?;
    (!host.is_empty() && host.chars().all(is_sound)).then(|| host.to_owned())
}

fn chosen_locale(pair: &str) -> Option<Locale> {
    let (_, tag) = pair.split_once('=')?;
    match percent_decode_str(tag).decode_utf8().ok()?.as_ref() {
        "de" => Some(Locale::De),
        "en" => Some(Locale::En),
        _ => None,
    }
}

/// The language that a browser asks for, if pages are written in it; else English.
fn accepted(languages: Option<&HeaderValue>) -> Locale {
    let accepted = languages.and_then(|value| value.to_str().ok());
    let wanted = parse_accepted_languages(accepted.unwrap_or_default());
    let spoken: Vec<LanguageIdentifier> = ["en", "de"]
        .iter()
        .filter_map(|tag| tag.parse().ok())
        .collect();
    let best = negotiate_languages(
        &wanted,
        &spoken,
        spoken.first(),
        NegotiationStrategy::Lookup,
    );
    let best = best.first().map(ToString::to_string);
    best.map_or(Locale::En, |tag| Locale::of_tag(&tag))
}

impl PageContext {
    /// A look at the page of an address, by a browser that asks for these languages.
    pub(super) fn of(address: &Uri, languages: Option<&HeaderValue>) -> Self {
        let query = address.query().unwrap_or_default();
        let (chosen, rest): (Vec<_>, Vec<_>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| pair.split('=').next() == Some(LANG));
        let chosen = chosen.iter().find_map(|pair| chosen_locale(pair));
        let folders = address.path().matches('/').count().saturating_sub(1);
        let root = match folders {
            0 => "./".to_owned(),
            folders => "../".repeat(folders),
        };
        Self {
            locale: chosen.unwrap_or_else(|| accepted(languages)),
            is_chosen: chosen.is_some(),
            root,
            query: rest.join("&"),
            host: None,
        }
    }

    /// A message.
    pub(super) fn say(&self, key: &str) -> String {
        self.locale.say(key)
    }

    /// A message about so many things.
    pub(super) fn count(&self, key: &str, count: impl Borrow<usize>) -> String {
        let count = *count.borrow();
        self.locale.say_with(key, &[("count", count.into())])
    }

    /// A number as the language of pages writes it: `12,500` or `12.500`.
    pub(super) fn number(&self, number: usize) -> String {
        let sign = match self.locale {
            Locale::En => ',',
            Locale::De => '.',
        };
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(sign);
            }
            text.push(digit);
        }
        text
    }

    /// A message with a text in it.
    pub(super) fn with(&self, key: &str, name: &'static str, text: &str) -> String {
        self.locale.say_with(key, &[(name, text.into())])
    }

    /// The code of the language of pages.
    pub(super) fn lang(&self) -> &'static str {
        self.locale.language().code()
    }

    /// The link to a path of the reader, from its root.
    pub(super) fn to(&self, path: &str) -> String {
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, format!("#{anchor}")),
            None => (path, String::new()),
        };
        let sign = if path.contains('?') { '&' } else { '?' };
        let lang = self.chosen();
        let lang = lang.map_or_else(String::new, |lang| format!("{sign}{LANG}={lang}"));
        format!("{}{path}{lang}{anchor}", self.root)
    }

    /// The link to a file of the reader, which is the same in all languages.
    pub(super) fn file(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// The language that forms carry on, if it was chosen.
    pub(super) fn chosen(&self) -> Option<&'static str> {
        self.is_chosen.then(|| self.lang())
    }

    /// The other language.
    pub(super) fn other(&self) -> Locale {
        match self.locale {
            Locale::En => Locale::De,
            Locale::De => Locale::En,
        }
    }

    /// The same page in the other language.
    pub(super) fn in_other(&self) -> String {
        let sign = if self.query.is_empty() { "" } else { "&" };
        format!(
            "?{}{sign}{LANG}={}",
            self.query,
            self.other().language().code()
        )
    }

    /// The whole address of a path of the reader, for use elsewhere: by the setting, else by the name
    /// under which the reader was asked.
    pub(super) fn address(&self, path: &str, snapshot: &Snapshot) -> Option<String> {
        let asked = || Some(format!("http://{}/{path}", self.host.as_ref()?));
        snapshot.link(path).or_else(asked)
    }

    /// The link to a file that belongs to all pages.
    pub(super) fn asset(&self, file: &str) -> String {
        self.file(&format!("static/{}", assets::address(file)))
    }
}

/// The value of the `lang` attribute of a text; empty if the language is not known.
pub(super) fn lang(language: Language) -> &'static str {
    match language {
        Language::Other => "",
        known => known.code(),
    }
}

/// A line of text as a name beside others: without characters that would turn the direction of what
/// stands around it.
pub(super) fn plain(text: &str) -> String {
    let is_plain = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(is_plain).collect()
}

/// The beginning of a text, cut between words.
pub(super) fn fitted(text: &str, max_chars: usize) -> String {
    let fitted: String = text.chars().take(max_chars).collect();
    if fitted.len() == text.len() {
        return fitted;
    }
    let words = fitted.rsplit_once(' ').map(|(words, _)| words);
    format!("{} …", words.unwrap_or(&fitted))
}
