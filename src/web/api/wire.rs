//! The types that go over the wire: the same fields as `--json` of the command line, and beside them the
//! parts of the place, and what opens it in the reader.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    answer::{self, Counterpart},
    app::{Location, Snapshot, citation_location, unread_place_path},
    corpus,
    index::{self, IndexError},
    passages::Locator,
    span,
};

/// A range of bytes, `start` up to before `end`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

/// Words of a document, proved to stand there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Quoted {
    /// The words as they are read; paragraphs are set apart by an empty line, and code has its own lines.
    text: String,
    /// The places where they stand in the source.
    spans: Vec<Span>,
    /// The sentence that answers, within `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Span>,
    /// The items of lists that begin in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<QuotedItem>,
    /// The places of code in `text`, in its lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code: Vec<Span>,
    /// Whether the sentence goes on behind the quote.
    is_cut: bool,
    /// Whether the quote begins inside a paragraph.
    begins_inside: bool,
    /// Whether it ends inside one.
    ends_inside: bool,
}

/// An item of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuotedItem {
    /// The place in the text where it begins, in bytes.
    at: usize,
    /// The number of lists that it is in, besides its own.
    depth: u8,
    /// The number or bullet before it; none where the number is one of the words.
    #[schema(example = "3.")]
    marker: Option<String>,
}

/// A quote and its place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Citation {
    /// The document, by its id.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    /// Its edition, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    /// Its date, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The place that it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<String>,
    /// The language of the quote (ISO 639-1; `xx` for one that is not known).
    language: String,
    /// The place of the quote, as it is printed.
    #[schema(example = "§ 2.3 „Titel“ ¶ 4, p. 12, fn. 17")]
    locator: String,
    /// The same in its parts.
    place: Place,
    /// Position of the paragraph in the document, from 1; 0 for the text of a footnote.
    paragraph: usize,
    quote: Quoted,
    /// The places where nearly the same stands again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    also: Vec<Elsewhere>,
    /// The same place in other editions of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    editions: Vec<OtherEdition>,
    /// The same place in the newest edition, if this is an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    newer: Option<OtherEdition>,
    /// The link that opens the place in the reader, with the quote marked.
    link: String,
}

/// The place of something, in its parts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Place {
    section: Option<PlaceSection>,
    /// The label that the source numbers it with within the section, and what leads there.
    #[schema(example = "(2) 1.")]
    label: Option<String>,
    /// The paragraph within the section, or within a document without sections.
    paragraph: Option<u32>,
    /// Whether that paragraph was recovered from a text without paragraphs.
    paragraph_is_derived: bool,
    /// The page as printed, for formats that have pages; `12–13` for what stands on several.
    page: Option<String>,
    /// The reason why what stands there may be wrong: `uncertain`, where letters are not those that the page
    /// shows, or `machine-read`, from a picture of the page.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(required = false)]
    doubt: &'static str,
    /// Footnotes that hang on the place.
    footnotes: Vec<u32>,
}

/// The section of a place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PlaceSection {
    /// Its name, without its title: `§ 2 › Austritt` where it has no number. `ask` reads it.
    #[schema(example = "§ 2.3")]
    place: String,
    /// Its name in links, which no other section of the document has.
    #[schema(example = "2.3")]
    address: String,
    /// Its number as it is printed.
    #[schema(example = "2.3")]
    number: Option<String>,
    title: String,
    /// Whether the source numbers nothing, and the number was counted.
    is_counted: bool,
    /// Whether nobody named it, but topics in the text.
    is_derived: bool,
}

/// A place that says nearly the same.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Elsewhere {
    document: String,
    locator: String,
}

/// The same place in another edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OtherEdition {
    /// The document, by its id.
    document: String,
    /// Its edition, if it is newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    /// The language it is written in.
    language: String,
    /// The paragraph; only the section where its paragraphs are others, and nothing where there is no
    /// such section.
    locator: String,
    /// The link that opens it in the reader.
    link: String,
}

/// A heading where the asker may look on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NearHeading {
    document: String,
    /// The title of the document.
    title: String,
    /// The name of the section; nothing for a document without sections.
    place: Option<String>,
    /// Its name in links.
    address: Option<String>,
    /// Its number as it is printed, where it has one.
    number: Option<String>,
    heading: Option<String>,
    /// Whether the source numbers nothing, and the number was counted.
    is_counted: bool,
    is_derived: bool,
    /// The link that opens it in the reader.
    link: String,
}

/// Something that is odd about a document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Warning {
    severity: Severity,
    /// The file, as a path in the corpus.
    path: String,
    /// The line, where there is one.
    line: Option<usize>,
    message: String,
}

/// The cost of something odd.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Severity {
    /// Nothing.
    Note,
    /// Something was read otherwise than its author may have meant.
    Warning,
    /// Something was not read.
    Error,
}

/// The numbers of what a document holds.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Counts {
    sections: usize,
    paragraphs: usize,
    passages: usize,
    sentences: usize,
    footnotes: usize,
    /// Stretches that were set apart: navigation, notices and the like.
    set_apart: usize,
    /// Gaps in the source.
    gaps: usize,
}

impl From<span::Span> for Span {
    fn from(span: span::Span) -> Self {
        let span::Span { start, end } = span;
        Self { start, end }
    }
}

impl From<&answer::Quote> for Quoted {
    fn from(quote: &answer::Quote) -> Self {
        Self {
            text: quote.text().to_owned(),
            spans: quote.spans().iter().copied().map(Span::from).collect(),
            answer: quote.answer().map(Span::from),
            items: quote.items().iter().map(QuotedItem::from).collect(),
            code: quote.code().iter().copied().map(Span::from).collect(),
            is_cut: quote.is_cut(),
            begins_inside: quote.begins_inside(),
            ends_inside: quote.ends_inside(),
        }
    }
}

impl From<&answer::QuotedItem> for QuotedItem {
    fn from(item: &answer::QuotedItem) -> Self {
        Self {
            at: item.at,
            depth: item.depth,
            marker: item.marker.clone(),
        }
    }
}

impl From<&Locator> for Place {
    fn from(locator: &Locator) -> Self {
        let section = locator.section.as_ref().map(|section| PlaceSection {
            place: section.place.clone(),
            address: section.address.clone(),
            number: section.number.clone(),
            title: section.title.clone(),
            is_counted: section.is_counted,
            is_derived: section.is_derived,
        });
        Self {
            section,
            label: locator.label.clone(),
            paragraph: locator.paragraph,
            paragraph_is_derived: locator.paragraph_is_derived,
            page: locator.page.clone(),
            doubt: locator.certainty.remark(),
            footnotes: locator.footnotes.clone(),
        }
    }
}

impl Citation {
    /// A citation with what opens its place, as the corpus stands.
    pub(super) fn placed(
        snapshot: &Snapshot,
        citation: &answer::Citation,
    ) -> Result<Self, IndexError> {
        let location = citation_location(snapshot, citation)?;
        let link = location.as_ref().map(link).unwrap_or_default();
        Ok(Self::of(snapshot, citation, link))
    }

    pub(super) fn of(snapshot: &Snapshot, citation: &answer::Citation, link: String) -> Self {
        let other = |other: &Counterpart| OtherEdition {
            document: other.document.to_string(),
            edition: other.edition.clone(),
            language: other.language.to_string(),
            locator: other.locator.to_string(),
            link: link_to(snapshot, &unread_place_path(&other.document, &other.anchor)),
        };
        let also = citation.also.iter().map(Elsewhere::from);
        Self {
            document: citation.document.to_string(),
            path: citation.path.clone(),
            title: citation.title.clone(),
            edition: citation.edition.clone(),
            date: citation.date.clone(),
            source_url: citation.source_url.clone(),
            language: citation.language.to_string(),
            locator: citation.locator.to_string(),
            place: Place::from(&citation.locator),
            paragraph: citation.paragraph,
            quote: Quoted::from(&citation.quote),
            also: also.collect(),
            editions: citation.editions.iter().map(other).collect(),
            newer: citation.newer.as_deref().map(other),
            link,
        }
    }
}

impl From<&answer::Elsewhere> for Elsewhere {
    fn from(elsewhere: &answer::Elsewhere) -> Self {
        Self {
            document: elsewhere.document.to_string(),
            locator: elsewhere.locator.to_string(),
        }
    }
}

impl NearHeading {
    pub(super) fn of(near: &answer::NearHeading, link: String) -> Self {
        Self {
            document: near.document.to_string(),
            title: near.title.clone(),
            place: near.place.clone(),
            address: near.address.clone(),
            number: near.number.clone(),
            is_counted: near.is_counted,
            heading: near.heading.clone(),
            is_derived: near.is_derived,
            link,
        }
    }
}

impl From<&corpus::Warning> for Warning {
    fn from(warning: &corpus::Warning) -> Self {
        Self {
            severity: match warning.severity {
                corpus::Severity::Note => Severity::Note,
                corpus::Severity::Warning => Severity::Warning,
                corpus::Severity::Error => Severity::Error,
            },
            path: warning.path.clone(),
            line: warning.line,
            message: warning.message.clone(),
        }
    }
}

impl From<&index::Counts> for Counts {
    fn from(counts: &index::Counts) -> Self {
        let index::Counts {
            sections,
            paragraphs,
            words: _,
            passages,
            sentences,
            footnotes,
            set_apart,
            gaps,
        } = *counts;
        Self {
            sections,
            paragraphs,
            passages,
            sentences,
            footnotes,
            set_apart,
            gaps,
        }
    }
}

/// The link that opens a place: a whole one where the reader has an address, else a path from its root.
pub(super) fn link(location: &Location) -> String {
    let path = || format!("/{}", location.path);
    location.link.clone().unwrap_or_else(path)
}

/// The same for a path.
pub(super) fn link_to(snapshot: &Snapshot, path: &str) -> String {
    snapshot.link(path).unwrap_or_else(|| format!("/{path}"))
}
