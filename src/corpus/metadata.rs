//! What a source says about itself as a whole: its title, edition, date and the like.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The metadata of a document as a whole, from front matter, the format, or the sidecar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title as shown in citations.
    pub title: Option<String>,
    /// Language as declared; otherwise it is detected.
    pub language: Option<Language>,
    /// Edition, as the source names it.
    pub edition: Option<String>,
    /// Date of publication, as the source writes it.
    pub date: Option<String>,
    /// The address that the source was taken from.
    pub source_url: Option<String>,
    /// The date on which it was taken from there, as text (`"2026-11-27"`).
    pub retrieved: Option<String>,
    /// Under which terms it may be used.
    pub licence: Option<String>,
    /// The author, as named in the source.
    pub author: Option<String>,
    /// Questions that it answers, for those who do not know what to ask.
    pub examples: Vec<String>,
    /// The document that this is a translation of, as the source names it: an id or a path.
    pub translation_of: Option<String>,
    /// The document that this is another edition of, older or newer, as the source names it: an id or a path.
    pub edition_of: Option<String>,
}

impl Metadata {
    /// Completes this with what `other` says about the rest.
    #[must_use]
    pub fn or(self, other: Metadata) -> Metadata {
        Metadata {
            title: self.title.or(other.title),
            language: self.language.or(other.language),
            edition: self.edition.or(other.edition),
            date: self.date.or(other.date),
            source_url: self.source_url.or(other.source_url),
            retrieved: self.retrieved.or(other.retrieved),
            licence: self.licence.or(other.licence),
            author: self.author.or(other.author),
            examples: if self.examples.is_empty() {
                other.examples
            } else {
                self.examples
            },
            translation_of: self.translation_of.or(other.translation_of),
            edition_of: self.edition_of.or(other.edition_of),
        }
    }
}
