//! `diff`: what changed from one edition of a document to another, in a place or at all.

use std::sync::Arc;

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, asked_for, document},
    problem::{Problem, Refusals},
    wire::{Citation, Span},
};
use crate::{
    answer::diff,
    app::{AskError, Library, Snapshot},
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The place: `§ 4.2`, or a heading; without it, the sections that changed are listed.
    #[param(min_length = 1, max_length = 2000, pattern = r"\S")]
    place: Option<String>,
    /// Any edition of the document, by its id.
    document: Option<String>,
    /// The older edition: its name, its date or its id; without it the one before the newer.
    from: Option<String>,
    /// The newer edition; without it the newest.
    to: Option<String>,
}

/// The outcome of a comparison.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "diff", rename_all = "snake_case")]
pub(super) enum Comparison {
    /// The place is in both editions, and its words are others.
    Changed {
        from: Version,
        to: Version,
        /// The headings that are others: of the place, and of the sections in it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        headings: Vec<Heading>,
        /// All the words of both, in order.
        changes: Vec<Change>,
    },
    /// The place is in both editions, word for word the same.
    Unchanged { from: Version, to: Version },
    /// Only the newer edition has the place.
    Added { from: Edition, to: Version },
    /// Only the older edition has the place.
    Removed { from: Version, to: Edition },
    /// No place was named: the sections that are not in both editions as they are.
    Sections {
        from: Edition,
        to: Edition,
        /// The sections, in the order of the newer edition; those that are gone where they stood.
        sections: Vec<Section>,
        /// The number of sections that are the same in both.
        unchanged: usize,
    },
    /// Neither edition has the place.
    NoSuchPlace {
        /// The newest editions in which it was looked for.
        documents: Vec<Edition>,
    },
    /// There are no two editions of these names.
    NoSuchEdition {
        /// The name.
        named: String,
        /// The editions that there are, the newest first.
        editions: Vec<Edition>,
    },
    /// Several documents have editions and the place: one of them must be named.
    Several { documents: Vec<Edition> },
    /// No document, or not the one that was named, has several editions.
    NoEditions,
}

/// An edition of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Edition {
    /// The document, by its id.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The language it is written in.
    language: String,
}

/// A place as it stands in one edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Version {
    #[serde(flatten)]
    named: Edition,
    /// The place, as it is printed.
    place: String,
    /// The text that stands there, a citation for each section.
    citations: Vec<Citation>,
}

/// A heading that is another in the newer edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Heading {
    /// The heading in the older one, with its number.
    from: String,
    /// The heading in the newer one.
    to: String,
}

/// A section that is not in both editions as it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SectionChange)]
pub(super) struct Section {
    change: How,
    /// Whether its heading is another.
    heading_changed: bool,
    /// Whether the words under its heading are others; those of the sections below it have changes of their own.
    text_changed: bool,
    /// The section in the older edition, if it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<SectionPlace>,
    /// The section in the newer edition, if it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<SectionPlace>,
    /// The `place` to ask for, for the words of both; nothing where no name leads to this section in both editions.
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<String>,
}

/// A section of an edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SectionPlace {
    /// The section as it is printed; empty for what stands before the first one.
    place: String,
    /// Its anchor in the reader.
    anchor: String,
}

/// The fate of a section.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SectionBecame)]
pub(super) enum How {
    /// It has another heading, or other words.
    Changed,
    /// Only the newer edition has it.
    Added,
    /// Only the older edition has it.
    Removed,
}

/// A run of words, and which edition has them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Change {
    side: Side,
    /// The words; of those in both, as the newer edition has them.
    words: String,
    /// The bytes of the older document in which they stand.
    from: Vec<Span>,
    /// The bytes of the newer one.
    to: Vec<Span>,
}

/// The edition that has some words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EditionSide)]
pub(super) enum Side {
    /// Both.
    Both,
    /// Only the older one.
    From,
    /// Only the newer one.
    To,
}

/// Say what changed from one edition to another, in a place or at all
#[utoipa::path(
    get,
    path = "/diff",
    params(Wanted),
    responses((status = 200, description = "What changed, also where nothing could be compared", body = Comparison), Refusals)
)]
pub(super) async fn diff(
    library: Library,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Comparison>, Problem> {
    let what = diff::Compared {
        place: wanted.place.as_deref().map(place).transpose()?,
        document: document(&*library.snapshot()?, wanted.document.as_deref())?,
        from: wanted.from,
        to: wanted.to,
        language: None,
    };
    let work =
        move |snapshot: &Arc<Snapshot>| Comparison::of(snapshot, &snapshot.app.compare(&what)?);
    Ok(Json(library.work(work).await?))
}

fn place(named: &str) -> Result<String, Problem> {
    asked_for("place", named).map(str::to_owned)
}

impl Comparison {
    fn of(snapshot: &Snapshot, comparison: &diff::Comparison) -> Result<Self, AskError> {
        let version = |version: &diff::Version| Version::of(snapshot, version);
        let all = |named: &[diff::Named]| named.iter().map(Edition::from).collect();
        Ok(match comparison {
            diff::Comparison::Changed {
                from,
                to,
                headings,
                changes,
            } => Self::Changed {
                from: version(from)?,
                to: version(to)?,
                headings: headings.iter().map(Heading::from).collect(),
                changes: changes.iter().map(Change::from).collect(),
            },
            diff::Comparison::Unchanged { from, to } => Self::Unchanged {
                from: version(from)?,
                to: version(to)?,
            },
            diff::Comparison::Added { from, to } => Self::Added {
                from: from.into(),
                to: version(to)?,
            },
            diff::Comparison::Removed { from, to } => Self::Removed {
                from: version(from)?,
                to: to.into(),
            },
            diff::Comparison::Sections {
                from,
                to,
                sections,
                unchanged,
            } => Self::Sections {
                from: from.into(),
                to: to.into(),
                sections: sections.iter().map(Section::from).collect(),
                unchanged: *unchanged,
            },
            diff::Comparison::NoSuchPlace { documents } => Self::NoSuchPlace {
                documents: all(documents),
            },
            diff::Comparison::NoSuchEdition { named, editions } => Self::NoSuchEdition {
                named: named.clone(),
                editions: all(editions),
            },
            diff::Comparison::Several { documents } => Self::Several {
                documents: all(documents),
            },
            diff::Comparison::NoEditions => Self::NoEditions,
        })
    }
}

impl Version {
    fn of(snapshot: &Snapshot, version: &diff::Version) -> Result<Self, AskError> {
        let citations = version.citations.iter();
        let citations: Result<Vec<_>, _> =
            citations.map(|of| Citation::placed(snapshot, of)).collect();
        Ok(Self {
            named: Edition::from(&version.named),
            place: version.place.clone(),
            citations: citations?,
        })
    }
}

impl From<&diff::Named> for Edition {
    fn from(named: &diff::Named) -> Self {
        Self {
            document: named.document.to_string(),
            path: named.path.clone(),
            title: named.title.clone(),
            edition: named.edition.clone(),
            date: named.date.clone(),
            language: named.language.to_string(),
        }
    }
}

impl From<&diff::HeadingChange> for Heading {
    fn from(heading: &diff::HeadingChange) -> Self {
        Self {
            from: heading.from.clone(),
            to: heading.to.clone(),
        }
    }
}

impl From<&diff::SectionChange> for Section {
    fn from(section: &diff::SectionChange) -> Self {
        let place = |of: &diff::SectionPlace| SectionPlace {
            place: of.place.clone(),
            anchor: of.anchor.clone(),
        };
        Self {
            change: match section.change {
                diff::SectionFate::Changed => How::Changed,
                diff::SectionFate::Added => How::Added,
                diff::SectionFate::Removed => How::Removed,
            },
            heading_changed: section.heading_changed,
            text_changed: section.text_changed,
            from: section.from.as_ref().map(place),
            to: section.to.as_ref().map(place),
            compare: section.compare.clone(),
        }
    }
}

impl From<&diff::Change> for Change {
    fn from(change: &diff::Change) -> Self {
        let spans = |spans: &[crate::span::Span]| spans.iter().copied().map(Span::from).collect();
        Self {
            side: match change.side {
                diff::ChangeSide::Both => Side::Both,
                diff::ChangeSide::From => Side::From,
                diff::ChangeSide::To => Side::To,
            },
            words: change.words.clone(),
            from: spans(&change.from),
            to: spans(&change.to),
        }
    }
}
