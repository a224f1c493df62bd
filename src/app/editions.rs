//! The way from a place to the same place in another edition.

use super::{DocumentRef, Snapshot, reader_url};
use crate::{
    answer::{Citation, Counterpart, counterparts, newer, same_section},
    corpus::{Document, Section},
    index::IndexError,
    language::Language,
};

/// The same place in another edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEdition {
    /// The language of the edition.
    pub language: Language,
    /// The name of the edition, if it is newer.
    pub edition: Option<String>,
    /// The document, as it is now.
    pub document: DocumentRef,
    /// An index into `Document::sections`.
    pub section: Option<usize>,
    /// An index into `Document::paragraphs`, where the paragraph is the same.
    pub paragraph: Option<usize>,
    /// The path that opens it in the reader, from the reader's root.
    pub path: String,
}

impl OtherEdition {
    /// The place of a citation in the other editions of its document.
    pub(super) fn of_citation(
        snapshot: &Snapshot,
        citation: &Citation,
    ) -> Result<Vec<Self>, IndexError> {
        let counterparts = counterparts(snapshot.app.generation(), citation)?;
        let others = counterparts.into_iter();
        Ok(others
            .filter_map(|other| Self::at(snapshot, other))
            .collect())
    }

    /// The place of a citation in the newest edition, if it is of an older one.
    pub(super) fn newer(
        snapshot: &Snapshot,
        citation: &Citation,
    ) -> Result<Option<Self>, IndexError> {
        let newer = newer(snapshot.app.generation(), citation)?;
        Ok(newer.and_then(|newer| Self::at(snapshot, newer)))
    }

    fn at(snapshot: &Snapshot, other: Counterpart) -> Option<Self> {
        let entry = snapshot.entry(&other.document)?;
        Some(Self {
            language: other.language,
            edition: other.edition,
            document: DocumentRef::of(entry),
            section: other.section,
            paragraph: other.paragraph,
            path: reader_url::unread_place_path(&other.document, &other.anchor),
        })
    }

    /// A section in the other editions that have it.
    pub(super) fn of_section(
        snapshot: &Snapshot,
        document: &Document,
        section: usize,
    ) -> Result<Vec<Self>, IndexError> {
        let mut others = Vec::new();
        for edition in snapshot.app.generation().editions().beside(&document.id) {
            let (Some(entry), Some(other)) =
                (snapshot.entry(&edition.id), snapshot.document(&edition.id)?)
            else {
                continue;
            };
            let Some(section) = same_section(document, section, &other) else {
                continue;
            };
            let anchor = other.sections.get(section).map(Section::anchor);
            let anchor = anchor.unwrap_or_default();
            others.push(Self {
                language: edition.language,
                edition: None,
                document: DocumentRef::of(entry),
                section: Some(section),
                paragraph: None,
                path: reader_url::place_path(&other, None, &anchor),
            });
        }
        Ok(others)
    }
}

/// A citation that knows whether there is a newer edition.
pub fn with_newer(snapshot: &Snapshot, citation: Citation) -> Result<Citation, IndexError> {
    let newer = newer(snapshot.app.generation(), &citation)?;
    Ok(Citation {
        newer: newer.map(Box::new),
        ..citation
    })
}
