//! The answer to a question, and what it is made of.

use serde::Serialize;

use super::{Citation, Confidence, Elsewhere, Extent};
use crate::{
    corpus::{Document, DocumentId},
    label::label,
    language::{Language, requests::Subject},
    passages::SectionLocator,
};

/// The number of headings that a refusal names.
pub(super) const NEAR_HEADINGS: usize = 3;

/// The answer of the corpus to a question.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The corpus says this, best first.
    Found {
        /// Never empty.
        citations: Vec<Citation>,
        /// The confidence that the first citation answers the question.
        confidence: Confidence,
        /// Whether it may be near only, and not the answer.
        is_near: bool,
        /// The number of citations, from the first on, that come near the first one. Those behind are
        /// other places.
        close: usize,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// A place was named, and this is what stands there.
    Place {
        /// Of each document that has the place, a citation for each section; never empty.
        citations: Vec<Citation>,
        /// The number of further documents that have such a place.
        more: usize,
        /// The places that were named beside it and are nowhere.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
    },
    /// Nothing was asked of the documents: the bot speaks for itself.
    Own {
        /// The reason why it does.
        kind: OwnWords,
        /// The language of the reply: that of the message, else the asker's own, where the bot speaks it.
        language: Language,
        /// Questions that can be asked of these documents.
        examples: Vec<String>,
    },
    /// A question about a document as a whole.
    About {
        /// The subject that was asked for.
        subject: Subject,
        /// The document that is meant; several if that is open.
        documents: Vec<Facts>,
        /// Citations of what it says of itself; none if it says nothing, or if it is not clear which is meant.
        citations: Vec<Citation>,
        /// Whether this is what was asked for; if not, it is what comes nearest to it.
        is_its_own: bool,
        /// Its headings, where they say it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        outline: Vec<NearHeading>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// It was asked whether something is mentioned, and it is.
    Mentions {
        /// The name that was asked for.
        name: String,
        /// The number of times it stands there.
        count: usize,
        /// The number of places in which it stands.
        in_places: usize,
        /// The places, in the order of the documents; the first of them if there are many.
        places: Vec<Elsewhere>,
        /// The first of them, quoted.
        citations: Vec<Citation>,
        /// The language of the question, where it is long enough to tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_in: Option<Language>,
    },
    /// The corpus does not say it.
    NotFound {
        /// The nearest headings.
        near: Vec<NearHeading>,
        /// The confidence that its best citation would have had.
        confidence: Confidence,
        /// The name that the documents never mention, if it was asked about by its name.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Whether the texts are still to be embedded, so that only words were looked for.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        awaits_vectors: bool,
    },
    /// A place was named that no document has.
    NoSuchPlace {
        /// The sections that are nearest to what was named.
        near: Vec<NearHeading>,
        /// The places that the documents have instead.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        extents: Vec<Extent>,
    },
}

impl Answer {
    /// The word that the documents do not say it, with nowhere else to look; `name` is what they never mention.
    pub(super) fn refused(name: Option<String>) -> Self {
        Self::NotFound {
            near: Vec::new(),
            confidence: Confidence::default(),
            name,
            awaits_vectors: false,
        }
    }
}

/// A heading where the asker may look on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearHeading {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The name of the section: `§ 2.3`; nothing for a document without sections.
    pub place: Option<String>,
    /// The name of the section in links.
    pub address: Option<String>,
    /// Its number as printed, where it has one.
    pub number: Option<String>,
    /// The heading.
    pub heading: Option<String>,
    /// Whether its number is none of the source's, but counted.
    pub is_counted: bool,
    /// Whether the section is derived.
    pub is_derived: bool,
    /// The section with its heading, in the quotation marks of the document.
    #[serde(skip)]
    pub named: Option<String>,
}

impl NearHeading {
    /// A section of a document, or the document as a whole.
    pub fn of(document: &Document, section: Option<usize>) -> Self {
        let section = section.and_then(|index| document.sections.get(index));
        let section = section.map(SectionLocator::of);
        NearHeading {
            document: document.id.clone(),
            title: label(&document.title()),
            named: section
                .as_ref()
                .map(|section| section.named(None, document.language)),
            is_counted: section.as_ref().is_some_and(|section| section.is_counted),
            is_derived: section.as_ref().is_some_and(|section| section.is_derived),
            number: section.as_ref().and_then(|section| section.number.clone()),
            place: section.as_ref().map(|section| section.place.clone()),
            address: section.as_ref().map(|section| section.address.clone()),
            heading: section.map(|section| section.title),
        }
    }

    /// `§ ≈2.3 „Titel“`; nothing for a document as a whole.
    pub fn label(&self) -> Option<String> {
        self.named.clone()
    }

    /// The section with its heading and its document, in one line: `§ 2.3 “Tides” · Harbour Guide`.
    pub fn line(&self) -> String {
        match &self.named {
            Some(named) => format!("{named} · {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// The reason why the bot speaks for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnWords {
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

/// Facts about a document as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// Its edition, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Its date, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its author, as the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The address that it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// The number of its sections, with their sub-sections.
    pub sections: usize,
    /// The number of its footnotes.
    pub footnotes: usize,
    /// The number of its pages, for formats that have pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// The number of its words, where it was asked how long it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<usize>,
}
