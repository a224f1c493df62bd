//! The result of a comparison of two editions, and what is asked for it.

use serde::Serialize;

use super::{Named, Version};
use crate::{corpus::DocumentId, language::Language, span::Span};

/// The place and the editions that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The place: `§ 4.2`, or a heading. Without it, all that changed is listed.
    pub place: Option<String>,
    /// Any edition of the document; only needed where several documents have editions and the place.
    pub document: Option<DocumentId>,
    /// The older edition: its name, or the beginning of it, its date or its id. Without it, the one before the
    /// other.
    pub from: Option<String>,
    /// The newer edition; without it, the newest.
    pub to: Option<String>,
    /// The language of the asker, where it is known.
    pub language: Option<Language>,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "diff", rename_all = "snake_case")]
pub enum Comparison {
    /// The place is in both editions, and its words are others.
    Changed {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Box<Version>,
        /// The headings that are others: of the place, and of the sections in it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        headings: Vec<HeadingChange>,
        /// All the words of both, in order.
        changes: Vec<Change>,
    },
    /// The place is in both editions, word for word the same.
    Unchanged {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Box<Version>,
    },
    /// Only the newer edition has the place.
    Added {
        /// The older one.
        from: Named,
        /// The newer one.
        to: Box<Version>,
    },
    /// Only the older edition has the place.
    Removed {
        /// The older one.
        from: Box<Version>,
        /// The newer one.
        to: Named,
    },
    /// No place was named: the sections that are not in both editions as they are.
    Sections {
        /// The older one.
        from: Named,
        /// The newer one.
        to: Named,
        /// The sections, in the order of the newer edition; those that are gone where they stood.
        sections: Vec<SectionChange>,
        /// The number of sections that are the same in both.
        unchanged: usize,
    },
    /// Neither edition has the place.
    NoSuchPlace {
        /// The newest editions in which it was looked for.
        documents: Vec<Named>,
    },
    /// There is no edition of this name, or only one that two names mean.
    NoSuchEdition {
        /// The name.
        named: String,
        /// The editions that there are, the newest first.
        editions: Vec<Named>,
    },
    /// Several documents have editions and the place: one of them must be named.
    Several {
        /// Their newest editions.
        documents: Vec<Named>,
    },
    /// No document, or not the one that was named, has several editions.
    NoEditions,
}

impl Comparison {
    /// The place in the editions that have it, the older one first.
    pub fn versions(&self) -> Vec<&Version> {
        match self {
            Self::Changed { from, to, .. } | Self::Unchanged { from, to } => vec![from, to],
            Self::Added { to: only, .. } | Self::Removed { from: only, .. } => vec![only],
            Self::Sections { .. }
            | Self::NoSuchPlace { .. }
            | Self::NoSuchEdition { .. }
            | Self::Several { .. }
            | Self::NoEditions => Vec::new(),
        }
    }
}

/// A heading that is another in the newer edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadingChange {
    /// The heading in the older one, with its number.
    pub from: String,
    /// The heading in the newer one.
    pub to: String,
}

/// A run of words, and which edition has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The edition that has them, or both.
    pub side: ChangeSide,
    /// The words; of those in both, as the newer edition has them.
    pub words: String,
    /// The bytes of the older document in which they stand.
    pub from: Vec<Span>,
    /// The bytes of the newer one.
    pub to: Vec<Span>,
}

/// The edition that has some words, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSide {
    /// Both.
    Both,
    /// Only the older one.
    From,
    /// Only the newer one.
    To,
}
/// A section that is not in both editions as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionChange {
    /// Its fate.
    pub change: SectionFate,
    /// Whether its heading is another.
    pub heading_changed: bool,
    /// Whether the words under its heading are others; those of the sections below it have changes of their own.
    pub text_changed: bool,
    /// The section in the older edition, if it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SectionPlace>,
    /// The section in the newer edition, if it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<SectionPlace>,
    /// The place to compare, for the words of both; nothing where no name leads to this section in both editions, or
    /// where there are too many sections to find out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<String>,
}

/// The fate of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionFate {
    /// It has another heading, or other words.
    Changed,
    /// Only the newer edition has it.
    Added,
    /// Only the older edition has it.
    Removed,
}

/// A section of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionPlace {
    /// The section as it is printed; empty for what stands before the first one.
    pub place: String,
    /// Its anchor in the reader.
    pub anchor: String,
    /// An index into `Document::sections`.
    #[serde(skip)]
    pub section: Option<usize>,
}
