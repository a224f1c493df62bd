//! The settings that the menus and buttons of `/settings` change, and the codes that stand for them in
//! their ids.

use std::fmt;

use crate::store::PagePictures;

/// A setting that is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServerSetting {
    /// To the channels that are chosen.
    Channels,
    /// To the document that is chosen.
    Document,
    /// To the language that is chosen.
    Language,
    /// To what is chosen to be kept of gaps.
    Gaps,
    /// Whether answers are private.
    Private(bool),
    /// Whether answers are text.
    Text(bool),
    /// The occasion on which pages are shown as pictures.
    Pictures(PagePictures),
}

impl ServerSetting {
    const CODES: [(&'static str, Self); 11] = [
        ("c", Self::Channels),
        ("d", Self::Document),
        ("l", Self::Language),
        ("g", Self::Gaps),
        ("p0", Self::Private(false)),
        ("p1", Self::Private(true)),
        ("t0", Self::Text(false)),
        ("t1", Self::Text(true)),
        ("b0", Self::Pictures(PagePictures::Off)),
        ("b1", Self::Pictures(PagePictures::OnRequest)),
        ("b2", Self::Pictures(PagePictures::On)),
    ];

    /// The setting with this code, if there is one.
    pub(super) fn of_code(text: &str) -> Option<Self> {
        let setting = Self::CODES.iter().find(|(code, _)| *code == text);
        setting.map(|(_, setting)| *setting)
    }
}

impl fmt::Display for ServerSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = Self::CODES.iter().find(|(_, setting)| setting == self);
        f.write_str(code.map_or("", |(code, _)| code))
    }
}

/// In a menu: what is chosen where nothing in particular is.
pub(super) const ANY: &str = "-";
