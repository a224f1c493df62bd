//! The look of a stretch of text, as far as it says something about the text.

use super::values::{switch, value};
use crate::corpus::formats::package::Element;

/// The look of text as far as it is stated; what is not stated is left to the style around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) script: Option<Script>,
    /// Set in a typewriter's letters, as code is.
    pub(super) is_code: bool,
    /// The font, where it is one of signs.
    pub(super) font: Option<String>,
    /// The language, as the document names it.
    pub(super) language: Option<String>,
}

/// The position of text: on the line, raised above it or lowered below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Base,
    Raised,
    Lowered,
}

impl TextLook {
    /// Reads properties of a run.
    pub(super) fn of(properties: &Element) -> Self {
        let struck = switch(properties, "w:strike").or_else(|| switch(properties, "w:dstrike"));
        let fonts = properties.child("w:rFonts");
        let font = fonts.and_then(|fonts| {
            fonts
                .attribute("w:ascii")
                .or_else(|| fonts.attribute("w:hAnsi"))
        });
        Self {
            bold: switch(properties, "w:b"),
            italic: switch(properties, "w:i"),
            struck,
            hidden: switch(properties, "w:vanish"),
            script: value(properties, "w:vertAlign").map(|align| match align {
                "superscript" => Script::Raised,
                "subscript" => Script::Lowered,
                _ => Script::Base,
            }),
            is_code: false,
            font: font.map(str::to_owned),
            language: value(properties, "w:lang").map(str::to_owned),
        }
    }

    /// Returns what this says, and what `other` says about the rest.
    #[must_use]
    pub(super) fn or(self, other: &TextLook) -> TextLook {
        TextLook {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            script: self.script.or(other.script),
            is_code: self.is_code || other.is_code,
            font: self.font.or_else(|| other.font.clone()),
            language: self.language.or_else(|| other.language.clone()),
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }

    pub(super) fn is_struck(&self) -> bool {
        self.struck == Some(true)
    }
}
