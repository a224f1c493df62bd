//! The languages that are told apart.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language, by its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// Portuguese.
    Pt,
    /// Any other, or one that could not be told: no stemming, no stop words.
    #[default]
    Other,
}

impl Language {
    /// Every language, in the order in which the index keeps its fields.
    pub const ALL: [Language; 9] = [
        Language::De,
        Language::En,
        Language::Fr,
        Language::Es,
        Language::It,
        Language::Nl,
        Language::Pl,
        Language::Pt,
        Language::Other,
    ];

    /// The ISO 639-1 code; `xx` for other languages.
    pub fn code(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
            Language::Fr => "fr",
            Language::Es => "es",
            Language::It => "it",
            Language::Nl => "nl",
            Language::Pl => "pl",
            Language::Pt => "pt",
            Language::Other => "xx",
        }
    }

    /// The quotation marks that it sets.
    pub fn quotation_marks(self) -> (char, char) {
        match self {
            Language::De => ('„', '“'),
            Language::Pl => ('„', '”'),
            Language::Fr | Language::Es | Language::It | Language::Pt => ('«', '»'),
            Language::En | Language::Nl | Language::Other => ('“', '”'),
        }
    }

    /// A title in its quotation marks. Those within it become single ones, as typographers set them, so
    /// that it is plain where the title ends.
    pub fn quoted_title(self, title: &str) -> String {
        let (open, close) = self.quotation_marks();
        let single = |mark| match mark {
            '„' => '‚',
            '“' => '‘',
            '”' => '’',
            '«' => '‹',
            '»' => '›',
            other => other,
        };
        let within = title.chars().map(single);
        [open].into_iter().chain(within).chain([close]).collect()
    }

    /// Its name in English.
    pub fn english_name(self) -> &'static str {
        match self {
            Language::De => "German",
            Language::En => "English",
            Language::Fr => "French",
            Language::Es => "Spanish",
            Language::It => "Italian",
            Language::Nl => "Dutch",
            Language::Pl => "Polish",
            Language::Pt => "Portuguese",
            Language::Other => "another language",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = std::convert::Infallible;

    /// Reads a language tag by its first part: `de-CH` is German; an unknown one is `Other`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let first = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        Ok(Language::ALL
            .into_iter()
            .find(|l| l.code() == first)
            .unwrap_or(Language::Other))
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Ok(tag.parse().unwrap_or(Language::Other))
    }
}
