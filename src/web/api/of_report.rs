//! The types that go over the wire for documents as wholes: what they are, what places they have, and
//! what the bot says of its own.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{answer, language::requests};

/// The reason why the bot speaks for itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OwnWords {
    /// It was greeted, or bidden farewell.
    Greeting,
    /// It was thanked.
    Thanks,
    /// Somebody wants to know what can be asked.
    Help,
    /// Somebody wants to know what it is.
    Identity,
    /// Nothing was asked.
    Nothing,
}

/// The subject of a question about a document as a whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Subject {
    /// The matter that it is about, in short.
    Summary,
    /// Its findings.
    Findings,
    /// Its recommendations.
    Recommendations,
    /// Its conclusion.
    Conclusion,
    /// Its authors.
    Authors,
    /// The date of its publication, and its edition.
    Published,
    /// Its length.
    Length,
    /// The topics that it covers.
    Outline,
    /// A list of everything of a kind.
    List,
    /// The documents that there are.
    Documents,
}

/// Facts that are known of a document as a whole.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Facts {
    document: String,
    title: String,
    /// The language it is written in (ISO 639-1; `xx` for one that is not known).
    language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Its author, as the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<String>,
    sections: usize,
    footnotes: usize,
    /// For formats that have pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    /// The number of words, where it was asked how long it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
}

/// The places that a document has.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Extent {
    document: String,
    title: String,
    /// The first and the last section of the first level.
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<[String; 2]>,
    /// The places beside what was named, where it has what would hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<Beside>,
    /// The number of paragraphs of running text.
    paragraphs: usize,
    /// The first and the last footnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    footnotes: Option<[u32; 2]>,
    /// Whether a page was named, and it has none.
    lacks_pages: bool,
    /// The first and the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<[String; 2]>,
}

/// The contents of a place, beside what was named and is not there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Beside {
    /// The place that was named.
    #[schema(example = "§ 2.5")]
    missing: String,
    /// The place that would hold it.
    #[schema(example = "§ 2")]
    within: String,
    /// The first of what it holds.
    #[schema(example = "§ 2.1")]
    first: String,
    /// The last.
    #[schema(example = "§ 2.4")]
    last: String,
}

impl From<answer::OwnWords> for OwnWords {
    fn from(kind: answer::OwnWords) -> Self {
        match kind {
            answer::OwnWords::Greeting => Self::Greeting,
            answer::OwnWords::Thanks => Self::Thanks,
            answer::OwnWords::Help => Self::Help,
            answer::OwnWords::Identity => Self::Identity,
            answer::OwnWords::Nothing => Self::Nothing,
        }
    }
}

impl From<requests::Subject> for Subject {
    fn from(subject: requests::Subject) -> Self {
        match subject {
            requests::Subject::Summary => Self::Summary,
            requests::Subject::Findings => Self::Findings,
            requests::Subject::Recommendations => Self::Recommendations,
            requests::Subject::Conclusion => Self::Conclusion,
            requests::Subject::Authors => Self::Authors,
            requests::Subject::Published => Self::Published,
            requests::Subject::Length => Self::Length,
            requests::Subject::Outline => Self::Outline,
            requests::Subject::List => Self::List,
            requests::Subject::Documents => Self::Documents,
        }
    }
}

impl From<&answer::Facts> for Facts {
    fn from(facts: &answer::Facts) -> Self {
        let facts = facts.clone();
        Self {
            document: facts.document.to_string(),
            title: facts.title,
            language: facts.language.to_string(),
            edition: facts.edition,
            date: facts.date,
            author: facts.author,
            source_url: facts.source_url,
            sections: facts.sections,
            footnotes: facts.footnotes,
            pages: facts.pages,
            words: facts.words,
        }
    }
}

impl From<&answer::Extent> for Extent {
    fn from(extent: &answer::Extent) -> Self {
        let extent = extent.clone();
        Self {
            document: extent.document.to_string(),
            title: extent.title,
            sections: extent.sections.map(|(first, last)| [first, last]),
            beside: extent.beside.map(|beside| Beside {
                missing: beside.missing,
                within: beside.within,
                first: beside.first,
                last: beside.last,
            }),
            paragraphs: extent.paragraphs,
            footnotes: extent.footnotes.map(|(first, last)| [first, last]),
            lacks_pages: extent.lacks_pages,
            pages: extent.pages.map(|(first, last)| [first, last]),
        }
    }
}
