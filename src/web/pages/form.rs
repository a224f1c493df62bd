//! The form that asks, and what it was filled in with.

use serde::Deserialize;

use super::page_context::plain;
use crate::{
    app::Snapshot,
    index::DocumentEntry,
    label::{LISTED, cut},
};

/// With more documents than this, one is named by typing.
const CHOICES: usize = 60;

/// The question that was asked. Each page with the form shows it again.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct AskQuery {
    #[serde(default)]
    pub(super) q: String,
    #[serde(default)]
    pub(super) document: String,
}

/// The form as it is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct AskForm {
    pub(super) q: String,
    /// The text that was typed where a document is named.
    pub(super) document: String,
    /// The documents to choose from, if there are not too many.
    pub(super) choices: Vec<DocumentOption>,
    /// Whether a document is named by typing.
    pub(super) is_typed: bool,
    /// Whether it takes one line, above something that one has come to read.
    pub(super) is_compact: bool,
}

/// A document to choose.
#[derive(Clone, Debug)]
pub(super) struct DocumentOption {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) is_chosen: bool,
}

impl AskForm {
    /// The form for the documents that are served; `document` is the one that is asked.
    pub(super) fn of(snapshot: &Snapshot, q: &str, document: Option<&DocumentEntry>) -> Self {
        let entries = snapshot.entries();
        let chosen = document.map(|entry| entry.id.clone());
        let is_choice = (2..=CHOICES).contains(&entries.len());
        let choices = entries
            .iter()
            .filter(|_| is_choice)
            .map(|entry| DocumentOption {
                id: entry.id.to_string(),
                title: plain(&cut(&snapshot.called(entry), LISTED)),
                is_chosen: chosen.as_ref() == Some(&entry.id),
            });
        let choices = choices.collect();
        Self {
            q: q.to_owned(),
            document: chosen.map(|id| id.to_string()).unwrap_or_default(),
            choices,
            is_typed: entries.len() > CHOICES,
            is_compact: false,
        }
    }

    /// The same in one line.
    pub(super) fn compact(self) -> Self {
        Self {
            is_compact: true,
            ..self
        }
    }
}
