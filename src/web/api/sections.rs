//! `sections`: the section tree of a document, or the text of one section.

use std::sync::Arc;

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    input::{Params, known},
    problem::{Problem, Refusals},
    wire::{Citation, Span, link_to},
};
use crate::{
    app::{AskError, Library, SectionView, Snapshot, place_path},
    corpus::{self, DocumentId},
    label::{address, label},
    passages::Place,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The document, by its id.
    document: String,
    /// Only this section and its sub-sections, with their text: by its address or its number.
    #[param(example = "2.3")]
    number: Option<String>,
}

/// The sections of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sections {
    /// The document, by its id.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    language: String,
    /// The place that it was taken from.
    source_url: Option<String>,
    /// The date of that.
    #[schema(example = "2026-11-27")]
    retrieved: Option<String>,
    /// In reading order.
    sections: Vec<Section>,
    /// Citations of the section that was named: one for each sub-section.
    #[serde(skip_serializing_if = "Option::is_none")]
    citations: Option<Vec<Citation>>,
}

/// A heading and what stands under it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Section {
    /// Its name, without its title: `§ 2 › Austritt` where it has no number. `ask` reads it.
    #[schema(example = "§ 2.3")]
    place: String,
    /// Its name in links, which no other section of the document has.
    #[schema(example = "2.3")]
    address: String,
    /// Its number as it is printed.
    #[schema(example = "2.3")]
    number: Option<String>,
    /// Whether the source numbers nothing, and the number was counted.
    is_counted: bool,
    title: String,
    /// Depth, from 1.
    level: u8,
    origin: Origin,
    /// From the heading to the end of the last sub-section, in bytes of the source.
    span: Span,
    /// The link that opens it in the reader.
    link: String,
}

/// The origin of the claim that a section begins here.
#[derive(Debug, Serialize, ToSchema)]
pub(super) enum Origin {
    /// The source itself.
    Source,
    /// The operator, in an outline beside it.
    Outline,
    /// Nobody: it was derived from the text.
    Derived,
}

/// List the sections of a document, or show the text of one
#[utoipa::path(
    get,
    path = "/sections",
    params(Wanted),
    responses((status = 200, description = "The sections; of a document without any an empty list", body = Sections), Refusals)
)]
pub(super) async fn sections(
    library: Library,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Sections>, Problem> {
    let document = known(&*library.snapshot()?, &wanted.document)?;
    let work =
        move |snapshot: &Arc<Snapshot>| Sections::of(snapshot, &document, wanted.number.as_deref());
    let sections = library.work(work).await?;
    let missing = || Problem::not_found("the document has no section of this number");
    sections.map(Json).ok_or_else(missing)
}

impl Sections {
    fn of(
        snapshot: &Arc<Snapshot>,
        id: &DocumentId,
        number: Option<&str>,
    ) -> Result<Option<Self>, AskError> {
        let Some(document) = snapshot.document(id)? else {
            return Ok(None);
        };
        let all = &document.sections;
        let mut sections: Vec<&corpus::Section> = all.iter().collect();
        let mut citations = None;
        if let Some(number) = number {
            let Some((index, whole)) = named(&document, number) else {
                return Ok(None);
            };
            let Some(view) = SectionView::of(snapshot, id, Some(index), None)? else {
                return Ok(None);
            };
            sections.retain(|section| whole.span.contains(section.span));
            let text = view.citations.iter();
            let text = text.map(|citation| Citation::placed(snapshot, citation));
            citations = Some(text.collect::<Result<_, _>>()?);
        }
        Ok(Some(Self {
            document: id.to_string(),
            path: document.path.clone(),
            title: label(&document.title()),
            language: document.language.to_string(),
            source_url: document.metadata.source_url.as_deref().and_then(address),
            retrieved: document.metadata.retrieved.as_deref().map(label),
            sections: sections
                .iter()
                .map(|section| Section::of(snapshot, &document, section))
                .collect(),
            citations,
        }))
    }
}

/// The section of this address, else the first that is named so.
fn named<'a>(document: &'a corpus::Document, number: &str) -> Option<(usize, &'a corpus::Section)> {
    let mut sections = document.sections.iter();
    let index = sections
        .position(|section| section.address == number)
        .or_else(|| number.parse::<Place>().ok()?.first_section(document))?;
    Some((index, document.sections.get(index)?))
}

impl Section {
    fn of(snapshot: &Snapshot, document: &corpus::Document, section: &corpus::Section) -> Self {
        let anchor = section.anchor();
        Self {
            place: section.place.clone(),
            address: section.address.clone(),
            number: section.label.as_ref().map(|label| label.printed.clone()),
            is_counted: section.is_counted,
            title: label(&section.title),
            level: section.level,
            origin: match section.origin {
                corpus::Origin::Source => Origin::Source,
                corpus::Origin::Outline => Origin::Outline,
                corpus::Origin::Derived => Origin::Derived,
            },
            span: section.span.into(),
            link: link_to(snapshot, &place_path(document, None, &anchor)),
        }
    }
}
