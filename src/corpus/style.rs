//! The ways in which the source sets off stretches of text: emphasis, links, pictures. They change
//! nothing that is read, searched or quoted; the reader in the browser shows them.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A stretch of text that the source sets off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Styled {
    /// The words, without the marks around them; empty where a picture stands that has no words in the
    /// text.
    pub span: Span,
    /// The way they are set off.
    pub style: Style,
}

/// The ways in which a source sets off text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// Emphasis, usually italic.
    Emphasis,
    /// Strong emphasis, usually bold.
    Strong,
    /// Code, or what is typed.
    Code,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// A link to this address, as the source writes it.
    Link(String),
    /// A picture, with its alternative text where that is not what the span covers.
    Picture(Option<String>),
}

/// Longer addresses are no links that somebody would follow: whole files stand in some.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// So much is kept of what a picture shows, in characters.
const MAX_PICTURE_CHARS: usize = 500;

impl Style {
    /// A link to an address; nothing if that is too long for one.
    pub(super) fn link(address: &str) -> Option<Self> {
        let address = address.trim();
        (address.len() <= MAX_ADDRESS_BYTES).then(|| Self::Link(address.to_owned()))
    }

    /// A picture by its alternative text, with white space folded; nothing if it has none.
    pub(super) fn picture(alternative: &str) -> Option<Self> {
        let words: Vec<&str> = alternative.split_whitespace().collect();
        let shows: String = words.join(" ").chars().take(MAX_PICTURE_CHARS).collect();
        (!shows.is_empty()).then_some(Self::Picture(Some(shows)))
    }
}

impl Styled {
    /// Puts stretches in order of position, the outer ones first.
    pub(super) fn sort(all: &mut [Styled]) {
        all.sort_by_key(|styled| (styled.span.start, std::cmp::Reverse(styled.span.end)));
    }
}
