//! `documents`: what can be asked, and what is odd about it.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    problem::{Problem, Refusals},
    wire::{Counts, Warning, link_to},
};
use crate::{
    answer::newest_of,
    app::{Library, Snapshot, document_path},
    index::DocumentEntry,
    label::{address, label},
    telemetry::now,
};

/// The documents that are served.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Documents {
    /// Counts builds of the index.
    generation: u64,
    /// The time when it was built, in seconds since 1970.
    built: Option<u64>,
    /// The time since then.
    age_seconds: Option<u64>,
    documents: Vec<Document>,
    /// Oddities of the corpus as a whole.
    warnings: Vec<Warning>,
}

/// A document that can be asked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Document {
    /// Its id: its path without the ending.
    document: String,
    /// Its file, as a path in the corpus.
    path: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<String>,
    /// The date on which it was taken from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-11-27")]
    retrieved: Option<String>,
    /// Under which terms it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    /// The language it is written in (ISO 639-1; `xx` for one that is not known).
    language: String,
    /// The original, by its id, if this is a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of: Option<String>,
    /// The other editions of this document, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    editions: Vec<String>,
    /// The newest edition, by its id, if this is an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    newer: Option<String>,
    /// BLAKE3 of everything that it was read from.
    hash: String,
    counts: Counts,
    warnings: Vec<Warning>,
    /// The link that opens it in the reader.
    link: String,
}

/// List the documents
#[utoipa::path(
    get,
    path = "/documents",
    responses((status = 200, description = "All of them, in the order of their ids", body = Documents), Refusals)
)]
pub(super) async fn documents(library: Library) -> Result<Json<Documents>, Problem> {
    let snapshot = library.snapshot()?;
    let built = snapshot.built();
    let documents = snapshot.entries().iter();
    let generation = snapshot.app.generation();
    let warnings = generation.manifest().warnings.iter();
    let warnings = warnings.chain(generation.findings());
    Ok(Json(Documents {
        generation: snapshot.generation(),
        built,
        age_seconds: built.map(|built| now().as_secs().saturating_sub(built)),
        documents: documents
            .map(|entry| Document::of(&snapshot, entry))
            .collect(),
        warnings: warnings.map(Warning::from).collect(),
    }))
}

impl Document {
    fn of(snapshot: &Snapshot, entry: &DocumentEntry) -> Self {
        let metadata = &entry.metadata;
        let editions = snapshot.app.generation().editions();
        let original = editions.of_document(&entry.id).first();
        let original = original.map(|original| &original.id);
        let others = editions.beside(&entry.id);
        let newer = newest_of(snapshot.app.generation(), &entry.id, entry.language);
        Self {
            document: entry.id.to_string(),
            path: entry.path.clone(),
            title: label(&entry.title()),
            edition: entry.edition().map(label),
            date: metadata.date.as_deref().map(label),
            source_url: metadata.source_url.as_deref().and_then(address),
            retrieved: metadata.retrieved.as_deref().map(label),
            licence: metadata.licence.as_deref().map(label),
            language: entry.language.to_string(),
            translation_of: original
                .filter(|id| **id != entry.id)
                .map(ToString::to_string),
            editions: others.map(|other| other.id.to_string()).collect(),
            newer: newer.map(ToString::to_string),
            hash: entry.hash.clone(),
            counts: Counts::from(&entry.counts),
            warnings: entry.warnings.iter().map(Warning::from).collect(),
            link: link_to(snapshot, &document_path(&entry.id)),
        }
    }
}
