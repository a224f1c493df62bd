//! Scope: which documents a question is put to.

use std::collections::BTreeSet;

use crate::corpus::DocumentId;

/// The documents that are searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// One.
    Only(DocumentId),
    /// All but some: editions in other languages than the asker's, and older ones.
    Without(BTreeSet<DocumentId>),
}

impl Scope {
    /// One document, or all.
    pub fn of(document: Option<&DocumentId>) -> Self {
        document.map_or(Self::All, |id| Self::Only(id.clone()))
    }

    /// Whether a document is searched.
    pub fn has(&self, id: &DocumentId) -> bool {
        match self {
            Self::All => true,
            Self::Only(only) => only == id,
            Self::Without(others) => !others.contains(id),
        }
    }
}
